// SPDX-License-Identifier: MIT

#include "engine/v8_util.h"

#include <uv.h>

namespace gyre {

using v8::Context;
using v8::Exception;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::NewStringType;
using v8::Object;
using v8::String;
using v8::Value;

MaybeLocal<String> NewString(Isolate* isolate, std::string_view utf8) {
  return String::NewFromUtf8(isolate, utf8.data(), NewStringType::kNormal,
                             static_cast<int>(utf8.size()));
}

Local<String> NewShortString(Isolate* isolate, std::string_view utf8) {
  // The caller's text is bounded far below String::kMaxLength, the only reason for this to fail.
  return NewString(isolate, utf8).ToLocalChecked();
}

std::string ToUtf8(Isolate* isolate, Local<Value> value) {
  String::Utf8Value text(isolate, value);
  return *text != nullptr ? std::string(*text, static_cast<size_t>(text.length())) : std::string();
}

std::u16string ToUtf16(Isolate* isolate, Local<String> string) {
  std::u16string units(static_cast<size_t>(string->Length()), u'\0');
  string->Write(isolate, reinterpret_cast<uint16_t*>(units.data()), 0, string->Length(),
                String::NO_NULL_TERMINATION);
  return units;
}

MaybeLocal<String> NewTwoByteString(Isolate* isolate, std::u16string_view units) {
  if (units.size() > static_cast<size_t>(String::kMaxLength)) return {};
  return String::NewFromTwoByte(isolate, reinterpret_cast<const uint16_t*>(units.data()),
                                v8::NewStringType::kNormal, static_cast<int>(units.size()));
}

void Set(Local<Context> context, Local<Object> target, std::string_view name, Local<Value> value) {
  target->CreateDataProperty(context, NewShortString(context->GetIsolate(), name), value).Check();
}

namespace {

void ThrowWithCode(Isolate* isolate, Local<Value> error, const char* code) {
  Local<Context> context = isolate->GetCurrentContext();
  Set(context, error.As<Object>(), "code", NewShortString(isolate, code));
  isolate->ThrowException(error);
}

}  // namespace

void ThrowError(Isolate* isolate, const char* code, std::string_view message) {
  ThrowWithCode(isolate, Exception::Error(NewShortString(isolate, message)), code);
}

void ThrowTypeError(Isolate* isolate, const char* code, std::string_view message) {
  ThrowWithCode(isolate, Exception::TypeError(NewShortString(isolate, message)), code);
}

void ThrowRangeError(Isolate* isolate, const char* code, std::string_view message) {
  ThrowWithCode(isolate, Exception::RangeError(NewShortString(isolate, message)), code);
}

Local<Value> NewUvException(Isolate* isolate, int error, const char* syscall, std::string_view path,
                            std::string_view dest) {
  const char* code = uv_err_name(error);
  std::string message = std::string(code) + ": " + uv_strerror(error) + ", " + syscall;
  bool has_path = path.data() != nullptr;
  bool has_dest = dest.data() != nullptr;
  if (has_path) message.append(" '").append(path).append("'");
  if (has_dest) message.append(" -> '").append(dest).append("'");
  Local<Context> context = isolate->GetCurrentContext();
  Local<Object> object = Exception::Error(NewShortString(isolate, message)).As<Object>();
  Set(context, object, "errno", v8::Integer::New(isolate, error));
  Set(context, object, "code", NewShortString(isolate, code));
  Set(context, object, "syscall", NewShortString(isolate, syscall));
  if (has_path) Set(context, object, "path", NewShortString(isolate, path));
  if (has_dest) Set(context, object, "dest", NewShortString(isolate, dest));
  return object;
}

void ThrowUvException(Isolate* isolate, int error, const char* syscall, std::string_view path,
                      std::string_view dest) {
  isolate->ThrowException(NewUvException(isolate, error, syscall, path, dest));
}

}  // namespace gyre
