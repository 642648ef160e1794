// SPDX-License-Identifier: MIT
//
// WorkerPool: each job is done exactly once, none waits behind a slow one, and nothing is left at
// the end.

#include "loop/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <functional>

#include "support.h"

namespace gyre::test {
namespace {

class LambdaJob final : public WorkerPool::Job {
 public:
  explicit LambdaJob(std::function<void()> work, std::function<void(int)> done)
      : work_(std::move(work)), done_(std::move(done)) {}
  const char* kind() const override { return "lambda"; }

 private:
  void Work() override { work_(); }
  void Done(int status) override {
    std::function<void(int)> done = std::move(done_);
    delete this;
    done(status);
  }

  const std::function<void()> work_;
  std::function<void(int)> done_;
};

class WorkerPoolTest : public LoopTest {
 protected:
  WorkerPool::Job* Submit(std::function<void()> work, std::function<void(int)> done) {
    auto* job = new LambdaJob(std::move(work), std::move(done));
    loop()->pool()->Submit(job);
    return job;
  }
};

TEST_F(WorkerPoolTest, EachJobIsDoneOnceOnTheLoopThread) {
  constexpr int kJobs = 20000;
  constexpr int kWidth = 64;
  std::vector<std::atomic<int>> worked(kJobs);
  std::vector<int> done(kJobs);
  uv_thread_t self = uv_thread_self();
  int next = 0;
  std::function<void()> submit_next = [&] {
    if (next == kJobs) return;
    int i = next++;
    Submit([&worked, i] { ++worked[i]; },
           [&, i](int status) {
             EXPECT_EQ(status, 0);
             uv_thread_t current = uv_thread_self();
             EXPECT_TRUE(uv_thread_equal(&self, &current));
             ++done[i];
             submit_next();
           });
  };
  for (int i = 0; i < kWidth; ++i) submit_next();
  EXPECT_TRUE(loop()->alive());
  loop()->Run();
  EXPECT_EQ(next, kJobs);
  EXPECT_TRUE(std::all_of(worked.begin(), worked.end(), [](auto& n) { return n == 1; }));
  EXPECT_TRUE(std::all_of(done.begin(), done.end(), [](int n) { return n == 1; }));
  EXPECT_FALSE(loop()->alive());
}

TEST_F(WorkerPoolTest, WhatIsDoneAlreadyIsToldLater) {
  int told = 0;
  std::function<void()> submit = [&] {
    int before = told;
    loop()->pool()->SubmitDone(new LambdaJob([] { FAIL(); },
                                             [&](int status) {
                                               EXPECT_EQ(status, 0);
                                               if (++told < 100) submit();
                                             }));
    EXPECT_EQ(told, before);
  };
  submit();
  EXPECT_EQ(told, 0);
  EXPECT_TRUE(loop()->alive());
  loop()->Run();
  EXPECT_EQ(told, 100);
}

#ifndef GYRE_STRESS  // which has one thread
TEST_F(WorkerPoolTest, NoJobWaitsBehindASlowOne) {
  uv_sem_t release;
  ASSERT_EQ(uv_sem_init(&release, 0), 0);
  int quick = 0;
  bool slow_done = false;
  // The slow ones end only after the quick one has: with one thread for all this would hang.
  for (int i = 0; i < 3; ++i) {
    Submit([&] { uv_sem_wait(&release); },
           [&](int) {
             EXPECT_EQ(quick, 1);
             slow_done = true;
           });
  }
  Submit([] {},
         [&](int) {
           ++quick;
           for (int i = 0; i < 3; ++i) uv_sem_post(&release);
         });
  loop()->Run();
  EXPECT_TRUE(slow_done);
  uv_sem_destroy(&release);
}
#endif

TEST_F(WorkerPoolTest, ALoopThatSleepsIsWoken) {
  // Longer than any spinning: each completion finds the loop in poll.
  int done = 0;
  std::function<void(int)> again = [&](int) {
    if (++done < 5) Submit([] { uv_sleep(3); }, again);
  };
  Submit([] { uv_sleep(3); }, again);
  loop()->Run();
  EXPECT_EQ(done, 5);
}

TEST_F(WorkerPoolTest, WhatWaitsCanBeCancelled) {
  uv_sem_t release;
  ASSERT_EQ(uv_sem_init(&release, 0), 0);
  std::vector<int> statuses;
  std::vector<WorkerPool::Job*> jobs;
  for (int i = 0; i < 50; ++i) {
    jobs.push_back(
        Submit([&] { uv_sem_wait(&release); }, [&](int status) { statuses.push_back(status); }));
  }
  long cancelled = 0;
  for (WorkerPool::Job* job : jobs) cancelled += loop()->pool()->Cancel(job) ? 1 : 0;
  EXPECT_GE(cancelled, 46);  // four threads at most have begun one
  EXPECT_TRUE(statuses.empty());
  for (size_t i = 0; i < jobs.size(); ++i) uv_sem_post(&release);
  loop()->Run();
  EXPECT_EQ(statuses.size(), jobs.size());
  EXPECT_EQ(std::count(statuses.begin(), statuses.end(), UV_ECANCELED), cancelled);
  uv_sem_destroy(&release);
}

TEST_F(WorkerPoolTest, TeardownWaitsForWhatRuns) {
  std::atomic<int> worked = 0;
  int done = 0;
  for (int i = 0; i < 10; ++i) {
    Submit(
        [&] {
          uv_sleep(2);
          ++worked;
        },
        [&](int) { ++done; });
  }
  CloseLoop();
  EXPECT_EQ(worked, 10);
  EXPECT_EQ(done, 10);
}

TEST_F(WorkerPoolTest, TheWayOfAJobIsStamped) {
  std::vector<std::string> kinds;
  loop()->pool()->set_observer(
      [](void* data, const WorkerPool::Job& job) {
        static_cast<std::vector<std::string>*>(data)->push_back(job.kind());
        EXPECT_GT(job.times().queued, 0u);
        EXPECT_GE(job.times().started, job.times().queued);
        EXPECT_GE(job.times().ended, job.times().started + 2'000'000);
      },
      &kinds);
  Submit([] { uv_sleep(3); }, [](int) {});
  loop()->Run();
  EXPECT_EQ(kinds, (std::vector<std::string>{"lambda"}));
}

}  // namespace
}  // namespace gyre::test
