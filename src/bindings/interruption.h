// SPDX-License-Identifier: MIT
//
// What:    where JavaScript that is to be interrupted may be ended. A termination unwinds without
//          running any `finally`, and lib/ does not expect that: ended in the middle of a write, a
//          stream would never write again. So who wants to end JavaScript asks V8 for an interrupt
//          and then this, which says whether code of the program runs. If not, it asks again a
//          moment later; but not for ever, for a loop may do little else than calling lib/. Of one
//          that prints lib/ itself says where it may be ended (endHere(), internal/repl/interrupt).
// Owner:   who interrupts: one of these for each Ctrl-C.
// Threads: the loop's, in the middle of any JavaScript; put_off() any.

#ifndef GYRE_BINDINGS_INTERRUPTION_H_
#define GYRE_BINDINGS_INTERRUPTION_H_

#include <atomic>
#include <chrono>

#include "engine/v8_compat.h"

namespace gyre {

// The innermost code that runs.
enum class Runner { kProgram, kLibForProgram, kLib };

Runner WhoRuns(v8::Isolate* isolate);

class Interruption {
 public:
  // Whether to end what runs now.
  bool MayEnd(Runner runner);
  // It has been asked in vain since the last Reset().
  bool put_off() const { return put_off_; }
  void Reset() { put_off_ = false; }

 private:
  std::atomic<bool> put_off_{false};
  std::chrono::steady_clock::time_point until_;
};

}  // namespace gyre

#endif  // GYRE_BINDINGS_INTERRUPTION_H_
