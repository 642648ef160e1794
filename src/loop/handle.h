// SPDX-License-Identifier: MIT
//
// What:    Handle, the life cycle of everything long-lived that libuv emits events for:
//
//            create (already safe to close) -> start -> stop -> close -> closed
//
//          A Handle is freed from its uv_close callback and nowhere else.
// Owner:   itself from construction on; EventLoop keeps the list and closes what is left at
// teardown. Threads: loop thread only.

#ifndef GYRE_LOOP_HANDLE_H_
#define GYRE_LOOP_HANDLE_H_

#include <uv.h>

#include "engine/intrusive_list.h"
#include "loop/event_loop.h"

namespace gyre {

class Handle : public ListNode {
 public:
  enum class State : uint8_t {
    kUninitialized,  // uv_*_init() failed or has not run: libuv does not know the handle
    kOpen,
    kClosing,
  };

  EventLoop* loop() const { return loop_; }
  State state() const { return state_; }
  uv_handle_t* uv_handle() const { return handle_; }

  // The name of its kind in process.getActiveResourcesInfo(), e.g. "TCPServerWrap".
  virtual const char* resource_name() const = 0;

  // The object that JavaScript sees; empty where there is none. Needs a HandleScope.
  virtual v8::Local<v8::Object> wrapper() const { return {}; }

  // Whether it serves the runtime itself: the program has not made it, and does not see it.
  virtual bool is_internal() const { return false; }

  // Starts closing; a second call does nothing. OnClosed() runs in the close phase, then the object
  // is deleted. An uninitialized handle has no close phase: both happen at once.
  void Close();

 protected:
  // `handle` is a member of the derived class.
  Handle(EventLoop* loop, uv_handle_t* handle);
  virtual ~Handle() = default;

  // To be called with the result of uv_*_init(): 0 opens the handle. Returns `status`.
  int Initialized(int status);

  // The last word before deletion. At teardown JavaScript can't run any more: see
  // loop()->stopping().
  virtual void OnClosed() {}

 private:
  EventLoop* const loop_;
  uv_handle_t* const handle_;
  State state_ = State::kUninitialized;
};

}  // namespace gyre

#endif  // GYRE_LOOP_HANDLE_H_
