// SPDX-License-Identifier: MIT
//
// EventLoop: the order of the phases, timers, immediates, tasks from other threads, and its end.

#include "loop/event_loop.h"

#include <atomic>
#include <thread>

#include "support.h"

namespace gyre::test {
namespace {

class EventLoopTest : public LoopTest {
 public:
  using LoopTest::Note;  // for callbacks of libuv

 protected:
  // flags[kImmediateCount] and flags[kImmediateRefCount]
  void SetImmediates(int count) {
    loop()->flag(Flag::kImmediateCount) = count;
    loop()->flag(Flag::kImmediateRefCount) = count;
    loop()->SetImmediateRef(count > 0);
  }
};

class LambdaTask final : public v8::Task {
 public:
  explicit LambdaTask(std::function<void()> function, std::atomic<int>* destroyed = nullptr)
      : function_(std::move(function)), destroyed_(destroyed) {}
  ~LambdaTask() override {
    if (destroyed_ != nullptr) ++*destroyed_;
  }
  void Run() override { function_(); }

 private:
  const std::function<void()> function_;
  std::atomic<int>* const destroyed_;
};

TEST_F(EventLoopTest, AnIdleLoopReturnsAtOnce) {
  EXPECT_FALSE(loop()->alive());
  loop()->Run();
  EXPECT_FALSE(loop()->stopping());
}

TEST_F(EventLoopTest, ThePhasesComeInOrder) {
  // One turn: timers, poll, check, close. The timer is due at once, the async is the poll phase.
  On(EntryPoint::kProcessTimers, "() => { log('timer'); return 0; }");
  On(EntryPoint::kProcessImmediate, "() => { log('immediate'); flags[2] = flags[3] = 0; }");
  struct Poll {
    uv_async_t async;
    EventLoopTest* test;
  };
  auto* poll = new Poll{{}, this};
  ASSERT_EQ(uv_async_init(loop()->uv(), &poll->async,
                          [](uv_async_t* handle) {
                            auto* self = reinterpret_cast<Poll*>(handle);
                            self->test->Note("poll");
                            uv_close(reinterpret_cast<uv_handle_t*>(handle), [](uv_handle_t* h) {
                              auto* closed = reinterpret_cast<Poll*>(h);
                              closed->test->Note("close");
                              delete closed;
                            });
                          }),
            0);
  uv_async_send(&poll->async);
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  SetImmediates(1);
  uv_sleep(3);
  loop()->UpdateTime();
  loop()->Run();
  EXPECT_EQ(log, (Log{"timer", "poll", "immediate", "close"}));
}

TEST_F(EventLoopTest, AnUnrefdTimerDoesNotKeepTheLoopAlive) {
  On(EntryPoint::kProcessTimers, "() => { log('timer'); return 0; }");
  loop()->ScheduleTimer(60'000);
  loop()->SetTimerRef(false);
  EXPECT_FALSE(loop()->alive());
  loop()->SetTimerRef(true);
  EXPECT_TRUE(loop()->alive());
  loop()->SetTimerRef(false);
  loop()->Run();
  EXPECT_EQ(log, Log{});
}

TEST_F(EventLoopTest, TheTimerPhaseObeysTheNextExpiry) {
  // A positive expiry: again, and the loop waits. A negative: again, but nobody waits.
  On(EntryPoint::kProcessTimers, R"(
      (() => {
        let calls = 0;
        return (now) => { log(`timers ${++calls}`); return calls < 3 ? now + 1 : -(now + 60000); };
      })())");
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  loop()->Run();
  EXPECT_EQ(log, (Log{"timers 1", "timers 2", "timers 3"}));
  EXPECT_FALSE(loop()->alive());
}

TEST_F(EventLoopTest, AThrowingTimerDoesNotLoseTheOthers) {
  On(EntryPoint::kProcessTimers, R"(
      (() => {
        let calls = 0;
        return () => { log(`timers ${++calls}`); if (calls < 3) throw `boom ${calls}`; return 0; };
      })())");
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  loop()->Run();
  EXPECT_EQ(log, (Log{"timers 1", "timers 2", "timers 3"}));
  EXPECT_EQ(host()->exceptions, (Log{"boom 1", "boom 2"}));
}

TEST_F(EventLoopTest, AThrowThatEndsTheRealmEndsTheTimers) {
  On(EntryPoint::kProcessTimers, "() => { log('timers'); throw 'boom'; }");
  host()->exits_on_exception = true;
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  loop()->Run();
  EXPECT_EQ(log, (Log{"timers"}));
  EXPECT_EQ(host()->exits, (std::vector<int>{1}));
}

TEST_F(EventLoopTest, ImmediatesRunOncePerTurnAndKeepTheLoopAlive) {
  On(EntryPoint::kProcessImmediate, R"(
      () => {
        log(`immediate ${flags[2]}`);
        flags[2] = --flags[3];
      })");
  SetImmediates(3);
  EXPECT_TRUE(loop()->alive());
  loop()->Run();
  EXPECT_EQ(log, (Log{"immediate 3", "immediate 2", "immediate 1"}));
  EXPECT_FALSE(loop()->alive());
}

TEST_F(EventLoopTest, TheRestOfAnInterruptedBatchRunsInTheSamePhase) {
  // flags[4] is kHasOutstandingImmediate.
  On(EntryPoint::kProcessImmediate, R"(
      (() => {
        let calls = 0;
        return () => {
          log(`batch ${++calls}`);
          if (calls === 1) { flags[4] = 1; throw 'boom'; }
          flags[4] = flags[2] = flags[3] = 0;
        };
      })())");
  SetImmediates(2);
  loop()->Run();
  EXPECT_EQ(log, (Log{"batch 1", "batch 2"}));
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
}

TEST_F(EventLoopTest, WithoutImmediatesTheCheckPhaseDoesNotEnterJavaScript) {
  On(EntryPoint::kProcessImmediate, "() => log('entered')");
  On(EntryPoint::kProcessTimers, "() => 0");
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  loop()->Run();
  EXPECT_EQ(log, Log{});
}

TEST_F(EventLoopTest, TimeIsPublishedWhenJavaScriptIsEntered) {
  double before = loop()->Now();
  uv_sleep(5);
  EXPECT_EQ(loop()->Now(), before);  // cached
  EXPECT_GE(loop()->UpdateTime(), before + 4);
}

TEST_F(EventLoopTest, AMilestoneIsTheFirstTime) {
  EXPECT_EQ(loop()->milestone(Milestone::kLoopStart), 0u);
  loop()->Run();
  uint64_t first = loop()->milestone(Milestone::kLoopStart);
  EXPECT_GT(first, 0u);
  loop()->Run();
  EXPECT_EQ(loop()->milestone(Milestone::kLoopStart), first);
}

TEST_F(EventLoopTest, TasksOfOtherThreadsRunInPollInAScope) {
  // Something must keep the loop alive until the task has come: it does not itself.
  SetImmediates(1);
  On(EntryPoint::kProcessImmediate, "() => { if (globalThis.done) flags[2] = flags[3] = 0; }");
  On(EntryPoint::kProcessTicks, "() => { log('ticks'); flags[0] = 0; }");
  const std::thread::id loop_thread = std::this_thread::get_id();
  std::thread poster([&] {
    loop()->PostTask(std::make_unique<LambdaTask>([&] {
                       EXPECT_EQ(std::this_thread::get_id(), loop_thread);
                       // A HandleScope and the context are there, and ticks are drained afterwards.
                       Evaluate("flags[0] = 1; globalThis.done = true; log('task')");
                     }),
                     0);
  });
  loop()->Run();
  poster.join();
  EXPECT_EQ(log, (Log{"task", "ticks"}));
}

TEST_F(EventLoopTest, TasksDoNotKeepTheLoopAlive) {
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("task"); }), 0);
  EXPECT_FALSE(loop()->alive());
  EXPECT_TRUE(loop()->DrainTasks());
  EXPECT_FALSE(loop()->DrainTasks());
  EXPECT_EQ(log, (Log{"task"}));
}

TEST_F(EventLoopTest, DelayedTasksComeInTheOrderOfTheirTimes) {
  SetImmediates(1);
  On(EntryPoint::kProcessImmediate, "() => { if (globalThis.done) flags[2] = flags[3] = 0; }");
  loop()->PostTask(std::make_unique<LambdaTask>([&] {
                     Note("late");
                     Evaluate("done = true");
                   }),
                   0.3);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("soon"); }), 0.005);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("now"); }), 0);
  loop()->Run();
  EXPECT_EQ(log, (Log{"now", "soon", "late"}));
}

TEST_F(EventLoopTest, DelayedTasksThatAreDueTogetherKeepTheirOrder) {
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("late"); }), 0.3);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("soon"); }), 0.001);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("later"); }), 0.35);
  uv_sleep(400);
  EXPECT_TRUE(loop()->DrainTasks());
  EXPECT_EQ(log, (Log{"soon", "late", "later"}));
}

TEST_F(EventLoopTest, AThrowingTaskIsReportedAndTheNextOneRuns) {
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Enter("() => { throw 'boom'; }"); }), 0);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("next"); }), 0);
  loop()->DrainTasks();
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
  EXPECT_EQ(log, (Log{"next"}));
}

TEST_F(EventLoopTest, TasksAreDestroyedUnrunAtTheEnd) {
  std::atomic<int> destroyed = 0;
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("ran"); }, &destroyed), 0);
  loop()->PostTask(std::make_unique<LambdaTask>([&] { Note("ran"); }, &destroyed), 60);
  CloseLoop();
  EXPECT_EQ(destroyed, 2);
  EXPECT_EQ(log, Log{});
}

TEST_F(EventLoopTest, ManyThreadsPostWhileTheLoopEnds) {
  // What comes too late is dropped; nothing is lost in the sense of leaked.
  std::atomic<int> destroyed = 0;
  std::atomic<int> posted = 0;
  std::atomic<bool> go = true;
  v8::Isolate* the_isolate = isolate();
  std::shared_ptr<v8::TaskRunner> runner =
      GetProcess()->platform()->GetForegroundTaskRunner(the_isolate);
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      while (go) {
        ++posted;
        runner->PostTask(std::make_unique<LambdaTask>([] {}, &destroyed));
        std::this_thread::yield();
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    loop()->DrainTasks();
    uv_sleep(1);
  }
  CloseLoop();
  go = false;
  for (std::thread& thread : threads) thread.join();
  runner.reset();
  GetProcess()->platform()->Disconnect(the_isolate);  // drops what came after the loop
  EXPECT_GT(posted, 0);
  EXPECT_EQ(destroyed, posted);
}

TEST_F(EventLoopTest, StopEndsRun) {
  On(EntryPoint::kProcessImmediate, "() => { log('immediate'); call(0); }");
  natives.push_back([&] { loop()->Stop(); });
  SetImmediates(1);
  loop()->Run();
  EXPECT_EQ(log, (Log{"immediate"}));
  EXPECT_TRUE(loop()->stopping());
  loop()->Run();  // does nothing from now on
  EXPECT_EQ(log, (Log{"immediate"}));
}

TEST_F(EventLoopTest, CloseEndsWithEverythingActive) {
  On(EntryPoint::kProcessTimers, "() => { log('timer'); return 0; }");
  On(EntryPoint::kProcessImmediate, "() => log('immediate')");
  loop()->ScheduleTimer(1);
  loop()->SetTimerRef(true);
  SetImmediates(1);
  uv_sleep(3);
  CloseLoop();  // CHECKs uv_loop_close() == 0 in debug builds
  EXPECT_EQ(log, Log{});
}

TEST_F(EventLoopTest, ABindingsDataIsMadeOnceAndDestroyedWithTheLoop) {
  static int alive;
  alive = 0;
  struct First {
    First() { ++alive; }
    ~First() { --alive; }
    int value = 1;
  };
  struct Second {
    Second() { ++alive; }
    ~Second() { --alive; }
  };
  First* first = loop()->binding_data<First>();
  EXPECT_NE(static_cast<void*>(loop()->binding_data<Second>()), first);
  EXPECT_EQ(loop()->binding_data<First>(), first);
  EXPECT_EQ(alive, 2);
  CloseLoop();
  EXPECT_EQ(alive, 0);
}

TEST_F(EventLoopTest, TheIsolateKnowsItsLoop) {
  EXPECT_EQ(EventLoop::From(isolate()), loop());
  v8::Isolate* the_isolate = isolate();
  CloseLoop();
  EXPECT_EQ(EventLoop::From(the_isolate), nullptr);
}

}  // namespace
}  // namespace gyre::test
