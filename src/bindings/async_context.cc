// SPDX-License-Identifier: MIT
//
// binding('async_context'): the async context frame, which V8 carries through promise reactions as
// continuation-preserved embedder data, and promise hooks.

#include "bindings/binding.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Local;
using v8::Value;

namespace {

// () -> frame or undefined
void GetFrame(const Arguments& args) {
  args.GetReturnValue().Set(
      args.GetIsolate()->GetCurrentContext()->GetContinuationPreservedEmbedderData());
}

// (frame)
void SetFrame(const Arguments& args) {
  args.GetIsolate()->GetCurrentContext()->SetContinuationPreservedEmbedderData(args[0]);
}

// (init, before, after, resolve): functions or undefined
void SetPromiseHooks(const Arguments& args) {
  auto hook = [&](int index) {
    return args[index]->IsFunction() ? args[index].As<Function>() : Local<Function>();
  };
  args.GetIsolate()->GetCurrentContext()->SetPromiseHooks(hook(0), hook(1), hook(2), hook(3));
}

constexpr FunctionSpec kFunctions[] = {
    {"getFrame", GetFrame, SideEffect::kNone},
    {"setFrame", SetFrame},
    {"setPromiseHooks", SetPromiseHooks},
};

}  // namespace

const BindingSpec kAsyncContextBinding = {"async_context", kFunctions};

}  // namespace gyre
