// SPDX-License-Identifier: MIT
//
// What:    how a native module is declared. One table of functions both installs them on the object
//          that lib/ gets from binding('name') and registers them as the snapshot's external
//          references, so the two can't diverge.
// Owner:   the tables are constants; a Realm owns the objects made from them.
// Threads: loop thread of the Realm.
//
// A new binding: write src/bindings/<name>.cc with a table and an optional Initialize, define
// `const BindingSpec k<Name>Binding`, add one line to GYRE_BINDINGS below. A file reads top to
// bottom: helpers, one function per exported name, the table.
//
// lib/ has validated the arguments: a binding CHECKs what must hold. Functions return values or
// throw with ThrowUvException() and its kin (engine/v8_util.h).

#ifndef GYRE_BINDINGS_BINDING_H_
#define GYRE_BINDINGS_BINDING_H_

#include <v8-fast-api-calls.h>

#include <cstdint>
#include <span>

#include "engine/v8_compat.h"
#include "engine/v8_util.h"
#include "loop/event_loop.h"

namespace gyre {

enum class SideEffect : uint8_t {
  kYes,
  kNone,  // the function only computes: the REPL's eager evaluation may call it
};

struct FunctionSpec {
  const char* name;
  v8::FunctionCallback callback;
  SideEffect side_effect = SideEffect::kYes;
  // What optimised code calls instead, without leaving for the API: must not allocate on the heap
  // or run JavaScript.
  const v8::CFunction* fast = nullptr;
};

enum class SnapshotPolicy : uint8_t {
  kAllowed,      // plain functions and constants
  kRunTimeOnly,  // holds templates, handles or process state: lib/ asks for it after start only
};

// Passed to Initialize.
struct BindingScope {
  EventLoop* loop;
  v8::Isolate* isolate;
  v8::Local<v8::Context> context;
  v8::Local<v8::Object> target;

  void Set(std::string_view name, v8::Local<v8::Value> value) const {
    gyre::Set(context, target, name, value);
  }
  void SetInteger(std::string_view name, int32_t value) const {
    Set(name, v8::Integer::New(isolate, value));
  }
};

struct BindingSpec {
  const char* name;
  std::span<const FunctionSpec> functions;
  // Adds constants and classes. Runs once a Realm, on the first binding('name').
  void (*initialize)(const BindingScope& scope) = nullptr;
  SnapshotPolicy snapshot = SnapshotPolicy::kAllowed;
};

// clang-format off
#define GYRE_BINDINGS(V) \
  V(AsyncContext)         \
  V(Buffer)               \
  V(Builtins)             \
  V(Cares)                \
  V(CodeCache)            \
  V(Constants)            \
  V(Contextify)           \
  V(Crypto)               \
  V(Dns)                  \
  V(Errors)               \
  V(Esm)                  \
  V(ForkServer)           \
  V(Fs)                   \
  V(FsWatch)              \
  V(HttpParser)           \
  V(Icu)                  \
  V(Inspector)            \
  V(Loop)                 \
  V(Messaging)            \
  V(Modules)              \
  V(Options)              \
  V(Os)                   \
  V(Performance)          \
  V(Pipe)                 \
  V(Polyfill)             \
  V(Process)              \
  V(ProcessEnv)           \
  V(ProcessWrap)          \
  V(Signal)               \
  V(SpawnSync)            \
  V(Tcp)                  \
  V(TerminalWatch)        \
  V(Tty)                  \
  V(Udp)                  \
  V(Util)                 \
  V(Uv)                   \
  V(V8)                   \
  V(Zlib)
// clang-format on

#define V(Name) extern const BindingSpec k##Name##Binding;
GYRE_BINDINGS(V)
#undef V

// All bindings, in the order of GYRE_BINDINGS.
std::span<const BindingSpec* const> AllBindings();

// nullptr when there is no such binding.
const BindingSpec* FindBinding(std::string_view name);

// Makes the object that lib/ sees. `spec` outlives the Realm.
v8::Local<v8::Object> InstantiateBinding(EventLoop* loop, v8::Local<v8::Context> context,
                                         const BindingSpec& spec);

// A function out of a callback, without prototype, not a constructor.
v8::Local<v8::Function> NewFunction(v8::Local<v8::Context> context, const FunctionSpec& spec);

// --- What most bindings use ---

using Arguments = v8::FunctionCallbackInfo<v8::Value>;

inline EventLoop* LoopOf(const Arguments& args) { return EventLoop::From(args.GetIsolate()); }

// Argument `index`, which lib/ has validated.
inline int32_t Int32Argument(const Arguments& args, int index) {
  CHECK(args[index]->IsInt32());
  return args[index].As<v8::Int32>()->Value();
}
inline uint32_t Uint32Argument(const Arguments& args, int index) {
  CHECK(args[index]->IsUint32());
  return args[index].As<v8::Uint32>()->Value();
}
inline double NumberArgument(const Arguments& args, int index) {
  CHECK(args[index]->IsNumber());
  return args[index].As<v8::Number>()->Value();
}
inline bool BooleanArgument(const Arguments& args, int index) { return args[index]->IsTrue(); }

// The bytes of an ArrayBufferView or ArrayBuffer; valid until JavaScript runs again.
[[nodiscard]] std::span<uint8_t> BytesOf(v8::Local<v8::Value> view);

}  // namespace gyre

#endif  // GYRE_BINDINGS_BINDING_H_
