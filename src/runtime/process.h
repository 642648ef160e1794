// SPDX-License-Identifier: MIT
//
// What:    what exists once a process: V8 and its platform. Everything else belongs to a Realm.
// Owner:   main(), on the stack, outliving every Realm.
// Threads: made and destroyed on the main thread; platform() may be used from any.

#ifndef GYRE_RUNTIME_PROCESS_H_
#define GYRE_RUNTIME_PROCESS_H_

#include <string>
#include <vector>

#include "runtime/platform.h"

namespace gyre {

class Process {
 public:
  // Starts V8. `v8_flags` are given to V8 in order; what V8 does not know stays in unknown_flags().
  explicit Process(const std::vector<std::string>& v8_flags,
                   Platform::Workers workers = Platform::Workers::kNow);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  Platform* platform() { return &platform_; }
  const std::vector<std::string>& unknown_flags() const { return unknown_flags_; }

 private:
  std::vector<std::string> unknown_flags_;
  Platform platform_;
};

}  // namespace gyre

#endif  // GYRE_RUNTIME_PROCESS_H_
