// SPDX-License-Identifier: MIT
//
// argv -> a command.

#include <uv.h>

#include <csignal>

#include "cli/run.h"

int main(int argc, char** argv) {
  double start = static_cast<double>(uv_hrtime());
  // A peer that went away is an EPIPE of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  // A file beyond the limit of its size is an error of write(2) as well.
  std::signal(SIGXFSZ, SIG_IGN);
  argv = uv_setup_args(argc, argv);
  const char* argv0 = argc > 0 ? argv[0] : "gyre";
  return gyre::RunCommandLine(gyre::ParseCommandLine(argc, argv), argv0, start);
}
