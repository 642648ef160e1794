// SPDX-License-Identifier: MIT
//
// What:    the little HTTP/1.1 that a server for debuggers speaks: the head of a request without a
//          body, answers, and the check of the Host field that keeps web pages out. Plain functions
//          over memory that know of no socket.
// Owner:   nobody; stateless.
// Threads: any.

#ifndef GYRE_INSPECTOR_HTTP_H_
#define GYRE_INSPECTOR_HTTP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace gyre::inspector {

// A head that is longer is refused.
inline constexpr size_t kMaxRequestHead = 8192;

struct HttpRequest {
  std::string method;
  std::string path;  // without the query
  std::string host;  // the Host field: what the client calls this server
  bool wants_websocket = false;
  std::string websocket_version;
  std::string websocket_key;
};

enum class HttpStatus { kIncomplete, kComplete, kMalformed };

// Reads the head at the start of `bytes` (RFC 9112). `*consumed` is its length once it is complete.
HttpStatus ParseHttpRequest(std::string_view bytes, HttpRequest* request, size_t* consumed);

// Whether a Host field names this machine by address, or as localhost. Any other name may be one
// that a web page has let point here (DNS rebinding) to read what only its own server should send.
bool IsLocalHostName(std::string_view host);

// A whole answer, after which the connection is closed.
std::string HttpResponse(int status, std::string_view content_type, std::string_view body);

// `host` and a port as they stand in a URL: an IPv6 address gets brackets.
std::string FormatHostPort(std::string_view host, int port);

// `text` as the inside of a JSON string.
std::string EscapeJson(std::string_view text);

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_HTTP_H_
