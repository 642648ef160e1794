// SPDX-License-Identifier: MIT
//
// binding('contextify'): scripts, functions and contexts made from text. It serves two masters: the
// CommonJS loader, which needs one fast compile, and `vm`.
//
// A *contextified object* (vm.createContext(object)) is an ordinary object that stands behind the
// global object of a context of its own: every access to a global goes through interceptors to the
// object, and only what the object does not have is looked up on the real global (Array, Object,
// ...). The object holds the context and the context holds the object:
//
//     object --private symbol--> global proxy --creation context--> context --embedder slot-->
//     object
//
// These are all edges of V8's heap: a garbage collection that finds neither reachable frees both,
// and no C++ object has to know. A write is intercepted completely; the real global never gets a
// copy, but for what V8 itself declares there (`var x` before it is assigned).

#include "bindings/contextify.h"

#include <semaphore.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "bindings/code_cache.h"
#include "bindings/inspector.h"
#include "bindings/interruption.h"
#include "bindings/regexp_sets.h"
#include "engine/intrusive_list.h"
#include "engine/source_location.h"

namespace gyre {

using v8::Array;
using v8::ArrayBuffer;
using v8::Boolean;
using v8::Context;
using v8::Data;
using v8::FixedArray;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::HandleScope;
using v8::IndexedPropertyHandlerConfiguration;
using v8::Integer;
using v8::Isolate;
using v8::Just;
using v8::Local;
using v8::Maybe;
using v8::MaybeLocal;
using v8::MeasureMemoryDelegate;
using v8::MeasureMemoryExecution;
using v8::MeasureMemoryMode;
using v8::Message;
using v8::MicrotaskQueue;
using v8::Name;
using v8::NamedPropertyHandlerConfiguration;
using v8::Object;
using v8::ObjectTemplate;
using v8::PrimitiveArray;
using v8::Private;
using v8::Promise;
using v8::PropertyAttribute;
using v8::PropertyCallbackInfo;
using v8::PropertyDescriptor;
using v8::PropertyHandlerFlags;
using v8::ScriptCompiler;
using v8::ScriptOrigin;
using v8::String;
using v8::Symbol;
using v8::TryCatch;
using v8::Uint32;
using v8::Uint8Array;
using v8::UnboundScript;
using v8::Value;
using v8::WeakCallbackInfo;

namespace {

// --- What a context made here carries ---

// Slot 0 belongs to V8's debugger.
enum EmbedderSlot : int {
  kSandboxSlot = 1,    // the contextified object; undefined for an ordinary context
  kAllowWasmSlot = 2,  // false: no WebAssembly compilation
  kQueueSlot = 3,      // keeps the MicrotaskQueue alive
  kImportSlot = 4,     // what import() is told in code without a script
  kSlotCount,
};

class Watchdog;
class CompiledScript;
struct ImportHost;
using ImportHosts = std::unordered_map<uint32_t, std::unique_ptr<ImportHost>>;

// State of one Realm.
// Keeps the microtask queue of a context alive for exactly as long as the context, or the realm.
struct QueueOwner : ListNode {
  explicit QueueOwner(std::unique_ptr<MicrotaskQueue> the_queue) : queue(std::move(the_queue)) {}

  const std::unique_ptr<MicrotaskQueue> queue;
  Global<Object> holder;
};

// The object that import() in a script is told: see OriginOf(). V8 keeps an array of primitives
// with each script, in which a number stands for the object, and the array goes when the script
// does.
struct ImportHost {
  ImportHosts* owner;
  uint32_t id;
  Global<Object> object;
  Global<PrimitiveArray> options;  // weak
};

struct ContextifyState {
  Global<ObjectTemplate> global_template;
  Global<ObjectTemplate> holder_template;  // one internal field
  IntrusiveList<CompiledScript> scripts;
  IntrusiveList<QueueOwner> queues;
  ImportHosts import_hosts;
  uint32_t last_import_host = 0;
  std::vector<Watchdog*> watchdogs;  // of the runs that are on the stack, outermost first

  ~ContextifyState();
};

ContextifyState* StateOf(Isolate* isolate) {
  return EventLoop::From(isolate)->binding_data<ContextifyState>();
}

// From a contextified object to the global proxy of its context.
Local<Private> ContextLink(Isolate* isolate) {
  return Private::ForApi(isolate, Literal(isolate, "gyre:contextify:context"));
}

// On errors whose stack already starts with the source line.
Local<Private> DecoratedMark(Isolate* isolate) {
  return Private::ForApi(isolate, Literal(isolate, "gyre:contextify:decorated"));
}

// The context of a contextified object; empty when it is none.
MaybeLocal<Context> ContextOf(Isolate* isolate, Local<Object> object) {
  Local<Context> main = EventLoop::From(isolate)->context();
  Local<Value> proxy;
  if (!object->GetPrivate(main, ContextLink(isolate)).ToLocal(&proxy) || !proxy->IsObject()) {
    return {};
  }
  return proxy.As<Object>()->GetCreationContext();
}

}  // namespace

Local<Context> ContextArgument(const Arguments& args, int index) {
  if (!args[index]->IsObject()) return LoopOf(args)->context();
  // lib/ has asked isContext().
  return ContextOf(args.GetIsolate(), args[index].As<Object>()).ToLocalChecked();
}

namespace {

// --- Interceptors ---

// What an access to a global is about. `found` is false while the context is still being made.
struct Access {
  bool found = false;
  Local<Context> context;
  Local<Object> sandbox;
};

template <typename T>
Access AccessOf(const PropertyCallbackInfo<T>& info) {
  Access access;
  if (!info.Holder()->GetCreationContext().ToLocal(&access.context)) return access;
  if (access.context->GetNumberOfEmbedderDataFields() <= kSandboxSlot) return access;
  Local<Value> sandbox = access.context->GetEmbedderData(kSandboxSlot);
  if (sandbox.IsEmpty() || !sandbox->IsObject()) return access;
  access.sandbox = sandbox.As<Object>();
  access.found = true;
  return access;
}

// An access to the object runs user code (accessors, traps of proxies), and V8's functions answer
// "no" and "threw" in the same way. An interceptor has one guard, and asks it after each of them.
class Guard {
 public:
  explicit Guard(Isolate* isolate) : try_catch_(isolate) {}
  // What was thrown goes on to whoever accesses the global.
  ~Guard() {
    if (threw() && !try_catch_.HasTerminated()) try_catch_.ReThrow();
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  bool threw() const { return try_catch_.HasCaught(); }

 private:
  TryCatch try_catch_;
};

Local<Name> IndexToName(Local<Context> context, uint32_t index) {
  // Converting a number to a string runs no user code.
  return Uint32::NewFromUnsigned(context->GetIsolate(), index)->ToString(context).ToLocalChecked();
}

void ThrowTypeErrorIn(Local<Context> context, const char* before, Local<Name> property,
                      const char* after) {
  Isolate* isolate = context->GetIsolate();
  Context::Scope scope(context);
  isolate->ThrowException(v8::Exception::TypeError(
      NewShortString(isolate, before + ToUtf8(isolate, property) + after)));
}

void GetNamed(Local<Name> property, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Guard guard(info.GetIsolate());
  Local<Value> value;
  if (!access.sandbox->GetRealNamedProperty(access.context, property).ToLocal(&value)) return;
  // The object seen from inside is the global object itself.
  if (value == access.sandbox) value = access.context->Global();
  info.GetReturnValue().Set(value);
}

void SetNamed(Local<Name> property, Local<Value> value, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Local<Context> context = access.context;
  Isolate* isolate = info.GetIsolate();
  Guard guard(isolate);

  Maybe<PropertyAttribute> on_sandbox =
      access.sandbox->GetRealNamedPropertyAttributes(context, property);
  if (guard.threw()) return;
  Maybe<PropertyAttribute> on_global =
      context->Global()->GetRealNamedPropertyAttributes(context, property);
  if (guard.threw()) return;
  bool is_on_sandbox = on_sandbox.IsJust();
  bool is_declared = is_on_sandbox || on_global.IsJust();

  if (!is_declared) {
    // `x = 1` in strict mode throws: V8 does so when it is left alone. A function declaration comes
    // the same way and must not. The receiver tells `x = 1` from `this.x = 1`.
    bool is_contextual = info.This() != context->Global();
    if (info.ShouldThrowOnError() && is_contextual && !value->IsFunction()) return;
    // Symbols that nobody has declared stay inside.
    if (property->IsSymbol()) return;
  }

  PropertyAttribute attributes =
      is_on_sandbox ? on_sandbox.FromMaybe(v8::None) : on_global.FromMaybe(v8::None);
  if ((attributes & v8::ReadOnly) != 0) {
    if (info.ShouldThrowOnError()) {
      // `x = 1` is an assignment; from outside V8 defines the property.
      if (info.This() != context->Global()) {
        ThrowTypeErrorIn(context, "Cannot assign to read only property '", property,
                         "' of object '#<Object>'");
      } else {
        ThrowTypeErrorIn(context, "Cannot redefine property: ", property, "");
      }
    } else {
      info.GetReturnValue().Set(value);
    }
    return;
  }

  if (is_on_sandbox) {
    // An accessor without setter refuses too.
    Local<Value> descriptor;
    if (access.sandbox->GetOwnPropertyDescriptor(context, property).ToLocal(&descriptor) &&
        descriptor->IsObject()) {
      Local<Object> fields = descriptor.As<Object>();
      Local<Value> getter;
      Local<Value> setter;
      // A descriptor is a fresh ordinary object.
      if (fields->Get(context, Literal(isolate, "get")).ToLocal(&getter) &&
          fields->Get(context, Literal(isolate, "set")).ToLocal(&setter) && getter->IsFunction() &&
          setter->IsUndefined()) {
        if (info.ShouldThrowOnError()) {
          ThrowTypeErrorIn(context, "Cannot set property ", property,
                           " of #<Object> which has only a getter");
        } else {
          info.GetReturnValue().Set(value);
        }
        return;
      }
    }
    if (guard.threw()) return;
  }
  if (access.sandbox->Set(context, property, value).IsNothing()) return;
  // An object that cannot be extended does not take it: then the real global does.
  if (!is_on_sandbox && !access.sandbox->IsProxy() &&
      !access.sandbox->HasRealNamedProperty(context, property).FromMaybe(true)) {
    return;
  }
  info.GetReturnValue().Set(value);
}

void DescribeNamed(Local<Name> property, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Guard guard(info.GetIsolate());
  if (!access.sandbox->HasOwnProperty(access.context, property).FromMaybe(false)) return;
  Local<Value> descriptor;
  if (access.sandbox->GetOwnPropertyDescriptor(access.context, property).ToLocal(&descriptor)) {
    info.GetReturnValue().Set(descriptor);
  }
}

void DeleteNamed(Local<Name> property, const PropertyCallbackInfo<Boolean>& info) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Guard guard(info.GetIsolate());
  // A variable that a script has declared with `var` cannot be deleted; its value is on the object.
  Maybe<PropertyAttribute> on_global =
      access.context->Global()->GetRealNamedPropertyAttributes(access.context, property);
  if ((on_global.FromMaybe(v8::None) & v8::DontDelete) != 0) {
    info.GetReturnValue().Set(false);
    return;
  }
  Maybe<bool> deleted = access.sandbox->Delete(access.context, property);
  // What is gone from the object is then removed from the real global as well.
  if (deleted.FromMaybe(true)) return;
  info.GetReturnValue().Set(false);
}

void DefineNamed(Local<Name> property, const PropertyDescriptor& from,
                 const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Local<Context> context = access.context;
  Isolate* isolate = info.GetIsolate();

  Guard guard(isolate);
  // A builtin that is fixed on the real global (undefined, NaN, Infinity) is for V8 to refuse.
  Maybe<PropertyAttribute> on_global =
      context->Global()->GetRealNamedPropertyAttributes(context, property);
  constexpr int kFixed = v8::ReadOnly | v8::DontDelete;
  if ((on_global.FromMaybe(v8::None) & kFixed) == kFixed &&
      !access.sandbox->HasOwnProperty(context, property).FromMaybe(false)) {
    return;
  }
  if (guard.threw()) return;

  Maybe<bool> defined = Just(false);
  auto define = [&](PropertyDescriptor* to) {
    if (from.has_enumerable()) to->set_enumerable(from.enumerable());
    if (from.has_configurable()) to->set_configurable(from.configurable());
    defined = access.sandbox->DefineProperty(context, property, *to);
  };
  if (from.has_get() || from.has_set()) {
    PropertyDescriptor to(from.has_get() ? from.get() : v8::Undefined(isolate).As<Value>(),
                          from.has_set() ? from.set() : v8::Undefined(isolate).As<Value>());
    define(&to);
  } else if (from.has_value() && from.has_writable()) {
    PropertyDescriptor to(from.value(), from.writable());
    define(&to);
  } else if (from.has_value()) {
    PropertyDescriptor to(from.value());
    define(&to);
  } else if (from.has_writable()) {
    // PropertyDescriptor cannot say "writable" without a value: keep the current one.
    Local<Value> current;
    if (!access.sandbox->Get(context, property).ToLocal(&current)) return;
    PropertyDescriptor to(current, from.writable());
    define(&to);
  } else {
    PropertyDescriptor to;
    define(&to);
  }
  if (defined.IsNothing()) return;
  bool is_defined = defined.FromMaybe(false);
  if (!is_defined && !access.sandbox->HasOwnProperty(context, property).FromMaybe(true)) return;
  if (!is_defined && info.ShouldThrowOnError()) {
    ThrowTypeErrorIn(context, "Cannot redefine property: ", property, "");
    return;
  }
  info.GetReturnValue().Set(is_defined);
}

enum class KeyKind { kNames, kIndexes };

void Enumerate(const PropertyCallbackInfo<Array>& info, KeyKind kind) {
  Access access = AccessOf(info);
  if (!access.found) return;
  Guard guard(info.GetIsolate());
  Local<Array> keys;
  if (!access.sandbox
           ->GetPropertyNames(access.context, v8::KeyCollectionMode::kOwnOnly, v8::ONLY_ENUMERABLE,
                              kind == KeyKind::kNames ? v8::IndexFilter::kSkipIndices
                                                      : v8::IndexFilter::kIncludeIndices,
                              v8::KeyConversionMode::kKeepNumbers)
           .ToLocal(&keys)) {
    return;
  }
  if (kind == KeyKind::kNames) {
    info.GetReturnValue().Set(keys);
    return;
  }
  std::vector<Local<Value>> indexes;
  for (uint32_t i = 0; i < keys->Length(); ++i) {
    Local<Value> key;
    if (!keys->Get(access.context, i).ToLocal(&key)) return;
    if (key->IsUint32()) indexes.push_back(key);
  }
  info.GetReturnValue().Set(Array::New(info.GetIsolate(), indexes.data(), indexes.size()));
}

void EnumerateNames(const PropertyCallbackInfo<Array>& info) { Enumerate(info, KeyKind::kNames); }
void EnumerateIndexes(const PropertyCallbackInfo<Array>& info) {
  Enumerate(info, KeyKind::kIndexes);
}

// The same for globalThis[0].
void GetIndexed(uint32_t index, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (access.found) GetNamed(IndexToName(access.context, index), info);
}
void SetIndexed(uint32_t index, Local<Value> value, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (access.found) SetNamed(IndexToName(access.context, index), value, info);
}
void DescribeIndexed(uint32_t index, const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (access.found) DescribeNamed(IndexToName(access.context, index), info);
}
void DeleteIndexed(uint32_t index, const PropertyCallbackInfo<Boolean>& info) {
  Access access = AccessOf(info);
  if (access.found) DeleteNamed(IndexToName(access.context, index), info);
}
void DefineIndexed(uint32_t index, const PropertyDescriptor& descriptor,
                   const PropertyCallbackInfo<Value>& info) {
  Access access = AccessOf(info);
  if (access.found) DefineNamed(IndexToName(access.context, index), descriptor, info);
}

Local<ObjectTemplate> GlobalTemplate(Isolate* isolate) {
  ContextifyState* state = StateOf(isolate);
  if (state->global_template.IsEmpty()) {
    Local<FunctionTemplate> constructor = FunctionTemplate::New(isolate);
    constructor->SetClassName(Literal(isolate, "Object"));
    Local<ObjectTemplate> made = constructor->InstanceTemplate();
    made->SetHandler(NamedPropertyHandlerConfiguration(
        GetNamed, SetNamed, DescribeNamed, DeleteNamed, EnumerateNames, DefineNamed, Local<Value>(),
        PropertyHandlerFlags::kHasNoSideEffect));
    made->SetHandler(IndexedPropertyHandlerConfiguration(
        GetIndexed, SetIndexed, DescribeIndexed, DeleteIndexed, EnumerateIndexes, DefineIndexed,
        Local<Value>(), PropertyHandlerFlags::kHasNoSideEffect));
    state->global_template.Reset(isolate, made);
  }
  return state->global_template.Get(isolate);
}

// --- Objects with a C++ side ---

// A JavaScript object with one internal field.
MaybeLocal<Object> NewHolder(Local<Context> context) {
  Isolate* isolate = context->GetIsolate();
  ContextifyState* state = StateOf(isolate);
  if (state->holder_template.IsEmpty()) {
    Local<ObjectTemplate> made = ObjectTemplate::New(isolate);
    made->SetInternalFieldCount(1);
    state->holder_template.Reset(isolate, made);
  }
  return state->holder_template.Get(isolate)->NewInstance(context);
}

// A script compiled for no particular context. Lives as long as its JavaScript holder, or until the
// loop ends. Loop thread only.
class CompiledScript : public ListNode {
 public:
  CompiledScript(Isolate* isolate, Local<Object> holder, Local<UnboundScript> script)
      : script_(isolate, script), holder_(isolate, holder) {
    holder->SetAlignedPointerInInternalField(0, this);
    holder_.SetWeak(
        this, [](const WeakCallbackInfo<CompiledScript>& info) { delete info.GetParameter(); },
        v8::WeakCallbackType::kParameter);
    StateOf(isolate)->scripts.PushBack(this);
  }

  static CompiledScript* From(Local<Value> holder) {
    CHECK(holder->IsObject());
    return static_cast<CompiledScript*>(holder.As<Object>()->GetAlignedPointerFromInternalField(0));
  }

  Local<UnboundScript> script(Isolate* isolate) const { return script_.Get(isolate); }

 private:
  Global<UnboundScript> script_;
  Global<Object> holder_;
};

ContextifyState::~ContextifyState() {
  scripts.ForEach([](CompiledScript* script) { delete script; });
  queues.ForEach([](QueueOwner* owner) { delete owner; });
}

void AttachQueue(Local<Context> context, std::unique_ptr<MicrotaskQueue> queue) {
  Isolate* isolate = context->GetIsolate();
  // Making an object of our own template fails only during termination.
  Local<Object> holder;
  auto* owner = new QueueOwner(std::move(queue));
  StateOf(isolate)->queues.PushBack(owner);
  if (!NewHolder(context).ToLocal(&holder)) {
    context->SetEmbedderData(kQueueSlot, v8::Undefined(isolate));
    // The context still points at the queue: it must not go.
    return;
  }
  holder->SetAlignedPointerInInternalField(0, owner);
  owner->holder.Reset(isolate, holder);
  owner->holder.SetWeak(
      owner, [](const WeakCallbackInfo<QueueOwner>& info) { delete info.GetParameter(); },
      v8::WeakCallbackType::kParameter);
  context->SetEmbedderData(kQueueSlot, holder);
}

MicrotaskQueue* QueueOf(Local<Context> context) {
  if (context->GetNumberOfEmbedderDataFields() <= kQueueSlot) return nullptr;
  Local<Value> holder = context->GetEmbedderData(kQueueSlot);
  if (holder.IsEmpty() || !holder->IsObject()) return nullptr;
  return static_cast<QueueOwner*>(holder.As<Object>()->GetAlignedPointerFromInternalField(0))
      ->queue.get();
}

// --- Errors ---

}  // namespace

void DecorateError(Local<Context> context, const TryCatch& try_catch, Local<Value> decorator) {
  Isolate* isolate = context->GetIsolate();
  if (!decorator->IsFunction() || !try_catch.HasCaught() || try_catch.HasTerminated() ||
      try_catch.Message().IsEmpty() || !try_catch.Exception()->IsNativeError()) {
    return;
  }
  Local<Object> error = try_catch.Exception().As<Object>();
  Local<Private> mark = DecoratedMark(isolate);
  if (error->HasPrivate(context, mark).FromMaybe(true)) return;
  Local<Message> message = try_catch.Message();
  ScriptOrigin origin = message->GetScriptOrigin();
  std::string filename = ToUtf8(isolate, origin.ResourceName());
  // A line of the standard library would tell the program's author nothing.
  if (filename.rfind("node:", 0) == 0) return;
  Local<String> line;
  if (!message->GetSourceLine(context).ToLocal(&line)) return;
  int start = message->GetStartColumn(context).FromMaybe(0);
  int end = message->GetEndColumn(context).FromMaybe(start + 1);
  int line_number = message->GetLineNumber(context).FromMaybe(0);
  if (line_number == origin.LineOffset() + 1 && start >= origin.ColumnOffset()) {
    // The columns of the first line count from where the text says it stands.
    start -= origin.ColumnOffset();
    end -= origin.ColumnOffset();
  }
  String::Value units(isolate, line);
  std::string text =
      filename + ":" + std::to_string(line_number) + "\n" + ToUtf8(isolate, line) + "\n";
  for (int i = 0; i < start && i < units.length(); ++i) text += (*units)[i] == '\t' ? '\t' : ' ';
  for (int i = start; i < end && i < units.length(); ++i) text += '^';
  text += "\n";
  Local<String> shown;
  if (!NewString(isolate, text).ToLocal(&shown)) return;
  TryCatch ignored(isolate);
  if (error->SetPrivate(context, mark, v8::True(isolate)).IsNothing()) return;
  Local<Value> argv[] = {error, shown};
  Local<Context> main = EventLoop::From(isolate)->context();
  static_cast<void>(
      decorator.As<Function>()->Call(main, v8::Undefined(isolate), 2, argv).IsEmpty());
}

void PassOn(TryCatch* try_catch) {
  if (!try_catch->HasTerminated()) try_catch->ReThrow();
}

// --- Compiling ---

namespace {

// The options with a number that stands for an object, as long as they live.
Local<PrimitiveArray> NewImportHost(Isolate* isolate, Local<Object> object) {
  ContextifyState* state = StateOf(isolate);
  uint32_t id = ++state->last_import_host;
  Local<PrimitiveArray> options = PrimitiveArray::New(isolate, 1);
  options->Set(isolate, 0, Integer::NewFromUnsigned(isolate, id));
  auto host = std::make_unique<ImportHost>(
      ImportHost{&state->import_hosts, id, {isolate, object}, {isolate, options}});
  host->options.SetWeak(
      host.get(),
      [](const WeakCallbackInfo<ImportHost>& info) {
        ImportHost* gone = info.GetParameter();
        gone->owner->erase(gone->id);
      },
      v8::WeakCallbackType::kParameter);
  state->import_hosts.emplace(id, std::move(host));
  return options;
}

}  // namespace

ScriptOrigin OriginOf(Isolate* isolate, Local<Value> name, int line, int column, SourceKind kind,
                      Local<Value> host) {
  Local<PrimitiveArray> options;
  if (host->IsSymbol()) {
    options = PrimitiveArray::New(isolate, 1);
    options->Set(isolate, 0, host.As<Symbol>());
  } else if (host->IsObject()) {
    options = NewImportHost(isolate, host.As<Object>());
  }
  return ScriptOrigin(isolate, name, line, column, true, -1, Local<Value>(), false, false,
                      kind == SourceKind::kModule, options);
}

Local<Value> ImportHostOf(Local<Context> context, Local<Data> options) {
  Isolate* isolate = context->GetIsolate();
  Local<FixedArray> list = options.As<FixedArray>();
  if (list->Length() == 1) {
    Local<Value> value = list->Get(context, 0).As<Value>();
    if (!value->IsUint32()) return value;
    ImportHosts& hosts = StateOf(isolate)->import_hosts;
    auto it = hosts.find(value.As<Uint32>()->Value());
    CHECK(it != hosts.end());
    return it->second->object.Get(isolate);
  }
  if (context->GetNumberOfEmbedderDataFields() <= kImportSlot) return v8::Undefined(isolate);
  return context->GetEmbedderData(kImportSlot);
}

namespace {

ScriptOrigin OriginOf(Isolate* isolate, Local<Value> name, Local<Value> line, Local<Value> column,
                      Local<Value> host) {
  return OriginOf(isolate, name, line.As<v8::Int32>()->Value(), column.As<v8::Int32>()->Value(),
                  SourceKind::kScript, host);
}

// The source text, argument 0.
Local<String> SourceArgument(const Arguments& args) {
  return RewriteAttributeKeys(args.GetIsolate(), args[0].As<String>(), SourceKind::kScript);
}

// Calls `compile` (text) -> MaybeLocal, and again with each regular expression rewritten that this
// V8 cannot read. Empty with the error in `try_catch`.
template <typename Compile>
auto CompileRewriting(Isolate* isolate, Local<String> text, TryCatch* try_catch,
                      const Compile& compile) {
  for (int last = -1;;) {
    auto result = compile(text);
    if (!result.IsEmpty() || try_catch->Message().IsEmpty()) return result;
    int position = try_catch->Message()->GetStartPosition();
    if (position <= last || !RewriteRegExpSets(isolate, text, position).ToLocal(&text)) {
      return result;
    }
    last = position;
    try_catch->Reset();
  }
}

// The code cache that the caller supplied; null when there is none. The bytes stay the caller's.
ScriptCompiler::CachedData* CachedDataOf(Local<Value> value) {
  if (!value->IsArrayBufferView()) return nullptr;
  std::span<uint8_t> bytes = BytesOf(value);
  return new ScriptCompiler::CachedData(bytes.data(), static_cast<int>(bytes.size()));
}

// A Uint8Array with a code cache; undefined when V8 has none to give.
Local<Value> ToUint8Array(Isolate* isolate, const ScriptCompiler::CachedData* data) {
  if (data == nullptr) return v8::Undefined(isolate);
  auto length = static_cast<size_t>(data->length);
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, length);
  if (length > 0) memcpy(buffer->Data(), data->data, length);
  return Uint8Array::New(buffer, 0, length);
}

// (source, filename, lineOffset, columnOffset, cachedData, produceCachedData, context, host,
//  decorator)
// -> { script, sourceMapURL, cachedDataRejected, cachedData }
// `context` decides in which context a SyntaxError is made. `script` is for runScript().
void CompileScript(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = ContextArgument(args, 6);
  Context::Scope scope(context);
  bool has_cache = args[4]->IsArrayBufferView();
  bool cache_rejected = false;
  Local<UnboundScript> script;
  {
    TryCatch try_catch(isolate);
    auto compile = [&](Local<String> text) {
      ScriptCompiler::CachedData* cache = CachedDataOf(args[4]);
      ScriptCompiler::Source source(text, OriginOf(isolate, args[1], args[2], args[3], args[7]),
                                    cache);
      MaybeLocal<UnboundScript> result = ScriptCompiler::CompileUnboundScript(
          isolate, &source,
          has_cache ? ScriptCompiler::kConsumeCodeCache : ScriptCompiler::kNoCompileOptions);
      cache_rejected = has_cache && cache->rejected;
      return result;
    };
    if (!CompileRewriting(isolate, SourceArgument(args), &try_catch, compile).ToLocal(&script)) {
      DecorateError(context, try_catch, args[8]);
      PassOn(&try_catch);
      return;
    }
  }
  Local<Context> main = LoopOf(args)->context();
  Local<Object> holder;
  if (!NewHolder(main).ToLocal(&holder)) return;
  new CompiledScript(isolate, holder, script);
  Local<Object> result = Object::New(isolate);
  Set(main, result, "script", holder);
  Set(main, result, "sourceMapURL", script->GetSourceMappingURL());
  if (has_cache) Set(main, result, "cachedDataRejected", Boolean::New(isolate, cache_rejected));
  if (BooleanArgument(args, 5)) {
    std::unique_ptr<ScriptCompiler::CachedData> made(ScriptCompiler::CreateCodeCache(script));
    Set(main, result, "cachedData", ToUint8Array(isolate, made.get()));
  }
  args.GetReturnValue().Set(result);
}

// (script) -> Uint8Array
void CreateCachedData(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::unique_ptr<ScriptCompiler::CachedData> made(
      ScriptCompiler::CreateCodeCache(CompiledScript::From(args[0])->script(isolate)));
  args.GetReturnValue().Set(ToUint8Array(isolate, made.get()));
}

// (source, filename, lineOffset, columnOffset, cachedData, produceCachedData, context,
//  contextExtensions, parameters, host, decorator)
// -> { function, sourceMapURL, cachedDataRejected, cachedData }
void CompileFunction(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> main = LoopOf(args)->context();
  Local<Context> context = ContextArgument(args, 6);

  std::vector<Local<Object>> extensions;
  if (args[7]->IsArray()) {
    Local<Array> list = args[7].As<Array>();
    for (uint32_t i = 0; i < list->Length(); ++i) {
      Local<Value> item;
      if (!list->Get(main, i).ToLocal(&item)) return;
      CHECK(item->IsObject());
      extensions.push_back(item.As<Object>());
    }
  }
  std::vector<Local<String>> parameters;
  if (args[8]->IsArray()) {
    Local<Array> list = args[8].As<Array>();
    for (uint32_t i = 0; i < list->Length(); ++i) {
      Local<Value> item;
      if (!list->Get(main, i).ToLocal(&item)) return;
      CHECK(item->IsString());
      parameters.push_back(item.As<String>());
    }
  }

  bool has_cache = args[4]->IsArrayBufferView();
  bool cache_rejected = false;
  Local<Function> function;
  {
    Context::Scope scope(context);
    TryCatch try_catch(isolate);
    auto compile = [&](Local<String> text) {
      ScriptCompiler::CachedData* cache = CachedDataOf(args[4]);
      ScriptCompiler::Source source(text, OriginOf(isolate, args[1], args[2], args[3], args[9]),
                                    cache);
      MaybeLocal<Function> result = compat::CompileFunction(
          context, &source, parameters.size(), parameters.data(), extensions.size(),
          extensions.data(),
          has_cache ? ScriptCompiler::kConsumeCodeCache : ScriptCompiler::kNoCompileOptions);
      cache_rejected = has_cache && cache->rejected;
      return result;
    };
    if (!CompileRewriting(isolate, SourceArgument(args), &try_catch, compile).ToLocal(&function)) {
      DecorateError(context, try_catch, args[10]);
      PassOn(&try_catch);
      return;
    }
  }
  Local<Object> result = Object::New(isolate);
  Set(main, result, "function", function);
  Set(main, result, "sourceMapURL", function->GetScriptOrigin().SourceMapUrl());
  if (has_cache) Set(main, result, "cachedDataRejected", Boolean::New(isolate, cache_rejected));
  if (BooleanArgument(args, 5)) {
    std::unique_ptr<ScriptCompiler::CachedData> made(
        ScriptCompiler::CreateCodeCacheForFunction(function));
    Set(main, result, "cachedData", ToUint8Array(isolate, made.get()));
  }
  args.GetReturnValue().Set(result);
}

// (source, filename, decorator) -> function (exports, require, module, __filename, __dirname)
// The loader's door: nothing is allocated but the function.
void CompileForCommonJS(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = LoopOf(args)->context();
  ScriptOrigin origin(isolate, args[1], 0, 0, true);
  Local<String> text = SourceArgument(args);
  CodeCache* cache = CodeCache::Of(isolate);
  CodeCache::Query query = {};
  ScriptCompiler::CachedData* cached = nullptr;
  if (cache->is_open()) {
    query = cache->Find(isolate, CodeCache::Kind::kFunction, args[1], text);
    cached = query.data();
  }
  Local<String> parameters[] = {Literal(isolate, "exports"), Literal(isolate, "require"),
                                Literal(isolate, "module"), Literal(isolate, "__filename"),
                                Literal(isolate, "__dirname")};
  TryCatch try_catch(isolate);
  bool cache_rejected = false;
  bool is_as_written = true;
  auto compile = [&](Local<String> written) {
    // A text that was rewritten is no match for what is cached, nor will it be.
    is_as_written = written == text;
    ScriptCompiler::CachedData* data = is_as_written ? cached : nullptr;
    ScriptCompiler::Source source(written, origin, data);
    MaybeLocal<Function> result = compat::CompileFunction(
        context, &source, std::size(parameters), parameters, 0, nullptr,
        data != nullptr ? ScriptCompiler::kConsumeCodeCache : ScriptCompiler::kNoCompileOptions);
    cache_rejected = data != nullptr && data->rejected;
    return result;
  };
  Local<Function> function;
  if (!CompileRewriting(isolate, text, &try_catch, compile).ToLocal(&function)) {
    DecorateError(context, try_catch, args[2]);
    PassOn(&try_catch);
    return;
  }
  if (cache->is_open() && is_as_written) {
    cache->Add(isolate, query, cache_rejected, function);
  }
  args.GetReturnValue().Set(function);
}

// --- Running with limits ---

// Terminates what the isolate runs when a time is up. One thread a run: runs with a timeout are
// rare, and each is expected to take longer than making a thread.
class Watchdog {
 public:
  Watchdog(Isolate* isolate, std::chrono::milliseconds timeout)
      : isolate_(isolate), thread_([this, timeout] { Watch(timeout); }) {
    StateOf(isolate)->watchdogs.push_back(this);
  }
  // Returns after the thread has ended: no termination can come later.
  ~Watchdog() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      done_ = true;
    }
    condition_.notify_one();
    thread_.join();
    StateOf(isolate_)->watchdogs.pop_back();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  bool fired() const { return fired_.load(); }

 private:
  void Watch(std::chrono::milliseconds timeout) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (condition_.wait_for(lock, timeout, [this] { return done_; })) return;
    fired_.store(true);
    isolate_->TerminateExecution();
  }

  Isolate* const isolate_;
  std::mutex mutex_;
  std::condition_variable condition_;
  bool done_ = false;
  std::atomic<bool> fired_{false};
  std::thread thread_;  // last: it uses the members above
};

// Terminates what an isolate runs on SIGINT, where that may be ended. Signals belong to the
// process, so this is the one piece of process-wide state here; nested and concurrent users share
// the thread.
class SigintWatch {
 public:
  enum class Mode { kTerminate, kNote };

  // Starts watching for `isolate`; the program's own SIGINT handlers are set aside meanwhile. With
  // kNote a SIGINT is only remembered, when it comes outside of the runs within.
  static void Start(Isolate* isolate, Mode mode = Mode::kTerminate) {
    std::lock_guard<std::mutex> lock(mutex_);
    users_.push_back({isolate, mode, false});
    if (users_.size() > 1) return;
    unseen_.store(0);
    interruption_.Reset();
    is_wanted_.store(false);
    sem_init(&semaphore_, 0, 0);
    stopping_.store(false);
    thread_ = std::thread(Watch);
    struct sigaction action = {};
    action.sa_handler = [](int) {
      unseen_.fetch_add(1);
      sem_post(&semaphore_);
    };
    sigfillset(&action.sa_mask);
    sigaction(SIGINT, &action, &previous_);
  }

  // Ends the latest watch of `isolate`. Returns whether a SIGINT came.
  static bool Stop(Isolate* isolate) {
    bool came = false;
    bool last = false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      for (size_t i = users_.size(); i-- > 0;) {
        if (users_[i].isolate != isolate) continue;
        came = users_[i].interrupted;
        if (i + 1 == users_.size()) is_wanted_.store(false);
        users_.erase(users_.begin() + static_cast<ptrdiff_t>(i));
        break;
      }
      last = users_.empty();
      if (last) {
        sigaction(SIGINT, &previous_, nullptr);
        // The thread may not have got round to the latest one.
        came = unseen_.exchange(0) > 0 || came;
        stopping_.store(true);
        sem_post(&semaphore_);
      }
    }
    if (last) {
      thread_.join();
      sem_destroy(&semaphore_);
    }
    return came;
  }

  // Where lib/ has begun nothing: ends the run that was to be ended, if there is one.
  static void EndHere(Isolate* isolate) {
    if (!is_wanted_.load()) return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (users_.empty() || users_.back().isolate != isolate || WhoRuns(isolate) == Runner::kLib ||
        !is_wanted_.exchange(false)) {
      return;
    }
    isolate->TerminateExecution();
  }

 private:
  struct User {
    Isolate* isolate;
    Mode mode;
    bool interrupted;
  };

  static void Watch() {
    // The signal is for the thread that runs JavaScript.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    for (;;) {
      while (sem_wait(&semaphore_) != 0) {
      }
      if (stopping_.load()) return;
      std::lock_guard<std::mutex> lock(mutex_);
      if (users_.empty()) return;
      const User& user = users_.back();
      if (unseen_.exchange(0) > 0) {
        // The innermost run is the one to interrupt.
        users_.back().interrupted = true;
        if (user.mode != Mode::kTerminate) continue;
        interruption_.Reset();
        is_wanted_.store(true);
      }
      if (is_wanted_.load() && !is_requested_.exchange(true)) {
        user.isolate->RequestInterrupt(EndWhatRuns, nullptr);
      }
    }
  }

  // On the thread of the isolate, in the middle of JavaScript; or later, when it has ended.
  static void EndWhatRuns(Isolate* isolate, void*) {
    std::lock_guard<std::mutex> lock(mutex_);
    is_requested_.store(false);
    if (!is_wanted_.load() || users_.empty() || users_.back().isolate != isolate) return;
    if (!interruption_.MayEnd(WhoRuns(isolate))) {
      sem_post(&semaphore_);  // once more
      return;
    }
    is_wanted_.store(false);
    isolate->TerminateExecution();
  }

  static inline std::mutex mutex_;
  static inline std::vector<User> users_;
  static inline std::thread thread_;
  static inline sem_t semaphore_;
  static inline std::atomic<bool> stopping_{false};
  static inline std::atomic<int> unseen_{0};
  static inline std::atomic<bool> is_wanted_{false};  // the innermost run is to be ended
  static inline std::atomic<bool> is_requested_{false};
  static inline Interruption interruption_;
  static inline struct sigaction previous_;
};

}  // namespace

MaybeLocal<Value> RunWithLimits(Local<Context> context, const RunLimits& limits,
                                Local<Value> decorator,
                                const std::function<MaybeLocal<Value>()>& run) {
  Isolate* isolate = context->GetIsolate();
  bool timed_out = false;
  bool interrupted = false;
  {
    Context::Scope scope(context);
    TryCatch try_catch(isolate);
    MaybeLocal<Value> value;
    {
      std::unique_ptr<Watchdog> watchdog;
      if (limits.timeout > 0) {
        watchdog = std::make_unique<Watchdog>(
            isolate, std::chrono::milliseconds(static_cast<int64_t>(limits.timeout)));
      }
      if (limits.break_on_sigint) SigintWatch::Start(isolate);
      value = run();
      if (MicrotaskQueue* queue = QueueOf(context); queue != nullptr && !value.IsEmpty()) {
        queue->PerformCheckpoint(isolate);
      }
      if (limits.break_on_sigint) interrupted = SigintWatch::Stop(isolate);
      if (watchdog != nullptr) timed_out = watchdog->fired();
    }
    if (timed_out || interrupted) {
      // The watch may have fired after the script had ended: the termination is then still pending.
      isolate->CancelTerminateExecution();
      for (Watchdog* outer : StateOf(isolate)->watchdogs) {
        // Taken back with ours: an outer run whose time is up ends as well.
        if (outer->fired()) isolate->TerminateExecution();
      }
    } else if (try_catch.HasCaught()) {
      DecorateError(context, try_catch, decorator);
      PassOn(&try_catch);
      return {};
    } else {
      return value;
    }
  }
  if (interrupted) {
    ThrowError(isolate, "ERR_SCRIPT_EXECUTION_INTERRUPTED",
               "Script execution was interrupted by `SIGINT`");
  } else {
    ThrowError(isolate, "ERR_SCRIPT_EXECUTION_TIMEOUT",
               "Script execution timed out after " +
                   std::to_string(static_cast<int64_t>(limits.timeout)) + "ms");
  }
  return {};
}

namespace {

// (script, context, timeout, breakOnSigint, decorator or undefined) -> value of the last expression
// `timeout` in milliseconds; 0 for none.
void RunScript(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = ContextArgument(args, 1);
  Local<Value> value;
  auto run = [&]() -> MaybeLocal<Value> {
    Local<v8::Script> script =
        CompiledScript::From(args[0])->script(isolate)->BindToCurrentContext();
    return script->Run(context);
  };
  if (RunWithLimits(context, {NumberArgument(args, 2), BooleanArgument(args, 3)}, args[4], run)
          .ToLocal(&value)) {
    args.GetReturnValue().Set(value);
  }
}

// For the REPL: () and () -> whether a SIGINT came that no script with breakOnSigint was ended by.
void StartSigintWatchdog(const Arguments& args) {
  SigintWatch::Start(args.GetIsolate(), SigintWatch::Mode::kNote);
}
void StopSigintWatchdog(const Arguments& args) {
  args.GetReturnValue().Set(SigintWatch::Stop(args.GetIsolate()));
}
// (): what a SIGINT is to end is ended here; see internal/repl/interrupt
void EndRun(const Arguments& args) { SigintWatch::EndHere(args.GetIsolate()); }

// --- Contexts ---

bool AllowWasm(Local<Context> context, Local<String>) {
  if (context->GetNumberOfEmbedderDataFields() <= kAllowWasmSlot) return true;
  Local<Value> allowed = context->GetEmbedderData(kAllowWasmSlot);
  return allowed.IsEmpty() || !allowed->IsFalse();
}

// (object or null, allowStrings, allowWasm, ownMicrotaskQueue, furnish, name, host, origin)
// -> global
// proxy
// An object becomes contextified; with null the context is an ordinary one, known by its global
// proxy. furnish(global proxy) may add to the real global, before the object stands before it.
// `host` is what import() is told in code that has no script, as OriginOf() has it for scripts.
void MakeContext(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> main = LoopOf(args)->context();
  bool is_contextified = args[0]->IsObject();
  CHECK(args[4]->IsFunction());
  std::unique_ptr<MicrotaskQueue> queue;
  if (BooleanArgument(args, 3)) {
    queue = MicrotaskQueue::New(isolate, v8::MicrotasksPolicy::kExplicit);
  }
  Local<Context> context;
  {
    TryCatch try_catch(isolate);
    MaybeLocal<ObjectTemplate> global_template;
    if (is_contextified) global_template = GlobalTemplate(isolate);
    context = Context::New(isolate, nullptr, global_template, {}, {}, queue.get());
    if (context.IsEmpty()) {
      if (try_catch.HasCaught()) {
        PassOn(&try_catch);
      } else {
        ThrowRangeError(isolate, "ERR_CONTEXT_NOT_INITIALIZED",
                        "The context could not be made: not enough stack");
      }
      return;
    }
  }
  // Objects may cross between the contexts.
  context->SetSecurityToken(main->GetSecurityToken());
  Local<Object> proxy = context->Global();
  Local<Object> known = is_contextified ? args[0].As<Object>() : proxy;
  context->SetEmbedderData(kAllowWasmSlot, Boolean::New(isolate, BooleanArgument(args, 2)));
  context->AllowCodeGenerationFromStrings(BooleanArgument(args, 1));
  if (!BooleanArgument(args, 2)) isolate->SetAllowWasmCodeGenerationCallback(AllowWasm);
  context->SetEmbedderData(kQueueSlot, v8::Undefined(isolate));
  context->SetEmbedderData(kImportSlot, args[6]);
  if (queue != nullptr) AttachQueue(context, std::move(queue));
  Local<Value> furnished = proxy;
  if (args[4].As<Function>()->Call(main, v8::Undefined(isolate), 1, &furnished).IsEmpty()) {
    return;
  }
  if (is_contextified) context->SetEmbedderData(kSandboxSlot, known);
  // Private symbols can be added to frozen objects and proxies; this fails only during termination.
  if (known->SetPrivate(main, ContextLink(isolate), proxy).IsNothing()) return;
  TellInspectorOfContext(LoopOf(args), context, ToUtf8(isolate, args[5]), ToUtf8(isolate, args[7]));
  args.GetReturnValue().Set(proxy);
}

// (object) -> whether it has been contextified, or is the global of an ordinary context made here
void IsContext(const Arguments& args) {
  CHECK(args[0]->IsObject());
  args.GetReturnValue().Set(
      args[0]
          .As<Object>()
          ->HasPrivate(LoopOf(args)->context(), ContextLink(args.GetIsolate()))
          .FromMaybe(false));
}

// (detailed, eager) -> promise of V8's own report
void MeasureMemory(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = LoopOf(args)->context();
  Local<Promise::Resolver> resolver;
  if (!Promise::Resolver::New(context).ToLocal(&resolver)) return;
  isolate->MeasureMemory(
      MeasureMemoryDelegate::Default(
          isolate, context, resolver,
          BooleanArgument(args, 0) ? MeasureMemoryMode::kDetailed : MeasureMemoryMode::kSummary),
      BooleanArgument(args, 1) ? MeasureMemoryExecution::kEager : MeasureMemoryExecution::kDefault);
  args.GetReturnValue().Set(resolver->GetPromise());
}

constexpr FunctionSpec kFunctions[] = {
    {"compileForCommonJS", CompileForCommonJS},
    {"compileFunction", CompileFunction},
    {"compileScript", CompileScript},
    {"createCachedData", CreateCachedData},
    {"runScript", RunScript},
    {"makeContext", MakeContext},
    {"isContext", IsContext, SideEffect::kNone},
    {"measureMemory", MeasureMemory},
    {"endRun", EndRun},
    {"startSigintWatchdog", StartSigintWatchdog},
    {"stopSigintWatchdog", StopSigintWatchdog},
};

}  // namespace

const BindingSpec kContextifyBinding = {"contextify", kFunctions};

}  // namespace gyre
