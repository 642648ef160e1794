// SPDX-License-Identifier: MIT
//
// What:    a Handle that JavaScript sees as an object of a class. Its wrapper is held strongly from
//          construction until the handle is closed: nothing depends on garbage collection.
//
//          JavaScript constructs it (`new TCP()`), it is then open or has thrown; `close(callback)`
//          is
//          the only way out. A method called after that returns UV_EBADF.
// Owner:   see loop/handle.h.
// Threads: loop thread only.

#ifndef GYRE_BINDINGS_HANDLE_WRAP_H_
#define GYRE_BINDINGS_HANDLE_WRAP_H_

#include "bindings/binding.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"

namespace gyre {

class HandleWrap : public Handle {
 public:
  // The live handle behind `object`, nullptr when it has been closed.
  template <typename T>
  static T* Unwrap(v8::Local<v8::Object> object) {
    if (object->InternalFieldCount() < 1) return nullptr;
    auto* base = static_cast<HandleWrap*>(object->GetAlignedPointerFromInternalField(0));
    if (base == nullptr || base->state() != State::kOpen) return nullptr;
    return static_cast<T*>(base);
  }

  v8::Local<v8::Object> object() const { return object_.Get(loop()->isolate()); }
  v8::Local<v8::Object> wrapper() const override { return object(); }

  // A class whose objects can hold a handle, with the methods that all of them have: close, ref,
  // unref, hasRef. For run-time-only bindings.
  static v8::Local<v8::FunctionTemplate> NewClass(v8::Isolate* isolate, const char* name,
                                                  v8::FunctionCallback constructor);
  // Adds methods to it.
  static void AddMethods(v8::Isolate* isolate, v8::Local<v8::FunctionTemplate> target,
                         std::span<const FunctionSpec> methods);
  // Adds a read-only property that `callback` computes.
  static void AddGetter(v8::Isolate* isolate, v8::Local<v8::FunctionTemplate> target,
                        const char* name, v8::FunctionCallback callback);

 protected:
  HandleWrap(EventLoop* loop, v8::Local<v8::Object> object, uv_handle_t* handle);

  // Calls the method `name` of the wrapper, if JavaScript has set one. Opens a CallbackScope of its
  // own.
  void Emit(const char* name, int argc, v8::Local<v8::Value>* argv);

  // The async context frame in which the handle was made.
  const v8::Global<v8::Value>& frame() const { return frame_; }

  void OnClosed() override;

 private:
  static void CloseMethod(const Arguments& args);
  static void RefMethod(const Arguments& args);
  static void UnrefMethod(const Arguments& args);
  static void HasRefMethod(const Arguments& args);

  v8::Global<v8::Object> object_;
  v8::Global<v8::Value> frame_;
  v8::Global<v8::Function> close_callback_;
};

// Inside a method: the handle, or UV_EBADF to the caller.
#define GYRE_UNWRAP_OR_RETURN(T, name, args)                     \
  T* name = ::gyre::HandleWrap::Unwrap<T>((args).This());        \
  if (name == nullptr) {                                         \
    (args).GetReturnValue().Set(static_cast<int32_t>(UV_EBADF)); \
    return;                                                      \
  }

}  // namespace gyre

#endif  // GYRE_BINDINGS_HANDLE_WRAP_H_
