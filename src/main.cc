// SPDX-License-Identifier: MIT
//
// argv -> a command.

#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <csignal>

#include "cli/run.h"
#include "engine/memory.h"

#ifdef __SANITIZE_ADDRESS__
// V8 frees what waits for a promise on behalf of an inspector's session when the promise is
// collected; at the end of the heap nothing is.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:v8_inspector::InjectedScript::addPromiseCallback\n";
}
#endif

namespace {

// A standard stream that the parent has closed would become whatever is opened next, say the loop's
// own descriptors, and be written to as a stream.
void OpenStandardStreams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", O_RDWR) != fd) _exit(1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  double start = static_cast<double>(uv_hrtime());
  gyre::PrepareMalloc();
  OpenStandardStreams();
  // A peer that went away is an EPIPE of the write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  // A file beyond the limit of its size is an error of write(2) as well.
  std::signal(SIGXFSZ, SIG_IGN);
  argv = uv_setup_args(argc, argv);
  const char* argv0 = argc > 0 ? argv[0] : "gyre";
  return gyre::RunCommandLine(gyre::ParseCommandLine(argc, argv), argv0, start);
}
