// SPDX-License-Identifier: MIT
//
// TaskQueue: ticks and microtasks between callbacks, and what they throw.

#include "loop/task_queue.h"

#include "support.h"

namespace gyre::test {
namespace {

class TaskQueueTest : public LoopTest {
 protected:
  TaskQueueTest() {
    // A queue of ticks as small as can be; microtasks() is what lib/ asks the loop for.
    natives.push_back([this] { loop()->tasks()->RunMicrotasks(); });
    Evaluate(R"(
        var ticks = [];
        function tick(f) { ticks.push(f); flags[0] = 1; }
        function micro(f) { Promise.resolve().then(f); }
        function microtasks() { call(0); })");
    On(EntryPoint::kProcessTicks, R"(
        () => {
          do {
            while (ticks.length > 0) ticks.shift()();
            microtasks();
          } while (ticks.length > 0);
          flags[0] = flags[1] = 0;
        })");
  }
};

TEST_F(TaskQueueTest, TicksComeBeforeMicrotasksWhenThereAreTicks) {
  Enter("() => { micro(() => log('micro')); tick(() => log('tick')); log('main'); }");
  EXPECT_EQ(log, (Log{"main", "tick", "micro"}));
}

TEST_F(TaskQueueTest, MicrotasksAloneRunFirstAndThenTheTicksTheyQueue) {
  Enter(
      "() => { micro(() => { log('micro 1'); tick(() => log('tick')); });"
      "        micro(() => log('micro 2')); }");
  EXPECT_EQ(log, (Log{"micro 1", "micro 2", "tick"}));
}

TEST_F(TaskQueueTest, BothAreEmptyAtTheEnd) {
  Enter(R"(() => {
    tick(() => { log('tick 1'); micro(() => { log('micro 1'); tick(() => log('tick 2')); }); });
    micro(() => { log('micro 0'); tick(() => { log('tick 3'); micro(() => log('micro 2')); }); });
  })");
  EXPECT_EQ(log, (Log{"tick 1", "micro 0", "micro 1", "tick 3", "tick 2", "micro 2"}));
  EXPECT_EQ(Evaluate("ticks.length + flags[0]"), "0");
}

TEST_F(TaskQueueTest, WithNothingQueuedLibIsNotEntered) {
  On(EntryPoint::kProcessTicks, "() => log('entered')");
  Enter("() => {}");
  EXPECT_EQ(log, Log{});
}

TEST_F(TaskQueueTest, ARejectionAloneEntersLib) {
  On(EntryPoint::kProcessTicks, "() => { log('entered'); flags[1] = 0; }");
  Enter("() => { flags[1] = 1; }");
  EXPECT_EQ(log, (Log{"entered"}));
}

TEST_F(TaskQueueTest, AThrowingTickIsReportedAndTheRestWaitsForTheNextScope) {
  Enter(R"(() => {
    tick(() => { log('one'); throw 'boom'; });
    tick(() => log('two'));
    micro(() => log('micro'));
  })");
  EXPECT_EQ(log, (Log{"one"}));
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
  Enter("() => {}");
  EXPECT_EQ(log, (Log{"one", "two", "micro"}));
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
}

TEST_F(TaskQueueTest, EveryThrowIsReported) {
  Enter("() => { for (const x of ['a', 'b', 'c']) tick(() => { throw x; }); }");
  for (int i = 0; i < 3; ++i) Enter("() => {}");
  EXPECT_EQ(host()->exceptions, (Log{"a", "b", "c"}));
}

TEST_F(TaskQueueTest, AThrowThatEndsTheRealmStopsTheDraining) {
  host()->exits_on_exception = true;
  Enter("() => { tick(() => { throw 'boom'; }); tick(() => log('never')); }");
  EXPECT_EQ(log, Log{});
  EXPECT_EQ(host()->exits, (std::vector<int>{1}));
}

TEST_F(TaskQueueTest, ExitInATickStopsTheDraining) {
  natives.push_back([this] { host()->RequestExit(5); });
  Enter("() => { tick(() => { call(1); for (;;) ; }); tick(() => log('never')); }");
  EXPECT_EQ(log, Log{});
  EXPECT_EQ(host()->exits, (std::vector<int>{5}));
}

TEST_F(TaskQueueTest, ExitInAMicrotaskStopsTheDraining) {
  natives.push_back([this] { host()->RequestExit(5); });
  Enter("() => { micro(() => { call(1); for (;;) ; }); micro(() => log('never')); }");
  EXPECT_EQ(log, Log{});
  EXPECT_EQ(host()->exits, (std::vector<int>{5}));
}

TEST_F(TaskQueueTest, WhatAThrowingCallbackQueuedRunsAfterTheNextOne) {
  Enter("() => { micro(() => log('micro')); tick(() => log('tick')); throw 'boom'; }");
  EXPECT_EQ(host()->exceptions, (Log{"boom"}));
  EXPECT_EQ(log, Log{});
  Enter("() => {}");
  EXPECT_EQ(log, (Log{"tick", "micro"}));
}

}  // namespace
}  // namespace gyre::test
