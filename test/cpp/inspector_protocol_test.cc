// SPDX-License-Identifier: MIT
//
// HTTP and WebSocket as the server for debuggers reads and writes them.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "inspector/host_port.h"
#include "inspector/http.h"
#include "inspector/websocket.h"

namespace gyre::inspector {
namespace {

using Kind = WebSocketEvent::Kind;
using std::string_literals::operator""s;

// --- HTTP ---

HttpStatus Parse(std::string_view text, HttpRequest* request) {
  size_t consumed = 0;
  return ParseHttpRequest(text, request, &consumed);
}

TEST(InspectorHttp, ReadsARequest) {
  HttpRequest request;
  size_t consumed = 0;
  const std::string head = "GET /json/list?t=1 HTTP/1.1\r\nhost:  localhost:9229 \r\n\r\n";
  EXPECT_EQ(ParseHttpRequest(head + "more", &request, &consumed), HttpStatus::kComplete);
  EXPECT_EQ(consumed, head.size());
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.path, "/json/list");
  EXPECT_EQ(request.host, "localhost:9229");
  EXPECT_FALSE(request.wants_websocket);
}

TEST(InspectorHttp, ReadsAnUpgrade) {
  HttpRequest request;
  EXPECT_EQ(
      Parse("GET /id HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive, UPGRADE\r\n"
            "Upgrade: WebSocket\r\nSec-WebSocket-Key: abc=\r\nsec-websocket-version: 13\r\n\r\n",
            &request),
      HttpStatus::kComplete);
  EXPECT_TRUE(request.wants_websocket);
  EXPECT_EQ(request.websocket_key, "abc=");
  EXPECT_EQ(request.websocket_version, "13");
  EXPECT_EQ(Parse("GET /id HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n", &request),
            HttpStatus::kComplete);
  EXPECT_FALSE(request.wants_websocket);
}

TEST(InspectorHttp, WaitsForTheWholeHead) {
  const std::string head = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  HttpRequest request;
  for (size_t i = 0; i < head.size(); ++i) {
    EXPECT_EQ(Parse(head.substr(0, i), &request), HttpStatus::kIncomplete) << i;
  }
  EXPECT_EQ(Parse(std::string(kMaxRequestHead, 'x'), &request), HttpStatus::kMalformed);
}

TEST(InspectorHttp, RefusesWhatIsNoRequest) {
  HttpRequest request;
  for (const char* head : {
           "\r\n\r\n",
           "GET\r\n\r\n",
           "GET  HTTP/1.1\r\n\r\n",
           "GET / HTTP/2.0\r\n\r\n",
           "GET http://localhost/ HTTP/1.1\r\n\r\n",
           "GET /a b HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\nno colon\r\n\r\n",
           "GET / HTTP/1.1\r\n: empty\r\n\r\n",
           "GET / HTTP/1.1\r\nHost : blank\r\n\r\n",
           "GET / HTTP/1.1\r\n folded: line\r\n\r\n",
           "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
           "GET / HTTP/1.1\r\nX: \x01\r\n\r\n",
           "GET /\n HTTP/1.1\r\n\r\n",
       }) {
    EXPECT_EQ(Parse(head, &request), HttpStatus::kMalformed) << head;
  }
}

TEST(InspectorHttp, AllowsHostsThatNoWebPageCanHave) {
  for (const char* host : {"localhost", "LOCALHOST:9229", "localhost.", "localhost6:1", "127.0.0.1",
                           "127.0.0.1:80", "10.1.2.3:9229", "[::1]", "[::1]:9229"}) {
    EXPECT_TRUE(IsLocalHostName(host)) << host;
  }
  for (const char* host :
       {"", ":9229", "example.org", "localhost.example.org:9229", "127.0.0.1.nip.io", "127.1",
        "1.2.3.4.5", "0x7f000001", "[::1", "[example.org]", "a localhost"}) {
    EXPECT_FALSE(IsLocalHostName(host)) << host;
  }
}

TEST(InspectorHttp, WritesResponsesAndTexts) {
  EXPECT_EQ(HttpResponse(404, "text/plain", "no"),
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=UTF-8\r\n"
            "Cache-Control: no-cache\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
  EXPECT_EQ(FormatHostPort("127.0.0.1", 1), "127.0.0.1:1");
  EXPECT_EQ(FormatHostPort("::1", 9229), "[::1]:9229");
  EXPECT_EQ(EscapeJson("a\"\\\n\x01\xc3\xa4"), "a\\\"\\\\\\u000a\\u0001\xc3\xa4");
}

TEST(InspectorHttp, ReadsAddresses) {
  auto read = [](std::string_view text) -> std::string {
    HostPort address;
    return address.Update(text) ? FormatHostPort(address.host, address.port) : "refused";
  };
  EXPECT_EQ(read("0"), "127.0.0.1:0");
  EXPECT_EQ(read("1024"), "127.0.0.1:1024");
  EXPECT_EQ(read("65535"), "127.0.0.1:65535");
  EXPECT_EQ(read("localhost"), "localhost:9229");
  EXPECT_EQ(read("localhost:0"), "localhost:0");
  EXPECT_EQ(read("0.0.0.0:5000"), "0.0.0.0:5000");
  EXPECT_EQ(read("[::1]:5000"), "[::1]:5000");
  EXPECT_EQ(read("[::]"), "[::]:9229");
  EXPECT_EQ(read("::1"), "[::1]:9229");
  EXPECT_EQ(read(":5000"), "127.0.0.1:5000");
  for (const char* text : {"", "1", "1023", "65536", "99999999999", "host:", "host:x", "host:80",
                           "[::1]:", "[::1]5000", "[::1", "[]:5000"}) {
    EXPECT_EQ(read(text), "refused") << text;
  }
}

// --- WebSocket ---

// What a client sends: a frame with a mask.
std::string Frame(int first, std::string payload, int length_bytes = 0) {
  std::string frame(1, static_cast<char>(first));
  const uint64_t size = payload.size();
  if (length_bytes == 0) length_bytes = size < 126 ? 1 : size < 65536 ? 2 : 8;
  frame += static_cast<char>(0x80 | (length_bytes == 1 ? size : length_bytes == 2 ? 126 : 127));
  for (int i = length_bytes - 1; length_bytes > 1 && i >= 0; --i) {
    frame += static_cast<char>(size >> (8 * i) & 0xff);
  }
  const char mask[] = {'\x12', '\xfe', '\x00', '\x7a'};
  frame.append(mask, 4);
  for (size_t i = 0; i < payload.size(); ++i)
    payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame + payload;
}

// One line for each event.
std::vector<std::string> Read(std::string_view bytes, size_t chunk = SIZE_MAX,
                              size_t limit = 1 << 20) {
  WebSocketReader reader(limit);
  std::vector<std::string> events;
  while (!bytes.empty()) {
    reader.Feed(bytes.substr(0, chunk));
    bytes.remove_prefix(std::min(chunk, bytes.size()));
    for (;;) {
      WebSocketEvent event = reader.Next();
      if (event.kind == Kind::kNone) break;
      const std::string code = std::to_string(static_cast<int>(event.code));
      switch (event.kind) {
        case Kind::kNone:
          break;
        case Kind::kText:
          events.push_back("text " + event.payload);
          break;
        case Kind::kPing:
          events.push_back("ping " + event.payload);
          break;
        case Kind::kPong:
          events.push_back("pong");
          break;
        case Kind::kClose:
          events.push_back("close " + code);
          break;
        case Kind::kError:
          events.push_back("error " + code);
          break;
      }
    }
  }
  return events;
}

using Events = std::vector<std::string>;

TEST(InspectorWebSocket, ReadsMessagesWhereverTheyAreCut) {
  const std::string stream = Frame(0x81, "one") + Frame(0x01, "t") + Frame(0x89, "hi") +
                             Frame(0x00, "") + Frame(0x80, "wo") + Frame(0x8a, "") +
                             Frame(0x81, "") + Frame(0x88, "\x03\xe8"s);
  const Events expected = {"text one", "ping hi", "text two", "pong", "text ", "close 1000"};
  EXPECT_EQ(Read(stream), expected);
  for (size_t chunk = 1; chunk < 8; ++chunk) EXPECT_EQ(Read(stream, chunk), expected) << chunk;
}

TEST(InspectorWebSocket, ReadsEachFormOfLength) {
  for (size_t size : {0, 1, 125, 126, 127, 65535, 65536, 70000}) {
    const std::string text(size, 'x');
    EXPECT_EQ(Read(Frame(0x81, text), 1000), Events{"text " + text}) << size;
  }
  EXPECT_EQ(Read(Frame(0x81, "abc", 8)), Events{"text abc"});
}

TEST(InspectorWebSocket, RefusesWhatTheProtocolForbids) {
  const Events protocol_error = {"error 1002"};
  EXPECT_EQ(Read("\x81\x01x"s), protocol_error);      // no mask
  EXPECT_EQ(Read(Frame(0xc1, "x")), protocol_error);  // a reserved bit
  EXPECT_EQ(Read(Frame(0x83, "x")), protocol_error);  // an unknown opcode
  EXPECT_EQ(Read(Frame(0x8b, "")), protocol_error);
  EXPECT_EQ(Read(Frame(0x80, "x")), protocol_error);                     // continues nothing
  EXPECT_EQ(Read(Frame(0x01, "x") + Frame(0x81, "y")), protocol_error);  // begins within
  EXPECT_EQ(Read(Frame(0x09, "x")), protocol_error);                     // a fragment of a ping
  EXPECT_EQ(Read(Frame(0x89, std::string(126, 'x'))), protocol_error);
  EXPECT_EQ(Read(Frame(0x88, "x")), protocol_error);          // half a code
  EXPECT_EQ(Read(Frame(0x88, "\x03\xed"s)), protocol_error);  // 1005 is never sent
  EXPECT_EQ(Read(Frame(0x88, "\x03\xe8\xff"s)), Events{"error 1007"});
  EXPECT_EQ(Read(Frame(0x82, "x")), Events{"error 1003"});  // binary
  EXPECT_EQ(Read(Frame(0x81, "\xff")), Events{"error 1007"});
  EXPECT_EQ(Read(Frame(0x01, "\xc3") + Frame(0x80, "\xa4")), Events{"text \xc3\xa4"});
  // Nothing is read after that.
  EXPECT_EQ(Read(Frame(0x82, "x") + Frame(0x81, "y")), Events{"error 1003"});
}

TEST(InspectorWebSocket, RefusesALongMessageBeforeItCame) {
  EXPECT_EQ(Read(Frame(0x81, std::string(10, 'x')), 1, 10), Events{"text xxxxxxxxxx"});
  EXPECT_EQ(Read("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff"s + "mask"), Events{"error 1009"});
  EXPECT_EQ(Read(Frame(0x81, std::string(11, 'x')).substr(0, 6), 1, 10), Events{"error 1009"});
  EXPECT_EQ(Read(Frame(0x01, "123456") + Frame(0x80, "12345"), 1, 10), Events{"error 1009"});
}

TEST(InspectorWebSocket, SurvivesGarbage) {
  std::mt19937 random(4711);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 64, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    // Half of them begin well.
    if (round % 2 == 0) bytes = "\x81\x83" + bytes;
    Read(bytes, 1 + random() % 64, 100);
    HttpRequest request;
    Parse(bytes + "\r\n\r\n", &request);
    HostPort address;
    static_cast<void>(address.Update(bytes));
  }
}

TEST(InspectorWebSocket, WritesFrames) {
  EXPECT_EQ(EncodeText("abc"),
            "\x81\x03"
            "abc"s);
  EXPECT_EQ(EncodePong("abc"),
            "\x8a\x03"
            "abc"s);
  EXPECT_EQ(EncodeClose(CloseCode::kNoStatus), "\x88\x00"s);
  EXPECT_EQ(EncodeClose(CloseCode::kNormal), "\x88\x02\x03\xe8"s);
  EXPECT_EQ(EncodeText(std::string(126, 'x')).substr(0, 4), "\x81\x7e\x00\x7e"s);
  EXPECT_EQ(EncodeText(std::string(65536, 'x')).substr(0, 10),
            "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s);
}

TEST(InspectorWebSocket, AcceptsAsTheStandardsExample) {
  // RFC 6455, section 1.3: the digest of this is given there.
  EXPECT_EQ(AcceptInput("dGhlIHNhbXBsZSBub25jZQ=="),
            "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  const uint8_t digest[20] = {0xb3, 0x7a, 0x4f, 0x2c, 0xc0, 0x62, 0x4f, 0x16, 0x90, 0xf6,
                              0x46, 0x06, 0xcf, 0x38, 0x59, 0x45, 0xb2, 0xbe, 0xc4, 0xea};
  EXPECT_NE(AcceptResponse(digest).find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace gyre::inspector
