// SPDX-License-Identifier: MIT
//
// What:    the characters of a V8 string where they are, for fast calls (v8-fast-api-calls.h), in
//          which V8's functions for strings can't be used: they may allocate.
// Owner:   nobody; stateless.
// Threads: the isolate's.

#ifndef GYRE_ENGINE_FLAT_STRING_H_
#define GYRE_ENGINE_FLAT_STRING_H_

#include <v8-internal.h>

#include <cstddef>
#include <cstdint>

#include "engine/v8_compat.h"

namespace gyre {

// Borrowed from the heap: valid until something is allocated there.
template <typename Character>
struct Flat {
  const Character* data = nullptr;  // null: no such string
  size_t size = 0;
};

// The characters of `value` when it is a string of one-byte characters (Latin-1, uint8_t), or of
// two-byte ones (UTF-16, uint16_t), that lie in one piece on the heap. A string that was put
// together of two has been flattened when somebody has looked at its characters, as
// String.prototype.includes() does.
//
// What V8's headers do not tell (v8::internal::ConsString, ThinString) is the same in all versions
// that we build with: test/cpp/flat_string_test.cc. Pointer compression is off in all of them.
template <typename Character>
Flat<Character> FlatCharacters(v8::Local<v8::Value> value) {
  using I = v8::internal::Internals;
  using v8::internal::Address;
  static_assert(v8::internal::kApiTaggedSize == 8 && I::kStringResourceOffset == 16);
  constexpr int kLengthOffset = 12;
  constexpr int kPartsOffset = 16;  // the characters, or other strings
  constexpr int kSecondOffset = 24;
  static_assert(sizeof(Character) == 1 || sizeof(Character) == 2);
  constexpr int kWidth = sizeof(Character) == 1 ? 8 : 0;
  constexpr int kSequential = 0 | kWidth;
  constexpr int kCons = 1 | kWidth;
  constexpr int kThin = 5;  // of any width: it tells nothing of the other string in V8 11
  constexpr int kRepresentation = 7;

  Address object = *reinterpret_cast<Address*>(*value);
  auto kind = [](Address of) {
    const int type = I::GetInstanceType(of);
    return type < I::kFirstNonstringType ? type & I::kStringRepresentationAndEncodingMask : -1;
  };
  auto length = [](Address of) { return I::ReadRawField<int32_t>(of, kLengthOffset); };
  if (!I::HasHeapObjectTag(object)) return {};
  int is = kind(object);
  if (is == kCons) {
    // Flattened: all is in the first part.
    if (length(I::ReadRawField<Address>(object, kSecondOffset)) != 0) return {};
    object = I::ReadRawField<Address>(object, kPartsOffset);
    is = kind(object);
  }
  if (is >= 0 && (is & kRepresentation) == kThin) {
    object = I::ReadRawField<Address>(object, kPartsOffset);
    is = kind(object);
  }
  if (is != kSequential) return {};
  const Address data = object - v8::internal::kHeapObjectTag + kPartsOffset;
  return {reinterpret_cast<const Character*>(data), static_cast<size_t>(length(object))};
}

}  // namespace gyre

#endif  // GYRE_ENGINE_FLAT_STRING_H_
