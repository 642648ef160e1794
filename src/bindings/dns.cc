// SPDX-License-Identifier: MIT
//
// binding('dns'): names and addresses as the operating system knows them (hosts file, DNS, and what
// else nsswitch.conf names). Both calls block in the C library, so they run on the worker pool.
//
//   getaddrinfo(host, family, flags, callback)   callback(UV_E* or null, [address, family, ...])
//   getnameinfo(address, port, callback)         callback(UV_E* or null, [host, service])

#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <uv.h>

#include <string>
#include <vector>

#include "bindings/binding.h"
#include "loop/request.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

Outcome Failure(Local<Context> context, int status) {
  return {Integer::New(context->GetIsolate(), status), {}};
}

class AddressLookup final : public CallbackRequest<uv_getaddrinfo_t> {
 public:
  AddressLookup(EventLoop* loop, Local<Object> callback) : CallbackRequest(loop, callback) {}

  const char* resource_name() const override { return "GetAddrInfoReqWrap"; }

  static void OnDone(uv_getaddrinfo_t* request, int status, addrinfo* list) {
    auto* self = From<AddressLookup>(request);
    self->Complete([status, list](Local<Context> context) -> Outcome {
      if (status != 0) return Failure(context, status);
      Isolate* isolate = context->GetIsolate();
      std::vector<Local<Value>> found;
      for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
        char text[INET6_ADDRSTRLEN + IF_NAMESIZE + 1];
        int converted;
        if (entry->ai_family == AF_INET) {
          converted =
              uv_ip4_name(reinterpret_cast<sockaddr_in*>(entry->ai_addr), text, sizeof(text));
        } else if (entry->ai_family == AF_INET6) {
          converted =
              uv_ip6_name(reinterpret_cast<sockaddr_in6*>(entry->ai_addr), text, sizeof(text));
        } else {
          continue;
        }
        if (converted != 0) continue;
        found.push_back(NewShortString(isolate, text));
        found.push_back(Integer::New(isolate, entry->ai_family == AF_INET ? 4 : 6));
      }
      if (found.empty()) return Failure(context, UV_EAI_NODATA);
      return {{}, Array::New(isolate, found.data(), found.size())};
    });
    uv_freeaddrinfo(list);
    delete self;
  }
};

class NameLookup final : public CallbackRequest<uv_getnameinfo_t> {
 public:
  NameLookup(EventLoop* loop, Local<Object> callback) : CallbackRequest(loop, callback) {}

  const char* resource_name() const override { return "GetNameInfoReqWrap"; }

  static void OnDone(uv_getnameinfo_t* request, int status, const char* host, const char* service) {
    auto* self = From<NameLookup>(request);
    self->Complete([status, host, service](Local<Context> context) -> Outcome {
      if (status != 0) return Failure(context, status);
      Isolate* isolate = context->GetIsolate();
      Local<Value> names[] = {NewShortString(isolate, host), NewShortString(isolate, service)};
      return {{}, Array::New(isolate, names, 2)};
    });
    delete self;
  }
};

// (host, family: 0, 4 or 6, flags, callback) -> 0 or UV_E*
void GetAddrInfo(const Arguments& args) {
  CHECK(args[3]->IsFunction());
  std::string host = ToUtf8(args.GetIsolate(), args[0]);
  // The C library reads up to the first NUL: `a\0b` must not become `a`.
  if (host.find('\0') != std::string::npos) {
    return args.GetReturnValue().Set(static_cast<int32_t>(UV_EAI_NONAME));
  }
  int family = Int32Argument(args, 1);
  addrinfo hints = {};
  hints.ai_family = family == 4 ? AF_INET : family == 6 ? AF_INET6 : AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = Int32Argument(args, 2);
  EventLoop* loop = LoopOf(args);
  auto* request = new AddressLookup(loop, args[3].As<Object>());
  int status = uv_getaddrinfo(loop->uv(), request->uv_request(), AddressLookup::OnDone,
                              host.c_str(), nullptr, &hints);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status);
}

// (address, port, callback) -> 0 or UV_E*
void GetNameInfo(const Arguments& args) {
  CHECK(args[2]->IsFunction());
  std::string text = ToUtf8(args.GetIsolate(), args[0]);
  int port = Int32Argument(args, 1);
  sockaddr_storage address = {};
  int status = text.find(':') == std::string::npos
                   ? uv_ip4_addr(text.c_str(), port, reinterpret_cast<sockaddr_in*>(&address))
                   : uv_ip6_addr(text.c_str(), port, reinterpret_cast<sockaddr_in6*>(&address));
  if (status != 0) return args.GetReturnValue().Set(status);
  EventLoop* loop = LoopOf(args);
  auto* request = new NameLookup(loop, args[2].As<Object>());
  status = uv_getnameinfo(loop->uv(), request->uv_request(), NameLookup::OnDone,
                          reinterpret_cast<sockaddr*>(&address), NI_NAMEREQD);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status);
}

void Initialize(const BindingScope& scope) {
  scope.SetInteger("AI_ADDRCONFIG", AI_ADDRCONFIG);
  scope.SetInteger("AI_ALL", AI_ALL);
  scope.SetInteger("AI_V4MAPPED", AI_V4MAPPED);
}

constexpr FunctionSpec kFunctions[] = {
    {"getaddrinfo", GetAddrInfo},
    {"getnameinfo", GetNameInfo},
};

}  // namespace

const BindingSpec kDnsBinding = {"dns", kFunctions, Initialize};

}  // namespace gyre
