// SPDX-License-Identifier: MIT
//
// binding('loop'): what lib/internal/timers, lib/internal/process/task_queues and the bootstrap
// need of the EventLoop.

#include "bindings/binding.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

// (index, function)
void SetEntryPoint(const Arguments& args) {
  uint32_t index = Uint32Argument(args, 0);
  CHECK(index < static_cast<uint32_t>(EntryPoint::kCount));
  CHECK(args[1]->IsFunction());
  LoopOf(args)->SetEntryPoint(static_cast<EntryPoint>(index), args[1].As<Function>());
}

// (ms)
void ScheduleTimer(const Arguments& args) { LoopOf(args)->ScheduleTimer(NumberArgument(args, 0)); }

// (keepAlive)
void SetTimerRef(const Arguments& args) { LoopOf(args)->SetTimerRef(BooleanArgument(args, 0)); }

// (keepAlive)
void SetImmediateRef(const Arguments& args) {
  LoopOf(args)->SetImmediateRef(BooleanArgument(args, 0));
}

// (keepAlive): true when something that V8 does in the background is waited for, false when it is
// done.
void HoldForTasks(const Arguments& args) { LoopOf(args)->HoldForTasks(BooleanArgument(args, 0)); }

// () -> ms: reads the clock now; clock[0] has the time that is cached for the current phase.
void UpdateTime(const Arguments& args) { args.GetReturnValue().Set(LoopOf(args)->UpdateTime()); }

double FastUpdateTime(Local<v8::Value>) {
  return EventLoop::From(Isolate::GetCurrent())->UpdateTime();
}
const v8::CFunction kFastUpdateTime = v8::CFunction::Make(FastUpdateTime);

void RunMicrotasks(const Arguments& args) { LoopOf(args)->tasks()->RunMicrotasks(); }

// () -> ms that poll has been blocked since the loop began; 0 unless --loop-metrics asked for it.
void IdleTime(const Arguments& args) {
  uint64_t nanoseconds = uv_metrics_idle_time(LoopOf(args)->uv());
  args.GetReturnValue().Set(static_cast<double>(nanoseconds) / 1e6);
}

// () -> 0 or UV_E*: poll's idle time is accumulated from now on.
void EnableIdleTime(const Arguments& args) {
  args.GetReturnValue().Set(uv_loop_configure(LoopOf(args)->uv(), UV_METRICS_IDLE_TIME));
}

// () -> how many turns the loop has taken
void Turns(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<double>(LoopOf(args)->turns()));
}

constexpr const char* kEntryPointNames[] = {
    "processTicks",   "processTimers", "processImmediate", "promiseRejected",   "uncaughtException",
    "emitBeforeExit", "emitExit",      "runMain",          "prepareStackTrace", "importDynamically",
    "signal",         "streamRead",    "startDebugServer", "interrupted",
};
static_assert(std::size(kEntryPointNames) == static_cast<size_t>(EntryPoint::kCount));

constexpr const char* kFlagNames[] = {
    "kHasTick",
    "kHasRejection",
    "kImmediateCount",
    "kImmediateRefCount",
    "kHasOutstandingImmediate",
    "kIdleActive",
};
static_assert(std::size(kFlagNames) == static_cast<size_t>(Flag::kCount));

void Initialize(const BindingScope& scope) {
  Local<Object> entry_points = Object::New(scope.isolate);
  for (size_t i = 0; i < std::size(kEntryPointNames); ++i) {
    Set(scope.context, entry_points, kEntryPointNames[i],
        v8::Integer::New(scope.isolate, static_cast<int>(i)));
  }
  scope.Set("entryPoints", entry_points);
  for (size_t i = 0; i < std::size(kFlagNames); ++i) {
    scope.SetInteger(kFlagNames[i], static_cast<int>(i));
  }
  for (const char* name : {"flags", "clock"}) {
    Local<Object> shared = scope.loop->shared_holder();
    // Plain data properties made by EventLoop::CreateSharedHolder().
    scope.Set(name,
              shared->Get(scope.context, NewShortString(scope.isolate, name)).ToLocalChecked());
  }
  scope.SetInteger("kPromiseRejectWithNoHandler", v8::kPromiseRejectWithNoHandler);
  scope.SetInteger("kPromiseHandlerAddedAfterReject", v8::kPromiseHandlerAddedAfterReject);
  scope.SetInteger("kPromiseResolveAfterResolved", v8::kPromiseResolveAfterResolved);
  scope.SetInteger("kPromiseRejectAfterResolved", v8::kPromiseRejectAfterResolved);
}

constexpr FunctionSpec kFunctions[] = {
    {"setEntryPoint", SetEntryPoint},
    {"scheduleTimer", ScheduleTimer},
    {"setTimerRef", SetTimerRef},
    {"setImmediateRef", SetImmediateRef},
    {"holdForTasks", HoldForTasks},
    {"updateTime", UpdateTime, SideEffect::kYes, &kFastUpdateTime},
    {"runMicrotasks", RunMicrotasks},
    {"idleTime", IdleTime},
    {"enableIdleTime", EnableIdleTime},
    {"turns", Turns},
};

}  // namespace

const BindingSpec kLoopBinding = {"loop", kFunctions, Initialize};

}  // namespace gyre
