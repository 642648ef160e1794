// SPDX-License-Identifier: MIT

#include "runtime/process.h"

#include <sched.h>
#include <sys/random.h>
#include <uv.h>

#include <algorithm>
#include <cstdlib>

#include "engine/check.h"

namespace gyre {

namespace {

// V8's workers mark and compile in the background. One thread is left for JavaScript itself; more
// than three bring nothing to heaps of a script's size.
int WorkerThreads() {
  int count = 0;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) == 0) count = CPU_COUNT(&set);
  return std::clamp(count - 1, 1, 3);
}

#ifdef GYRE_STRESS
// Collects all of the heap, and moves what it can, each time that a young generation of 1 MiB is
// full: what is held by an address instead of a handle breaks soon. (Oftener, with
// --stress-scavenge, some tests would take minutes.)
constexpr const char* kStressFlags =
    "--gc-global --stress-compaction --min-semi-space-size=1 --max-semi-space-size=1";

// One thread in the worker pool: jobs that wait for one another would wait for ever. libuv reads
// the variable when the pool gets its first job; what the program sees as its environment does not
// change.
void LimitWorkerPool() {
  constexpr const char* kSize = "UV_THREADPOOL_SIZE";
  if (std::getenv(kSize) != nullptr) return;
  CHECK_EQ(setenv(kSize, "1", 1), 0);
  uv_loop_t loop;
  uv_work_t work;
  CHECK_EQ(uv_loop_init(&loop), 0);
  CHECK_EQ(uv_queue_work(
               &loop, &work, [](uv_work_t*) {}, nullptr),
           0);
  uv_run(&loop, UV_RUN_DEFAULT);
  CHECK_EQ(uv_loop_close(&loop), 0);
  CHECK_EQ(unsetenv(kSize), 0);
}
#endif

// V8 removes the flags it knows from argv; the rest is returned.
std::vector<std::string> SetV8Flags(const std::vector<std::string>& flags) {
  v8::V8::SetFlagsFromString(compat::kStartupFlags);
#ifdef GYRE_STRESS
  v8::V8::SetFlagsFromString(kStressFlags);
#endif
  if (flags.empty()) return {};
  std::vector<std::string> copy = flags;
  std::vector<char*> argv = {const_cast<char*>("gyre")};
  for (std::string& flag : copy) argv.push_back(flag.data());
  int argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  v8::V8::SetFlagsFromCommandLine(&argc, argv.data(), true);
  return {argv.begin() + 1, argv.begin() + argc};
}

}  // namespace

Process::Process(const std::vector<std::string>& v8_flags, Platform::Workers workers)
    : unknown_flags_(SetV8Flags(v8_flags)), platform_(WorkerThreads(), workers) {
#ifdef GYRE_STRESS
  // Its thread would not be there after a fork, and libuv wait for it at the end.
  if (workers == Platform::Workers::kNow) LimitWorkerPool();
#endif
  // V8 would read a device, once for each of its generators.
  v8::V8::SetEntropySource([](unsigned char* buffer, size_t length) {
    return getrandom(buffer, length, 0) == static_cast<ssize_t>(length);
  });
  v8::V8::InitializePlatform(&platform_);
  v8::V8::Initialize();
}

Process::~Process() {
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
}

}  // namespace gyre
