// SPDX-License-Identifier: MIT
//
// binding('fs'): files.

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <climits>
#include <string>

#include "bindings/binding.h"

namespace gyre {

using v8::Isolate;
using v8::Local;
using v8::String;

namespace {

// (path) -> 0 for a file, 1 for a directory, negative when there is nothing
void InternalModuleStat(const Arguments& args) {
  struct stat info;
  if (stat(ToUtf8(args.GetIsolate(), args[0]).c_str(), &info) != 0) {
    args.GetReturnValue().Set(-errno);
    return;
  }
  args.GetReturnValue().Set(S_ISDIR(info.st_mode) ? 1 : 0);
}

// The whole of a descriptor. Returns 0 or UV_E*.
int ReadAll(int fd, std::string* text) {
  struct stat info;
  if (fstat(fd, &info) != 0) return -errno;
  if (S_ISDIR(info.st_mode)) return UV_EISDIR;
  size_t size = S_ISREG(info.st_mode) ? static_cast<size_t>(info.st_size) : 0;
  size_t used = 0;
  text->resize(size + 1);
  for (;;) {
    ssize_t count = read(fd, text->data() + used, text->size() - used);
    if (count < 0) {
      if (errno == EINTR) continue;
      return -errno;
    }
    used += static_cast<size_t>(count);
    if (count == 0) break;
    if (used == text->size()) text->resize(used * 2 + 4096);
  }
  text->resize(used);
  return 0;
}

// (path or fd) -> string
void ReadFileUtf8(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::string text;
  int status;
  if (args[0]->IsInt32()) {
    status = ReadAll(Int32Argument(args, 0), &text);
    if (status != 0) return ThrowUvException(isolate, status, "read");
  } else {
    std::string path = ToUtf8(isolate, args[0]);
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ThrowUvException(isolate, -errno, "open", path);
    status = ReadAll(fd, &text);
    close(fd);
    if (status == UV_EISDIR) return ThrowUvException(isolate, status, "read");
    if (status != 0) return ThrowUvException(isolate, status, "read", path);
  }
  Local<String> result;
  if (NewString(isolate, text).ToLocal(&result)) args.GetReturnValue().Set(result);
}

// (path) -> the path without symbolic links
void RealPath(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::string path = ToUtf8(isolate, args[0]);
  char buffer[PATH_MAX];
  if (realpath(path.c_str(), buffer) == nullptr) {
    return ThrowUvException(isolate, -errno, "realpath", path);
  }
  args.GetReturnValue().Set(NewShortString(isolate, buffer));
}

// Writes everything, waiting where the descriptor is non-blocking. Returns 0 or UV_E*.
int WriteAllBytes(int fd, const char* data, size_t size) {
  while (size > 0) {
    ssize_t count = write(fd, data, size);
    if (count >= 0) {
      data += count;
      size -= static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd waiting = {fd, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}

// (fd, string) -> 0 or UV_E*
void WriteAllUtf8(const Arguments& args) {
  std::string text = ToUtf8(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(WriteAllBytes(Int32Argument(args, 0), text.data(), text.size()));
}

// (fd, bytes) -> 0 or UV_E*
void WriteAll(const Arguments& args) {
  std::span<uint8_t> bytes = BytesOf(args[1]);
  args.GetReturnValue().Set(WriteAllBytes(
      Int32Argument(args, 0), reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// (fd) -> "FILE", "TTY", "PIPE", "TCP", "UDP", "UNKNOWN" or "INVALID"
void GuessHandleType(const Arguments& args) {
  const char* name = "UNKNOWN";
  int fd = Int32Argument(args, 0);
  if (fcntl(fd, F_GETFD) < 0) {
    name = "INVALID";
  } else {
    switch (uv_guess_handle(fd)) {
      case UV_FILE: name = "FILE"; break;
      case UV_TTY: name = "TTY"; break;
      case UV_NAMED_PIPE: name = "PIPE"; break;
      case UV_TCP: name = "TCP"; break;
      case UV_UDP: name = "UDP"; break;
      default: break;
    }
  }
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), name));
}

constexpr FunctionSpec kFunctions[] = {
    {"internalModuleStat", InternalModuleStat},
    {"readFileUtf8", ReadFileUtf8},
    {"realpath", RealPath},
    {"writeAll", WriteAll},
    {"writeAllUtf8", WriteAllUtf8},
    {"guessHandleType", GuessHandleType},
};

}  // namespace

const BindingSpec kFsBinding = {"fs", kFunctions};

}  // namespace gyre
