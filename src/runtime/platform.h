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

#include "engine/page_allocator.h"
#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

class Platform final : public compat::PlatformWithJobs {
 public:
  explicit Platform(int worker_threads);
  ~Platform() override;

  // An isolate must be registered before v8::Isolate::Initialize(); its tasks wait until Connect().
  void Register(v8::Isolate* isolate);
  void Connect(v8::Isolate* isolate, EventLoop* loop);
  // The loop closes next; later tasks are dropped.
  void Disconnect(v8::Isolate* isolate);
  void Unregister(v8::Isolate* isolate);

  // v8::Platform
  int NumberOfWorkerThreads() override { return base()->NumberOfWorkerThreads(); }
  v8::PageAllocator* GetPageAllocator() override { return &page_allocator_; }
  std::shared_ptr<v8::TaskRunner> GetForegroundTaskRunner(v8::Isolate* isolate) override;
  void CallOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    base()->CallOnWorkerThread(std::move(task));
  }
  void CallBlockingTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    base()->CallBlockingTaskOnWorkerThread(std::move(task));
  }
  void CallLowPriorityTaskOnWorkerThread(std::unique_ptr<v8::Task> task) override {
    base()->CallLowPriorityTaskOnWorkerThread(std::move(task));
  }
  void CallDelayedOnWorkerThread(std::unique_ptr<v8::Task> task, double delay) override {
    base()->CallDelayedOnWorkerThread(std::move(task), delay);
  }
  bool IdleTasksEnabled(v8::Isolate*) override { return false; }
  double MonotonicallyIncreasingTime() override { return base()->MonotonicallyIncreasingTime(); }
  double CurrentClockTimeMillis() override { return base()->CurrentClockTimeMillis(); }
  v8::TracingController* GetTracingController() override { return base()->GetTracingController(); }

 private:
  class LoopTaskRunner;

  PageAllocator page_allocator_{base()->GetPageAllocator()};

  std::mutex mutex_;
  // Guarded by mutex_.
  std::map<v8::Isolate*, std::shared_ptr<LoopTaskRunner>> runners_;
};

}  // namespace gyre

#endif  // GYRE_RUNTIME_PLATFORM_H_
