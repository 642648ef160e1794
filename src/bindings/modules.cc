// SPDX-License-Identifier: MIT
//
// binding('modules'): the questions about the file system that the module loaders ask most often.
// They answer with numbers and never throw: "not there" is the most frequent answer.

#include <sys/stat.h>

#include <cerrno>
#include <string>

#include "bindings/binding.h"

namespace gyre {

using v8::Isolate;

namespace {

// What pathKind() answers, as lib/internal/modules/cjs/files.js knows it.
enum PathKind : int32_t {
  kPathFile = 0,  // anything but a directory
  kPathDirectory = 1,
  kPathLinkFlag = 4,  // the path itself is a symbolic link
};

// PathKind, or a negative error number.
int32_t KindOf(const std::string& path) {
  struct stat info;
  if (lstat(path.c_str(), &info) != 0) return -errno;
  int32_t flag = 0;
  if (S_ISLNK(info.st_mode)) {
    flag = kPathLinkFlag;
    if (stat(path.c_str(), &info) != 0) return -errno;
  }
  return flag | (S_ISDIR(info.st_mode) ? kPathDirectory : kPathFile);
}

// (path) -> PathKind or a negative number. One lstat, and a stat when the path is a link.
void GetPathKind(const Arguments& args) {
  std::string path = ToUtf8(args.GetIsolate(), args[0]);
  // A NUL would cut the path: no such file can exist.
  if (path.find('\0') != std::string::npos) {
    args.GetReturnValue().Set(-ENOENT);
    return;
  }
  args.GetReturnValue().Set(KindOf(path));
}

// (directory) -> path of the closest package.json, or undefined. The search ends below a directory
// named node_modules, and at the root.
void NearestPackageJson(const Arguments& args) {
  static constexpr std::string_view kName = "/package.json";
  static constexpr std::string_view kBarrier = "/node_modules";
  Isolate* isolate = args.GetIsolate();
  std::string directory = ToUtf8(isolate, args[0]);
  if (directory == "/") directory.clear();
  if (directory.find('\0') != std::string::npos) return;
  for (;;) {
    std::string_view view = directory;
    if (view.size() >= kBarrier.size() && view.substr(view.size() - kBarrier.size()) == kBarrier) {
      return;
    }
    std::string candidate = directory;
    candidate.append(kName);
    struct stat info;
    if (stat(candidate.c_str(), &info) == 0 && !S_ISDIR(info.st_mode)) {
      args.GetReturnValue().Set(NewShortString(isolate, candidate));
      return;
    }
    size_t slash = directory.rfind('/');
    if (slash == std::string::npos) return;
    directory.resize(slash);
  }
}

constexpr FunctionSpec kFunctions[] = {
    {"pathKind", GetPathKind, SideEffect::kNone},
    {"nearestPackageJson", NearestPackageJson, SideEffect::kNone},
};

}  // namespace

const BindingSpec kModulesBinding = {"modules", kFunctions};

}  // namespace gyre
