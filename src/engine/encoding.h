// SPDX-License-Identifier: MIT
//
// What:    conversions between bytes and characters, and searches in bytes: plain functions over
//          memory that know nothing of V8. Each is one pass; the common case (ASCII, valid digits)
//          goes by 16 bytes or by table lookup.
// Owner:   nobody; stateless.
// Threads: any.

#ifndef GYRE_ENGINE_ENCODING_H_
#define GYRE_ENGINE_ENCODING_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace gyre::encoding {

// The numbers are known to lib/buffer.js.
enum class Encoding : uint32_t {
  kUtf8 = 0,
  kUtf16le = 1,
  kLatin1 = 2,
  kAscii = 3,
  kBase64 = 4,
  kBase64Url = 5,
  kHex = 6,
};

// --- ASCII and Latin-1 ---

// How many bytes at the start are below 128.
[[nodiscard]] size_t AsciiPrefixLength(const uint8_t* data, size_t length);

[[nodiscard]] inline bool IsAscii(const uint8_t* data, size_t length) {
  return AsciiPrefixLength(data, length) == length;
}

// Clears bit 7 of every byte.
void MaskToAscii(const uint8_t* source, size_t length, uint8_t* target);

// How many bytes are 128 or above: what Latin-1 grows by as UTF-8.
[[nodiscard]] size_t CountHighBytes(const uint8_t* data, size_t length);

// Drops the high half of each unit.
void NarrowToLatin1(const uint16_t* source, size_t length, uint8_t* target);

// --- UTF-8 ---

[[nodiscard]] bool IsValidUtf8(const uint8_t* data, size_t length);

struct Utf8Decoded {
  size_t units;        // code units written
  uint16_t all_units;  // the bits of all units together: at most 0xff when Latin-1 suffices
  bool valid;          // whether nothing was replaced
};

// Decodes with U+FFFD for every maximal invalid subpart (WHATWG Encoding, "UTF-8 decoder").
// REQUIRES: `target` has room for `length` units.
Utf8Decoded DecodeUtf8(const uint8_t* source, size_t length, uint16_t* target);

struct Utf8Encoded {
  size_t read;     // units taken
  size_t written;  // bytes made
};

// Encodes as many whole characters as fit. A lone surrogate becomes U+FFFD.
Utf8Encoded EncodeUtf8(const uint16_t* source, size_t length, uint8_t* target, size_t capacity);
// The same for Latin-1. `source` and `target` do not overlap.
Utf8Encoded EncodeUtf8(const uint8_t* source, size_t length, uint8_t* target, size_t capacity);

[[nodiscard]] size_t Utf8Length(const uint16_t* source, size_t length);

// --- UTF-16 and windows-1252, as the WHATWG decoders see them ---

// Replaces each lone surrogate by U+FFFD. Returns how many there were.
size_t ReplaceLoneSurrogates(uint16_t* text, size_t length);

// Whether `data` means the same in windows-1252 as in Latin-1: nothing is in 0x80 to 0x9f.
[[nodiscard]] bool IsLatin1InWindows1252(const uint8_t* data, size_t length);
void DecodeWindows1252(const uint8_t* source, size_t length, uint16_t* target);

// --- Base64 and hexadecimal ---

[[nodiscard]] constexpr size_t Base64EncodedLength(size_t length, Encoding variant) {
  return variant == Encoding::kBase64Url ? (length * 4 + 2) / 3 : (length + 2) / 3 * 4;
}

// Writes Base64EncodedLength() characters. Base64url has no padding.
void EncodeBase64(const uint8_t* source, size_t length, uint8_t* target, Encoding variant);

// Decodes both alphabets; skips what is in neither, stops at '=' or when `target` is full.
// Returns the number of bytes written.
size_t DecodeBase64(const uint8_t* source, size_t length, uint8_t* target, size_t capacity);

enum class ForgivingStatus : uint8_t { kOk, kInvalidCharacter, kBadLength };

struct ForgivingDecoded {
  ForgivingStatus status;
  size_t written;
};

// Infra's forgiving-base64 decode. REQUIRES: `target` has room for length / 4 * 3 + 3 bytes.
ForgivingDecoded DecodeBase64Forgiving(const uint8_t* source, size_t length, uint8_t* target);

// Writes 2 * length characters.
void EncodeHex(const uint8_t* source, size_t length, uint8_t* target);

// Decodes pairs of digits up to the first that is none, or until `target` is full. Returns the
// number of bytes written.
size_t DecodeHex(const uint8_t* source, size_t length, uint8_t* target, size_t capacity);

// --- Byte order. `data` may have any alignment; `length` is a multiple of the width. ---

void SwapBytes16(uint8_t* data, size_t length);
void SwapBytes32(uint8_t* data, size_t length);
void SwapBytes64(uint8_t* data, size_t length);

// --- Searching ---

inline constexpr size_t kNotFound = SIZE_MAX;

// The first (last) position of `needle` that is at least (most) `from`. An empty needle is never
// looked for here.
[[nodiscard]] size_t FindForward(std::span<const uint8_t> haystack, std::span<const uint8_t> needle,
                                 size_t from);
[[nodiscard]] size_t FindBackward(std::span<const uint8_t> haystack,
                                  std::span<const uint8_t> needle, size_t from);
// The same at even positions only: for UTF-16, whose units may be found across two others.
[[nodiscard]] size_t FindForward16(std::span<const uint8_t> haystack,
                                   std::span<const uint8_t> needle, size_t from);
[[nodiscard]] size_t FindBackward16(std::span<const uint8_t> haystack,
                                    std::span<const uint8_t> needle, size_t from);

}  // namespace gyre::encoding

#endif  // GYRE_ENGINE_ENCODING_H_
