// SPDX-License-Identifier: MIT

#include "loop/event_loop.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <mutex>

#include "engine/v8_util.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"
#include "loop/request.h"
#include "loop/worker_pool.h"

namespace gyre {

using v8::Array;
using v8::ArrayBuffer;
using v8::Context;
using v8::Float64Array;
using v8::Function;
using v8::HandleScope;
using v8::Int32Array;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::Number;
using v8::Object;
using v8::Value;

namespace {

constexpr size_t kClockFields = 1;

uv_handle_t* AsHandle(void* handle) { return static_cast<uv_handle_t*>(handle); }

}  // namespace

// Tasks that V8 posts for this isolate (garbage collection, FinalizationRegistry clean-up,
// WebAssembly compilation). The async handle wakes poll; the timer serves delayed tasks. Neither
// keeps the loop alive, unless somebody who waits for a task says so (Hold). Shared with the
// platform's task runner, which can outlive the loop.
class EventLoop::ForeignTasks {
 public:
  explicit ForeignTasks(EventLoop* loop) : loop_(loop) {}

  void Open() {
    // Neither can fail: uv_loop_init() has opened the descriptor that all asyncs of a loop share.
    CHECK_EQ(
        uv_async_init(loop_->uv(), &async_,
                      [](uv_async_t* handle) { static_cast<ForeignTasks*>(handle->data)->Run(); }),
        0);
    CHECK_EQ(uv_timer_init(loop_->uv(), &delay_timer_), 0);
    async_.data = delay_timer_.data = this;
    uv_unref(AsHandle(&async_));
    uv_unref(AsHandle(&delay_timer_));
  }

  // Any thread.
  void Post(std::unique_ptr<v8::Task> task, double delay_seconds) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (closed_) return;
    if (delay_seconds > 0) {
      uint64_t due = uv_hrtime() / 1000000 + static_cast<uint64_t>(delay_seconds * 1000);
      auto later =
          std::upper_bound(delayed_.begin(), delayed_.end(), due,
                           [](uint64_t time, const Delayed& other) { return time < other.due; });
      delayed_.insert(later, Delayed{due, std::move(task)});
    } else {
      ready_.push_back(std::move(task));
    }
    uv_async_send(&async_);
  }

  void Hold(bool keep_alive) {
    held_ += keep_alive ? 1 : -1;
    if (held_ > 0) {
      uv_ref(AsHandle(&async_));
    } else {
      uv_unref(AsHandle(&async_));
    }
  }

  void SetSignalCallback(void (*callback)(EventLoop*)) { signal_callback_ = callback; }
  // A signal handler: what is called here is async-signal-safe.
  void NotifyFromSignal() {
    signalled_ = true;
    uv_async_send(&async_);
  }

  bool Run() {
    if (signalled_ && signalled_.exchange(false) && signal_callback_ != nullptr) {
      signal_callback_(loop_);
    }
    std::vector<std::unique_ptr<v8::Task>> batch;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      batch.swap(ready_);
      uint64_t now = uv_hrtime() / 1000000;
      auto it = delayed_.begin();
      for (; it != delayed_.end() && it->due <= now; ++it) batch.push_back(std::move(it->task));
      delayed_.erase(delayed_.begin(), it);
      if (!closed_ && !delayed_.empty()) {
        uv_timer_start(
            &delay_timer_,
            [](uv_timer_t* handle) { static_cast<ForeignTasks*>(handle->data)->Run(); },
            delayed_.front().due - now, 0);
      }
    }
    for (auto& task : batch) {
      if (loop_->stopping()) break;
      CallbackScope scope(loop_);
      task->Run();
    }
    return !batch.empty();
  }

  void Close() {
    std::vector<std::unique_ptr<v8::Task>> ready;
    std::vector<Delayed> delayed;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
      ready.swap(ready_);
      delayed.swap(delayed_);
    }
    uv_close(AsHandle(&async_), nullptr);
    uv_close(AsHandle(&delay_timer_), nullptr);
  }

 private:
  struct Delayed {
    uint64_t due;  // milliseconds of uv_hrtime()
    std::unique_ptr<v8::Task> task;
  };

  EventLoop* const loop_;
  int held_ = 0;
  uv_async_t async_;
  uv_timer_t delay_timer_;
  void (*signal_callback_)(EventLoop*) = nullptr;
  std::atomic<bool> signalled_{false};
  static_assert(std::atomic<bool>::is_always_lock_free);
  std::mutex mutex_;
  // Guarded by mutex_.
  bool closed_ = false;
  std::vector<std::unique_ptr<v8::Task>> ready_;
  std::vector<Delayed> delayed_;  // sorted by `due`
};

EventLoop::EventLoop(Isolate* isolate, Host* host) : isolate_(isolate), host_(host), tasks_(this) {
  isolate->SetData(kIsolateSlot, this);
}

EventLoop::~EventLoop() {
  CHECK(!open_);
  isolate_->SetData(kIsolateSlot, nullptr);
}

int EventLoop::Open() {
  int status = uv_loop_init(&loop_);
  if (status != 0) return status;
  open_ = true;
  loop_.data = this;
  // These four cannot fail: they only fill in memory.
  CHECK_EQ(uv_timer_init(&loop_, &timer_), 0);
  CHECK_EQ(uv_check_init(&loop_, &check_), 0);
  CHECK_EQ(uv_idle_init(&loop_, &idle_), 0);
  CHECK_EQ(uv_check_start(&check_, OnCheck), 0);
  uv_unref(AsHandle(&timer_));
  uv_unref(AsHandle(&check_));
  timer_.data = check_.data = idle_.data = this;
  base_time_ = uv_now(&loop_);
  foreign_tasks_ = std::make_unique<ForeignTasks>(this);
  foreign_tasks_->Open();
  pool_ = std::make_unique<WorkerPool>();
  pool_->Open(&loop_);
  return 0;
}

Local<Object> EventLoop::CreateSharedHolder(Local<Context> context) {
  Isolate* isolate = context->GetIsolate();
  Local<Object> holder = Object::New(isolate);
  Set(context, holder, "entryPoints", Array::New(isolate, static_cast<int>(EntryPoint::kCount)));
  Set(context, holder, "bindings", Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0));
  constexpr size_t kFlags = static_cast<size_t>(Flag::kCount);
  Set(context, holder, "flags",
      Int32Array::New(ArrayBuffer::New(isolate, kFlags * sizeof(int32_t)), 0, kFlags));
  Set(context, holder, "clock",
      Float64Array::New(ArrayBuffer::New(isolate, kClockFields * sizeof(double)), 0, kClockFields));
  return holder;
}

void EventLoop::Attach(Local<Context> context, Local<Object> shared) {
  context_.Reset(isolate_, context);
  shared_.Reset(isolate_, shared);
  auto get = [&](const char* name) {
    // CreateSharedHolder() made these as plain data properties.
    return shared->Get(context, NewShortString(isolate_, name)).ToLocalChecked();
  };
  flags_store_ = get("flags").As<Int32Array>()->Buffer()->GetBackingStore();
  clock_store_ = get("clock").As<Float64Array>()->Buffer()->GetBackingStore();
  flags_ = static_cast<int32_t*>(flags_store_->Data());
  clock_ = static_cast<double*>(clock_store_->Data());
  Local<Array> functions = get("entryPoints").As<Array>();
  entry_point_array_.Reset(isolate_, functions);
  for (uint32_t i = 0; i < entry_points_.size(); ++i) {
    Local<Value> function;
    if (functions->Get(context, i).ToLocal(&function) && function->IsFunction()) {
      entry_points_[i].Reset(isolate_, function.As<Function>());
    }
  }
  PublishTime();
}

void EventLoop::BeginForkedProcess() {
  CHECK_EQ(uv_loop_fork(&loop_), 0);
  uv_update_time(&loop_);
  base_time_ = uv_now(&loop_);
  PublishTime();
  milestones_.fill(0);
  Mark(Milestone::kEnvironment);
  Mark(Milestone::kBootstrapComplete);
}

void EventLoop::SetEntryPoint(EntryPoint which, Local<Function> function) {
  uint32_t index = static_cast<uint32_t>(which);
  entry_points_[index].Reset(isolate_, function);
  entry_point_array_.Get(isolate_)->Set(context(), index, function).Check();
}

void EventLoop::Mark(Milestone which) {
  uint64_t& time = milestones_[static_cast<size_t>(which)];
  if (time == 0) time = uv_hrtime();
}

void EventLoop::Run() {
  if (stopping_) return;
  Mark(Milestone::kLoopStart);
  // Once for all callbacks: see CallbackScope.
  v8::HandleScope handle_scope(isolate_);
  entered_ = context();
  v8::Context::Scope context_scope(entered_);
  v8::TryCatch try_catch(isolate_);
  try_catch_ = &try_catch;
#ifdef GYRE_DEBUG_TEARDOWN
  // Whatever enters JavaScript opens a HandleScope of its own: CallbackScope does. Any other way in
  // fails at once. Not for users: with the seal each scope gets its handles from another block.
  v8::SealHandleScope seal(isolate_);
#endif
  uv_run(&loop_, UV_RUN_DEFAULT);
  entered_.Clear();
  try_catch_ = nullptr;
}

void EventLoop::Stop() {
  stopping_ = true;
  if (open_) uv_stop(&loop_);
}

double EventLoop::UpdateTime() {
  uv_update_time(&loop_);
  PublishTime();
  return Now();
}

void EventLoop::ScheduleTimer(double ms) {
  uv_timer_start(&timer_, OnTimer, static_cast<uint64_t>(std::max(1.0, ms)), 0);
}

void EventLoop::SetTimerRef(bool keep_alive) {
  keep_alive ? uv_ref(AsHandle(&timer_)) : uv_unref(AsHandle(&timer_));
}

void EventLoop::SetImmediateRef(bool keep_alive) {
  flag(Flag::kIdleActive) = keep_alive ? 1 : 0;
  if (keep_alive) {
    uv_idle_start(&idle_, OnIdle);
  } else {
    uv_idle_stop(&idle_);
  }
}

void EventLoop::OnTimer(uv_timer_t* handle) { static_cast<EventLoop*>(handle->data)->RunTimers(); }

void EventLoop::OnCheck(uv_check_t* handle) {
  auto* self = static_cast<EventLoop*>(handle->data);
  ++self->turns_;
  if (self->flag(Flag::kImmediateCount) == 0) return;
  // A turn in which no timer is due and the system has nothing to tell that anybody waits for is
  // its check phase alone: to ask all the same is most of the time of a chain of immediates.
  // Timers are due by the millisecond, so none is within this one unless it is already. What V8's
  // threads post waits for a few short turns.
  constexpr int kTurnsWithoutPoll = 16;
  const uint64_t now = uv_now(&self->loop_);
  for (int turn = 0; turn < kTurnsWithoutPoll; ++turn) {
    self->RunImmediates();
    if (self->flag(Flag::kImmediateRefCount) == 0 || !self->HasOnlyTimersLeft()) return;
    uv_update_time(&self->loop_);
    if (uv_now(&self->loop_) != now) return;
    const bool is_due =
        uv_is_active(AsHandle(&self->timer_)) && uv_timer_get_due_in(&self->timer_) == 0;
    if (is_due) return;
    ++self->turns_;
  }
}

bool EventLoop::HasOnlyTimersLeft() {
  return handles_.empty() && requests_.empty() && pool_->idle() && !stopping_;
}

void EventLoop::RunTimers() {
  CallbackScope scope(this);
  MaybeLocal<Value> result;
  // A throwing timer leaves the rest of its list in place: processTimers() is called again until it
  // returns. The ticks of the thrower wait until then (they are drained when the scope closes).
  do {
    Local<Value> now = Number::New(isolate_, Now());
    result = scope.Call(EntryPoint::kProcessTimers, 1, &now);
  } while (result.IsEmpty() && !stopping_);
  Local<Value> next;
  if (!result.ToLocal(&next)) return;
  double expiry = next->NumberValue(scope.context()).FromMaybe(0);
  if (expiry == 0) {
    SetTimerRef(false);
    return;
  }
  ScheduleTimer(std::abs(expiry) - UpdateTime());
  SetTimerRef(expiry > 0);
}

void EventLoop::RunImmediates() {
  CallbackScope scope(this);
  // A throwing immediate leaves the rest of the batch in place. The next one runs before the ticks
  // of the thrower do (as in Node), so all attempts share one scope.
  do {
    scope.Call(EntryPoint::kProcessImmediate, 0, nullptr);
  } while (flag(Flag::kHasOutstandingImmediate) != 0 && !stopping_);
  if (flag(Flag::kImmediateRefCount) == 0) SetImmediateRef(false);
}

void EventLoop::PostTask(std::unique_ptr<v8::Task> task, double delay_seconds) {
  foreign_tasks_->Post(std::move(task), delay_seconds);
}

void EventLoop::Interrupt() {
  interrupted_ = true;
  isolate_->TerminateExecution();
}

void EventLoop::TellInterrupted() {
  interrupted_ = false;
  if (stopping_) return;
  // Also one that nothing has run into.
  isolate_->CancelTerminateExecution();
  CallbackScope scope(this);
  frame_set_ = true;  // by V8, where a job of a promise was ended
  scope.Call(EntryPoint::kInterrupted, 0, nullptr);
}

void EventLoop::HoldForTasks(bool keep_alive) { foreign_tasks_->Hold(keep_alive); }

void EventLoop::SetSignalCallback(void (*callback)(EventLoop*)) {
  foreign_tasks_->SetSignalCallback(callback);
}

void EventLoop::NotifyFromSignal() { foreign_tasks_->NotifyFromSignal(); }

bool EventLoop::DrainTasks() { return foreign_tasks_->Run(); }

void EventLoop::Close() {
  if (!open_) return;
  stopping_ = true;
  // 1. Requests: cancel what has not begun, so that the pool does not work for nobody.
  requests_.ForEach([](Request* request) { request->Cancel(); });
  // 2. Handles: each is freed from its close callback below.
  handles_.ForEach([](Handle* handle) { handle->Close(); });
  // 3. Our own phase handles.
  foreign_tasks_->Close();
  pool_->Close();
  uv_close(AsHandle(&timer_), nullptr);
  uv_close(AsHandle(&check_), nullptr);
  uv_close(AsHandle(&idle_), nullptr);
  // 4. Run until requests that had begun are done and every close callback has run. Completions see
  //    stopping() and do not enter JavaScript; a completion may open no new handle.
  {
    HandleScope scope(isolate_);
    while (uv_run(&loop_, UV_RUN_DEFAULT) != 0) {
    }
  }
  // 5. What is left now is a leak of ours.
  int status = uv_loop_close(&loop_);
#ifdef GYRE_DEBUG_TEARDOWN
  if (status != 0) uv_print_all_handles(&loop_, stderr);
  CHECK_EQ(status, 0);
#else
  static_cast<void>(status);
#endif
  foreign_tasks_.reset();
  pool_.reset();
  binding_data_.clear();
  for (auto& function : entry_points_) function.Reset();
  entry_point_array_.Reset();
  shared_.Reset();
  context_.Reset();
  open_ = false;
}

}  // namespace gyre
