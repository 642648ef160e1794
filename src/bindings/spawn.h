// SPDX-License-Identifier: MIT
//
// What:    starting a program. The child shares the parent's memory until it executes (vfork), so
//          the cost does not grow with the heap, and a failure is known when Launch() returns.
// Owner:   nobody; the caller owns descriptors and reaps the process.
// Threads: any.

#ifndef GYRE_BINDINGS_SPAWN_H_
#define GYRE_BINDINGS_SPAWN_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/binding.h"

namespace gyre {

// A descriptor that closes itself.
class OwnedFd {
 public:
  OwnedFd() = default;
  explicit OwnedFd(int fd) : fd_(fd) {}
  OwnedFd(OwnedFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  OwnedFd& operator=(OwnedFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~OwnedFd();

  int get() const { return fd_; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset();

 private:
  int fd_ = -1;
};

struct LaunchOptions {
  std::string file;               // searched in the child's PATH when it contains no '/'
  std::vector<std::string> args;  // argv, with argv[0]
  std::vector<std::string> env;   // "NAME=value"
  std::string cwd;                // empty: the parent's
  // The descriptor that becomes 0, 1, 2, ... in the child. -1: /dev/null for the first three, else
  // closed.
  std::vector<int> descriptors;
  std::optional<uint32_t> uid;
  std::optional<uint32_t> gid;
  bool new_session = false;
};

// The process id, or UV_E* of whatever failed first, up to and including execve().
[[nodiscard]] int Launch(const LaunchOptions& options);

// A descriptor that becomes readable when the child `pid` has ended; it can then be reaped. Or
// UV_E*.
[[nodiscard]] int OpenExitDescriptor(pid_t pid);

struct ExitStatus {
  int code = 0;
  int signal = 0;  // 0 when it ended by itself
};

// Reaps `pid`, waiting for its end if need be. Empty when there is no such child.
[[nodiscard]] std::optional<ExitStatus> Reap(pid_t pid);

// Reads file, args, cwd, env, uid, gid, flags out of the first seven arguments of a binding
// function.
[[nodiscard]] LaunchOptions LaunchOptionsOf(const Arguments& args);
inline constexpr int kLaunchArguments = 7;

// Both ends of a channel between parent and child, closed on exec.
[[nodiscard]] int OpenSocketPair(OwnedFd* parent, OwnedFd* child);

}  // namespace gyre

#endif  // GYRE_BINDINGS_SPAWN_H_
