// SPDX-License-Identifier: MIT
//
// What:    V8's view of threads: worker threads come from V8's default platform, tasks for an
// isolate
//          go to that isolate's EventLoop, where they run in the poll phase.
// Owner:   Process, once; V8 holds a pointer for the life of the process.
// Threads: any.

#ifndef GYRE_RUNTIME_PLATFORM_H_
#define GYRE_RUNTIME_PLATFORM_H_

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/page_allocator.h"
#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

class Platform final : public compat::PlatformWithJobs {
 public:
  enum class Workers { kNow, kLater };
  // With kLater there are no threads before AllowWorkers(): a process that has some must not fork.
  Platform(int worker_threads, Workers start);
  ~Platform() override;

  // Main thread, once, after kLater: worker threads start when V8 has something for them.
  void AllowWorkers();

  // An isolate must be registered before v8::Isolate::Initialize(); its tasks wait until Connect().
  void Register(v8::Isolate* isolate);
  void Connect(v8::Isolate* isolate, EventLoop* loop);
  // The loop closes next; later tasks are dropped.
  void Disconnect(v8::Isolate* isolate);
  void Unregister(v8::Isolate* isolate);

  // v8::Platform
  int NumberOfWorkerThreads() override { return workers()->NumberOfWorkerThreads(); }
  v8::PageAllocator* GetPageAllocator() override { return &page_allocator_; }
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate) override;
  void CallOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    if (!Keep(&task, 0)) workers()->CallOnWorkerThread(std::move(task));
  }
  void CallBlockingTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    if (!Keep(&task, 0)) workers()->CallBlockingTaskOnWorkerThread(std::move(task));
  }
  void CallLowPriorityTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    if (!Keep(&task, 0)) workers()->CallLowPriorityTaskOnWorkerThread(std::move(task));
  }
  void CallDelayedOnWorkerThread(std::unique_ptr<v8::Task> task, double delay) override {
    if (!Keep(&task, delay)) workers()->CallDelayedOnWorkerThread(std::move(task), delay);
  }
  bool IdleTasksEnabled(v8::Isolate*) override { return false; }
  double MonotonicallyIncreasingTime() override { return base()->MonotonicallyIncreasingTime(); }
  double CurrentClockTimeMillis() override { return base()->CurrentClockTimeMillis(); }
  v8::TracingController* GetTracingController() override { return base()->GetTracingController(); }

 private:
  class LoopTaskRunner;
  struct KeptTask {
    std::unique_ptr<v8::Task> task;
    double delay;
  };

  // Before AllowWorkers() keeps the task, and says so.
  bool Keep(std::unique_ptr<v8::Task>* task, double delay) {
    if (has_workers_) return false;
    kept_.push_back({std::move(*task), delay});
    if (may_start_) StartWorkers();
    return true;
  }
  void StartWorkers();

  // Main thread only until there are others; constant from then on.
  const int worker_threads_;
  bool may_start_ = false;
  bool has_workers_;
  std::vector<KeptTask> kept_;

  PageAllocator page_allocator_{base()->GetPageAllocator()};

  std::mutex mutex_;
  // Guarded by mutex_.
  std::map<v8::Isolate*, std::shared_ptr<LoopTaskRunner>> runners_;
};

}  // namespace gyre

#endif  // GYRE_RUNTIME_PLATFORM_H_
