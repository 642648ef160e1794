// SPDX-License-Identifier: MIT
//
// Platform: a process without worker threads, and how it gets them.

#include "runtime/platform.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <memory>

namespace gyre::test {
namespace {

class PromiseTask final : public v8::Task {
 public:
  void Run() override { done_.set_value(); }
  std::future<void> future() { return done_.get_future(); }

 private:
  std::promise<void> done_;
};

auto Threads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"),
                       std::filesystem::directory_iterator());
}

TEST(PlatformTest, WorkersStartWhenTheyMayAndAreNeeded) {
  auto before = Threads();
  Platform platform(1, Platform::Workers::kLater);
  platform.AllowWorkers();
  EXPECT_EQ(Threads(), before);
  auto task = std::make_unique<PromiseTask>();
  std::future<void> done = task->future();
  platform.CallOnWorkerThread(std::move(task));
  done.wait();
  EXPECT_EQ(Threads(), before + 1);
}

TEST(PlatformTest, TasksWaitUntilWorkersMayStart) {
  auto before = Threads();
  Platform platform(1, Platform::Workers::kLater);
  auto first = std::make_unique<PromiseTask>();
  auto second = std::make_unique<PromiseTask>();
  std::future<void> first_done = first->future();
  std::future<void> second_done = second->future();
  platform.CallOnWorkerThread(std::move(first));
  platform.CallDelayedOnWorkerThread(std::move(second), 0.001);
  EXPECT_EQ(Threads(), before);
  platform.AllowWorkers();
  first_done.wait();
  second_done.wait();
}

}  // namespace
}  // namespace gyre::test
