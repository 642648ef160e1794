// SPDX-License-Identifier: MIT
//
// What:    a C++ object that lives as long as its JavaScript object, and how a class of such
//          objects is defined. For memory only: what the event loop knows is a Handle.
// Owner:   the JavaScript object; at teardown the EventLoop, because V8 calls no weak callbacks
//          when the heap goes.
// Threads: loop thread only.

#ifndef GYRE_BINDINGS_WRAPPED_H_
#define GYRE_BINDINGS_WRAPPED_H_

#include <span>

#include "bindings/binding.h"
#include "engine/intrusive_list.h"

namespace gyre {

// Deleted when its JavaScript object is collected, or with the loop.
class Owned : public ListNode {
 public:
  virtual ~Owned() = default;
};

struct OwnedObjects {
  ~OwnedObjects() {
    list.ForEach([](Owned* object) { delete object; });
  }

  IntrusiveList<Owned> list;
};

// Holds a C++ object in a JavaScript object's first internal field until that is collected.
template <typename T>
class Wrapped : public Owned {
 public:
  static T* From(const Arguments& args) {
    // The signature of the method guarantees the kind of receiver.
    return static_cast<T*>(args.This()->GetAlignedPointerFromInternalField(0));
  }

  v8::Local<v8::Object> object() const { return object_.Get(isolate_); }

 protected:
  Wrapped(v8::Isolate* isolate, v8::Local<v8::Object> object)
      : isolate_(isolate), object_(isolate, object) {
    EventLoop::From(isolate)->binding_data<OwnedObjects>()->list.PushBack(this);
    object->SetAlignedPointerInInternalField(0, static_cast<T*>(this));
    object_.SetWeak(static_cast<T*>(this), OnCollected, v8::WeakCallbackType::kParameter);
  }

  // The method `name` of the object; empty if it has none or looking threw.
  v8::MaybeLocal<v8::Function> Method(const char* name) {
    v8::Local<v8::Value> method;
    if (!object()
             ->Get(isolate_->GetCurrentContext(), NewShortString(isolate_, name))
             .ToLocal(&method) ||
        !method->IsFunction()) {
      return {};
    }
    return method.As<v8::Function>();
  }

  v8::Isolate* isolate() const { return isolate_; }

 private:
  static void OnCollected(const v8::WeakCallbackInfo<T>& info) {
    info.GetParameter()->object_.Reset();
    delete info.GetParameter();
  }

  v8::Isolate* const isolate_;
  v8::Global<v8::Object> object_;
};

// Puts a class of Wrapped objects on a binding. `construct` makes the C++ object for args.This().
void DefineClass(const BindingScope& scope, const char* name, v8::FunctionCallback construct,
                 std::span<const FunctionSpec> methods);

}  // namespace gyre

#endif  // GYRE_BINDINGS_WRAPPED_H_
