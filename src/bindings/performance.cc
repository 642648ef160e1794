// SPDX-License-Identifier: MIT
//
// binding('performance'): the monotonic clock since the process began, and garbage collections for
// PerformanceObserver.

#include <uv.h>

#include <ctime>
#include <memory>
#include <vector>

#include "bindings/binding.h"
#include "loop/callback_scope.h"

namespace gyre {

namespace {

double SinceStart(EventLoop* loop) {
  return (static_cast<double>(uv_hrtime()) - loop->host()->process_info().start_time_ns) / 1e6;
}

// () -> ms since the start of the process
void Now(const Arguments& args) { args.GetReturnValue().Set(SinceStart(LoopOf(args))); }

// () -> ms since the epoch at which the process began
void TimeOrigin(const Arguments& args) {
  timespec now;
  CHECK_EQ(clock_gettime(CLOCK_REALTIME, &now), 0);
  double ms = static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  args.GetReturnValue().Set(ms - SinceStart(LoopOf(args)));
}

// () -> [nodeStart, v8Start, environment, bootstrapComplete, loopStart, loopExit] in ms since the
// start of the process, -1 for what has not been reached
void Milestones(const Arguments& args) {
  v8::Isolate* isolate = args.GetIsolate();
  EventLoop* loop = LoopOf(args);
  const ProcessInfo& info = loop->host()->process_info();
  std::vector<v8::Local<v8::Value>> values;
  auto add = [&](double time_ns) {
    values.push_back(
        v8::Number::New(isolate, time_ns == 0 ? -1 : (time_ns - info.start_time_ns) / 1e6));
  };
  add(info.start_time_ns);
  add(info.v8_start_ns);
  for (uint32_t i = 0; i < static_cast<uint32_t>(Milestone::kCount); ++i) {
    add(static_cast<double>(loop->milestone(static_cast<Milestone>(i))));
  }
  args.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

// Tells JavaScript of each garbage collection, from a task in the poll phase: V8 lets no JavaScript
// run where one ends. The task does not keep the loop alive.
class GcObserver {
 public:
  ~GcObserver() { Stop(); }

  void Start(EventLoop* loop, v8::Local<v8::Function> callback) {
    Stop();
    loop_ = loop;
    callback_.Reset(loop->isolate(), callback);
    loop->isolate()->AddGCPrologueCallback(OnBegin, this);
    loop->isolate()->AddGCEpilogueCallback(OnEnd, this);
  }

  void Stop() {
    if (callback_.IsEmpty()) return;
    callback_.Reset();
    starts_ms_.clear();
    collections_.clear();
    loop_->isolate()->RemoveGCPrologueCallback(OnBegin, this);
    loop_->isolate()->RemoveGCEpilogueCallback(OnEnd, this);
  }

 private:
  struct Collection {
    v8::GCType type;
    v8::GCCallbackFlags flags;
    double start_ms;
    double duration_ms;
  };

  // Runs on the loop thread before the loop's end, so the observer is still there.
  class Report final : public v8::Task {
   public:
    explicit Report(GcObserver* observer) : observer_(observer) {}
    void Run() override { observer_->Deliver(); }

   private:
    GcObserver* const observer_;
  };

  static void OnBegin(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcObserver*>(data);
    self->starts_ms_.push_back(SinceStart(self->loop_));
  }

  static void OnEnd(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags flags, void* data) {
    auto* self = static_cast<GcObserver*>(data);
    if (self->starts_ms_.empty()) return;  // it had begun before Start()
    const double start = self->starts_ms_.back();
    self->starts_ms_.pop_back();
    self->collections_.push_back({type, flags, start, SinceStart(self->loop_) - start});
    if (self->collections_.size() == 1) {
      self->loop_->PostTask(std::make_unique<Report>(self), 0);
    }
  }

  void Deliver() {
    std::vector<Collection> collections;
    collections.swap(collections_);
    for (const Collection& each : collections) {
      CallbackScope scope(loop_);
      if (callback_.IsEmpty()) return;  // the call before this one has stopped it
      v8::Isolate* isolate = loop_->isolate();
      v8::Local<v8::Value> argv[] = {
          v8::Integer::New(isolate, each.type), v8::Integer::New(isolate, each.flags),
          v8::Number::New(isolate, each.start_ms), v8::Number::New(isolate, each.duration_ms)};
      // An exception has been reported, which is all there is to do.
      (void)scope.Call(callback_.Get(isolate), v8::Undefined(isolate), 4, argv);
    }
  }

  EventLoop* loop_ = nullptr;
  v8::Global<v8::Function> callback_;
  std::vector<double> starts_ms_;  // of those that run: weak callbacks are run within another one
  std::vector<Collection> collections_;
};

// (callback | undefined) -> undefined; callback(kind, flags, start in ms, duration in ms)
void ObserveGarbageCollection(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  auto* observer = loop->binding_data<GcObserver>();
  if (args[0]->IsFunction()) {
    observer->Start(loop, args[0].As<v8::Function>());
  } else {
    observer->Stop();
  }
}

constexpr FunctionSpec kFunctions[] = {
    {"milestones", Milestones},
    {"now", Now},
    {"observeGarbageCollection", ObserveGarbageCollection},
    {"timeOrigin", TimeOrigin},
};

}  // namespace

const BindingSpec kPerformanceBinding = {"performance", kFunctions};

}  // namespace gyre
