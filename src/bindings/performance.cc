// SPDX-License-Identifier: MIT
//
// binding('performance'): the monotonic clock since the process began.

#include <uv.h>

#include <ctime>
#include <vector>

#include "bindings/binding.h"

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

constexpr FunctionSpec kFunctions[] = {
    {"milestones", Milestones},
    {"now", Now},
    {"timeOrigin", TimeOrigin},
};

}  // namespace

const BindingSpec kPerformanceBinding = {"performance", kFunctions};

}  // namespace gyre
