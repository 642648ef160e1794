// SPDX-License-Identifier: MIT
//
// What:    thin helpers over V8's API: strings, properties, exceptions.
// Owner:   nobody; stateless. Handles returned live in the caller's HandleScope.
// Threads: the isolate's thread.

#ifndef GYRE_ENGINE_V8_UTIL_H_
#define GYRE_ENGINE_V8_UTIL_H_

#include <string>
#include <string_view>

#include "engine/check.h"
#include "engine/v8_compat.h"

namespace gyre {

// A JavaScript string of a string literal (ASCII). Interned: meant for names.
template <size_t N>
inline v8::Local<v8::String> Literal(v8::Isolate* isolate, const char (&text)[N]) {
  // A literal is far below String::kMaxLength, the only reason for this to fail.
  return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(text),
                                    v8::NewStringType::kInternalized, N - 1)
      .ToLocalChecked();
}

// A JavaScript string of UTF-8 text; empty when it is longer than V8's limit.
[[nodiscard]] v8::MaybeLocal<v8::String> NewString(v8::Isolate* isolate, std::string_view utf8);

// The same for text whose length is bounded by its source (a name, a path, an error message).
[[nodiscard]] v8::Local<v8::String> NewShortString(v8::Isolate* isolate, std::string_view utf8);

// UTF-8 of any value's string form; lone surrogates become U+FFFD. For an object whose toString
// throws it is empty.
[[nodiscard]] std::string ToUtf8(v8::Isolate* isolate, v8::Local<v8::Value> value);

// The UTF-16 code units of a string, and a string of them; empty above V8's limit.
[[nodiscard]] std::u16string ToUtf16(v8::Isolate* isolate, v8::Local<v8::String> string);
[[nodiscard]] v8::MaybeLocal<v8::String> NewTwoByteString(v8::Isolate* isolate,
                                                          std::u16string_view units);

// Defines an enumerable own data property. The target is an ordinary extensible object of ours.
void Set(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string_view name,
         v8::Local<v8::Value> value);

// Throws an Error / TypeError / RangeError with `code` set. For states that lib/ cannot check
// first.
void ThrowError(v8::Isolate* isolate, const char* code, std::string_view message);
void ThrowTypeError(v8::Isolate* isolate, const char* code, std::string_view message);
void ThrowRangeError(v8::Isolate* isolate, const char* code, std::string_view message);

// Throws Node's system error for a negative UV_E* number: message `CODE: text, syscall 'path' ->
// 'dest'` and the properties errno, code, syscall, path, dest in that order. An empty path is
// shown, one that is {} is none.
void ThrowUvException(v8::Isolate* isolate, int error, const char* syscall,
                      std::string_view path = {}, std::string_view dest = {});

// The same as a value.
[[nodiscard]] v8::Local<v8::Value> NewUvException(v8::Isolate* isolate, int error,
                                                  const char* syscall, std::string_view path = {},
                                                  std::string_view dest = {});

}  // namespace gyre

#endif  // GYRE_ENGINE_V8_UTIL_H_
