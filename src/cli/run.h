// SPDX-License-Identifier: MIT
//
// What:    from a parsed command line to an exit code.
// Owner:   main().
// Threads: main thread.

#ifndef GYRE_CLI_RUN_H_
#define GYRE_CLI_RUN_H_

#include "cli/options.h"

namespace gyre {

// Does what the command line asks for. `start_time_ns` is uv_hrtime() at the start of the process.
// In release builds the process ends in here without tearing the heap down.
int RunCommandLine(CommandLine line, const char* argv0, double start_time_ns);

}  // namespace gyre

#endif  // GYRE_CLI_RUN_H_
