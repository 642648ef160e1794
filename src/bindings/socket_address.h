// SPDX-License-Identifier: MIT
//
// What:    addresses of sockets between text and the system's form.
// Owner:   nobody; stateless. Handles returned live in the caller's HandleScope.
// Threads: loop thread.

#ifndef GYRE_BINDINGS_SOCKET_ADDRESS_H_
#define GYRE_BINDINGS_SOCKET_ADDRESS_H_

#include <sys/socket.h>

#include "bindings/binding.h"

namespace gyre {

// Longest text of an address: IPv6 with a scope.
inline constexpr size_t kAddressTextSize = 64;

// Writes a numeric address; `family` is AF_INET, AF_INET6, or AF_UNSPEC for what the text looks
// like. Returns 0, or UV_EINVAL for text that is no address of that family.
[[nodiscard]] int ParseAddress(v8::Isolate* isolate, v8::Local<v8::Value> text, int port,
                               int family, sockaddr_storage* address);

// The numeric form of an AF_INET or AF_INET6 address, and its port.
[[nodiscard]] uint16_t FormatAddress(const sockaddr* address, char (&text)[kAddressTextSize]);

// { address, family: 'IPv4' or 'IPv6', port }
[[nodiscard]] v8::Local<v8::Object> AddressObject(v8::Local<v8::Context> context,
                                                  const sockaddr* address);

}  // namespace gyre

#endif  // GYRE_BINDINGS_SOCKET_ADDRESS_H_
