// SPDX-License-Identifier: MIT

#include "bindings/handle_wrap.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

HandleWrap::HandleWrap(EventLoop* loop, Local<Object> object, uv_handle_t* handle)
    : Handle(loop, handle), object_(loop->isolate(), object) {
  object->SetAlignedPointerInInternalField(0, this);
  CaptureFrame(loop, &frame_);
}

Local<FunctionTemplate> HandleWrap::NewClass(Isolate* isolate, const char* name,
                                             v8::FunctionCallback constructor) {
  Local<FunctionTemplate> result = FunctionTemplate::New(isolate, constructor);
  result->SetClassName(NewShortString(isolate, name));
  result->InstanceTemplate()->SetInternalFieldCount(1);
  static constexpr FunctionSpec kMethods[] = {
      {"close", CloseMethod},
      {"ref", RefMethod},
      {"unref", UnrefMethod},
      {"hasRef", HasRefMethod},
  };
  AddMethods(isolate, result, kMethods);
  return result;
}

void HandleWrap::AddMethods(Isolate* isolate, Local<FunctionTemplate> target,
                            std::span<const FunctionSpec> methods) {
  Local<v8::Signature> signature = v8::Signature::New(isolate, target);
  for (const FunctionSpec& method : methods) {
    target->PrototypeTemplate()->Set(
        NewShortString(isolate, method.name),
        FunctionTemplate::New(isolate, method.callback, Local<Value>(), signature, 0,
                              v8::ConstructorBehavior::kThrow, v8::SideEffectType::kHasSideEffect,
                              method.fast),
        v8::DontEnum);
  }
}

void HandleWrap::AddGetter(Isolate* isolate, Local<FunctionTemplate> target, const char* name,
                           v8::FunctionCallback callback) {
  target->PrototypeTemplate()->SetAccessorProperty(
      NewShortString(isolate, name),
      FunctionTemplate::New(isolate, callback, Local<Value>(), v8::Signature::New(isolate, target),
                            0, v8::ConstructorBehavior::kThrow),
      Local<FunctionTemplate>(), v8::DontEnum);
}

void HandleWrap::Emit(const char* name, int argc, Local<Value>* argv) {
  CallbackScope scope(loop(), &frame_);
  scope.CallMethod(object(), NewShortString(loop()->isolate(), name), argc, argv);
}

void HandleWrap::OnClosed() {
  HandleScope handle_scope(loop()->isolate());
  object()->SetAlignedPointerInInternalField(0, nullptr);
  if (loop()->stopping() || close_callback_.IsEmpty()) return;
  CallbackScope scope(loop(), &frame_);
  scope.Call(close_callback_.Get(loop()->isolate()), object(), 0, nullptr);
}

void HandleWrap::CloseMethod(const Arguments& args) {
  auto* handle = Unwrap<HandleWrap>(args.This());
  if (handle == nullptr) return;
  if (args[0]->IsFunction()) {
    handle->close_callback_.Reset(args.GetIsolate(), args[0].As<Function>());
  }
  handle->Close();
}

void HandleWrap::RefMethod(const Arguments& args) {
  auto* handle = Unwrap<HandleWrap>(args.This());
  if (handle != nullptr) uv_ref(handle->uv_handle());
}

void HandleWrap::UnrefMethod(const Arguments& args) {
  auto* handle = Unwrap<HandleWrap>(args.This());
  if (handle != nullptr) uv_unref(handle->uv_handle());
}

void HandleWrap::HasRefMethod(const Arguments& args) {
  auto* handle = Unwrap<HandleWrap>(args.This());
  args.GetReturnValue().Set(handle != nullptr && uv_has_ref(handle->uv_handle()) != 0);
}

}  // namespace gyre
