// SPDX-License-Identifier: MIT
//
// binding('async_context'): the async context frame, which V8 carries through promise reactions as
// continuation-preserved embedder data, and promise hooks.

#include "bindings/binding.h"
#include "engine/intrusive_list.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Global;
using v8::Isolate;
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
void SetFrame(const Arguments& args) { LoopOf(args)->SetFrame(args[0]); }

// A context of vm's, which lives as long as the program refers to it.
struct ForeignContext : ListNode {
  ForeignContext(Isolate* isolate, Local<Context> the_context) : context(isolate, the_context) {
    context.SetWeak(
        this, [](const v8::WeakCallbackInfo<ForeignContext>& info) { delete info.GetParameter(); },
        v8::WeakCallbackType::kParameter);
  }

  Global<Context> context;
};

// State of one Realm: V8 has hooks for each context, and each context has the same.
struct PromiseHooks {
  ~PromiseHooks() {
    contexts.ForEach([](ForeignContext* context) { delete context; });
  }

  void InstallIn(Isolate* isolate, Local<Context> context) const {
    context->SetPromiseHooks(hooks[0].Get(isolate), hooks[1].Get(isolate), hooks[2].Get(isolate),
                             hooks[3].Get(isolate));
  }

  Global<Function> hooks[4];
  IntrusiveList<ForeignContext> contexts;
};

// (init, before, after, resolve): functions or undefined, for the promises of all contexts
void SetPromiseHooks(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  auto* state = LoopOf(args)->binding_data<PromiseHooks>();
  for (int i = 0; i < 4; ++i) {
    state->hooks[i].Reset();
    if (args[i]->IsFunction()) state->hooks[i].Reset(isolate, args[i].As<Function>());
  }
  state->InstallIn(isolate, LoopOf(args)->context());
  state->contexts.ForEach(
      [&](ForeignContext* foreign) { state->InstallIn(isolate, foreign->context.Get(isolate)); });
}

// (global): the proxy of the global object of a context that binding('contextify') made. Its
// promises have the hooks, too.
void AddContext(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  auto* state = LoopOf(args)->binding_data<PromiseHooks>();
  // Such an object was made in its context.
  Local<Context> context = args[0].As<Object>()->GetCreationContext().ToLocalChecked();
  state->contexts.PushBack(new ForeignContext(isolate, context));
  state->InstallIn(isolate, context);
}

constexpr FunctionSpec kFunctions[] = {
    {"getFrame", GetFrame, SideEffect::kNone},
    {"setFrame", SetFrame},
    {"setPromiseHooks", SetPromiseHooks},
    {"addContext", AddContext},
};

}  // namespace

const BindingSpec kAsyncContextBinding = {"async_context", kFunctions};

}  // namespace gyre
