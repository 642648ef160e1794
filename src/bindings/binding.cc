// SPDX-License-Identifier: MIT

#include "bindings/binding.h"

#include "engine/flat_bytes.h"

namespace gyre {

using v8::ArrayBuffer;
using v8::ArrayBufferView;
using v8::ConstructorBehavior;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::SharedArrayBuffer;
using v8::Value;

namespace {

constexpr const BindingSpec* kAllBindings[] = {
#define V(Name) &k##Name##Binding,
    GYRE_BINDINGS(V)
#undef V
};

}  // namespace

std::span<const BindingSpec* const> AllBindings() { return kAllBindings; }

const BindingSpec* FindBinding(std::string_view name) {
  for (const BindingSpec* spec : kAllBindings) {
    if (name == spec->name) return spec;
  }
  return nullptr;
}

Local<Function> NewFunction(Local<Context> context, const FunctionSpec& spec) {
  Isolate* isolate = context->GetIsolate();
  Local<FunctionTemplate> function_template = FunctionTemplate::New(
      isolate, spec.callback, Local<Value>(), Local<v8::Signature>(), 0,
      ConstructorBehavior::kThrow,
      spec.side_effect == SideEffect::kNone ? v8::SideEffectType::kHasNoSideEffect
                                            : v8::SideEffectType::kHasSideEffect,
      spec.fast);
  // Instantiating a plain function fails only while JavaScript is being terminated, and no binding
  // is made then.
  Local<Function> function = function_template->GetFunction(context).ToLocalChecked();
  function->SetName(NewShortString(isolate, spec.name));
  return function;
}

Local<Object> InstantiateBinding(EventLoop* loop, Local<Context> context, const BindingSpec& spec) {
  Isolate* isolate = context->GetIsolate();
  Local<Object> target = Object::New(isolate);
  for (const FunctionSpec& function : spec.functions) {
    Set(context, target, function.name, NewFunction(context, function));
  }
  if (spec.initialize != nullptr) {
    spec.initialize(BindingScope{loop, isolate, context, target});
  }
  return target;
}

std::span<uint8_t> BytesOf(Local<Value> value) {
  std::span<uint8_t> bytes;
  if (FixedBytes(value, &bytes)) return bytes;
  if (value->IsArrayBufferView()) {
    Local<ArrayBufferView> view = value.As<ArrayBufferView>();
    auto* data = static_cast<uint8_t*>(view->Buffer()->Data());
    return {data + view->ByteOffset(), view->ByteLength()};
  }
  if (value->IsSharedArrayBuffer()) {
    Local<SharedArrayBuffer> buffer = value.As<SharedArrayBuffer>();
    return {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
  }
  CHECK(value->IsArrayBuffer());
  Local<ArrayBuffer> buffer = value.As<ArrayBuffer>();
  return {static_cast<uint8_t*>(buffer->Data()), buffer->ByteLength()};
}

}  // namespace gyre
