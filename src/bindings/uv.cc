// SPDX-License-Identifier: MIT
//
// binding('uv'): libuv's error numbers, names and texts.

#include <uv.h>

#include "bindings/binding.h"

namespace gyre {

using v8::Array;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Value;

namespace {

struct UvError {
  int number;
  const char* name;
  const char* text;
};

constexpr UvError kErrors[] = {
#define V(name, text) {UV_##name, #name, text},
    UV_ERRNO_MAP(V)
#undef V
};

const UvError* Find(int number) {
  for (const UvError& error : kErrors) {
    if (error.number == number) return &error;
  }
  return nullptr;
}

// (errno) -> "ENOENT"; "Unknown system error N" for others
void ErrName(const Arguments& args) {
  int number = Int32Argument(args, 0);
  const UvError* error = Find(number);
  args.GetReturnValue().Set(NewShortString(
      args.GetIsolate(),
      error != nullptr ? error->name : "Unknown system error " + std::to_string(number)));
}

// (errno) -> "no such file or directory"
void GetErrorMessage(const Arguments& args) {
  int number = Int32Argument(args, 0);
  const UvError* error = Find(number);
  args.GetReturnValue().Set(NewShortString(
      args.GetIsolate(),
      error != nullptr ? error->text : "Unknown system error " + std::to_string(number)));
}

// () -> [[errno, name, message], ...]
void GetErrorMap(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> rows;
  for (const UvError& error : kErrors) {
    Local<Value> row[] = {Integer::New(isolate, error.number), NewShortString(isolate, error.name),
                          NewShortString(isolate, error.text)};
    rows.push_back(Array::New(isolate, row, 3));
  }
  args.GetReturnValue().Set(Array::New(isolate, rows.data(), rows.size()));
}

void Initialize(const BindingScope& scope) {
  for (const UvError& error : kErrors) {
    scope.SetInteger(std::string("UV_") + error.name, error.number);
  }
}

constexpr FunctionSpec kFunctions[] = {
    {"errname", ErrName, SideEffect::kNone},
    {"getErrorMessage", GetErrorMessage, SideEffect::kNone},
    {"getErrorMap", GetErrorMap, SideEffect::kNone},
};

}  // namespace

const BindingSpec kUvBinding = {"uv", kFunctions, Initialize};

}  // namespace gyre
