// SPDX-License-Identifier: MIT

#include "bindings/standard_descriptors.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <string>

namespace gyre {

namespace {

struct FoundFlags {
  int fd;
  int flags;
};
FoundFlags found_flags[STDERR_FILENO + 1];
int found_count = 0;

// A pipe opened anew has a blocking mode of its own: neither the parent nor children that inherit
// the pipe get EAGAIN, and their changes do not make us wait. Returns a descriptor, or -1 where
// that is impossible: without /proc, without permission, without a reader.
int ReopenPipe(int fd, int flags) {
  char path[sizeof("/proc/self/fd/") + 12];
  std::snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
  int opened = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | (flags & O_DIRECT));
  if (opened < 0 || opened > STDERR_FILENO) return opened;
  // The low numbers mean something, also when they are closed.
  int moved = fcntl(opened, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(opened);
  return moved;
}

struct OutputData {
  v8::Global<v8::Function> flush;
};

}  // namespace

void OpenOutput(const Arguments& args) {
  int fd = Int32Argument(args, 0);
  struct stat facts;
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fstat(fd, &facts) != 0) return args.GetReturnValue().Set(-errno);
  if (S_ISFIFO(facts.st_mode) && (flags & O_ACCMODE) != O_RDONLY) {
    int opened = ReopenPipe(fd, flags);
    if (opened >= 0) return args.GetReturnValue().Set(opened);
  }
  RememberDescriptorFlags(fd);
  if (fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0) return args.GetReturnValue().Set(-errno);
  args.GetReturnValue().Set(fd);
}

namespace {

// Returns how many bytes the kernel did not take, or UV_E*.
int TryWriteBytes(int fd, const char* data, size_t size) {
  size_t done = 0;
  while (done < size) {
    ssize_t count = write(fd, data + done, size - done);
    if (count >= 0) {
      done += static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  // Neither strings nor views of V8 are larger.
  return static_cast<int>(std::min<size_t>(size - done, INT_MAX));
}

}  // namespace

void TryWrite(const Arguments& args) {
  std::span<uint8_t> bytes = BytesOf(args[1]);
  args.GetReturnValue().Set(TryWriteBytes(
      Int32Argument(args, 0), reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void TryWriteUtf8(const Arguments& args) {
  std::string text = ToUtf8(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(TryWriteBytes(Int32Argument(args, 0), text.data(), text.size()));
}

void FlushBytes(const Arguments& args) {
  std::span<uint8_t> bytes = BytesOf(args[1]);
  args.GetReturnValue().Set(WriteBounded(
      Int32Argument(args, 0), reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void OnFlushOutput(const Arguments& args) {
  CHECK(args[0]->IsFunction());
  LoopOf(args)->binding_data<OutputData>()->flush.Reset(args.GetIsolate(),
                                                        args[0].As<v8::Function>());
}

void FlushOutput(EventLoop* loop) {
  auto* data = loop->binding_data<OutputData>();
  if (data->flush.IsEmpty()) return;
  v8::Isolate* isolate = loop->isolate();
  isolate->CancelTerminateExecution();
  v8::HandleScope handle_scope(isolate);
  v8::Local<v8::Context> context = loop->context();
  v8::Context::Scope context_scope(context);
  v8::TryCatch try_catch(isolate);
  v8::MaybeLocal<v8::Value> result =
      data->flush.Get(isolate)->Call(context, v8::Undefined(isolate), 0, nullptr);
  (void)result;  // nobody is left to hear of a failure
}

void RememberDescriptorFlags(int fd) {
  if (fd < STDIN_FILENO || fd > STDERR_FILENO) return;
  for (int i = 0; i < found_count; ++i) {
    if (found_flags[i].fd == fd) return;
  }
  int flags = fcntl(fd, F_GETFL);
  if (flags >= 0) found_flags[found_count++] = {fd, flags};
}

void RestoreDescriptorFlags() {
  // Last in, first out: two numbers may stand for one socket, and then the flags that were found
  // first count.
  while (found_count > 0) {
    --found_count;
    fcntl(found_flags[found_count].fd, F_SETFL, found_flags[found_count].flags);
  }
}

int WriteBounded(int fd, const char* data, size_t size) {
  struct stat facts;
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fstat(fd, &facts) != 0) return -errno;
  // A terminal that has been stopped waits for its user.
  int patience = S_ISCHR(facts.st_mode) ? -1 : kFlushPatienceMs;
  bool may_wait = (flags & O_NONBLOCK) == 0 && !S_ISREG(facts.st_mode);
  // What blocks takes PIPE_BUF bytes at once when it says that it can be written to; more could
  // wait for a reader.
  size_t most = may_wait ? PIPE_BUF : size;
  while (size > 0) {
    pollfd waiting = {fd, POLLOUT, 0};
    int ready = poll(&waiting, 1, patience);
    if (ready == 0) return UV_ETIMEDOUT;
    if (ready < 0) {
      if (errno == EINTR) continue;
      return -errno;
    }
    ssize_t count = write(fd, data, std::min(size, most));
    if (count >= 0) {
      data += count;
      size -= static_cast<size_t>(count);
    } else if (errno != EINTR && errno != EAGAIN) {
      return -errno;
    }
  }
  return 0;
}

}  // namespace gyre
