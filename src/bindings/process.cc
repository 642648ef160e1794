// SPDX-License-Identifier: MIT
//
// binding('process'): what the operating system knows of this process. Results that are many
// numbers go into a Float64Array of the caller.

#include <grp.h>
#include <llhttp.h>
#include <openssl/opensslv.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "bindings/binding.h"
#include "bindings/standard_descriptors.h"
#include "loop/handle.h"
#include "loop/request.h"

namespace gyre {

using v8::Array;
using v8::BigInt;
using v8::HeapStatistics;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::Value;

namespace {

std::span<double> DoublesOf(Local<Value> value) {
  CHECK(value->IsFloat64Array());
  std::span<uint8_t> bytes = BytesOf(value);
  return {reinterpret_cast<double*>(bytes.data()), bytes.size() / sizeof(double)};
}

// (code): ends the realm; the caller must not go on.
void ReallyExit(const Arguments& args) {
  LoopOf(args)->host()->RequestExit(Int32Argument(args, 0));
}

// (code): the end without teardown, for where JavaScript can't be terminated.
void EndProcess(const Arguments& args) { _exit(Int32Argument(args, 0)); }

// Starts the executable anew in this process, with the same arguments and the environment as it is
// now. Returns a negative error number when that fails.
void Restart(const Arguments& args) {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(file, word, '\0');) words.push_back(word);
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  RestoreDescriptorFlags();
  execv("/proc/self/exe", argv.data());
  args.GetReturnValue().Set(-errno);
}

void Abort(const Arguments&) { std::abort(); }

void Cwd(const Arguments& args) {
  char buffer[4096];
  size_t size = sizeof(buffer);
  int status = uv_cwd(buffer, &size);
  if (status != 0) {
    std::string message = std::string(uv_err_name(status)) + ": process.cwd failed with error " +
                          uv_strerror(status) +
                          ", the current working directory was likely removed without changing the "
                          "working directory";
    Local<Object> error = NewUvException(args.GetIsolate(), status, "uv_cwd").As<Object>();
    Set(args.GetIsolate()->GetCurrentContext(), error, "message",
        NewShortString(args.GetIsolate(), message + ", uv_cwd"));
    args.GetIsolate()->ThrowException(error);
    return;
  }
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), {buffer, size}));
}

// (directory)
void Chdir(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::string directory = ToUtf8(isolate, args[0]);
  int status = uv_chdir(directory.c_str());
  if (status == 0) return;
  char buffer[4096];
  size_t size = sizeof(buffer);
  std::string from = uv_cwd(buffer, &size) == 0 ? std::string(buffer, size) : std::string();
  ThrowUvException(isolate, status, "chdir", from, directory);
}

// (mask | undefined) -> the mask before
void Umask(const Arguments& args) {
  mode_t before;
  if (args[0]->IsUndefined()) {
    before = umask(0);
    umask(before);
  } else {
    before = umask(static_cast<mode_t>(Uint32Argument(args, 0)));
  }
  args.GetReturnValue().Set(static_cast<uint32_t>(before));
}

// (values): rss, heapTotal, heapUsed, external, arrayBuffers in bytes
void MemoryUsage(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::span<double> values = DoublesOf(args[0]);
  CHECK(values.size() >= 5);
  size_t rss = 0;
  int status = uv_resident_set_memory(&rss);
  if (status != 0) return ThrowUvException(isolate, status, "uv_resident_set_memory");
  HeapStatistics heap;
  isolate->GetHeapStatistics(&heap);
  values[0] = static_cast<double>(rss);
  values[1] = static_cast<double>(heap.total_heap_size());
  values[2] = static_cast<double>(heap.used_heap_size());
  values[3] = static_cast<double>(heap.external_memory());
  values[4] = static_cast<double>(heap.external_memory());
}

// () -> bytes
void Rss(const Arguments& args) {
  size_t rss = 0;
  int status = uv_resident_set_memory(&rss);
  if (status != 0) return ThrowUvException(args.GetIsolate(), status, "uv_resident_set_memory");
  args.GetReturnValue().Set(static_cast<double>(rss));
}

// () -> bytes that a control group allows, 0 when there is no limit
void ConstrainedMemory(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<double>(uv_get_constrained_memory()));
}

// () -> bytes still free for this process
void AvailableMemory(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<double>(uv_get_free_memory()));
}

double Micros(const uv_timeval_t& value) {
  return static_cast<double>(value.tv_sec) * 1e6 + static_cast<double>(value.tv_usec);
}

// (values): user and system time in microseconds
void CpuUsage(const Arguments& args) {
  std::span<double> values = DoublesOf(args[0]);
  CHECK(values.size() >= 2);
  uv_rusage_t usage;
  int status = uv_getrusage(&usage);
  if (status != 0) return ThrowUvException(args.GetIsolate(), status, "uv_getrusage");
  values[0] = Micros(usage.ru_utime);
  values[1] = Micros(usage.ru_stime);
}

// (values): the sixteen numbers of getrusage(2), times in microseconds
void ResourceUsage(const Arguments& args) {
  std::span<double> values = DoublesOf(args[0]);
  CHECK(values.size() >= 16);
  uv_rusage_t usage;
  int status = uv_getrusage(&usage);
  if (status != 0) return ThrowUvException(args.GetIsolate(), status, "uv_getrusage");
  const double fields[] = {
      Micros(usage.ru_utime),
      Micros(usage.ru_stime),
      static_cast<double>(usage.ru_maxrss),
      static_cast<double>(usage.ru_ixrss),
      static_cast<double>(usage.ru_idrss),
      static_cast<double>(usage.ru_isrss),
      static_cast<double>(usage.ru_minflt),
      static_cast<double>(usage.ru_majflt),
      static_cast<double>(usage.ru_nswap),
      static_cast<double>(usage.ru_inblock),
      static_cast<double>(usage.ru_oublock),
      static_cast<double>(usage.ru_msgsnd),
      static_cast<double>(usage.ru_msgrcv),
      static_cast<double>(usage.ru_nsignals),
      static_cast<double>(usage.ru_nvcsw),
      static_cast<double>(usage.ru_nivcsw),
  };
  std::copy(std::begin(fields), std::end(fields), values.begin());
}

// (values): seconds and nanoseconds of the monotonic clock
void Hrtime(const Arguments& args) {
  std::span<double> values = DoublesOf(args[0]);
  CHECK(values.size() >= 2);
  uint64_t now = uv_hrtime();
  values[0] = static_cast<double>(now / 1000000000);
  values[1] = static_cast<double>(now % 1000000000);
}

// () -> nanoseconds of the monotonic clock as a BigInt
void HrtimeBigInt(const Arguments& args) {
  args.GetReturnValue().Set(BigInt::NewFromUnsigned(args.GetIsolate(), uv_hrtime()));
}

// () -> seconds since the process began
void Uptime(const Arguments& args) {
  double start = LoopOf(args)->host()->process_info().start_time_ns;
  args.GetReturnValue().Set((static_cast<double>(uv_hrtime()) - start) / 1e9);
}

// (pid, signum) -> 0 or UV_E*
void Kill(const Arguments& args) {
  Local<v8::Context> context = args.GetIsolate()->GetCurrentContext();
  // process._kill is reachable: arguments may be anything.
  int32_t pid;
  int32_t signum;
  if (!args[0]->Int32Value(context).To(&pid) || !args[1]->Int32Value(context).To(&signum)) return;
  args.GetReturnValue().Set(uv_kill(pid, signum));
}

void Pid(const Arguments& args) { args.GetReturnValue().Set(uv_os_getpid()); }
void Ppid(const Arguments& args) { args.GetReturnValue().Set(uv_os_getppid()); }

void GetTitle(const Arguments& args) {
  char buffer[512];
  if (uv_get_process_title(buffer, sizeof(buffer)) != 0) buffer[0] = '\0';
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), buffer));
}

void SetTitle(const Arguments& args) {
  uv_set_process_title(ToUtf8(args.GetIsolate(), args[0]).c_str());
}

// --- Users and groups. Ids are numbers; names are looked up here. ---

void GetUid(const Arguments& args) { args.GetReturnValue().Set(static_cast<uint32_t>(getuid())); }
void GetEuid(const Arguments& args) { args.GetReturnValue().Set(static_cast<uint32_t>(geteuid())); }
void GetGid(const Arguments& args) { args.GetReturnValue().Set(static_cast<uint32_t>(getgid())); }
void GetEgid(const Arguments& args) { args.GetReturnValue().Set(static_cast<uint32_t>(getegid())); }

constexpr size_t kNameBuffer = 16 * 1024;

// (name) -> uid or undefined
void UidByName(const Arguments& args) {
  passwd entry;
  passwd* found = nullptr;
  std::vector<char> buffer(kNameBuffer);
  std::string name = ToUtf8(args.GetIsolate(), args[0]);
  if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    args.GetReturnValue().Set(static_cast<uint32_t>(found->pw_uid));
  }
}

// (name) -> gid or undefined
void GidByName(const Arguments& args) {
  group entry;
  group* found = nullptr;
  std::vector<char> buffer(kNameBuffer);
  std::string name = ToUtf8(args.GetIsolate(), args[0]);
  if (getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    args.GetReturnValue().Set(static_cast<uint32_t>(found->gr_gid));
  }
}

// (uid) -> user name or undefined
void NameByUid(const Arguments& args) {
  passwd entry;
  passwd* found = nullptr;
  std::vector<char> buffer(kNameBuffer);
  if (getpwuid_r(Uint32Argument(args, 0), &entry, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr) {
    args.GetReturnValue().Set(NewShortString(args.GetIsolate(), found->pw_name));
  }
}

// The message of these calls is the system's own: "EPERM, Operation not permitted".
void ReturnStatus(const Arguments& args, int result, const char* syscall) {
  if (result == 0) return;
  int error = errno;
  Isolate* isolate = args.GetIsolate();
  Local<Object> exception = NewUvException(isolate, -error, syscall).As<Object>();
  std::string message = std::string(uv_err_name(-error)) + ", " + strerror(error);
  Set(isolate->GetCurrentContext(), exception, "message", NewShortString(isolate, message));
  isolate->ThrowException(exception);
}

void SetUid(const Arguments& args) {
  ReturnStatus(args, setuid(Uint32Argument(args, 0)), "setuid");
}
void SetEuid(const Arguments& args) {
  ReturnStatus(args, seteuid(Uint32Argument(args, 0)), "seteuid");
}
void SetGid(const Arguments& args) {
  ReturnStatus(args, setgid(Uint32Argument(args, 0)), "setgid");
}
void SetEgid(const Arguments& args) {
  ReturnStatus(args, setegid(Uint32Argument(args, 0)), "setegid");
}

void GetGroups(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  int count = getgroups(0, nullptr);
  if (count < 0) return ThrowUvException(isolate, -errno, "getgroups");
  std::vector<gid_t> groups(static_cast<size_t>(count));
  count = getgroups(count, groups.data());
  if (count < 0) return ThrowUvException(isolate, -errno, "getgroups");
  std::vector<Local<Value>> values;
  bool has_effective = false;
  for (gid_t gid : groups) {
    has_effective = has_effective || gid == getegid();
    values.push_back(Integer::NewFromUnsigned(isolate, gid));
  }
  if (!has_effective) values.push_back(Integer::NewFromUnsigned(isolate, getegid()));
  args.GetReturnValue().Set(Array::New(isolate, values.data(), values.size()));
}

// (gids as Uint32Array)
void SetGroups(const Arguments& args) {
  CHECK(args[0]->IsUint32Array());
  std::span<uint8_t> bytes = BytesOf(args[0]);
  static_assert(sizeof(gid_t) == sizeof(uint32_t));
  ReturnStatus(args,
               setgroups(bytes.size() / sizeof(gid_t), reinterpret_cast<gid_t*>(bytes.data())),
               "setgroups");
}

// (user name, gid)
void InitGroups(const Arguments& args) {
  std::string user = ToUtf8(args.GetIsolate(), args[0]);
  ReturnStatus(args, initgroups(user.c_str(), Uint32Argument(args, 1)), "initgroups");
}

// () -> { execPath, argv0, execArgv, argv }
void Info(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<v8::Context> context = isolate->GetCurrentContext();
  const ProcessInfo& info = LoopOf(args)->host()->process_info();
  auto list = [&](const std::vector<std::string>& items) {
    std::vector<Local<Value>> values;
    for (const std::string& item : items) {
      Local<v8::String> text;
      if (NewString(isolate, item).ToLocal(&text)) values.push_back(text);
    }
    return Array::New(isolate, values.data(), values.size());
  };
  Local<Object> result = Object::New(isolate);
  Set(context, result, "execPath", NewShortString(isolate, info.exec_path));
  Set(context, result, "argv0", NewShortString(isolate, info.argv0));
  Set(context, result, "execArgv", list(info.exec_argv));
  Set(context, result, "argv", list(info.argv));
  args.GetReturnValue().Set(result);
}

// () -> [name, wrapper or undefined, state, ...] of all handles of the program that are not closed;
// the state is the sum of 1: active, 2: ref'd, 4: closing
void Handles(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> list;
  LoopOf(args)->handles().ForEach([&](Handle* handle) {
    if (handle->state() == Handle::State::kUninitialized || handle->is_internal()) return;
    bool closing = handle->state() == Handle::State::kClosing;
    int state = (uv_is_active(handle->uv_handle()) != 0 ? 1 : 0) +
                (uv_has_ref(handle->uv_handle()) != 0 ? 2 : 0) + (closing ? 4 : 0);
    Local<Value> wrapper = handle->wrapper();
    if (wrapper.IsEmpty()) wrapper = v8::Undefined(isolate);
    list.push_back(NewShortString(isolate, handle->resource_name()));
    list.push_back(wrapper);
    list.push_back(v8::Integer::New(isolate, state));
  });
  args.GetReturnValue().Set(Array::New(isolate, list.data(), list.size()));
}

// () -> [name, job, ms, begun, ...] of all requests. `job` is the kind of what the worker pool does
// for it, `ms` how long ago it was given to the pool, `begun` whether a thread has taken it; all
// three undefined for what is none of the pool's.
void Requests(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  EventLoop* loop = LoopOf(args);
  std::vector<Local<Value>> list;
  loop->requests().ForEach([&](Request* request) {
    list.push_back(NewShortString(isolate, request->resource_name()));
    const WorkerPool::Job* job = request->job();
    if (job == nullptr) {
      list.insert(list.end(), 3, v8::Undefined(isolate));
      return;
    }
    double waited = static_cast<double>(uv_hrtime() - job->times().queued) / 1e6;
    list.push_back(NewShortString(isolate, job->kind()));
    list.push_back(v8::Number::New(isolate, waited));
    list.push_back(v8::Boolean::New(isolate, loop->pool()->HasBegun(job)));
  });
  args.GetReturnValue().Set(Array::New(isolate, list.data(), list.size()));
}

// () -> { gyre, v8, uv, ... }: versions of what is linked
void Versions(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<v8::Context> context = isolate->GetCurrentContext();
  Local<Object> result = Object::New(isolate);
  auto set = [&](const char* name, std::string_view value) {
    Set(context, result, name, NewShortString(isolate, value));
  };
  set("gyre", GYRE_VERSION);
  set("node", GYRE_NODE_API_VERSION);
  set("v8", v8::V8::GetVersion());
  set("uv", uv_version_string());
  set("modules", "115");
  set("icu", U_ICU_VERSION);
  set("unicode", U_UNICODE_VERSION);
  set("llhttp", std::to_string(LLHTTP_VERSION_MAJOR) + "." + std::to_string(LLHTTP_VERSION_MINOR) +
                    "." + std::to_string(LLHTTP_VERSION_PATCH));
  set("openssl", OPENSSL_VERSION_STR);  // loaded by the first use of crypto
  args.GetReturnValue().Set(result);
}

constexpr FunctionSpec kFunctions[] = {
    {"endProcess", EndProcess},
    {"reallyExit", ReallyExit},
    {"restart", Restart},
    {"abort", Abort},
    {"cwd", Cwd},
    {"chdir", Chdir},
    {"umask", Umask},
    {"memoryUsage", MemoryUsage},
    {"rss", Rss},
    {"constrainedMemory", ConstrainedMemory},
    {"availableMemory", AvailableMemory},
    {"cpuUsage", CpuUsage},
    {"resourceUsage", ResourceUsage},
    {"hrtime", Hrtime},
    {"hrtimeBigInt", HrtimeBigInt},
    {"uptime", Uptime},
    {"kill", Kill},
    {"pid", Pid},
    {"ppid", Ppid},
    {"getTitle", GetTitle},
    {"setTitle", SetTitle},
    {"getuid", GetUid},
    {"geteuid", GetEuid},
    {"getgid", GetGid},
    {"getegid", GetEgid},
    {"uidByName", UidByName},
    {"gidByName", GidByName},
    {"nameByUid", NameByUid},
    {"setuid", SetUid},
    {"seteuid", SetEuid},
    {"setgid", SetGid},
    {"setegid", SetEgid},
    {"getgroups", GetGroups},
    {"setgroups", SetGroups},
    {"initgroups", InitGroups},
    {"info", Info},
    {"handles", Handles},
    {"requests", Requests},
    {"versions", Versions},
};

}  // namespace

const BindingSpec kProcessBinding = {"process", kFunctions};

}  // namespace gyre
