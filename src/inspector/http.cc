// SPDX-License-Identifier: MIT

#include "inspector/http.h"

#include <uv.h>

#include <algorithm>
#include <cstdio>

namespace gyre::inspector {

namespace {

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ToLower(x) == ToLower(y); });
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Whether a field that is a list, separated by commas, has this item.
bool HasItem(std::string_view list, std::string_view item) {
  while (!list.empty()) {
    size_t comma = std::min(list.find(','), list.size());
    if (EqualsIgnoringCase(Trim(list.substr(0, comma)), item)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

// The first line up to a CR LF, which is removed with it. Lines may hold no control characters.
bool TakeLine(std::string_view* text, std::string_view* line) {
  size_t end = text->find("\r\n");
  if (end == std::string_view::npos) return false;
  *line = text->substr(0, end);
  text->remove_prefix(end + 2);
  return std::none_of(line->begin(), line->end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

bool ParseRequestLine(std::string_view line, HttpRequest* request) {
  size_t first = line.find(' ');
  size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == 0 || last <= first + 1) return false;
  std::string_view version = line.substr(last + 1);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return false;
  std::string_view target = line.substr(first + 1, last - first - 1);
  if (target.front() != '/' || target.find(' ') != std::string_view::npos) return false;
  request->method = line.substr(0, first);
  request->path = target.substr(0, target.find('?'));
  return true;
}

const char* ReasonOf(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 404:
      return "Not Found";
    case 426:
      return "Upgrade Required";
    default:
      return "Bad Request";
  }
}

bool IsAddress(const std::string& text) {
  unsigned char buffer[16];
  return uv_inet_pton(AF_INET, text.c_str(), buffer) == 0 ||
         uv_inet_pton(AF_INET6, text.c_str(), buffer) == 0;
}

}  // namespace

HttpStatus ParseHttpRequest(std::string_view bytes, HttpRequest* request, size_t* consumed) {
  size_t end = bytes.substr(0, kMaxRequestHead).find("\r\n\r\n");
  if (end == std::string_view::npos) {
    return bytes.size() >= kMaxRequestHead ? HttpStatus::kMalformed : HttpStatus::kIncomplete;
  }
  *consumed = end + 4;
  std::string_view head = bytes.substr(0, end + 2);
  std::string_view line;
  *request = {};
  if (!TakeLine(&head, &line) || !ParseRequestLine(line, request)) return HttpStatus::kMalformed;
  bool upgrades = false;
  bool connection_upgrades = false;
  bool has_host = false;
  while (!head.empty()) {
    if (!TakeLine(&head, &line)) return HttpStatus::kMalformed;
    size_t colon = line.find(':');
    // A blank before the colon, or at the start of a line, is how requests are smuggled.
    if (colon == std::string_view::npos || colon == 0 || line[colon - 1] == ' ' || line[0] == ' ' ||
        line[0] == '\t') {
      return HttpStatus::kMalformed;
    }
    std::string_view name = line.substr(0, colon);
    std::string_view value = Trim(line.substr(colon + 1));
    if (EqualsIgnoringCase(name, "host")) {
      if (has_host) return HttpStatus::kMalformed;
      has_host = true;
      request->host = value;
    } else if (EqualsIgnoringCase(name, "upgrade")) {
      upgrades = upgrades || HasItem(value, "websocket");
    } else if (EqualsIgnoringCase(name, "connection")) {
      connection_upgrades = connection_upgrades || HasItem(value, "upgrade");
    } else if (EqualsIgnoringCase(name, "sec-websocket-key")) {
      request->websocket_key = value;
    } else if (EqualsIgnoringCase(name, "sec-websocket-version")) {
      request->websocket_version = value;
    }
  }
  request->wants_websocket = upgrades && connection_upgrades;
  return HttpStatus::kComplete;
}

bool IsLocalHostName(std::string_view host) {
  std::string name(host);
  if (!name.empty() && name.front() == '[') {
    size_t bracket = name.find(']');
    if (bracket == std::string::npos) return false;
    name = name.substr(1, bracket - 1);
  } else {
    name = name.substr(0, name.rfind(':'));
  }
  if (!name.empty() && name.back() == '.') name.pop_back();
  return IsAddress(name) || EqualsIgnoringCase(name, "localhost") ||
         EqualsIgnoringCase(name, "localhost6");
}

std::string HttpResponse(int status, std::string_view content_type, std::string_view body) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " " + ReasonOf(status) + "\r\n";
  text += "Content-Type: " + std::string(content_type) + "; charset=UTF-8\r\n";
  text += "Cache-Control: no-cache\r\n";
  if (status == 426) text += "Sec-WebSocket-Version: 13\r\n";
  text += "Connection: close\r\n";
  text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return text.append(body);
}

std::string FormatHostPort(std::string_view host, int port) {
  std::string text(host);
  if (text.find(':') != std::string::npos) text = "[" + text + "]";
  return text + ":" + std::to_string(port);
}

std::string EscapeJson(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '"' || c == '\\') {
      escaped += '\\';
      escaped += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof(code), "\\u%04x", c);
      escaped += code;
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace gyre::inspector
