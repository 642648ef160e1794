// SPDX-License-Identifier: MIT
//
// Between vfork() and execve() the child runs on borrowed memory: it may call only what is safe in
// a signal handler, must not change what the parent sees except its own report, and must not run
// the parent's signal handlers. So everything is prepared before, signals are blocked across, and
// user and group are set by system calls of their own (the C library's functions would change all
// threads that it believes to see).

#include "bindings/spawn.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Isolate;
using v8::Local;
using v8::Value;

namespace {

// What execvp() searches without PATH.
constexpr std::string_view kDefaultPath = "/bin:/usr/bin";

// CLOSE_RANGE_CLOEXEC of close_range(2), which older headers lack.
[[maybe_unused]] constexpr unsigned kCloseOnExec = 1U << 2;

enum LaunchFlag : int32_t { kNewSession = 1 };

// All that the child needs, laid out before it exists.
struct Plan {
  const LaunchOptions* options;
  std::vector<std::string> candidates;  // what to try to execute, in order
  std::vector<char*> argv;  // [0] is free: room for a shell to run a script without "#!"
  std::vector<char*> envp;
  std::vector<int> descriptors;  // the child renumbers them
  volatile int error = 0;        // the child's report
};

std::vector<std::string> Candidates(const LaunchOptions& options) {
  if (options.file.find('/') != std::string::npos) return {options.file};
  std::string_view path = kDefaultPath;
  for (const std::string& variable : options.env) {
    if (variable.rfind("PATH=", 0) == 0) {
      path = std::string_view(variable).substr(5);
      break;
    }
  }
  std::vector<std::string> result;
  for (;;) {
    size_t colon = path.find(':');
    std::string directory(path.substr(0, colon));
    // An empty entry is the current directory.
    result.push_back(directory.empty() ? options.file : directory + "/" + options.file);
    if (colon == std::string_view::npos) return result;
    path.remove_prefix(colon + 1);
  }
}

std::vector<char*> Pointers(const std::vector<std::string>& strings, size_t room) {
  std::vector<char*> result(room, nullptr);
  // execve() takes char* for history's sake and does not write through it.
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

// --- In the child --------------------------------------------------------------------------------

[[noreturn]] void Fail(Plan* plan, int error) {
  plan->error = -error;
  _exit(127);
}

void SetBlocking(int fd) {
  int flags = fcntl(fd, F_GETFL);
  if (flags != -1 && (flags & O_NONBLOCK) != 0) fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
}

void PlaceDescriptors(Plan* plan) {
  int count = static_cast<int>(plan->descriptors.size());
  int* descriptors = plan->descriptors.data();
  // Out of the way of the numbers that are about to be given away.
  for (int i = 0; i < count; ++i) {
    if (descriptors[i] < 0 || descriptors[i] >= count || descriptors[i] == i) continue;
    descriptors[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, count);
    if (descriptors[i] < 0) Fail(plan, errno);
  }
  for (int i = 0; i < count; ++i) {
    int fd = descriptors[i];
    if (fd < 0) {
      if (i > 2) {
        close(i);
        continue;
      }
      fd = open("/dev/null", i == 0 ? O_RDONLY : O_RDWR);
      if (fd < 0) Fail(plan, errno);
      if (fd != i) {
        if (dup2(fd, i) < 0) Fail(plan, errno);
        close(fd);
      }
      continue;
    }
    if (fd == i) {
      int flags = fcntl(fd, F_GETFD);
      if (flags < 0 || fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) < 0) Fail(plan, errno);
    } else if (dup2(fd, i) < 0) {
      Fail(plan, errno);
    }
    // Programs expect that of their standard streams.
    if (i <= 2) SetBlocking(i);
  }
#ifdef SYS_close_range
  // Descriptors that this process inherited itself, or that a library opened, are not meant for the
  // child. An old kernel does not know the call: then only ours are closed.
  syscall(SYS_close_range, std::max(count, 3), ~0U, kCloseOnExec);
#endif
}

void ResetSignals() {
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) {
    if (number != SIGKILL && number != SIGSTOP) sigaction(number, &action, nullptr);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

void TakeIdentity(Plan* plan) {
  const LaunchOptions& options = *plan->options;
  if (!options.uid && !options.gid) return;
  // Only root may, and only root has to: inherited groups would outlive the change of user.
  syscall(SYS_setgroups, 0, nullptr);
  if (options.gid && syscall(SYS_setgid, *options.gid) != 0) Fail(plan, errno);
  if (options.uid && syscall(SYS_setuid, *options.uid) != 0) Fail(plan, errno);
}

[[noreturn]] void Execute(Plan* plan) {
  char** argv = plan->argv.data() + 1;
  char** envp = plan->envp.data();
  int error = ENOENT;
  for (const std::string& candidate : plan->candidates) {
    execve(candidate.c_str(), argv, envp);
    switch (errno) {
      case ENOEXEC: {
        // A script without "#!" is one for the shell.
        char* name = argv[0];
        plan->argv[0] = const_cast<char*>("/bin/sh");
        argv[0] = const_cast<char*>(candidate.c_str());
        execve("/bin/sh", plan->argv.data(), envp);
        argv[0] = name;
        Fail(plan, errno);
      }
      case EACCES:
        error = EACCES;
        break;
      case ENOENT:
      case ENOTDIR:
      case ESTALE:
      case ENODEV:
      case ETIMEDOUT:
        break;
      default:
        Fail(plan, errno);
    }
    if (plan->candidates.size() == 1 && error != EACCES) error = errno;
  }
  Fail(plan, error);
}

[[noreturn]] void RunChild(Plan* plan) {
  const LaunchOptions& options = *plan->options;
  if (options.new_session) setsid();
  PlaceDescriptors(plan);
  if (!options.cwd.empty() && chdir(options.cwd.c_str()) != 0) Fail(plan, errno);
  TakeIdentity(plan);
  ResetSignals();
  Execute(plan);
}

// Alone in a function: after vfork() nothing but the result is a local variable of value.
__attribute__((noinline)) pid_t Fork(Plan* plan) {
  pid_t pid = vfork();
  if (pid == 0) RunChild(plan);
  return pid;
}

}  // namespace

// --- In the parent -------------------------------------------------------------------------------

OwnedFd::~OwnedFd() { Reset(); }

void OwnedFd::Reset() {
  if (fd_ >= 0) close(std::exchange(fd_, -1));
}

int Launch(const LaunchOptions& options) {
  // A parent that ignores SIGCHLD has no children to wait for.
  struct sigaction child_action;
  if (sigaction(SIGCHLD, nullptr, &child_action) == 0 && child_action.sa_handler == SIG_IGN) {
    signal(SIGCHLD, SIG_DFL);
  }

  Plan plan;
  plan.options = &options;
  plan.candidates = Candidates(options);
  plan.argv = Pointers(options.args, 1);
  plan.envp = Pointers(options.env, 0);
  plan.descriptors = options.descriptors;

  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = Fork(&plan);
  int error = pid < 0 ? -errno : plan.error;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error == 0) return pid;
  if (pid > 0) (void)Reap(pid);
  return error;
}

int OpenExitDescriptor(pid_t pid) {
#ifdef SYS_pidfd_open
  // The kernel sets O_CLOEXEC.
  auto fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  if (fd >= 0) return fd;
  if (errno != ENOSYS && errno != EPERM) return -errno;
#endif
  // An old kernel, or a sandbox that does not know the call: a thread waits and tells.
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  try {
    std::thread([pid, end = ends[1]] {
      sigset_t all;
      sigfillset(&all);
      pthread_sigmask(SIG_SETMASK, &all, nullptr);
      siginfo_t info;
      while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) != 0 &&
             errno == EINTR) {
      }
      close(end);
    }).detach();
  } catch (const std::system_error&) {
    close(ends[0]);
    close(ends[1]);
    return UV_EAGAIN;
  }
  return ends[0];
}

std::optional<ExitStatus> Reap(pid_t pid) {
  int status = 0;
  pid_t reaped;
  do {
    reaped = waitpid(pid, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  if (reaped != pid) return std::nullopt;
  if (WIFSIGNALED(status)) return ExitStatus{0, WTERMSIG(status)};
  return ExitStatus{WEXITSTATUS(status), 0};
}

int OpenSocketPair(OwnedFd* parent, OwnedFd* child) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return -errno;
  *parent = OwnedFd(ends[0]);
  *child = OwnedFd(ends[1]);
  return 0;
}

namespace {

std::vector<std::string> StringsOf(Isolate* isolate, Local<Value> value) {
  CHECK(value->IsArray());
  Local<Context> context = isolate->GetCurrentContext();
  Local<Array> array = value.As<Array>();
  std::vector<std::string> result;
  result.reserve(array->Length());
  for (uint32_t i = 0; i < array->Length(); ++i) {
    Local<Value> element;
    // An array that lib/ has just filled has no accessors that could throw.
    if (array->Get(context, i).ToLocal(&element)) result.push_back(ToUtf8(isolate, element));
  }
  return result;
}

std::vector<std::string> CurrentEnvironment() {
  std::vector<std::string> result;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    result.emplace_back(*variable);
  }
  return result;
}

}  // namespace

LaunchOptions LaunchOptionsOf(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  LaunchOptions options;
  options.file = ToUtf8(isolate, args[0]);
  options.args = StringsOf(isolate, args[1]);
  if (!args[2]->IsUndefined()) options.cwd = ToUtf8(isolate, args[2]);
  options.env = args[3]->IsUndefined() ? CurrentEnvironment() : StringsOf(isolate, args[3]);
  if (!args[4]->IsUndefined()) options.uid = static_cast<uint32_t>(Int32Argument(args, 4));
  if (!args[5]->IsUndefined()) options.gid = static_cast<uint32_t>(Int32Argument(args, 5));
  options.new_session = (Int32Argument(args, 6) & kNewSession) != 0;
  return options;
}

}  // namespace gyre
