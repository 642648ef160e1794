// SPDX-License-Identifier: MIT
//
// binding('os'): what libuv knows of the machine and its user. Functions that can fail return the
// negative UV_E* number instead of their value; lib/os.js makes it an error with the name of the
// call.

#include <uv.h>

#include <string>
#include <vector>

#include "bindings/binding.h"
#include "bindings/buffer.h"

namespace gyre {

using v8::Array;
using v8::Boolean;
using v8::Context;
using v8::Float64Array;
using v8::Int32Array;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Null;
using v8::Number;
using v8::Object;
using v8::Value;

namespace {

// Calls one of libuv's functions that fill a buffer and ask for a larger one with UV_ENOBUFS.
template <typename Function>
int ReadString(Function function, std::string* out) {
  out->resize(256);
  for (;;) {
    size_t size = out->size();
    int status = function(out->data(), &size);
    // On success `size` is the length without the terminator, else the size needed.
    if (status != UV_ENOBUFS) {
      out->resize(status == 0 ? size : 0);
      return status;
    }
    out->resize(size);
  }
}

void ReturnString(const Arguments& args, int status, const std::string& text) {
  if (status != 0) return args.GetReturnValue().Set(status);
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), text));
}

// () -> string or UV_E*
void Hostname(const Arguments& args) {
  std::string name;
  int status = ReadString(uv_os_gethostname, &name);
  ReturnString(args, status, name);
}

// () -> string or UV_E*
void Homedir(const Arguments& args) {
  std::string directory;
  int status = ReadString(uv_os_homedir, &directory);
  ReturnString(args, status, directory);
}

// () -> [sysname, version, release, machine] or UV_E*
void Uname(const Arguments& args) {
  uv_utsname_t info;
  int status = uv_os_uname(&info);
  if (status != 0) return args.GetReturnValue().Set(status);
  Isolate* isolate = args.GetIsolate();
  Local<Value> parts[] = {
      NewShortString(isolate, info.sysname),
      NewShortString(isolate, info.version),
      NewShortString(isolate, info.release),
      NewShortString(isolate, info.machine),
  };
  args.GetReturnValue().Set(Array::New(isolate, parts, 4));
}

// () -> seconds or UV_E* (which is negative, as no uptime is)
void Uptime(const Arguments& args) {
  double seconds;
  int status = uv_uptime(&seconds);
  args.GetReturnValue().Set(status == 0 ? seconds : status);
}

// () -> bytes
void FreeMemory(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<double>(uv_get_free_memory()));
}

// () -> bytes
void TotalMemory(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<double>(uv_get_total_memory()));
}

// () -> how many threads run well at once
void AvailableParallelism(const Arguments& args) {
  args.GetReturnValue().Set(uv_available_parallelism());
}

// (Float64Array(3)): fills it
void LoadAverage(const Arguments& args) {
  CHECK(args[0]->IsFloat64Array());
  std::span<uint8_t> bytes = BytesOf(args[0]);
  CHECK_EQ(bytes.size(), 3 * sizeof(double));
  uv_loadavg(reinterpret_cast<double*>(bytes.data()));
}

// () -> [model, speed, user, nice, sys, idle, irq, model, ...] or UV_E*
void Cpus(const Arguments& args) {
  uv_cpu_info_t* infos;
  int count;
  int status = uv_cpu_info(&infos, &count);
  if (status != 0) return args.GetReturnValue().Set(status);
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> fields;
  fields.reserve(static_cast<size_t>(count) * 7);
  for (int i = 0; i < count; i++) {
    const uv_cpu_info_t& info = infos[i];
    fields.push_back(NewShortString(isolate, info.model));
    fields.push_back(Integer::New(isolate, info.speed));
    for (uint64_t time : {info.cpu_times.user, info.cpu_times.nice, info.cpu_times.sys,
                          info.cpu_times.idle, info.cpu_times.irq}) {
      fields.push_back(Number::New(isolate, static_cast<double>(time)));
    }
  }
  uv_free_cpu_info(infos, count);
  args.GetReturnValue().Set(Array::New(isolate, fields.data(), fields.size()));
}

std::string HardwareAddress(const char (&bytes)[6]) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (char c : bytes) {
    auto byte = static_cast<uint8_t>(c);
    if (!text.empty()) text += ':';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

// () -> [name, address, netmask, family, mac, internal, scope id or -1, name, ...] or UV_E*
void InterfaceAddresses(const Arguments& args) {
  uv_interface_address_t* interfaces;
  int count;
  int status = uv_interface_addresses(&interfaces, &count);
  if (status != 0) return args.GetReturnValue().Set(status);
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> fields;
  fields.reserve(static_cast<size_t>(count) * 7);
  for (int i = 0; i < count; i++) {
    const uv_interface_address_t& one = interfaces[i];
    char address[INET6_ADDRSTRLEN] = "";
    char netmask[INET6_ADDRSTRLEN] = "";
    const char* family = "Unknown";
    int32_t scope_id = -1;
    if (one.address.address4.sin_family == AF_INET) {
      CHECK_EQ(uv_ip4_name(&one.address.address4, address, sizeof(address)), 0);
      CHECK_EQ(uv_ip4_name(&one.netmask.netmask4, netmask, sizeof(netmask)), 0);
      family = "IPv4";
    } else if (one.address.address4.sin_family == AF_INET6) {
      CHECK_EQ(uv_ip6_name(&one.address.address6, address, sizeof(address)), 0);
      CHECK_EQ(uv_ip6_name(&one.netmask.netmask6, netmask, sizeof(netmask)), 0);
      family = "IPv6";
      scope_id = static_cast<int32_t>(one.address.address6.sin6_scope_id);
    }
    fields.push_back(NewShortString(isolate, one.name));
    fields.push_back(NewShortString(isolate, address));
    fields.push_back(NewShortString(isolate, netmask));
    fields.push_back(NewShortString(isolate, family));
    fields.push_back(NewShortString(isolate, HardwareAddress(one.phys_addr)));
    fields.push_back(Boolean::New(isolate, one.is_internal != 0));
    fields.push_back(Integer::New(isolate, scope_id));
  }
  uv_free_interface_addresses(interfaces, count);
  args.GetReturnValue().Set(Array::New(isolate, fields.data(), fields.size()));
}

Local<Value> BytesOrNull(EventLoop* loop, const char* text) {
  if (text == nullptr) return Null(loop->isolate());
  std::string_view view(text);
  return CopyToBuffer(loop, {reinterpret_cast<const uint8_t*>(view.data()), view.size()});
}

// () -> [uid, gid, username, homedir, shell] or UV_E*; the texts are Buffers, the shell may be null
void UserInfo(const Arguments& args) {
  uv_passwd_t passwd;
  int status = uv_os_get_passwd(&passwd);
  if (status != 0) return args.GetReturnValue().Set(status);
  Isolate* isolate = args.GetIsolate();
  EventLoop* loop = LoopOf(args);
  Local<Value> fields[] = {
      Number::New(isolate, static_cast<double>(passwd.uid)),
      Number::New(isolate, static_cast<double>(passwd.gid)),
      BytesOrNull(loop, passwd.username),
      BytesOrNull(loop, passwd.homedir),
      BytesOrNull(loop, passwd.shell),
  };
  uv_os_free_passwd(&passwd);
  args.GetReturnValue().Set(Array::New(isolate, fields, 5));
}

// (pid, Int32Array(1)) -> 0 or UV_E*; the priority, which may be negative, goes into the array
void GetPriority(const Arguments& args) {
  int priority = 0;
  int status = uv_os_getpriority(Int32Argument(args, 0), &priority);
  CHECK(args[1]->IsInt32Array());
  std::span<uint8_t> bytes = BytesOf(args[1]);
  CHECK_EQ(bytes.size(), sizeof(int32_t));
  *reinterpret_cast<int32_t*>(bytes.data()) = priority;
  args.GetReturnValue().Set(status);
}

// (pid, priority) -> 0 or UV_E*
void SetPriority(const Arguments& args) {
  args.GetReturnValue().Set(uv_os_setpriority(Int32Argument(args, 0), Int32Argument(args, 1)));
}

constexpr FunctionSpec kFunctions[] = {
    {"hostname", Hostname, SideEffect::kNone},
    {"homedir", Homedir, SideEffect::kNone},
    {"uname", Uname, SideEffect::kNone},
    {"uptime", Uptime, SideEffect::kNone},
    {"freeMemory", FreeMemory, SideEffect::kNone},
    {"totalMemory", TotalMemory, SideEffect::kNone},
    {"availableParallelism", AvailableParallelism, SideEffect::kNone},
    {"loadAverage", LoadAverage},
    {"cpus", Cpus, SideEffect::kNone},
    {"interfaceAddresses", InterfaceAddresses, SideEffect::kNone},
    {"userInfo", UserInfo, SideEffect::kNone},
    {"getPriority", GetPriority},
    {"setPriority", SetPriority},
};

}  // namespace

const BindingSpec kOsBinding = {"os", kFunctions};

}  // namespace gyre
