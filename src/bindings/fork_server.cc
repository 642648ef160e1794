// SPDX-License-Identifier: MIT
//
// binding('fork_server'): test files, each in a process of its own that need not start from
// nothing.
//
//   serve(descriptor) -> the file, in its process; undefined in the server, when all is done
//
// The server does what each of the processes would do first, and then waits in serve(). A request
// comes over the descriptor as its length and its bytes. The server forks, tells the process id,
// waits for the end of the process, and tells that. Standard input, output and error are those of
// the server: only one process at a time has them. Behind what it wrote comes a frame without
// body (lib/internal/test_runner/wire.js) on both outputs.
//
// The processes do nearly the same, so each is told what memory to have there (PageHistory).
//
// When the other end of the descriptor goes away, so do the process and the server; when the server
// dies, so does the process.

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cinttypes>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "bindings/spawn.h"
#include "engine/page_history.h"

namespace gyre {

namespace {

constexpr std::array<unsigned char, 8> kEndOfOutput = {0xff, 0x0f, 0x47, 0x54, 0, 0, 0, 0};

// What the server tells: `kind` and two numbers.
enum class Report : int32_t {
  kStarted,  // process id
  kFailed,   // UV_E*
  kEnded,    // exit code, signal
};

// Bytes of a path; those of the system have 4096 (PATH_MAX).
constexpr size_t kLongestFile = size_t{16} << 10;

// False at the end of the file, and when it can't be read.
bool ReadAll(int fd, void* data, size_t size) {
  auto* bytes = static_cast<char*>(data);
  while (size > 0) {
    ssize_t count = read(fd, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

// Whoever is gone is not written to.
void WriteAll(int fd, const void* data, size_t size) {
  const auto* bytes = static_cast<const char*>(data);
  while (size > 0) {
    ssize_t count = write(fd, bytes, size);
    if (count < 0 && errno == EAGAIN) {
      // The process has left the descriptor, which is shared, in another mode.
      pollfd full = {fd, POLLOUT, 0};
      poll(&full, 1, -1);
      continue;
    }
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    bytes += count;
    size -= static_cast<size_t>(count);
  }
}

void Tell(int fd, Report kind, int32_t first, int32_t second = 0) {
  std::array<int32_t, 3> report = {static_cast<int32_t>(kind), first, second};
  WriteAll(fd, report.data(), sizeof(report));
}

// False when the process was ended because nobody waits for it any more.
bool AwaitEnd(int fd, pid_t pid) {
  OwnedFd exit_descriptor(OpenExitDescriptor(pid));
  std::array<pollfd, 2> waiting = {pollfd{exit_descriptor.get(), POLLIN, 0}, pollfd{fd, POLLIN, 0}};
  while (poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
  }
  bool is_wanted = waiting[1].revents == 0;
  if (!is_wanted) kill(pid, SIGKILL);
  ExitStatus status = Reap(pid).value_or(ExitStatus{});
  if (!is_wanted) return false;
  for (int output : {STDOUT_FILENO, STDERR_FILENO}) {
    fcntl(output, F_SETFL, fcntl(output, F_GETFL) & ~O_NONBLOCK);
    WriteAll(output, kEndOfOutput.data(), kEndOfOutput.size());
  }
  Tell(fd, Report::kEnded, status.code, status.signal);
  return true;
}

// V8 keeps its heap out of forks (MADV_DONTFORK), since they usually execute another program at
// once. Here they go on with it.
void LetHeapBeForked() {
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  if (maps == nullptr) return;
  uintptr_t start;
  uintptr_t end;
  while (std::fscanf(maps, "%" SCNxPTR "-%" SCNxPTR "%*[^\n]", &start, &end) == 2) {
    // What can't be forked anyway refuses.
    madvise(reinterpret_cast<void*>(start), end - start, MADV_DOFORK);
  }
  std::fclose(maps);
}

void Serve(const Arguments& args) {
  int fd = Int32Argument(args, 0);
  LetHeapBeForked();
  // The terminal interrupts all processes of the group: it is the runner's to say what follows.
  std::signal(SIGINT, SIG_IGN);
  // The process that returns from here keeps it.
  auto history = std::make_shared<PageHistory>();
  uint32_t size;
  // On the stack: memory that the server writes to while it has a fork is torn out of huge pages.
  std::array<char, kLongestFile> file;
  while (ReadAll(fd, &size, sizeof(size))) {
    if (size > file.size() || !ReadAll(fd, file.data(), size)) return;
    history->Settle();
    pid_t pid = fork();
    if (pid == 0) {
      history->Prepare();
      std::signal(SIGINT, SIG_DFL);
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close(fd);
      LoopOf(args)->host()->BeginForkedProcess([history] { history->Note(); });
      v8::Local<v8::String> text;
      if (v8::String::NewFromUtf8(args.GetIsolate(), file.data(), v8::NewStringType::kNormal,
                                  static_cast<int>(size))
              .ToLocal(&text)) {
        args.GetReturnValue().Set(text);
      }
      return;
    }
    if (pid < 0) {
      Tell(fd, Report::kFailed, -errno);
      continue;
    }
    Tell(fd, Report::kStarted, pid);
    if (!AwaitEnd(fd, pid)) return;
  }
}

constexpr FunctionSpec kFunctions[] = {
    {"serve", Serve},
};

}  // namespace

const BindingSpec kForkServerBinding = {"fork_server", kFunctions};

}  // namespace gyre
