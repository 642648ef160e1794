// SPDX-License-Identifier: MIT

#include "engine/source_location.h"

namespace gyre {

using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Message;
using v8::Object;
using v8::String;
using v8::Value;

Local<Value> SourceLocationOf(Local<Context> context, Local<Message> message) {
  Isolate* isolate = context->GetIsolate();
  Local<Value> undefined = v8::Undefined(isolate);
  if (message.IsEmpty()) return undefined;
  Local<Value> filename = message->GetScriptOrigin().ResourceName();
  Local<String> source_line;
  if (filename.IsEmpty() || filename->IsUndefined() ||
      !message->GetSourceLine(context).ToLocal(&source_line)) {
    return undefined;
  }
  Local<Object> location = Object::New(isolate);
  Set(context, location, "filename", filename);
  Set(context, location, "line",
      Integer::New(isolate, message->GetLineNumber(context).FromMaybe(0)));
  Set(context, location, "startColumn",
      Integer::New(isolate, message->GetStartColumn(context).FromMaybe(0)));
  Set(context, location, "endColumn",
      Integer::New(isolate, message->GetEndColumn(context).FromMaybe(0)));
  Set(context, location, "sourceLine", source_line);
  return location;
}

}  // namespace gyre
