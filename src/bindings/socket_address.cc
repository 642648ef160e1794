// SPDX-License-Identifier: MIT

#include "bindings/socket_address.h"

#include <net/if.h>
#include <netinet/in.h>
#include <uv.h>

#include <cstring>

namespace gyre {

using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::String;
using v8::Value;

static_assert(kAddressTextSize > INET6_ADDRSTRLEN + IF_NAMESIZE);

int ParseAddress(Isolate* isolate, Local<Value> value, int port, int family,
                 sockaddr_storage* address) {
  CHECK(value->IsString());
  Local<String> string = value.As<String>();
  char text[kAddressTextSize];
  // No address is longer, and none has characters that Latin-1 lacks or a NUL.
  int length = string->Length();
  if (length >= static_cast<int>(sizeof(text)) || !string->ContainsOnlyOneByte()) return UV_EINVAL;
  string->WriteOneByte(isolate, reinterpret_cast<uint8_t*>(text), 0, length,
                       String::NO_NULL_TERMINATION);
  text[length] = '\0';
  if (std::strlen(text) != static_cast<size_t>(length)) return UV_EINVAL;
  if (family == AF_UNSPEC) family = std::strchr(text, ':') != nullptr ? AF_INET6 : AF_INET;
  return family == AF_INET6 ? uv_ip6_addr(text, port, reinterpret_cast<sockaddr_in6*>(address))
                            : uv_ip4_addr(text, port, reinterpret_cast<sockaddr_in*>(address));
}

uint16_t FormatAddress(const sockaddr* address, char (&text)[kAddressTextSize]) {
  // Neither conversion fails: there is room for every address.
  if (address->sa_family == AF_INET6) {
    auto* in6 = reinterpret_cast<const sockaddr_in6*>(address);
    CHECK_EQ(uv_ip6_name(in6, text, sizeof(text)), 0);
    if (IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr)) {
      // An address that means something only together with its interface.
      size_t length = std::strlen(text);
      text[length] = '%';
      size_t room = sizeof(text) - length - 1;
      if (uv_if_indextoname(in6->sin6_scope_id, text + length + 1, &room) != 0) text[length] = '\0';
    }
    return ntohs(in6->sin6_port);
  }
  CHECK_EQ(address->sa_family, AF_INET);
  auto* in4 = reinterpret_cast<const sockaddr_in*>(address);
  CHECK_EQ(uv_ip4_name(in4, text, sizeof(text)), 0);
  return ntohs(in4->sin_port);
}

Local<Object> AddressObject(Local<Context> context, const sockaddr* address) {
  Isolate* isolate = context->GetIsolate();
  char text[kAddressTextSize];
  uint16_t port = FormatAddress(address, text);
  Local<Object> result = Object::New(isolate);
  Set(context, result, "address", NewShortString(isolate, text));
  Set(context, result, "family",
      NewShortString(isolate, address->sa_family == AF_INET6 ? "IPv6" : "IPv4"));
  Set(context, result, "port", Integer::New(isolate, port));
  return result;
}

}  // namespace gyre
