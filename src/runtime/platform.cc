// SPDX-License-Identifier: MIT

#include "runtime/platform.h"

#include "engine/check.h"

namespace gyre {

// Non-nestable tasks need no extra care: tasks run from the loop only, never inside one another.
class Platform::LoopTaskRunner final : public v8::TaskRunner {
 public:
  void PostTask(std::unique_ptr<v8::Task> task) override { Post(std::move(task), 0); }
  void PostNonNestableTask(std::unique_ptr<v8::Task> task) override { Post(std::move(task), 0); }
  void PostDelayedTask(std::unique_ptr<v8::Task> task, double delay) override {
    Post(std::move(task), delay);
  }
  void PostNonNestableDelayedTask(std::unique_ptr<v8::Task> task, double delay) override {
    Post(std::move(task), delay);
  }
  void PostIdleTask(std::unique_ptr<v8::IdleTask>) override {
    CHECK(false);  // IdleTasksEnabled() says no.
  }
  bool IdleTasksEnabled() override { return false; }
  bool NonNestableTasksEnabled() const override { return true; }
  bool NonNestableDelayedTasksEnabled() const override { return true; }

  void Connect(EventLoop* loop) {
    std::lock_guard<std::mutex> lock(mutex_);
    loop_ = loop;
    if (loop == nullptr) {
      early_.clear();
      return;
    }
    for (Early& early : early_) loop->PostTask(std::move(early.task), early.delay);
    early_.clear();
  }

 private:
  struct Early {
    std::unique_ptr<v8::Task> task;
    double delay;
  };

  void Post(std::unique_ptr<v8::Task> task, double delay) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (loop_ != nullptr) {
      loop_->PostTask(std::move(task), delay);
    } else {
      early_.push_back({std::move(task), delay});
    }
  }

  std::mutex mutex_;
  // Guarded by mutex_.
  EventLoop* loop_ = nullptr;
  std::vector<Early> early_;
};

Platform::Platform(int worker_threads, Workers start)
    : PlatformWithJobs(start == Workers::kNow ? compat::NewDefaultPlatform(worker_threads)
                                              : compat::NewThreadlessPlatform()),
      worker_threads_(worker_threads),
      has_workers_(start == Workers::kNow) {}

void Platform::AllowWorkers() {
  CHECK(!has_workers_);
  may_start_ = true;
  if (!kept_.empty()) StartWorkers();
}

void Platform::StartWorkers() {
  SetWorkers(compat::NewDefaultPlatform(worker_threads_));
  has_workers_ = true;
  for (KeptTask& kept : kept_) {
    if (kept.delay > 0) {
      workers()->CallDelayedOnWorkerThread(std::move(kept.task), kept.delay);
    } else {
      workers()->CallOnWorkerThread(std::move(kept.task));
    }
  }
  kept_.clear();
}

Platform::~Platform() = default;

void Platform::Register(v8::Isolate* isolate) {
  std::lock_guard<std::mutex> lock(mutex_);
  runners_[isolate] = std::make_shared<LoopTaskRunner>();
}

void Platform::Connect(v8::Isolate* isolate, EventLoop* loop) {
  std::lock_guard<std::mutex> lock(mutex_);
  runners_.at(isolate)->Connect(loop);
}

void Platform::Disconnect(v8::Isolate* isolate) {
  std::lock_guard<std::mutex> lock(mutex_);
  runners_.at(isolate)->Connect(nullptr);
}

void Platform::Unregister(v8::Isolate* isolate) {
  std::lock_guard<std::mutex> lock(mutex_);
  runners_.erase(isolate);
}

std::shared_ptr<v8::TaskRunner> Platform::GetForegroundTaskRunner(v8::Isolate* isolate) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto it = runners_.find(isolate);
  CHECK(it != runners_.end());
  return it->second;
}

}  // namespace gyre
