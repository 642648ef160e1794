// SPDX-License-Identifier: MIT
//
// Handle: one life cycle, from every state to its end.

#include "loop/handle.h"

#include "support.h"

namespace gyre::test {
namespace {

struct Events {
  int closed = 0;
  int deleted = 0;
  bool stopping_at_close = false;
};

class TimerHandle final : public Handle {
 public:
  enum class Init { kSucceeds, kFails };

  TimerHandle(EventLoop* loop, Events* events, Init init = Init::kSucceeds)
      : Handle(loop, reinterpret_cast<uv_handle_t*>(&timer_)), events_(events) {
    status = Initialized(init == Init::kFails ? UV_EMFILE : uv_timer_init(loop->uv(), &timer_));
  }
  ~TimerHandle() override { ++events_->deleted; }

  const char* resource_name() const override { return "Timer"; }

  void Start(uv_timer_cb callback) { uv_timer_start(&timer_, callback, 1, 1); }

  int status;

 private:
  void OnClosed() override {
    ++events_->closed;
    events_->stopping_at_close = loop()->stopping();
  }

  uv_timer_t timer_;
  Events* const events_;
};

class HandleTest : public LoopTest {
 protected:
  Events events;
};

TEST_F(HandleTest, IsListedFromConstructionToDeletion) {
  auto* handle = new TimerHandle(loop(), &events);
  EXPECT_EQ(handle->status, 0);
  EXPECT_EQ(handle->state(), Handle::State::kOpen);
  EXPECT_EQ(handle->loop(), loop());
  EXPECT_EQ(loop()->handles().size(), 1u);
  handle->Close();
  EXPECT_EQ(loop()->handles().size(), 1u);
  loop()->Run();
  EXPECT_TRUE(loop()->handles().empty());
}

TEST_F(HandleTest, IsDeletedInTheClosePhaseAndNotBefore) {
  auto* handle = new TimerHandle(loop(), &events);
  handle->Close();
  EXPECT_EQ(handle->state(), Handle::State::kClosing);
  EXPECT_EQ(events.closed, 0);
  EXPECT_EQ(events.deleted, 0);
  loop()->Run();
  EXPECT_EQ(events.closed, 1);
  EXPECT_EQ(events.deleted, 1);
  EXPECT_FALSE(events.stopping_at_close);
}

TEST_F(HandleTest, ClosingTwiceIsClosingOnce) {
  auto* handle = new TimerHandle(loop(), &events);
  handle->Close();
  handle->Close();
  loop()->Run();
  EXPECT_EQ(events.closed, 1);
  EXPECT_EQ(events.deleted, 1);
}

TEST_F(HandleTest, ClosingInItsOwnCallback) {
  auto* handle = new TimerHandle(loop(), &events);
  handle->Start([](uv_timer_t* timer) {
    auto* self = static_cast<Handle*>(timer->data);
    self->Close();
    self->Close();
    EXPECT_EQ(self->state(), Handle::State::kClosing);  // still there
  });
  loop()->Run();
  EXPECT_EQ(events.deleted, 1);
}

TEST_F(HandleTest, OneThatDidNotOpenIsSafeToClose) {
  auto* handle = new TimerHandle(loop(), &events, TimerHandle::Init::kFails);
  EXPECT_EQ(handle->status, UV_EMFILE);
  EXPECT_EQ(handle->state(), Handle::State::kUninitialized);
  handle->Close();
  EXPECT_EQ(events.closed, 1);
  EXPECT_EQ(events.deleted, 1);
  EXPECT_TRUE(loop()->handles().empty());
}

TEST_F(HandleTest, TeardownClosesWhatIsOpen) {
  for (int i = 0; i < 3; ++i) {
    (new TimerHandle(loop(), &events))->Start([](uv_timer_t*) { ADD_FAILURE() << "fired"; });
  }
  new TimerHandle(loop(), &events, TimerHandle::Init::kFails);
  (new TimerHandle(loop(), &events))->Close();
  CloseLoop();
  EXPECT_EQ(events.closed, 5);
  EXPECT_EQ(events.deleted, 5);
  EXPECT_TRUE(events.stopping_at_close);
}

TEST_F(HandleTest, OneThatIsMadeByAnothersEndIsClosedToo) {
  // Not by a completion (see EventLoop::Close), but before: both die in the same teardown.
  auto* handle = new TimerHandle(loop(), &events);
  handle->Start([](uv_timer_t* timer) {
    auto* self = static_cast<TimerHandle*>(static_cast<Handle*>(timer->data));
    self->Close();
    self->loop()->Stop();
  });
  loop()->Run();
  new TimerHandle(loop(), &events);
  CloseLoop();
  EXPECT_EQ(events.deleted, 2);
}

}  // namespace
}  // namespace gyre::test
