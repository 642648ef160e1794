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
  int line = message->GetLineNumber(context).FromMaybe(0);
  // The wrapper of a module or an option of `vm` may have moved the first line.
  v8::ScriptOrigin origin = message->GetScriptOrigin();
  int shift = line - 1 == origin.LineOffset() ? origin.ColumnOffset() : 0;
  Local<Object> location = Object::New(isolate);
  Set(context, location, "filename", filename);
  Set(context, location, "line", Integer::New(isolate, line));
  Set(context, location, "startColumn",
      Integer::New(isolate, message->GetStartColumn(context).FromMaybe(0) - shift));
  Set(context, location, "endColumn",
      Integer::New(isolate, message->GetEndColumn(context).FromMaybe(0) - shift));
  Set(context, location, "sourceLine", source_line);
  return location;
}

}  // namespace gyre
