// SPDX-License-Identifier: MIT
//
// binding('performance'): the monotonic clock since the process began.

#include <uv.h>

#include <ctime>

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

constexpr FunctionSpec kFunctions[] = {
    {"now", Now},
    {"timeOrigin", TimeOrigin},
};

}  // namespace

const BindingSpec kPerformanceBinding = {"performance", kFunctions};

}  // namespace gyre
