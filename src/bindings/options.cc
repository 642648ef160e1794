// SPDX-License-Identifier: MIT
//
// binding('options'): what the command line said, by option name.

#include "bindings/binding.h"

namespace gyre {

using v8::Array;
using v8::Isolate;
using v8::Local;
using v8::Value;

namespace {

// (name) -> boolean, string, number, array of strings; undefined for a name that no option has
void Get(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const OptionValue* option = LoopOf(args)->host()->option(ToUtf8(isolate, args[0]));
  if (option == nullptr) return;
  switch (option->kind) {
    case OptionValue::Kind::kBoolean:
      args.GetReturnValue().Set(option->boolean);
      return;
    case OptionValue::Kind::kNumber:
      args.GetReturnValue().Set(option->number);
      return;
    case OptionValue::Kind::kString:
      args.GetReturnValue().Set(NewShortString(isolate, option->string));
      return;
    case OptionValue::Kind::kStringList: {
      std::vector<Local<Value>> items;
      for (const std::string& item : option->list) items.push_back(NewShortString(isolate, item));
      args.GetReturnValue().Set(Array::New(isolate, items.data(), items.size()));
      return;
    }
  }
}

// () -> names of the options that NODE_OPTIONS may hold
void EnvironmentNames(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> names;
  for (const std::string& name : LoopOf(args)->host()->environment_options()) {
    names.push_back(NewShortString(isolate, name));
  }
  args.GetReturnValue().Set(Array::New(isolate, names.data(), names.size()));
}

constexpr FunctionSpec kFunctions[] = {
    {"environmentNames", EnvironmentNames},
    {"get", Get, SideEffect::kNone},
};

}  // namespace

const BindingSpec kOptionsBinding = {"options", kFunctions};

}  // namespace gyre
