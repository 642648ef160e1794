// SPDX-License-Identifier: MIT
//
// binding('buffer'): strings to bytes and back, searching, comparing. lib/buffer.js is the caller,
// but the slices and writes are also methods of Buffer.prototype that programs call, so those
// check their arguments here.
//
// How a string is made: bytes that are ASCII become a one-byte string with one copy; other UTF-8
// is decoded into a temporary buffer (on the stack when it is small) and then becomes a one-byte
// or two-byte string. From 1 MiB on the characters stay outside V8's heap (external strings), and
// the temporary buffer itself becomes the string.

#include "bindings/buffer.h"

#include <uv.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include "bindings/binding.h"
#include "engine/flat_bytes.h"
#include "engine/flat_string.h"

namespace gyre {

using encoding::Encoding;
using v8::ArrayBuffer;
using v8::ArrayBufferView;
using v8::Context;
using v8::FastApiCallbackOptions;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::NewStringType;
using v8::Object;
using v8::String;
using v8::Uint8Array;
using v8::Value;

namespace {

constexpr size_t kExternalThreshold = 1 << 20;

// Room for `size` items: on the stack up to kStackSize, else from malloc. Not initialised.
template <typename T, size_t kStackSize = 2048>
class Scratch {
 public:
  explicit Scratch(size_t size) {
    if (size <= kStackSize) return;
    data_ = static_cast<T*>(malloc(size * sizeof(T)));
    CHECK_NOT_NULL(data_);
  }
  ~Scratch() {
    if (data_ != stack_) free(data_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  T* data() { return data_; }
  // The malloc'ed memory, which now belongs to the caller; nullptr if it is on the stack.
  T* Release() {
    if (data_ == stack_) return nullptr;
    return std::exchange(data_, stack_);
  }

 private:
  T stack_[kStackSize];
  T* data_ = stack_;
};

// --- Making strings ------------------------------------------------------------------------------

class ExternalOneByte final : public String::ExternalOneByteStringResource {
 public:
  ExternalOneByte(Isolate* isolate, uint8_t* data, size_t length)
      : isolate_(isolate), data_(data), length_(length) {
    isolate_->AdjustAmountOfExternalAllocatedMemory(static_cast<int64_t>(length_));
  }
  ~ExternalOneByte() override {
    isolate_->AdjustAmountOfExternalAllocatedMemory(-static_cast<int64_t>(length_));
    free(data_);
  }
  const char* data() const override { return reinterpret_cast<const char*>(data_); }
  size_t length() const override { return length_; }

 private:
  Isolate* const isolate_;
  uint8_t* const data_;
  const size_t length_;
};

class ExternalTwoByte final : public String::ExternalStringResource {
 public:
  ExternalTwoByte(Isolate* isolate, uint16_t* data, size_t length)
      : isolate_(isolate), data_(data), length_(length) {
    isolate_->AdjustAmountOfExternalAllocatedMemory(static_cast<int64_t>(length_ * 2));
  }
  ~ExternalTwoByte() override {
    isolate_->AdjustAmountOfExternalAllocatedMemory(-static_cast<int64_t>(length_ * 2));
    free(data_);
  }
  const uint16_t* data() const override { return data_; }
  size_t length() const override { return length_; }

 private:
  Isolate* const isolate_;
  uint16_t* const data_;
  const size_t length_;
};

MaybeLocal<String> ThrowStringTooLong(Isolate* isolate) {
  char message[80];
  snprintf(message, sizeof(message), "Cannot create a string longer than 0x%x characters",
           static_cast<unsigned>(String::kMaxLength));
  ThrowError(isolate, "ERR_STRING_TOO_LONG", message);
  return {};
}

// Takes over `data` (from malloc), which is at least kExternalThreshold long.
MaybeLocal<String> AdoptOneByte(Isolate* isolate, uint8_t* data, size_t length) {
  auto* resource = new ExternalOneByte(isolate, data, length);
  MaybeLocal<String> string = String::NewExternalOneByte(isolate, resource);
  if (string.IsEmpty()) delete resource;
  return string;
}

MaybeLocal<String> AdoptTwoByte(Isolate* isolate, uint16_t* data, size_t length) {
  auto* resource = new ExternalTwoByte(isolate, data, length);
  MaybeLocal<String> string = String::NewExternalTwoByte(isolate, resource);
  if (string.IsEmpty()) delete resource;
  return string;
}

MaybeLocal<String> NewOneByte(Isolate* isolate, const uint8_t* data, size_t length) {
  if (length == 0) return String::Empty(isolate);
  if (length > static_cast<size_t>(String::kMaxLength)) return ThrowStringTooLong(isolate);
  if (length < kExternalThreshold) {
    return String::NewFromOneByte(isolate, data, NewStringType::kNormal, static_cast<int>(length));
  }
  auto* copy = static_cast<uint8_t*>(malloc(length));
  CHECK_NOT_NULL(copy);
  memcpy(copy, data, length);
  return AdoptOneByte(isolate, copy, length);
}

// `length` is bounded by String::kMaxLength. The memory of a large `text` becomes the string's.
MaybeLocal<String> NewTwoByte(Isolate* isolate, Scratch<uint16_t>* text, size_t length) {
  if (length >= kExternalThreshold) {
    if (uint16_t* data = text->Release()) {
      // The decoder reserved one unit a byte, up to three times what it needed.
      if (void* smaller = realloc(data, length * 2)) data = static_cast<uint16_t*>(smaller);
      return AdoptTwoByte(isolate, data, length);
    }
  }
  return String::NewFromTwoByte(isolate, text->data(), NewStringType::kNormal,
                                static_cast<int>(length));
}

MaybeLocal<String> DecodeUtf8(Isolate* isolate, std::span<const uint8_t> bytes) {
  // As in Node, whatever the number of characters would be.
  if (bytes.size() > static_cast<size_t>(String::kMaxLength)) return ThrowStringTooLong(isolate);
  const size_t prefix = encoding::AsciiPrefixLength(bytes.data(), bytes.size());
  if (prefix == bytes.size()) return NewOneByte(isolate, bytes.data(), bytes.size());
  Scratch<uint16_t> text(bytes.size());
  const encoding::Utf8Decoded decoded =
      encoding::DecodeUtf8(bytes.data(), bytes.size(), text.data());
  if (decoded.all_units <= 0xff) {
    // Latin-1 takes half of the memory. In place: the narrow form never overtakes the wide one.
    auto* narrow = reinterpret_cast<uint8_t*>(text.data());
    encoding::NarrowToLatin1(text.data(), decoded.units, narrow);
    return NewOneByte(isolate, narrow, decoded.units);
  }
  return NewTwoByte(isolate, &text, decoded.units);
}

// Makes a string of `length` one-byte characters that `produce(target)` writes.
template <typename Produce>
MaybeLocal<String> ProduceOneByte(Isolate* isolate, size_t length, Produce produce) {
  if (length > static_cast<size_t>(String::kMaxLength)) return ThrowStringTooLong(isolate);
  Scratch<uint8_t> text(length);
  produce(text.data());
  if (length >= kExternalThreshold) return AdoptOneByte(isolate, text.Release(), length);
  return String::NewFromOneByte(isolate, text.data(), NewStringType::kNormal,
                                static_cast<int>(length));
}

MaybeLocal<String> DecodeUtf16(Isolate* isolate, std::span<const uint8_t> bytes) {
  const size_t length = bytes.size() / 2;
  if (length > static_cast<size_t>(String::kMaxLength)) return ThrowStringTooLong(isolate);
  // The bytes may lie at an odd address.
  Scratch<uint16_t> text(length);
  memcpy(text.data(), bytes.data(), length * 2);
  return NewTwoByte(isolate, &text, length);
}

}  // namespace

MaybeLocal<String> DecodeBytes(Isolate* isolate, std::span<const uint8_t> bytes,
                               Encoding encoding) {
  if (bytes.empty()) return String::Empty(isolate);
  switch (encoding) {
    case Encoding::kUtf8:
      return DecodeUtf8(isolate, bytes);
    case Encoding::kUtf16le:
      return DecodeUtf16(isolate, bytes);
    case Encoding::kLatin1:
      return NewOneByte(isolate, bytes.data(), bytes.size());
    case Encoding::kAscii:
      if (encoding::IsAscii(bytes.data(), bytes.size())) {
        return NewOneByte(isolate, bytes.data(), bytes.size());
      }
      return ProduceOneByte(isolate, bytes.size(), [bytes](uint8_t* target) {
        encoding::MaskToAscii(bytes.data(), bytes.size(), target);
      });
    case Encoding::kBase64:
    case Encoding::kBase64Url:
      return ProduceOneByte(isolate, encoding::Base64EncodedLength(bytes.size(), encoding),
                            [bytes, encoding](uint8_t* target) {
                              encoding::EncodeBase64(bytes.data(), bytes.size(), target, encoding);
                            });
    case Encoding::kHex:
      return ProduceOneByte(isolate, bytes.size() * 2, [bytes](uint8_t* target) {
        encoding::EncodeHex(bytes.data(), bytes.size(), target);
      });
  }
  CHECK(false && "no such encoding");
  return {};
}

namespace {

// --- Taking strings apart ------------------------------------------------------------------------

constexpr int kWriteFlags = String::NO_NULL_TERMINATION | String::HINT_MANY_WRITES_EXPECTED;

// The characters of a string as bytes (the low half of each unit).
class LowBytes {
 public:
  LowBytes(Isolate* isolate, Local<String> string)
      : size_(static_cast<size_t>(string->Length())), scratch_(size_) {
    string->WriteOneByte(isolate, scratch_.data(), 0, static_cast<int>(size_), kWriteFlags);
  }
  const uint8_t* data() { return scratch_.data(); }
  size_t size() const { return size_; }

 private:
  const size_t size_;
  Scratch<uint8_t> scratch_;
};

// Writes whole characters in UTF-8. `*read` receives how many UTF-16 units were taken.
size_t WriteUtf8(Isolate* isolate, Local<String> string, uint8_t* target, size_t capacity,
                 size_t* read) {
  const size_t length = static_cast<size_t>(string->Length());
  if (string->IsOneByte()) {
    if (capacity >= length) {
      // Written in place; nothing more to do if it is ASCII, which it mostly is.
      string->WriteOneByte(isolate, target, 0, static_cast<int>(length), kWriteFlags);
      const size_t prefix = encoding::AsciiPrefixLength(target, length);
      *read = length;
      if (prefix == length) return length;
      const size_t rest = length - prefix;
      Scratch<uint8_t> latin1(rest);
      memcpy(latin1.data(), target + prefix, rest);
      const encoding::Utf8Encoded encoded =
          encoding::EncodeUtf8(latin1.data(), rest, target + prefix, capacity - prefix);
      *read = prefix + encoded.read;
      return prefix + encoded.written;
    }
    // At most `capacity` characters fit.
    Scratch<uint8_t> latin1(capacity);
    string->WriteOneByte(isolate, latin1.data(), 0, static_cast<int>(capacity), kWriteFlags);
    const encoding::Utf8Encoded encoded =
        encoding::EncodeUtf8(latin1.data(), capacity, target, capacity);
    *read = encoded.read;
    return encoded.written;
  }
  const size_t units = length < capacity ? length : capacity;
  // In pieces that stay in the cache; a surrogate pair is not cut in two.
  constexpr size_t kPiece = 2048;
  uint16_t piece[kPiece];
  size_t taken = 0;
  size_t written = 0;
  while (taken < units) {
    size_t size = units - taken < kPiece ? units - taken : kPiece;
    string->Write(isolate, piece, static_cast<int>(taken), static_cast<int>(size), kWriteFlags);
    if (taken + size < length && (piece[size - 1] & 0xfc00) == 0xd800) {
      // Its other half follows: leave it for the next piece, unless it is all there is room for.
      if (size == 1) break;
      size--;
    }
    const encoding::Utf8Encoded encoded =
        encoding::EncodeUtf8(piece, size, target + written, capacity - written);
    taken += encoded.read;
    written += encoded.written;
    if (encoded.read < size) break;
  }
  *read = taken;
  return written;
}

size_t WriteUtf16(Isolate* isolate, Local<String> string, uint8_t* target, size_t capacity) {
  const size_t length = static_cast<size_t>(string->Length());
  const size_t units = length < capacity / 2 ? length : capacity / 2;
  if (reinterpret_cast<uintptr_t>(target) % alignof(uint16_t) == 0) {
    string->Write(isolate, reinterpret_cast<uint16_t*>(target), 0, static_cast<int>(units),
                  kWriteFlags);
  } else {
    Scratch<uint16_t> text(units);
    string->Write(isolate, text.data(), 0, static_cast<int>(units), kWriteFlags);
    memcpy(target, text.data(), units * 2);
  }
  return units * 2;
}

// EncodeString() of what lies in one piece, without V8's functions; else nothing is written.
std::optional<size_t> EncodeFlat(Local<Value> string, uint8_t* target, size_t capacity,
                                 Encoding encoding) {
  const Flat<uint8_t> latin1 = FlatCharacters<uint8_t>(string);
  if (latin1.data == nullptr) {
    if (encoding != Encoding::kUtf8) return {};
    const Flat<uint16_t> units = FlatCharacters<uint16_t>(string);
    if (units.data == nullptr) return {};
    return encoding::EncodeUtf8(units.data, units.size, target, capacity).written;
  }
  switch (encoding) {
    case Encoding::kUtf8:
      return encoding::EncodeUtf8(latin1.data, latin1.size, target, capacity).written;
    case Encoding::kLatin1:
    case Encoding::kAscii: {
      const size_t size = std::min(latin1.size, capacity);
      if (size != 0) memcpy(target, latin1.data, size);
      return size;
    }
    case Encoding::kBase64:
    case Encoding::kBase64Url:
      return encoding::DecodeBase64(latin1.data, latin1.size, target, capacity);
    case Encoding::kHex:
      return encoding::DecodeHex(latin1.data, latin1.size, target, capacity);
    case Encoding::kUtf16le:
      break;
  }
  return {};
}

// Writes what fits of `string`; returns the number of bytes.
size_t EncodeString(Isolate* isolate, Local<String> string, uint8_t* target, size_t capacity,
                    Encoding encoding) {
  if (const auto written = EncodeFlat(string, target, capacity, encoding)) return *written;
  switch (encoding) {
    case Encoding::kUtf8: {
      size_t read;
      return WriteUtf8(isolate, string, target, capacity, &read);
    }
    case Encoding::kUtf16le:
      return WriteUtf16(isolate, string, target, capacity);
    case Encoding::kLatin1:
    case Encoding::kAscii: {
      const size_t length = static_cast<size_t>(string->Length());
      const size_t size = length < capacity ? length : capacity;
      string->WriteOneByte(isolate, target, 0, static_cast<int>(size), kWriteFlags);
      return size;
    }
    case Encoding::kBase64:
    case Encoding::kBase64Url: {
      LowBytes digits(isolate, string);
      return encoding::DecodeBase64(digits.data(), digits.size(), target, capacity);
    }
    case Encoding::kHex: {
      LowBytes digits(isolate, string);
      return encoding::DecodeHex(digits.data(), digits.size(), target, capacity);
    }
  }
  CHECK(false && "no such encoding");
  return 0;
}

std::optional<size_t> FlatUtf8Length(Local<Value> string) {
  const Flat<uint8_t> latin1 = FlatCharacters<uint8_t>(string);
  if (latin1.data != nullptr) {
    return latin1.size + encoding::CountHighBytes(latin1.data, latin1.size);
  }
  const Flat<uint16_t> units = FlatCharacters<uint16_t>(string);
  if (units.data == nullptr) return {};
  return encoding::Utf8Length(units.data, units.size);
}

size_t Utf8Length(Isolate* isolate, Local<String> string) {
  if (const auto length = FlatUtf8Length(string)) return *length;
  if (!string->IsOneByte()) {
    // In pieces that stay in the cache. A pair cut in two would count 6 instead of 4.
    constexpr size_t kPiece = 2048;
    uint16_t piece[kPiece];
    const auto length = static_cast<size_t>(string->Length());
    size_t bytes = 0;
    for (size_t taken = 0; taken < length;) {
      size_t size = length - taken < kPiece ? length - taken : kPiece;
      string->Write(isolate, piece, static_cast<int>(taken), static_cast<int>(size), kWriteFlags);
      if (size > 1 && taken + size < length && (piece[size - 1] & 0xfc00) == 0xd800) size--;
      bytes += encoding::Utf8Length(piece, size);
      taken += size;
    }
    return bytes;
  }
  LowBytes latin1(isolate, string);
  return latin1.size() + encoding::CountHighBytes(latin1.data(), latin1.size());
}

// --- Methods of Buffer.prototype -----------------------------------------------------------------

// Argument `index` as a position: absent is `fallback`. False with an exception pending when it is
// negative or its conversion threw.
bool PositionArgument(const Arguments& args, int index, size_t fallback, size_t* position) {
  Local<Value> value = args[index];
  if (value->IsUint32()) {
    *position = value.As<v8::Uint32>()->Value();
    return true;
  }
  if (value->IsUndefined()) {
    *position = fallback;
    return true;
  }
  int64_t integer;
  if (!value->IntegerValue(args.GetIsolate()->GetCurrentContext()).To(&integer)) return false;
  if (integer < 0) {
    ThrowRangeError(args.GetIsolate(), "ERR_OUT_OF_RANGE", "Index out of range");
    return false;
  }
  *position = static_cast<size_t>(integer);
  return true;
}

bool ReceiverBytes(const Arguments& args, std::span<uint8_t>* bytes) {
  if (!args.This()->IsArrayBufferView()) {
    ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    return false;
  }
  *bytes = BytesOf(args.This());
  return true;
}

// (start?, end?) -> string
template <Encoding kEncoding>
void Slice(const Arguments& args) {
  std::span<uint8_t> bytes;
  size_t start;
  size_t end;
  if (!args.This()->IsArrayBufferView()) {
    ReceiverBytes(args, &bytes);
    return;
  }
  // Converting the arguments may run JavaScript, so the memory is looked at afterwards.
  const size_t length = args.This().As<ArrayBufferView>()->ByteLength();
  if (!PositionArgument(args, 0, 0, &start) || !PositionArgument(args, 1, length, &end)) return;
  bytes = BytesOf(args.This());
  if (end < start) end = start;
  if (end > bytes.size()) {
    ThrowRangeError(args.GetIsolate(), "ERR_OUT_OF_RANGE", "Index out of range");
    return;
  }
  Local<String> string;
  if (DecodeBytes(args.GetIsolate(), bytes.subspan(start, end - start), kEncoding)
          .ToLocal(&string)) {
    args.GetReturnValue().Set(string);
  }
}

// (string, offset?, length?) -> bytes written
template <Encoding kEncoding>
void Write(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::span<uint8_t> bytes;
  if (!args.This()->IsArrayBufferView()) {
    ReceiverBytes(args, &bytes);
    return;
  }
  if (!args[0]->IsString()) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "argument must be a string");
    return;
  }
  size_t offset;
  size_t length;
  if (!PositionArgument(args, 1, 0, &offset) || !PositionArgument(args, 2, SIZE_MAX, &length)) {
    return;
  }
  bytes = BytesOf(args.This());
  if (offset > bytes.size()) {
    ThrowRangeError(isolate, "ERR_BUFFER_OUT_OF_BOUNDS", "\"offset\" is outside of buffer bounds");
    return;
  }
  if (length > bytes.size() - offset) length = bytes.size() - offset;
  if (length == 0) return args.GetReturnValue().Set(0);
  const size_t written =
      EncodeString(isolate, args[0].As<String>(), bytes.data() + offset, length, kEncoding);
  args.GetReturnValue().Set(static_cast<double>(written));
}

template <Encoding kEncoding>
double FastWrite(Local<Object> receiver, Local<Value> string, double offset, double length,
                 FastApiCallbackOptions& options) {
  std::span<uint8_t> bytes;
  std::optional<size_t> written;
  // An argument that is absent is NaN here.
  if (length >= 0 && offset >= 0 && FlatBytes(receiver, &bytes) &&
      offset <= static_cast<double>(bytes.size())) {
    bytes = bytes.subspan(static_cast<size_t>(offset));
    if (length < static_cast<double>(bytes.size())) {
      bytes = bytes.first(static_cast<size_t>(length));
    }
    written = EncodeFlat(string, bytes.data(), bytes.size(), kEncoding);
  }
  options.fallback = !written.has_value();
  return static_cast<double>(written.value_or(0));
}

template <Encoding kEncoding>
const v8::CFunction kFastWrite = v8::CFunction::Make(FastWrite<kEncoding>);

// (view) -> view
template <void (*kSwap)(uint8_t*, size_t), size_t kWidth>
void Swap(const Arguments& args) {
  if (!args[0]->IsArrayBufferView()) {
    ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    return;
  }
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  kSwap(bytes.data(), bytes.size() & ~(kWidth - 1));
  args.GetReturnValue().Set(args[0]);
}

// --- Functions for lib/ --------------------------------------------------------------------------

Local<String> BufferPrototypeKey(Isolate* isolate) { return Literal(isolate, "bufferPrototype"); }

// The prototype of Buffers, cached from the shared holder, which survives in the snapshot.
struct BufferData {
  v8::Global<Object> prototype;
  size_t given = 0;  // bytes of memory that was not V8's, since it was asked for some last
  std::optional<bool> zero_fills;  // --zero-fill-buffers, looked up once
};

// (prototype) -> undefined
void SetBufferPrototype(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  CHECK(args[0]->IsObject());
  loop->shared_holder()
      ->Set(loop->context(), BufferPrototypeKey(args.GetIsolate()), args[0])
      .Check();
}

// (size) -> ArrayBuffer over memory that is not cleared
void CreateUnsafeArrayBuffer(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const auto size = static_cast<size_t>(NumberArgument(args, 0));
  auto* cache = LoopOf(args)->binding_data<BufferData>();
  if (!cache->zero_fills.has_value()) {
    const OptionValue* option = LoopOf(args)->host()->option("--zero-fill-buffers");
    cache->zero_fills = option != nullptr && option->boolean;
  }
  const size_t reserved = size == 0 ? 1 : size;
  const BufferMemory memory = *cache->zero_fills
                                  ? BufferMemory{calloc(reserved, 1), FreeBufferMemory}
                                  : AllocateBufferMemory(reserved);
  if (memory.data == nullptr) {
    ThrowError(isolate, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
    return;
  }
  args.GetReturnValue().Set(NewArrayBuffer(LoopOf(args), memory.data, size, memory.deleter));
}

// (object) -> undefined
void MarkAsUntransferable(const Arguments& args) {
  CHECK(args[0]->IsObject());
  MarkUntransferable(args.GetIsolate()->GetCurrentContext(), args[0].As<Object>());
}

// (value) -> boolean
void IsAnyArrayBuffer(const Arguments& args) {
  args.GetReturnValue().Set(args[0]->IsArrayBuffer() || args[0]->IsSharedArrayBuffer());
}

// (string) -> number
void ByteLengthUtf8(const Arguments& args) {
  CHECK(args[0]->IsString());
  args.GetReturnValue().Set(
      static_cast<double>(Utf8Length(args.GetIsolate(), args[0].As<String>())));
}

double FastByteLengthUtf8(Local<Value>, Local<Value> string, FastApiCallbackOptions& options) {
  const std::optional<size_t> length = FlatUtf8Length(string);
  options.fallback = !length.has_value();
  return static_cast<double>(length.value_or(0));
}

int CompareBytes(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  const size_t common = a.size() < b.size() ? a.size() : b.size();
  const int order = common == 0 ? 0 : memcmp(a.data(), b.data(), common);
  if (order != 0) return order < 0 ? -1 : 1;
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

// (view, view) -> -1, 0, 1
void Compare(const Arguments& args) {
  if (!args[0]->IsArrayBufferView() || !args[1]->IsArrayBufferView()) {
    ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    return;
  }
  args.GetReturnValue().Set(CompareBytes(BytesOf(args[0]), BytesOf(args[1])));
}
int32_t FastCompare(Local<Value>, Local<Value> a, Local<Value> b, FastApiCallbackOptions& options) {
  std::span<uint8_t> a_bytes;
  std::span<uint8_t> b_bytes;
  options.fallback = !FlatBytes(a, &a_bytes) || !FlatBytes(b, &b_bytes);
  return options.fallback ? 0 : CompareBytes(a_bytes, b_bytes);
}

// A part of `bytes` that lies within it, whatever the arguments say.
std::span<const uint8_t> Range(std::span<const uint8_t> bytes, const Arguments& args, int index) {
  auto start = static_cast<size_t>(NumberArgument(args, index));
  auto end = static_cast<size_t>(NumberArgument(args, index + 1));
  if (end > bytes.size()) end = bytes.size();
  if (start > end) start = end;
  return bytes.subspan(start, end - start);
}

// (a, b, aStart, aEnd, bStart, bEnd) -> -1, 0, 1
void CompareRanges(const Arguments& args) {
  if (!args[0]->IsArrayBufferView() || !args[1]->IsArrayBufferView()) {
    ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    return;
  }
  args.GetReturnValue().Set(
      CompareBytes(Range(BytesOf(args[0]), args, 2), Range(BytesOf(args[1]), args, 4)));
}

// Returns false where the areas are not inside, or the numbers are none.
bool CopyBytes(std::span<const uint8_t> source, std::span<uint8_t> target, double target_start,
               double source_start, double count) {
  auto is_inside = [count](std::span<const uint8_t> bytes, double start) {
    return start >= 0 && count >= 0 && start + count <= static_cast<double>(bytes.size());
  };
  if (!is_inside(source, source_start) || !is_inside(target, target_start)) return false;
  const auto size = static_cast<size_t>(count);
  if (size != 0) {
    memmove(target.data() + static_cast<size_t>(target_start),
            source.data() + static_cast<size_t>(source_start), size);
  }
  return true;
}

// (source, target, targetStart, sourceStart, count) -> undefined. The areas may overlap.
void Copy(const Arguments& args) {
  // `length` may be an own property that lies: the views decide.
  if (!CopyBytes(BytesOf(args[0]), BytesOf(args[1]), NumberArgument(args, 2),
                 NumberArgument(args, 3), NumberArgument(args, 4))) {
    ThrowRangeError(args.GetIsolate(), "ERR_BUFFER_OUT_OF_BOUNDS",
                    "Attempt to access memory outside buffer bounds");
  }
}
void FastCopy(Local<Value>, Local<Value> source, Local<Value> target, double target_start,
              double source_start, double count, FastApiCallbackOptions& options) {
  std::span<uint8_t> from;
  std::span<uint8_t> to;
  options.fallback = !FlatBytes(source, &from) || !FlatBytes(target, &to) ||
                     !CopyBytes(from, to, target_start, source_start, count);
}

enum class Direction : uint8_t { kForward, kBackward };

// Where a search begins: `offset` counts from the end if negative. kNotFound if there is nothing to
// search, which is decided here also for an empty needle, whose position is the offset itself.
size_t SearchStart(size_t length, size_t needle, double offset, Direction direction) {
  double start = offset;
  if (start < 0) {
    start += static_cast<double>(length);
    if (start < 0) {
      if (direction == Direction::kBackward && needle > 0) return encoding::kNotFound;
      start = 0;
    }
  }
  if (start + static_cast<double>(needle) <= static_cast<double>(length)) {
    return static_cast<size_t>(start);
  }
  if (needle == 0) return length;
  if (direction == Direction::kForward || needle > length) return encoding::kNotFound;
  return length - needle;
}

double Search(std::span<const uint8_t> haystack, std::span<const uint8_t> needle, double offset,
              Encoding encoding, Direction direction) {
  const bool wide = encoding == Encoding::kUtf16le;
  if (wide && !needle.empty()) {
    haystack = haystack.first(haystack.size() & ~size_t{1});
    needle = needle.first(needle.size() & ~size_t{1});
    if (needle.empty()) return -1;
  }
  const size_t start = SearchStart(haystack.size(), needle.size(), offset, direction);
  if (start == encoding::kNotFound) return -1;
  if (needle.empty()) return static_cast<double>(start);
  size_t found;
  if (direction == Direction::kForward) {
    found = wide ? encoding::FindForward16(haystack, needle, start)
                 : encoding::FindForward(haystack, needle, start);
  } else {
    found = wide ? encoding::FindBackward16(haystack, needle, start)
                 : encoding::FindBackward(haystack, needle, start);
  }
  return found == encoding::kNotFound ? -1 : static_cast<double>(found);
}

Direction DirectionOf(bool forward) { return forward ? Direction::kForward : Direction::kBackward; }

Direction DirectionArgument(const Arguments& args, int index) {
  return DirectionOf(BooleanArgument(args, index));
}

// (view, byte, offset, forward) -> position or -1
void IndexOfByte(const Arguments& args) {
  const auto byte = static_cast<uint8_t>(Uint32Argument(args, 1));
  args.GetReturnValue().Set(Search(BytesOf(args[0]), {&byte, 1}, NumberArgument(args, 2),
                                   Encoding::kLatin1, DirectionArgument(args, 3)));
}

double FastIndexOfByte(Local<Value>, Local<Value> view, uint32_t byte, double offset, bool forward,
                       FastApiCallbackOptions& options) {
  std::span<uint8_t> bytes;
  options.fallback = !FlatBytes(view, &bytes);
  if (options.fallback) return 0;
  const auto needle = static_cast<uint8_t>(byte);
  return Search(bytes, {&needle, 1}, offset, Encoding::kLatin1, DirectionOf(forward));
}

// (view, needle view, offset, encoding, forward) -> position or -1
void IndexOfBytes(const Arguments& args) {
  args.GetReturnValue().Set(Search(BytesOf(args[0]), BytesOf(args[1]), NumberArgument(args, 2),
                                   static_cast<Encoding>(Uint32Argument(args, 3)),
                                   DirectionArgument(args, 4)));
}

// (view, string, offset, encoding, forward) -> position or -1
void IndexOfString(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[1]->IsString());
  Local<String> string = args[1].As<String>();
  const auto encoding = static_cast<Encoding>(Uint32Argument(args, 3));
  // Three bytes a unit is the most that any encoding makes of a string.
  const size_t most = static_cast<size_t>(string->Length()) * 3;
  const std::span<uint8_t> haystack = BytesOf(args[0]);
  // A needle that needs more bytes than there are can't be found: encode no more than that.
  const size_t capacity = most <= haystack.size() + 4 ? most : haystack.size() + 4;
  Scratch<uint8_t> needle(capacity);
  const size_t size = EncodeString(isolate, string, needle.data(), capacity, encoding);
  args.GetReturnValue().Set(Search(haystack, {needle.data(), size}, NumberArgument(args, 2),
                                   encoding, DirectionArgument(args, 4)));
}

double FastIndexOfString(Local<Value>, Local<Value> view, Local<Value> string, double offset,
                         uint32_t of_needle, bool forward, FastApiCallbackOptions& options) {
  std::span<uint8_t> bytes;
  const auto of = static_cast<Encoding>(of_needle);
  const Flat<uint8_t> needle = FlatCharacters<uint8_t>(string);
  // The same in each of these.
  const bool is_ascii =
      needle.data != nullptr && encoding::IsAscii(needle.data, needle.size) &&
      (of == Encoding::kUtf8 || of == Encoding::kLatin1 || of == Encoding::kAscii);
  options.fallback = !is_ascii || !FlatBytes(view, &bytes);
  if (options.fallback) return 0;
  return Search(bytes, {needle.data, needle.size}, offset, of, DirectionOf(forward));
}

const v8::CFunction kFastByteLengthUtf8 = v8::CFunction::Make(FastByteLengthUtf8);
const v8::CFunction kFastCompare = v8::CFunction::Make(FastCompare);
const v8::CFunction kFastCopy = v8::CFunction::Make(FastCopy);
const v8::CFunction kFastIndexOfByte = v8::CFunction::Make(FastIndexOfByte);
const v8::CFunction kFastIndexOfString = v8::CFunction::Make(FastIndexOfString);

// An ArrayBuffer or a view whose memory is gone.
bool ThrowIfDetached(const Arguments& args) {
  Local<Value> value = args[0];
  if (value->IsArrayBufferView()) value = value.As<ArrayBufferView>()->Buffer();
  if (!value->IsArrayBuffer()) return false;
  Local<ArrayBuffer> buffer = value.As<ArrayBuffer>();
  // A detached buffer has no backing memory, but neither has an empty one.
  if (buffer->ByteLength() > 0 || !buffer->WasDetached()) return false;
  ThrowError(args.GetIsolate(), "ERR_INVALID_STATE",
             "Invalid state: Cannot validate on a detached buffer");
  return true;
}

// (view or buffer) -> boolean
void IsUtf8(const Arguments& args) {
  if (ThrowIfDetached(args)) return;
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  args.GetReturnValue().Set(encoding::IsValidUtf8(bytes.data(), bytes.size()));
}

// (view or buffer) -> boolean
void IsAscii(const Arguments& args) {
  if (ThrowIfDetached(args)) return;
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  args.GetReturnValue().Set(encoding::IsAscii(bytes.data(), bytes.size()));
}

// (string) -> string, or -1 when a character is above U+00FF
void Btoa(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  Local<String> string = args[0].As<String>();
  if (!string->ContainsOnlyOneByte()) return args.GetReturnValue().Set(-1);
  LowBytes latin1(isolate, string);
  Local<String> result;
  if (DecodeBytes(isolate, {latin1.data(), latin1.size()}, Encoding::kBase64).ToLocal(&result)) {
    args.GetReturnValue().Set(result);
  }
}

// (string) -> string; -1 for a wrong character, -2 for a length that can't be
void Atob(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  Local<String> string = args[0].As<String>();
  if (!string->ContainsOnlyOneByte()) return args.GetReturnValue().Set(-1);
  LowBytes digits(isolate, string);
  Scratch<uint8_t> bytes(digits.size() / 4 * 3 + 3);
  const encoding::ForgivingDecoded decoded =
      encoding::DecodeBase64Forgiving(digits.data(), digits.size(), bytes.data());
  switch (decoded.status) {
    case encoding::ForgivingStatus::kInvalidCharacter:
      return args.GetReturnValue().Set(-1);
    case encoding::ForgivingStatus::kBadLength:
      return args.GetReturnValue().Set(-2);
    case encoding::ForgivingStatus::kOk:
      break;
  }
  Local<String> result;
  if (DecodeBytes(isolate, {bytes.data(), decoded.written}, Encoding::kLatin1).ToLocal(&result)) {
    args.GetReturnValue().Set(result);
  }
}

// (view) -> undefined: fills it with random bytes of the operating system
void RandomFill(const Arguments& args) {
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  // Only asked for a few bytes; the kernel's generator is ready long before any process of ours.
  CHECK_EQ(uv_random(nullptr, nullptr, bytes.data(), bytes.size(), 0, nullptr), 0);
}

// (object, includeHidden) -> own keys that are no array indexes
void GetOwnNonIndexProperties(const Arguments& args) {
  CHECK(args[0]->IsObject());
  Local<v8::Array> names;
  const v8::PropertyFilter filter =
      BooleanArgument(args, 1) ? v8::ALL_PROPERTIES : v8::ONLY_ENUMERABLE;
  if (args[0]
          .As<Object>()
          ->GetPropertyNames(args.GetIsolate()->GetCurrentContext(),
                             v8::KeyCollectionMode::kOwnOnly, filter, v8::IndexFilter::kSkipIndices)
          .ToLocal(&names)) {
    args.GetReturnValue().Set(names);
  }
}

// --- TextEncoder and TextDecoder -----------------------------------------------------------------

// (string) -> Uint8Array
void EncodeUtf8String(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  Local<String> string = args[0].As<String>();
  const size_t length = static_cast<size_t>(string->Length());
  size_t capacity = length;
  if (!string->IsOneByte() || length > 4096) {
    capacity = Utf8Length(isolate, string);
  } else {
    // Short: make room for the worst case and shrink, rather than look at it twice.
    capacity = length * 2;
  }
  auto* data = static_cast<uint8_t*>(malloc(capacity == 0 ? 1 : capacity));
  if (data == nullptr) {
    ThrowError(isolate, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
    return;
  }
  size_t read;
  const size_t size = WriteUtf8(isolate, string, data, capacity, &read);
  if (size < capacity) {
    if (void* smaller = realloc(data, size == 0 ? 1 : size)) data = static_cast<uint8_t*>(smaller);
  }
  args.GetReturnValue().Set(Uint8Array::New(NewArrayBuffer(LoopOf(args), data, size), 0, size));
}

// (string, target view, Uint32Array(2)) -> undefined: how much was read and written
void EncodeInto(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  CHECK(args[2]->IsUint32Array());
  const std::span<uint8_t> target = BytesOf(args[1]);
  auto* results = reinterpret_cast<uint32_t*>(BytesOf(args[2]).data());
  size_t read = 0;
  const size_t written = target.empty() ? 0
                                        : WriteUtf8(isolate, args[0].As<String>(), target.data(),
                                                    target.size(), &read);
  results[0] = static_cast<uint32_t>(read);
  results[1] = static_cast<uint32_t>(written);
}

// (view or buffer, keepBom, fatal) -> string; undefined when fatal and invalid
void DecodeUtf8Text(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::span<const uint8_t> bytes = BytesOf(args[0]);
  if (!BooleanArgument(args, 1) && bytes.size() >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb &&
      bytes[2] == 0xbf) {
    bytes = bytes.subspan(3);
  }
  if (BooleanArgument(args, 2) && !encoding::IsValidUtf8(bytes.data(), bytes.size())) return;
  Local<String> string;
  if (DecodeBytes(isolate, bytes, Encoding::kUtf8).ToLocal(&string)) {
    args.GetReturnValue().Set(string);
  }
}

// (view or buffer, bigEndian, keepBom, fatal) -> string; undefined when fatal and invalid
void DecodeUtf16Text(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const std::span<const uint8_t> bytes = BytesOf(args[0]);
  const bool odd = bytes.size() % 2 != 0;
  size_t length = bytes.size() / 2;
  if (length >= static_cast<size_t>(String::kMaxLength)) {
    (void)ThrowStringTooLong(isolate);
    return;
  }
  Scratch<uint16_t> text(length + 1);
  uint16_t* units = text.data();
  if (length > 0) memcpy(units, bytes.data(), length * 2);
  if (BooleanArgument(args, 1)) {
    encoding::SwapBytes16(reinterpret_cast<uint8_t*>(units), length * 2);
  }
  // Half a unit is an error at the end; with a lead surrogate before it, the same one error.
  const bool lead_at_end = length > 0 && (units[length - 1] & 0xfc00) == 0xd800;
  const size_t errors = encoding::ReplaceLoneSurrogates(units, length) + (odd ? 1 : 0);
  if (errors > 0 && BooleanArgument(args, 3)) return;
  if (odd && !lead_at_end) units[length++] = 0xfffd;
  Local<String> string;
  if (length > 0 && units[0] == 0xfeff && !BooleanArgument(args, 2)) {
    if (String::NewFromTwoByte(isolate, units + 1, NewStringType::kNormal,
                               static_cast<int>(length - 1))
            .ToLocal(&string)) {
      args.GetReturnValue().Set(string);
    }
  } else if (NewTwoByte(isolate, &text, length).ToLocal(&string)) {
    args.GetReturnValue().Set(string);
  }
}

// (view or buffer) -> string
void DecodeWindows1252Text(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const std::span<const uint8_t> bytes = BytesOf(args[0]);
  Local<String> string;
  if (encoding::IsLatin1InWindows1252(bytes.data(), bytes.size())) {
    if (!DecodeBytes(isolate, bytes, Encoding::kLatin1).ToLocal(&string)) return;
  } else {
    if (bytes.size() > static_cast<size_t>(String::kMaxLength)) {
      (void)ThrowStringTooLong(isolate);
      return;
    }
    Scratch<uint16_t> text(bytes.size());
    encoding::DecodeWindows1252(bytes.data(), bytes.size(), text.data());
    if (!NewTwoByte(isolate, &text, bytes.size()).ToLocal(&string)) return;
  }
  args.GetReturnValue().Set(string);
}

constexpr FunctionSpec kFunctions[] = {
    {"asciiSlice", Slice<Encoding::kAscii>, SideEffect::kNone},
    {"base64Slice", Slice<Encoding::kBase64>, SideEffect::kNone},
    {"base64urlSlice", Slice<Encoding::kBase64Url>, SideEffect::kNone},
    {"hexSlice", Slice<Encoding::kHex>, SideEffect::kNone},
    {"latin1Slice", Slice<Encoding::kLatin1>, SideEffect::kNone},
    {"ucs2Slice", Slice<Encoding::kUtf16le>, SideEffect::kNone},
    {"utf8Slice", Slice<Encoding::kUtf8>, SideEffect::kNone},
    {"asciiWrite", Write<Encoding::kAscii>, SideEffect::kYes, &kFastWrite<Encoding::kAscii>},
    {"base64Write", Write<Encoding::kBase64>, SideEffect::kYes, &kFastWrite<Encoding::kBase64>},
    {"base64urlWrite", Write<Encoding::kBase64Url>, SideEffect::kYes,
     &kFastWrite<Encoding::kBase64Url>},
    {"hexWrite", Write<Encoding::kHex>, SideEffect::kYes, &kFastWrite<Encoding::kHex>},
    {"latin1Write", Write<Encoding::kLatin1>, SideEffect::kYes, &kFastWrite<Encoding::kLatin1>},
    {"ucs2Write", Write<Encoding::kUtf16le>},
    {"utf8Write", Write<Encoding::kUtf8>, SideEffect::kYes, &kFastWrite<Encoding::kUtf8>},
    {"swap16", Swap<encoding::SwapBytes16, 2>},
    {"swap32", Swap<encoding::SwapBytes32, 4>},
    {"swap64", Swap<encoding::SwapBytes64, 8>},
    {"setBufferPrototype", SetBufferPrototype},
    {"createUnsafeArrayBuffer", CreateUnsafeArrayBuffer, SideEffect::kNone},
    {"markUntransferable", MarkAsUntransferable},
    {"isAnyArrayBuffer", IsAnyArrayBuffer, SideEffect::kNone},
    {"byteLengthUtf8", ByteLengthUtf8, SideEffect::kNone, &kFastByteLengthUtf8},
    {"compare", Compare, SideEffect::kNone, &kFastCompare},
    {"compareRanges", CompareRanges, SideEffect::kNone},
    {"copy", Copy, SideEffect::kYes, &kFastCopy},
    {"indexOfByte", IndexOfByte, SideEffect::kNone, &kFastIndexOfByte},
    {"indexOfBytes", IndexOfBytes, SideEffect::kNone},
    {"indexOfString", IndexOfString, SideEffect::kNone, &kFastIndexOfString},
    {"isUtf8", IsUtf8, SideEffect::kNone},
    {"isAscii", IsAscii, SideEffect::kNone},
    {"btoa", Btoa, SideEffect::kNone},
    {"atob", Atob, SideEffect::kNone},
    {"randomFill", RandomFill},
    {"getOwnNonIndexProperties", GetOwnNonIndexProperties, SideEffect::kNone},
    {"encodeUtf8String", EncodeUtf8String, SideEffect::kNone},
    {"encodeInto", EncodeInto},
    {"decodeUtf8", DecodeUtf8Text, SideEffect::kNone},
    {"decodeUtf16", DecodeUtf16Text, SideEffect::kNone},
    {"decodeWindows1252", DecodeWindows1252Text, SideEffect::kNone},
};

void Initialize(const BindingScope& scope) {
  scope.Set("kMaxLength",
            v8::Number::New(scope.isolate, static_cast<double>(v8::TypedArray::kMaxLength)));
  scope.SetInteger("kStringMaxLength", String::kMaxLength);
}

Local<v8::Private> UntransferableKey(Isolate* isolate) {
  return v8::Private::ForApi(isolate, Literal(isolate, "gyre:untransferable"));
}

}  // namespace

Local<ArrayBuffer> NewArrayBuffer(EventLoop* loop, void* data, size_t size,
                                  v8::BackingStore::DeleterCallback deleter) {
  Isolate* isolate = loop->isolate();
  // Many small buffers fill the memory long before their objects fill the young generation, and a
  // fresh page costs more than reading a file into it. V8 looks when it allocates itself; else only
  // when it is time to collect the whole heap.
  constexpr size_t kLookAfter = size_t{1} << 20;
  auto* cache = loop->binding_data<BufferData>();
  cache->given += size;
  if (cache->given >= kLookAfter) {
    cache->given = 0;
    ArrayBuffer::NewBackingStore(isolate, 1);
  }
  return ArrayBuffer::New(isolate, ArrayBuffer::NewBackingStore(data, size, deleter, nullptr));
}

Local<Uint8Array> NewBuffer(EventLoop* loop, void* data, size_t size,
                            v8::BackingStore::DeleterCallback deleter) {
  Isolate* isolate = loop->isolate();
  Local<Context> context = loop->context();
  Local<Uint8Array> array = Uint8Array::New(NewArrayBuffer(loop, data, size, deleter), 0, size);
  auto* cache = loop->binding_data<BufferData>();
  if (cache->prototype.IsEmpty()) {
    Local<Value> prototype;
    // The holder is an ordinary object of ours: reading from it can't throw.
    CHECK(loop->shared_holder()->Get(context, BufferPrototypeKey(isolate)).ToLocal(&prototype));
    CHECK(prototype->IsObject());
    cache->prototype.Reset(isolate, prototype.As<Object>());
  }
  // A fresh ordinary object: nothing can refuse the prototype.
  CHECK(array->SetPrototype(context, cache->prototype.Get(isolate)).FromJust());
  return array;
}

Local<Uint8Array> CopyToBuffer(EventLoop* loop, std::span<const uint8_t> bytes) {
  void* data = malloc(bytes.empty() ? 1 : bytes.size());
  CHECK_NOT_NULL(data);
  if (!bytes.empty()) memcpy(data, bytes.data(), bytes.size());
  return NewBuffer(loop, data, bytes.size());
}

namespace {

// Each pool of small buffers is marked, and a private property costs as much as the pool's memory.
// ArrayBuffers have fields for the embedder, of which this address in the first is the mark.
alignas(8) char untransferable_mark[1];

bool HasMarkField(Local<Object> object) {
  return object->IsArrayBuffer() && object->InternalFieldCount() > 0;
}

}  // namespace

void MarkUntransferable(Local<Context> context, Local<Object> object) {
  if (HasMarkField(object)) {
    object->SetAlignedPointerInInternalField(0, untransferable_mark);
    return;
  }
  Isolate* isolate = context->GetIsolate();
  object->SetPrivate(context, UntransferableKey(isolate), v8::True(isolate)).Check();
}

bool IsUntransferable(Local<Context> context, Local<Object> object) {
  if (HasMarkField(object)) {
    return object->GetAlignedPointerFromInternalField(0) == untransferable_mark;
  }
  return object->HasPrivate(context, UntransferableKey(context->GetIsolate())).FromMaybe(false);
}

const BindingSpec kBufferBinding = {"buffer", kFunctions, Initialize};

}  // namespace gyre
