// SPDX-License-Identifier: MIT
//
// What:    the framing of the WebSocket protocol (RFC 6455), from the side of a server: bytes of a
//          client -> messages, messages -> bytes. Knows of no socket.
// Owner:   whoever has the connection.
// Threads: any; an object may be used by one thread at a time.

#ifndef GYRE_INSPECTOR_WEBSOCKET_H_
#define GYRE_INSPECTOR_WEBSOCKET_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gyre::inspector {

// RFC 6455, section 7.4.1.
enum class CloseCode : uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupportedData = 1003,
  kNoStatus = 1005,  // never sent: a close frame without a code
  kInvalidPayload = 1007,
  kMessageTooBig = 1009,
};

// What a client has sent.
struct WebSocketEvent {
  enum class Kind {
    kNone,  // there is nothing whole yet
    kText,  // payload: a message, valid UTF-8
    kPing,  // payload: to be sent back
    kPong,
    kClose,  // code: the client's
    kError,  // code: what to close the connection with. Nothing more is read
  };
  Kind kind = Kind::kNone;
  std::string payload;
  CloseCode code = CloseCode::kNoStatus;
};

// Takes a stream apart. Holds no more than one message, which is refused as soon as its announced
// length is known to be too great, and what was fed in last.
class WebSocketReader {
 public:
  explicit WebSocketReader(size_t max_message) : max_message_(max_message) {}

  void Feed(std::string_view bytes) { input_.append(bytes); }
  // The next event; to be called until it says kNone or kError.
  WebSocketEvent Next();

 private:
  WebSocketEvent Fail(CloseCode code);
  // Reads a frame's header, if it is all there. Fills in frame_ or sets *error.
  bool ReadHeader(CloseCode* error);
  // Moves what has come of the frame's payload to `target`. Whether that is all of it.
  bool ReadPayload(std::string* target);
  WebSocketEvent FinishFrame();

  struct Frame {
    uint8_t opcode = 0;
    bool is_last = false;
    uint64_t left = 0;  // bytes of the payload that have not been read
    uint8_t mask[4] = {};
    size_t mask_at = 0;
  };

  const size_t max_message_;
  std::string input_;
  size_t position_ = 0;  // in input_
  bool in_frame_ = false;
  bool in_message_ = false;  // fragments of a message have been read
  bool failed_ = false;
  Frame frame_;
  std::string message_;
  std::string control_;
};

std::string EncodeText(std::string_view message);
std::string EncodePong(std::string_view payload);
std::string EncodeClose(CloseCode code);

// What is hashed with SHA-1 and sent back in base64, to accept a client's key (section 4.2.2).
std::string AcceptInput(std::string_view key);
// The answer to an upgrade. `digest` is the 20 bytes of SHA-1 of AcceptInput().
std::string AcceptResponse(const uint8_t (&digest)[20]);

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_WEBSOCKET_H_
