// SPDX-License-Identifier: MIT

#include "runtime/process.h"

#include <sched.h>

#include <algorithm>

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

// V8 removes the flags it knows from argv; the rest is returned.
std::vector<std::string> SetV8Flags(const std::vector<std::string>& flags) {
  v8::V8::SetFlagsFromString(compat::kStartupFlags);
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

Process::Process(const std::vector<std::string>& v8_flags)
    : unknown_flags_(SetV8Flags(v8_flags)), platform_(WorkerThreads()) {
  v8::V8::InitializePlatform(&platform_);
  v8::V8::Initialize();
}

Process::~Process() {
  v8::V8::Dispose();
  v8::V8::DisposePlatform();
}

}  // namespace gyre
