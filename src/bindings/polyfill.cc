// SPDX-License-Identifier: MIT
//
// binding('polyfill'): the part of ArrayBuffer.prototype.transfer() that JavaScript cannot do.

#include "bindings/binding.h"

namespace gyre {

using v8::ArrayBuffer;
using v8::Local;

namespace {

Local<ArrayBuffer> BufferArgument(const Arguments& args) {
  CHECK(args[0]->IsArrayBuffer());
  return args[0].As<ArrayBuffer>();
}

// (buffer) -> whether it may be detached; the memory of a WebAssembly module may not
void IsDetachable(const Arguments& args) {
  args.GetReturnValue().Set(BufferArgument(args)->IsDetachable());
}

// (buffer): afterwards its length is 0 and its memory is freed
void Detach(const Arguments& args) { BufferArgument(args)->Detach(); }

// (buffer) -> a new one with the same memory; the old one is detached
void MoveBuffer(const Arguments& args) {
  Local<ArrayBuffer> buffer = BufferArgument(args);
  std::shared_ptr<v8::BackingStore> store = buffer->GetBackingStore();
  buffer->Detach();
  args.GetReturnValue().Set(ArrayBuffer::New(args.GetIsolate(), std::move(store)));
}

constexpr FunctionSpec kFunctions[] = {
    {"isDetachable", IsDetachable, SideEffect::kNone},
    {"detach", Detach},
    {"moveBuffer", MoveBuffer},
};

}  // namespace

const BindingSpec kPolyfillBinding = {"polyfill", kFunctions};

}  // namespace gyre
