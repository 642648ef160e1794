// SPDX-License-Identifier: MIT
//
// What:    SIGUSR1 starts the server for debuggers (lib/internal/debug_server.js).
// Owner:   the process: one loop gets the signal.
// Threads: the loop's.

#ifndef GYRE_BINDINGS_DEBUG_SIGNAL_H_
#define GYRE_BINDINGS_DEBUG_SIGNAL_H_

#include "loop/event_loop.h"

namespace gyre {

// From now on. Costs a system call. A listener of the program for the signal takes its place.
// REQUIRES: `loop` lives as long as JavaScript runs; the caller's thread is its thread.
void InstallDebugSignal(EventLoop* loop);

}  // namespace gyre

#endif  // GYRE_BINDINGS_DEBUG_SIGNAL_H_
