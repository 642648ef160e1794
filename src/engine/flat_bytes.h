// SPDX-License-Identifier: MIT
//
// What:    the bytes of a typed array where they are. V8's functions for them are seven, each in
//          code that is cold behind a system call, and move what is small out of the heap, which a
//          fast call (v8-fast-api-calls.h) must not.
// Owner:   nobody; stateless.
// Threads: the isolate's.

#ifndef GYRE_ENGINE_FLAT_BYTES_H_
#define GYRE_ENGINE_FLAT_BYTES_H_

#include <v8-internal.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/v8_compat.h"

namespace gyre {

// Borrowed: valid until something is allocated in V8's heap. Returns false where `value` is no
// typed array, or its bytes can't be told without allocating. What V8's headers do not tell is in
// test/cpp/flat_bytes_test.cc.
inline bool FlatBytes(v8::Local<v8::Value> value, std::span<uint8_t>* bytes) {
  using I = v8::internal::Internals;
  using v8::internal::Address;
  if (!value->IsTypedArray()) return false;
  auto view = value.As<v8::ArrayBufferView>();
  const size_t size = view->ByteLength();  // 0 when it is detached
  if (size == 0) {
    *bytes = {};
    return true;
  }
  if constexpr (compat::kTypedArrayData != 0) {
    const Address object = *reinterpret_cast<Address*>(*value);
    const Address data = I::ReadRawField<Address>(object, compat::kTypedArrayData) +
                         I::ReadRawField<Address>(object, compat::kTypedArrayBase);
    *bytes = {reinterpret_cast<uint8_t*>(data), size};
    return true;
  }
  if (!view->HasBuffer()) return false;
  *bytes = {static_cast<uint8_t*>(view->Buffer()->Data()) + view->ByteOffset(), size};
  return true;
}

// The same where the bytes stay where they are as long as the array has them: outside of V8's heap.
// Returns false for an empty array, too.
inline bool FixedBytes(v8::Local<v8::Value> value, std::span<uint8_t>* bytes) {
  using I = v8::internal::Internals;
  using v8::internal::Address;
  if constexpr (compat::kTypedArrayData == 0) return false;
  if (!value->IsTypedArray()) return false;
  const Address object = *reinterpret_cast<Address*>(*value);
  const auto in_heap = I::ReadRawField<Address>(object, compat::kTypedArrayBase);
  const size_t size = value.As<v8::ArrayBufferView>()->ByteLength();  // 0 when it is detached
  if (in_heap != 0 || size == 0) return false;
  const auto data = I::ReadRawField<Address>(object, compat::kTypedArrayData);
  *bytes = {reinterpret_cast<uint8_t*>(data), size};
  return true;
}

}  // namespace gyre

#endif  // GYRE_ENGINE_FLAT_BYTES_H_
