// SPDX-License-Identifier: MIT
//
// What:    where a server for debuggers listens, as the command line says it: `[host:]port`.
// Owner:   a value.
// Threads: any.

#ifndef GYRE_INSPECTOR_HOST_PORT_H_
#define GYRE_INSPECTOR_HOST_PORT_H_

#include <string>
#include <string_view>

namespace gyre::inspector {

struct HostPort {
  std::string host = "127.0.0.1";
  int port = 9229;

  // Takes over what `text` says: a port, a host, or both with a colon between them. An IPv6 address
  // with a port stands in brackets. False for a port that is none: it must be 0 or in range 1024 to
  // 65535.
  [[nodiscard]] bool Update(std::string_view text);
};

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_HOST_PORT_H_
