// SPDX-License-Identifier: MIT
//
// binding('async_context'): the async context frame, which V8 carries through promise reactions as
// continuation-preserved embedder data, and promise hooks.

#include "bindings/binding.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Local;
using v8::Object;
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

// (init, before, after, resolve, global): functions or undefined, for the promises of the context
// of `global`, or of the main one
void SetPromiseHooks(const Arguments& args) {
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  // lib/ gives the global proxy of a context that was made by binding('contextify').
  if (args[4]->IsObject()) context = args[4].As<Object>()->GetCreationContext().ToLocalChecked();
  auto hook = [&](int index) {
    return args[index]->IsFunction() ? args[index].As<Function>() : Local<Function>();
  };
  context->SetPromiseHooks(hook(0), hook(1), hook(2), hook(3));
}

constexpr FunctionSpec kFunctions[] = {
    {"getFrame", GetFrame, SideEffect::kNone},
    {"setFrame", SetFrame},
    {"setPromiseHooks", SetPromiseHooks},
};

}  // namespace

const BindingSpec kAsyncContextBinding = {"async_context", kFunctions};

}  // namespace gyre
