// SPDX-License-Identifier: MIT

#include "bindings/wrapped.h"

namespace gyre {

using v8::FunctionTemplate;
using v8::Isolate;
using v8::Local;
using v8::Value;

void DefineClass(const BindingScope& scope, const char* name, v8::FunctionCallback construct,
                 std::span<const FunctionSpec> methods) {
  Isolate* isolate = scope.isolate;
  Local<FunctionTemplate> made = FunctionTemplate::New(isolate, construct);
  made->SetClassName(NewShortString(isolate, name));
  made->InstanceTemplate()->SetInternalFieldCount(1);
  // Refuses receivers of another class ("Illegal invocation").
  Local<v8::Signature> signature = v8::Signature::New(isolate, made);
  for (const FunctionSpec& method : methods) {
    made->PrototypeTemplate()->Set(
        NewShortString(isolate, method.name),
        FunctionTemplate::New(isolate, method.callback, Local<Value>(), signature, 0,
                              v8::ConstructorBehavior::kThrow));
  }
  // Fails only if the class's script threw; there is none.
  scope.Set(name, made->GetFunction(scope.context).ToLocalChecked());
}

}  // namespace gyre
