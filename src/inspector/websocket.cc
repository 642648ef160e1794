// SPDX-License-Identifier: MIT

#include "inspector/websocket.h"

#include <algorithm>

#include "engine/encoding.h"

namespace gyre::inspector {

namespace {

enum Opcode : uint8_t {
  kContinuation = 0,
  kText = 1,
  kBinary = 2,
  kClose = 8,
  kPing = 9,
  kPong = 10,
};

constexpr size_t kMaxControlPayload = 125;

bool IsUtf8(std::string_view text) {
  return encoding::IsValidUtf8(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Section 7.4: what may stand in a close frame.
bool IsValidCloseCode(unsigned code) {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

std::string EncodeFrame(Opcode opcode, std::string_view payload) {
  std::string frame;
  frame.reserve(payload.size() + 10);
  frame += static_cast<char>(0x80 | opcode);
  const uint64_t size = payload.size();
  int length_bytes = 0;
  if (size <= kMaxControlPayload) {
    frame += static_cast<char>(size);
  } else if (size <= 0xffff) {
    frame += static_cast<char>(126);
    length_bytes = 2;
  } else {
    frame += static_cast<char>(127);
    length_bytes = 8;
  }
  for (int i = length_bytes - 1; i >= 0; --i) frame += static_cast<char>(size >> (8 * i) & 0xff);
  return frame.append(payload);
}

}  // namespace

WebSocketEvent WebSocketReader::Fail(CloseCode code) {
  failed_ = true;
  input_.clear();
  message_.clear();
  return {WebSocketEvent::Kind::kError, {}, code};
}

WebSocketEvent WebSocketReader::Next() {
  if (failed_) return {};
  for (;;) {
    if (!in_frame_) {
      auto error = CloseCode::kNoStatus;
      in_frame_ = ReadHeader(&error);
      if (error != CloseCode::kNoStatus) return Fail(error);
    }
    bool is_control = in_frame_ && frame_.opcode >= kClose;
    if (!in_frame_ || !ReadPayload(is_control ? &control_ : &message_)) {
      // What has been read is dropped now and not byte by byte.
      input_.erase(0, position_);
      position_ = 0;
      return {};
    }
    in_frame_ = false;
    WebSocketEvent event = FinishFrame();
    if (event.kind != WebSocketEvent::Kind::kNone) return event;
  }
}

bool WebSocketReader::ReadHeader(CloseCode* error) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(input_.data()) + position_;
  const size_t available = input_.size() - position_;
  if (available < 2) return false;
  const uint8_t opcode = bytes[0] & 0x0f;
  const bool is_last = (bytes[0] & 0x80) != 0;
  const bool is_control = opcode >= kClose;
  uint64_t length = bytes[1] & 0x7f;
  // Extensions are not negotiated, clients must mask, and control frames are whole and short.
  if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) == 0 ||
      (is_control && (!is_last || length > kMaxControlPayload || opcode > kPong))) {
    *error = CloseCode::kProtocolError;
    return false;
  }
  if (opcode == kBinary) {
    *error = CloseCode::kUnsupportedData;
    return false;
  }
  if (!is_control && (opcode > kText || (opcode == kContinuation) != in_message_)) {
    *error = CloseCode::kProtocolError;
    return false;
  }
  const size_t length_bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (available < 2 + length_bytes + 4) return false;
  if (length_bytes != 0) {
    length = 0;
    for (size_t i = 0; i < length_bytes; ++i) length = length << 8 | bytes[2 + i];
  }
  if (!is_control && length > max_message_ - message_.size()) {
    *error = CloseCode::kMessageTooBig;
    return false;
  }
  frame_ = {opcode, is_last, length, {}, 0};
  std::copy_n(bytes + 2 + length_bytes, 4, frame_.mask);
  position_ += 2 + length_bytes + 4;
  return true;
}

bool WebSocketReader::ReadPayload(std::string* target) {
  const auto count =
      static_cast<size_t>(std::min<uint64_t>(frame_.left, input_.size() - position_));
  const size_t begin = target->size();
  target->append(input_, position_, count);
  for (size_t i = begin; i < target->size(); ++i) {
    (*target)[i] = static_cast<char>((*target)[i] ^ frame_.mask[frame_.mask_at++ % 4]);
  }
  position_ += count;
  frame_.left -= count;
  return frame_.left == 0;
}

WebSocketEvent WebSocketReader::FinishFrame() {
  using Kind = WebSocketEvent::Kind;
  if (frame_.opcode < kClose) {
    in_message_ = !frame_.is_last;
    if (in_message_) return {};
    WebSocketEvent event{Kind::kText, std::move(message_)};
    message_.clear();
    return IsUtf8(event.payload) ? std::move(event) : Fail(CloseCode::kInvalidPayload);
  }
  std::string payload = std::move(control_);
  control_.clear();
  if (frame_.opcode == kPing) return {Kind::kPing, std::move(payload)};
  if (frame_.opcode == kPong) return {Kind::kPong, std::move(payload)};
  if (payload.empty()) return {Kind::kClose, {}, CloseCode::kNoStatus};
  if (payload.size() == 1) return Fail(CloseCode::kProtocolError);
  const unsigned code = static_cast<uint8_t>(payload[0]) << 8 | static_cast<uint8_t>(payload[1]);
  if (!IsValidCloseCode(code)) return Fail(CloseCode::kProtocolError);
  if (!IsUtf8(std::string_view(payload).substr(2))) return Fail(CloseCode::kInvalidPayload);
  return {Kind::kClose, {}, static_cast<CloseCode>(code)};
}

std::string EncodeText(std::string_view message) { return EncodeFrame(kText, message); }

std::string EncodePong(std::string_view payload) { return EncodeFrame(kPong, payload); }

std::string EncodeClose(CloseCode code) {
  if (code == CloseCode::kNoStatus) return EncodeFrame(kClose, {});
  const auto number = static_cast<uint16_t>(code);
  const char payload[] = {static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
  return EncodeFrame(kClose, std::string_view(payload, 2));
}

std::string AcceptInput(std::string_view key) {
  return std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
}

std::string AcceptResponse(const uint8_t (&digest)[20]) {
  constexpr auto kVariant = encoding::Encoding::kBase64;
  std::string accepted(encoding::Base64EncodedLength(sizeof(digest), kVariant), '\0');
  encoding::EncodeBase64(digest, sizeof(digest), reinterpret_cast<uint8_t*>(accepted.data()),
                         kVariant);
  return "HTTP/1.1 101 Switching Protocols\r\n"
         "Upgrade: websocket\r\n"
         "Connection: Upgrade\r\n"
         "Sec-WebSocket-Accept: " +
         accepted + "\r\n\r\n";
}

}  // namespace gyre::inspector
