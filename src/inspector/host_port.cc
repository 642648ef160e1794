// SPDX-License-Identifier: MIT

#include "inspector/host_port.h"

#include <algorithm>
#include <charconv>

namespace gyre::inspector {

namespace {

bool ParsePort(std::string_view text, int* port) {
  const char* end = text.data() + text.size();
  int number = 0;
  auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return false;
  if (number != 0 && (number < 1024 || number > 65535)) return false;
  *port = number;
  return true;
}

bool IsNumber(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool HostPort::Update(std::string_view text) {
  if (IsNumber(text)) return ParsePort(text, &port);
  if (text.empty()) return false;
  if (text.front() == '[') {
    size_t bracket = text.find(']');
    if (bracket == std::string_view::npos || bracket == 1) return false;
    std::string_view rest = text.substr(bracket + 1);
    if (!rest.empty() && (rest.front() != ':' || !ParsePort(rest.substr(1), &port))) return false;
    host = text.substr(1, bracket - 1);
    return true;
  }
  size_t colon = text.find(':');
  // More than one: an IPv6 address without a port.
  if (colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos) {
    if (!ParsePort(text.substr(colon + 1), &port)) return false;
    text = text.substr(0, colon);
  }
  if (!text.empty()) host = text;
  return true;
}

}  // namespace gyre::inspector
