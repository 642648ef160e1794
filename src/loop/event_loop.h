// SPDX-License-Identifier: MIT
//
// What:    one libuv loop and everything the runtime hangs on its phases. How a turn goes:
//
//            timers   uv_timer_t  -> processTimers()      one handle; lists and heap live in
//            JavaScript
//            pending  libuv's own
//            idle     uv_idle_t                           active only while ref'd immediates wait:
//            it
//                                                         stops poll from blocking
//            poll     sockets, pipes, pool completions, platform tasks (uv_async_t)
//            check    uv_check_t  -> processImmediate()
//            close    uv_close callbacks
//
//          JavaScript and C++ share a few numbers (SharedState) so that neither has to call the
//          other to learn that there is nothing to do.
// Owner:   a Realm. Handles and Requests register here and must be gone before Close() returns.
// Threads: loop thread only, except EventLoop::PostTask() and NotifyFromSignal().

#ifndef GYRE_LOOP_EVENT_LOOP_H_
#define GYRE_LOOP_EVENT_LOOP_H_

#include <uv.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "engine/check.h"
#include "engine/intrusive_list.h"
#include "engine/v8_compat.h"
#include "loop/host.h"
#include "loop/task_queue.h"

namespace gyre {

class Handle;
class Request;
class WorkerPool;

// JavaScript functions that C++ calls. lib/internal/bootstrap registers them by name through
// binding('loop').setEntryPoint(index, function).
enum class EntryPoint : uint32_t {
  kProcessTicks,       // () -> undefined: drains ticks and microtasks, examines rejections
  kProcessTimers,      // (now) -> next expiry, negative when every timer is unref'd, 0 when none
  kProcessImmediate,   // () -> undefined
  kPromiseRejected,    // (type, promise, reason) -> undefined
  kUncaughtException,  // (error, fromPromise) -> true when handled
  kEmitBeforeExit,     // () -> undefined
  kEmitExit,           // () -> exit code
  kRunMain,            // (mainScriptId) -> undefined: fills in process state, runs internal/main/*
  kPrepareStackTrace,  // (globalThis, error, callSites) -> value of error.stack
  kImportDynamically,  // (specifier, referrer, attributes) -> promise
  kSignal,             // (signum) -> undefined
  kStreamRead,         // this: a stream handle, (count, memory, offset) -> undefined
  kStartDebugServer,   // () -> undefined: a signal asked for it
  kInterrupted,        // () -> undefined: JavaScript was ended by EventLoop::Interrupt()
  kCount,
};

// Indexes of the Int32Array that C++ and JavaScript share.
enum class Flag : uint32_t {
  kHasTick,                  // a process.nextTick callback waits
  kHasRejection,             // a rejected promise waits to be examined
  kImmediateCount,           // immediates that wait
  kImmediateRefCount,        // those of them that keep the loop alive
  kHasOutstandingImmediate,  // a throw interrupted the batch
  kIdleActive,               // poll does not block (SetImmediateRef)
  kCount,
};

// Points of a realm's life, for performance.nodeTiming.
enum class Milestone : uint32_t { kEnvironment, kBootstrapComplete, kLoopStart, kLoopExit, kCount };

class EventLoop {
 public:
  // REQUIRES: `isolate` and `host` outlive the loop.
  EventLoop(v8::Isolate* isolate, Host* host);
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // The loop of the isolate that runs the calling code.
  static EventLoop* From(v8::Isolate* isolate) {
    return static_cast<EventLoop*>(isolate->GetData(kIsolateSlot));
  }

  // Opens the libuv loop and its phase handles. Returns 0 or UV_E*.
  [[nodiscard]] int Open();

  // Connects the loop to `context`. `shared` is the holder object made by CreateSharedHolder(),
  // fresh or out of a snapshot.
  void Attach(v8::Local<v8::Context> context, v8::Local<v8::Object> shared);

  // { entryPoints: [], bindings: {}, flags: Int32Array, clock: Float64Array }
  static v8::Local<v8::Object> CreateSharedHolder(v8::Local<v8::Context> context);

  // In a process that has just been forked: the descriptors of the loop are made anew, and its
  // clock begins now. REQUIRES: nothing but the phase handles is open.
  void BeginForkedProcess();

  // One uv_run(UV_RUN_DEFAULT): returns when nothing keeps the loop alive or Stop() was called.
  void Run();
  void Stop();
  bool alive() const { return uv_loop_alive(&loop_) != 0; }

  // Closes every handle, cancels every request, runs the loop until all are gone. In debug builds
  // prints what is left and aborts when uv_loop_close() is not 0.
  // Teardown phase: the isolate still lives; no JavaScript runs any more.
  void Close();

  // Notes the time, the first time only.
  void Mark(Milestone which);
  // uv_hrtime() of a milestone, 0 when it has not been reached.
  uint64_t milestone(Milestone which) const { return milestones_[static_cast<size_t>(which)]; }

  uv_loop_t* uv() { return &loop_; }
  v8::Isolate* isolate() const { return isolate_; }
  v8::Local<v8::Context> context() const { return context_.Get(isolate_); }
  Host* host() const { return host_; }
  TaskQueue* tasks() { return &tasks_; }
  WorkerPool* pool() { return pool_.get(); }

  // True from RequestExit() on: no more JavaScript is entered.
  bool stopping() const { return stopping_; }

  // Ends the JavaScript that runs, by a termination, which no code can catch and in which no
  // `finally` runs. The door calls kInterrupted once the stack has unwound, and the loop goes on.
  // REQUIRES: kInterrupted is registered; JavaScript was entered by the door.
  void Interrupt();
  bool interrupted() const { return interrupted_; }

  // The registered function. Empty before lib/ has registered it.
  v8::Local<v8::Function> entry_point(EntryPoint which) const {
    return entry_points_[static_cast<size_t>(which)].Get(isolate_);
  }
  bool has_entry_point(EntryPoint which) const {
    return !entry_points_[static_cast<size_t>(which)].IsEmpty();
  }
  v8::Local<v8::Object> shared_holder() const { return shared_.Get(isolate_); }
  void SetEntryPoint(EntryPoint which, v8::Local<v8::Function> function);

  int32_t& flag(Flag which) { return flags_[static_cast<size_t>(which)]; }

  // Makes `frame` the current async context frame. Whoever sets one does it here: the door takes it
  // back when the callback has ended, and spares itself that when none was set.
  void SetFrame(v8::Local<v8::Value> frame) {
    context()->SetContinuationPreservedEmbedderData(frame);
    frame_set_ = true;
  }

  // Publishes libuv's cached time to JavaScript.
  void PublishTime() { clock_[0] = static_cast<double>(uv_now(&loop_) - base_time_); }
  // Turns that have come as far as the check phase.
  uint64_t turns() const { return turns_; }
  // Milliseconds since this loop was opened: the clock of all timers.
  double Now() const { return static_cast<double>(uv_now(&loop_) - base_time_); }
  double UpdateTime();

  // The timer phase: processTimers() runs after `ms` milliseconds (at least 1).
  void ScheduleTimer(double ms);
  void SetTimerRef(bool keep_alive);
  // Whether immediates keep the loop from blocking in poll.
  void SetImmediateRef(bool keep_alive);

  // Runs `task` on the loop thread in the poll phase, in its own CallbackScope. Does not keep the
  // loop alive. Any thread.
  void PostTask(std::unique_ptr<v8::Task> task, double delay_seconds);
  // Counts those who wait for something that V8 does in the background: as long as there are any,
  // the loop stays alive.
  void HoldForTasks(bool keep_alive);
  // `callback` runs on the loop thread in the poll phase after each NotifyFromSignal(), which a
  // signal handler may call. Neither keeps the loop alive.
  void SetSignalCallback(void (*callback)(EventLoop*));
  void NotifyFromSignal();
  // Runs what PostTask() has queued. Returns whether there was anything.
  bool DrainTasks();

  IntrusiveList<Handle>& handles() { return handles_; }
  IntrusiveList<Request>& requests() { return requests_; }

  // State of one binding, created on first use and destroyed with the loop.
  template <typename T>
  T* binding_data() {
    static const size_t kIndex = next_binding_data_++;
    if (kIndex >= binding_data_.size()) binding_data_.resize(kIndex + 1);
    if (binding_data_[kIndex] == nullptr) binding_data_[kIndex] = std::make_shared<T>();
    return static_cast<T*>(binding_data_[kIndex].get());
  }

  static constexpr uint32_t kIsolateSlot = 0;

 private:
  friend class CallbackScope;
  static inline std::atomic<size_t> next_binding_data_{0};

  static void OnTimer(uv_timer_t* handle);
  static void OnCheck(uv_check_t* handle);
  // No handle is open, no request and no job under way: timers and immediates are all that is left.
  bool HasOnlyTimersLeft();
  // What Interrupt() has promised. REQUIRES: no JavaScript is on the stack.
  void TellInterrupted();
  static void OnIdle(uv_idle_t*) {}
  void RunTimers();
  void RunImmediates();

  // Constant after construction.
  v8::Isolate* const isolate_;
  Host* const host_;

  // Set by Attach().
  v8::Global<v8::Context> context_;
  std::array<v8::Global<v8::Function>, static_cast<size_t>(EntryPoint::kCount)> entry_points_;
  v8::Global<v8::Object> shared_;
  v8::Global<v8::Array> entry_point_array_;
  std::shared_ptr<v8::BackingStore> flags_store_;
  std::shared_ptr<v8::BackingStore> clock_store_;
  int32_t* flags_ = nullptr;
  double* clock_ = nullptr;

  // Loop thread only.
  uv_loop_t loop_;
  uv_timer_t timer_;
  uv_check_t check_;
  uv_idle_t idle_;
  uint64_t base_time_ = 0;
  uint64_t turns_ = 0;
  std::array<uint64_t, static_cast<size_t>(Milestone::kCount)> milestones_{};
  TaskQueue tasks_;
  int depth_ = 0;
  bool stopping_ = false;
  bool interrupted_ = false;
  bool frame_set_ = false;
  bool open_ = false;
  IntrusiveList<Handle> handles_;
  IntrusiveList<Request> requests_;
  // While Run() is on the stack.
  v8::Local<v8::Context> entered_;
  v8::TryCatch* try_catch_ = nullptr;
  std::vector<std::shared_ptr<void>> binding_data_;  // by the number of its type

  // Guarded by its own mutex: the platform posts from its worker threads.
  class ForeignTasks;
  std::unique_ptr<ForeignTasks> foreign_tasks_;

  // Loop thread only; there while the loop is open.
  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace gyre

#endif  // GYRE_LOOP_EVENT_LOOP_H_
