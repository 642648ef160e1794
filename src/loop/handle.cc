// SPDX-License-Identifier: MIT

#include "loop/handle.h"

namespace gyre {

Handle::Handle(EventLoop* loop, uv_handle_t* handle) : loop_(loop), handle_(handle) {
  loop->handles().PushBack(this);
}

int Handle::Initialized(int status) {
  CHECK(state_ == State::kUninitialized);
  if (status == 0) {
    state_ = State::kOpen;
    handle_->data = this;
  }
  return status;
}

void Handle::Close() {
  switch (state_) {
    case State::kClosing:
      return;
    case State::kUninitialized:
      state_ = State::kClosing;
      OnClosed();
      delete this;
      return;
    case State::kOpen:
      state_ = State::kClosing;
      uv_close(handle_, [](uv_handle_t* handle) {
        auto* self = static_cast<Handle*>(handle->data);
        self->OnClosed();
        delete self;
      });
  }
}

}  // namespace gyre
