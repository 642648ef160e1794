// SPDX-License-Identifier: MIT

#include "engine/source_location.h"

#include <string>

namespace gyre {

using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Message;
using v8::Object;
using v8::StackFrame;
using v8::StackTrace;
using v8::String;
using v8::Value;

namespace {

std::string TextOf(Isolate* isolate, Local<String> name) {
  return name.IsEmpty() ? std::string() : ToUtf8(isolate, name);
}

// "    at name (file:line:column)", a line for each frame. Empty unless the isolate captures stacks
// for uncaught exceptions (--trace-uncaught).
std::string StackOf(Isolate* isolate, Local<StackTrace> stack) {
  std::string text;
  int count = stack.IsEmpty() ? 0 : stack->GetFrameCount();
  for (int i = 0; i < count; i++) {
    Local<StackFrame> frame = stack->GetFrame(isolate, static_cast<uint32_t>(i));
    std::string place = TextOf(isolate, frame->GetScriptNameOrSourceURL()) + ":" +
                        std::to_string(frame->GetLineNumber()) + ":" +
                        std::to_string(frame->GetColumn());
    std::string name = TextOf(isolate, frame->GetFunctionName());
    if (!text.empty()) text += '\n';
    text += name.empty() ? "    at " + place : "    at " + name + " (" + place + ")";
  }
  return text;
}

}  // namespace

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
  std::string thrown_at = StackOf(isolate, message->GetStackTrace());
  Local<String> text;
  if (!thrown_at.empty() && NewString(isolate, thrown_at).ToLocal(&text)) {
    Set(context, location, "thrownAt", text);
  }
  return location;
}

}  // namespace gyre
