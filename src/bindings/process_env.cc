// SPDX-License-Identifier: MIT
//
// binding('process_env'): process.env, a live view of the environment. Interceptors of one exotic
// object read and write environ(7) directly, so that what native libraries set is seen and the
// other way round.

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "bindings/binding.h"

extern char** environ;

namespace gyre {

using v8::Array;
using v8::Context;
using v8::EscapableHandleScope;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Name;
using v8::NamedPropertyHandlerConfiguration;
using v8::Object;
using v8::ObjectTemplate;
using v8::PropertyCallbackInfo;
using v8::PropertyDescriptor;
using v8::PropertyHandlerFlags;
using v8::String;
using v8::Value;

namespace {

// Dates follow TZ at once.
void NoteTimeZone(Isolate* isolate, const std::string& variable) {
  if (variable != "TZ") return;
  tzset();
  isolate->DateTimeConfigurationChangeNotification(Isolate::TimeZoneDetection::kRedetect);
}

void Getter(Local<Name> name, const PropertyCallbackInfo<Value>& info) {
  if (name->IsSymbol()) return;
  Isolate* isolate = info.GetIsolate();
  const char* value = getenv(ToUtf8(isolate, name).c_str());
  if (value != nullptr) info.GetReturnValue().Set(NewShortString(isolate, value));
}

void Setter(Local<Name> name, Local<Value> value, const PropertyCallbackInfo<Value>& info) {
  Isolate* isolate = info.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  if (name->IsSymbol()) {
    isolate->ThrowException(
        v8::Exception::TypeError(Literal(isolate, "Cannot convert a Symbol value to a string")));
    return;
  }
  if (info.Data()->IsFunction() && !value->IsString() && !value->IsNumber() &&
      !value->IsBoolean()) {
    // Only for --pending-deprecation. A listener that throws is the assignment's error.
    if (info.Data()
            .As<v8::Function>()
            ->Call(context, v8::Undefined(isolate), 0, nullptr)
            .IsEmpty()) {
      return;
    }
  }
  Local<String> text;
  // Symbols and objects whose toString throws: the exception is V8's own.
  if (!value->ToString(context).ToLocal(&text)) return;
  std::string variable = ToUtf8(isolate, name);
  setenv(variable.c_str(), ToUtf8(isolate, text).c_str(), 1);
  NoteTimeZone(isolate, variable);
  info.GetReturnValue().Set(value);
}

void Query(Local<Name> name, const PropertyCallbackInfo<Integer>& info) {
  if (name->IsSymbol()) return;
  if (getenv(ToUtf8(info.GetIsolate(), name).c_str()) != nullptr) {
    info.GetReturnValue().Set(v8::None);
  }
}

void Deleter(Local<Name> name, const PropertyCallbackInfo<v8::Boolean>& info) {
  if (name->IsString()) {
    std::string variable = ToUtf8(info.GetIsolate(), name);
    unsetenv(variable.c_str());
    NoteTimeZone(info.GetIsolate(), variable);
  }
  info.GetReturnValue().Set(true);
}

void Enumerator(const PropertyCallbackInfo<Array>& info) {
  Isolate* isolate = info.GetIsolate();
  std::vector<Local<Value>> names;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    std::string_view text(*entry);
    // Names that begin with '=' are not names of variables.
    size_t equals = text.find('=', 1);
    if (equals != std::string_view::npos) {
      names.push_back(NewShortString(isolate, text.substr(0, equals)));
    }
  }
  info.GetReturnValue().Set(Array::New(isolate, names.data(), names.size()));
}

void Definer(Local<Name> name, const PropertyDescriptor& descriptor,
             const PropertyCallbackInfo<Value>& info) {
  Isolate* isolate = info.GetIsolate();
  if (descriptor.has_get() || descriptor.has_set()) {
    return ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                          "'process.env' does not accept an accessor(getter/setter) descriptor");
  }
  if (!descriptor.has_value()) {
    return ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                          "'process.env' only accepts a configurable, writable, and enumerable "
                          "data descriptor");
  }
  if (!(descriptor.has_configurable() && descriptor.configurable() && descriptor.has_writable() &&
        descriptor.writable() && descriptor.has_enumerable() && descriptor.enumerable())) {
    return ThrowTypeError(isolate, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
                          "'process.env' only accepts a configurable, writable, and enumerable "
                          "data descriptor");
  }
  Setter(name, descriptor.value(), info);
}

// (warn) -> the exotic object; warn() is called, if it is a function, before a value that is no
// string, number or boolean is assigned
void Create(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<ObjectTemplate> env = ObjectTemplate::New(isolate);
  env->SetHandler(NamedPropertyHandlerConfiguration(Getter, Setter, Query, Deleter, Enumerator,
                                                    Definer, nullptr, args[0],
                                                    PropertyHandlerFlags::kHasNoSideEffect));
  Local<Object> object;
  if (env->NewInstance(isolate->GetCurrentContext()).ToLocal(&object)) {
    args.GetReturnValue().Set(object);
  }
}

constexpr FunctionSpec kFunctions[] = {
    {"create", Create},
};

}  // namespace

const BindingSpec kProcessEnvBinding = {"process_env", kFunctions, nullptr,
                                        SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
