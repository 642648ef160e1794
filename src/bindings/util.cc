// SPDX-License-Identifier: MIT
//
// binding('util'): what a value is and holds behind JavaScript's back: its brand, a proxy's target,
// a promise's result, the entries of weak collections and iterators. Used by util.inspect,
// util.types and the comparisons. Nothing here runs user code.

#include <string>
#include <string_view>

#include "bindings/binding.h"

namespace gyre {

using v8::Array;
using v8::BigInt;
using v8::Context;
using v8::External;
using v8::IndexFilter;
using v8::Integer;
using v8::Isolate;
using v8::KeyCollectionMode;
using v8::KeyConversionMode;
using v8::Local;
using v8::Object;
using v8::Promise;
using v8::PropertyFilter;
using v8::Proxy;
using v8::StackFrame;
using v8::StackTrace;
using v8::String;
using v8::Value;

namespace {

// The answers of kindOf(); lib/internal/util/inspect.js has the same list.
enum class Kind : int32_t {
  kPlain = 0,
  kProxy,
  kFunction,
  kArray,
  kMap,
  kSet,
  kTypedArray,
  kMapIterator,
  kSetIterator,
  kArguments,
  kRegExp,
  kDate,
  kError,
  kArrayBuffer,
  kDataView,
  kPromise,
  kWeakSet,
  kWeakMap,
  kNamespace,
  kBoxed,
  kExternal,
  kGenerator,
};

bool IsBoxedPrimitiveValue(Local<Value> value) {
  return value->IsNumberObject() || value->IsStringObject() || value->IsBooleanObject() ||
         value->IsBigIntObject() || value->IsSymbolObject();
}

bool IsAnyArrayBufferValue(Local<Value> value) {
  return value->IsArrayBuffer() || value->IsSharedArrayBuffer();
}

// Every test is a comparison of the map's instance type: the order is by how often a kind is
// printed, but for proxies, which must come before what looks at the target.
Kind KindOfValue(Local<Value> value) {
  if (value->IsProxy()) return Kind::kProxy;
  if (value->IsFunction()) return Kind::kFunction;
  if (value->IsArray()) return Kind::kArray;
  if (value->IsMap()) return Kind::kMap;
  if (value->IsSet()) return Kind::kSet;
  if (value->IsTypedArray()) return Kind::kTypedArray;
  if (value->IsNativeError()) return Kind::kError;
  if (value->IsPromise()) return Kind::kPromise;
  if (value->IsDate()) return Kind::kDate;
  if (value->IsRegExp()) return Kind::kRegExp;
  if (value->IsMapIterator()) return Kind::kMapIterator;
  if (value->IsSetIterator()) return Kind::kSetIterator;
  if (value->IsArgumentsObject()) return Kind::kArguments;
  if (IsAnyArrayBufferValue(value)) return Kind::kArrayBuffer;
  if (value->IsDataView()) return Kind::kDataView;
  if (value->IsWeakSet()) return Kind::kWeakSet;
  if (value->IsWeakMap()) return Kind::kWeakMap;
  if (value->IsModuleNamespaceObject()) return Kind::kNamespace;
  if (IsBoxedPrimitiveValue(value)) return Kind::kBoxed;
  if (value->IsExternal()) return Kind::kExternal;
  if (value->IsGeneratorObject()) return Kind::kGenerator;
  return Kind::kPlain;
}

// (object) -> one of Kind
void KindOf(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<int32_t>(KindOfValue(args[0])));
}

// The predicates of util.types that have a method of the same name in V8.
#define PREDICATES(V)  \
  V(External)          \
  V(Date)              \
  V(ArgumentsObject)   \
  V(BigIntObject)      \
  V(BooleanObject)     \
  V(NumberObject)      \
  V(StringObject)      \
  V(SymbolObject)      \
  V(NativeError)       \
  V(RegExp)            \
  V(AsyncFunction)     \
  V(GeneratorFunction) \
  V(GeneratorObject)   \
  V(Promise)           \
  V(Map)               \
  V(Set)               \
  V(MapIterator)       \
  V(SetIterator)       \
  V(WeakMap)           \
  V(WeakSet)           \
  V(ArrayBuffer)       \
  V(DataView)          \
  V(SharedArrayBuffer) \
  V(Proxy)             \
  V(ModuleNamespaceObject)

#define V(Type) \
  void Is##Type(const Arguments& args) { args.GetReturnValue().Set(args[0]->Is##Type()); }
PREDICATES(V)
#undef V

void IsAnyArrayBuffer(const Arguments& args) {
  args.GetReturnValue().Set(IsAnyArrayBufferValue(args[0]));
}

void IsBoxedPrimitive(const Arguments& args) {
  args.GetReturnValue().Set(IsBoxedPrimitiveValue(args[0]));
}

// (value, withHandler = true) -> undefined for what is no proxy; else [target, handler], or the
// target alone if withHandler is false. Both are null once the proxy is revoked.
void GetProxyDetails(const Arguments& args) {
  if (!args[0]->IsProxy()) return;
  Local<Proxy> proxy = args[0].As<Proxy>();
  if (args.Length() == 1 || args[1]->IsTrue()) {
    Local<Value> details[] = {proxy->GetTarget(), proxy->GetHandler()};
    args.GetReturnValue().Set(Array::New(args.GetIsolate(), details, 2));
  } else {
    args.GetReturnValue().Set(proxy->GetTarget());
  }
}

// (object, wantsKind) -> the entries of a collection, weak collection or iterator as a flat array,
// without moving an iterator; with wantsKind [entries, areTheyPairs]. undefined for other objects.
void PreviewEntries(const Arguments& args) {
  if (!args[0]->IsObject()) return;
  bool is_key_value = false;
  Local<Array> entries;
  if (!args[0].As<Object>()->PreviewEntries(&is_key_value).ToLocal(&entries)) return;
  if (args.Length() < 2) {
    args.GetReturnValue().Set(entries);
    return;
  }
  Isolate* isolate = args.GetIsolate();
  Local<Value> result[] = {entries, v8::Boolean::New(isolate, is_key_value)};
  args.GetReturnValue().Set(Array::New(isolate, result, 2));
}

// (object, filter) -> own keys, symbols too, that are no array indices. The filter is 0 for all
// keys and 2 for enumerable ones.
void GetOwnNonIndexProperties(const Arguments& args) {
  CHECK(args[0]->IsObject());
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  auto filter = static_cast<PropertyFilter>(Uint32Argument(args, 1));
  Local<Array> keys;
  if (args[0]
          .As<Object>()
          ->GetPropertyNames(context, KeyCollectionMode::kOwnOnly, filter,
                             IndexFilter::kSkipIndices, KeyConversionMode::kKeepNumbers)
          .ToLocal(&keys)) {
    args.GetReturnValue().Set(keys);
  }
}

// (promise) -> [state, result]; the state is 0 pending (and no result), 1 fulfilled, 2 rejected.
// undefined for what is no promise.
void GetPromiseDetails(const Arguments& args) {
  if (!args[0]->IsPromise()) return;
  Isolate* isolate = args.GetIsolate();
  Local<Promise> promise = args[0].As<Promise>();
  Promise::PromiseState state = promise->State();
  static_assert(Promise::kPending == 0 && Promise::kFulfilled == 1 && Promise::kRejected == 2);
  Local<Value> number = Integer::New(isolate, state);
  if (state == Promise::kPending) {
    args.GetReturnValue().Set(Array::New(isolate, &number, 1));
    return;
  }
  Local<Value> details[] = {number, promise->Result()};
  args.GetReturnValue().Set(Array::New(isolate, details, 2));
}

// (object) -> the name of the function that made it, also after its prototype was taken away
void GetConstructorName(const Arguments& args) {
  CHECK(args[0]->IsObject());
  args.GetReturnValue().Set(args[0].As<Object>()->GetConstructorName());
}

// (external) -> its address as a BigInt
void GetExternalValue(const Arguments& args) {
  CHECK(args[0]->IsExternal());
  auto address = reinterpret_cast<uintptr_t>(args[0].As<External>()->Value());
  args.GetReturnValue().Set(BigInt::NewFromUnsigned(args.GetIsolate(), address));
}

constexpr std::string_view kBuiltinPrefix = "node:";

// () -> whether the innermost function on the stack that is not the library's comes from a file
// below a folder called node_modules.
void IsInsideNodeModules(const Arguments& args) {
  constexpr int kMaxFrames = 32;
  Isolate* isolate = args.GetIsolate();
  Local<StackTrace> stack =
      StackTrace::CurrentStackTrace(isolate, kMaxFrames, StackTrace::kScriptName);
  bool result = false;
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    Local<String> script_name = stack->GetFrame(isolate, i)->GetScriptName();
    if (script_name.IsEmpty() || script_name->Length() == 0) continue;
    std::string name = ToUtf8(isolate, script_name);
    if (name.starts_with(kBuiltinPrefix)) continue;
    result = name.find("/node_modules/") != std::string::npos ||
             name.find("\\node_modules\\") != std::string::npos;
    break;
  }
  args.GetReturnValue().Set(result);
}

// (count) -> [{ functionName, scriptName, scriptId, lineNumber, column }, ...], innermost first,
// the caller of this binding's caller at index 0.
void GetCallSites(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  uint32_t count = Uint32Argument(args, 0);
  // One more: the library function that asks is no part of the answer.
  Local<StackTrace> stack =
      StackTrace::CurrentStackTrace(isolate, static_cast<int>(count) + 1, StackTrace::kDetailed);
  int frame_count = stack->GetFrameCount();
  Local<Array> sites = Array::New(isolate);
  for (int i = 1; i < frame_count; i++) {
    Local<StackFrame> frame = stack->GetFrame(isolate, i);
    Local<String> function_name = frame->GetFunctionName();
    Local<String> script_name = frame->GetScriptName();
    Local<Object> site = Object::New(isolate);
    gyre::Set(context, site, "functionName",
              function_name.IsEmpty() ? String::Empty(isolate) : function_name);
    gyre::Set(context, site, "scriptId",
              NewShortString(isolate, std::to_string(frame->GetScriptId())));
    gyre::Set(context, site, "scriptName",
              script_name.IsEmpty() ? String::Empty(isolate) : script_name);
    gyre::Set(context, site, "lineNumber", Integer::New(isolate, frame->GetLineNumber()));
    gyre::Set(context, site, "column", Integer::New(isolate, frame->GetColumn()));
    // Fails only if the array can't grow, which ends the process anyway.
    if (sites->Set(context, static_cast<uint32_t>(i - 1), site).IsNothing()) return;
  }
  args.GetReturnValue().Set(sites);
}

constexpr FunctionSpec kFunctions[] = {
    {"kindOf", KindOf, SideEffect::kNone},
#define V(Type) {"is" #Type, Is##Type, SideEffect::kNone},
    PREDICATES(V)
#undef V
        {"isAnyArrayBuffer", IsAnyArrayBuffer, SideEffect::kNone},
    {"isBoxedPrimitive", IsBoxedPrimitive, SideEffect::kNone},
    {"getProxyDetails", GetProxyDetails, SideEffect::kNone},
    {"previewEntries", PreviewEntries, SideEffect::kNone},
    {"getOwnNonIndexProperties", GetOwnNonIndexProperties, SideEffect::kNone},
    {"getPromiseDetails", GetPromiseDetails, SideEffect::kNone},
    {"getConstructorName", GetConstructorName, SideEffect::kNone},
    {"getExternalValue", GetExternalValue, SideEffect::kNone},
    {"isInsideNodeModules", IsInsideNodeModules, SideEffect::kNone},
    {"getCallSites", GetCallSites, SideEffect::kNone},
};

#undef PREDICATES

}  // namespace

const BindingSpec kUtilBinding = {"util", kFunctions};

}  // namespace gyre
