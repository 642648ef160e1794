// SPDX-License-Identifier: MIT
//
// binding('builtins'): the modules of lib/ by id.

#include "bindings/binding.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Function;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

// (id, whole, global) -> function (exports, require, module, process, binding), of the context of
// `global`, or of the main one. Throws for an unknown id.
void Compile(const Arguments& args) {
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  // lib/ gives the global proxy of a context that was made by binding('contextify').
  if (args[2]->IsObject()) context = args[2].As<Object>()->GetCreationContext().ToLocalChecked();
  Context::Scope scope(context);
  Local<Function> function;
  Host::Compilation how =
      BooleanArgument(args, 1) ? Host::Compilation::kWhole : Host::Compilation::kLazy;
  if (LoopOf(args)
          ->host()
          ->CompileBuiltin(ToUtf8(args.GetIsolate(), args[0]), how)
          .ToLocal(&function)) {
    args.GetReturnValue().Set(function);
  }
}

// () -> every id, sorted
void Ids(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> ids;
  for (std::string_view id : LoopOf(args)->host()->builtin_ids()) {
    ids.push_back(NewShortString(isolate, id));
  }
  args.GetReturnValue().Set(Array::New(isolate, ids.data(), ids.size()));
}

// () -> the built-ins that V8 will add to contexts made from the snapshot; undefined unless one is
// built
void NativeFeatures(const Arguments& args) {
  const std::string& text = LoopOf(args)->host()->native_features();
  if (!text.empty()) args.GetReturnValue().Set(NewShortString(args.GetIsolate(), text));
}

constexpr FunctionSpec kFunctions[] = {
    {"nativeFeatures", NativeFeatures},
    {"compile", Compile},
    {"ids", Ids},
};

}  // namespace

const BindingSpec kBuiltinsBinding = {"builtins", kFunctions};

}  // namespace gyre
