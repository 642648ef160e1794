// SPDX-License-Identifier: MIT

#include "engine/check.h"

#include <cstdio>
#include <cstdlib>

#include "engine/v8_compat.h"

namespace gyre {

void CheckFailed(const char* file, int line, const char* expression) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) failed\n", file, line, expression);
  std::fflush(stderr);
  std::abort();
}

void PrintJavaScriptStack(v8::Isolate* isolate) {
  constexpr int kMaxFrames = 32;
  v8::HandleScope scope(isolate);
  std::fputs("\nJavaScript stack:\n", stderr);
  v8::Local<v8::StackTrace> stack =
      v8::StackTrace::CurrentStackTrace(isolate, kMaxFrames, v8::StackTrace::kDetailed);
  for (int i = 0; i < stack->GetFrameCount(); i++) {
    v8::Local<v8::StackFrame> frame = stack->GetFrame(isolate, i);
    v8::String::Utf8Value function(isolate, frame->GetFunctionName());
    v8::String::Utf8Value script(isolate, frame->GetScriptNameOrSourceURL());
    std::fprintf(
        stderr, "    at %s (%s:%d:%d)\n", function.length() > 0 ? *function : "<anonymous>",
        script.length() > 0 ? *script : "<anonymous>", frame->GetLineNumber(), frame->GetColumn());
  }
}

void FatalError(const char* location, const char* what) {
  std::fprintf(stderr, "FATAL ERROR: %s %s\n", location != nullptr ? location : "", what);
  v8::Isolate* isolate = v8::Isolate::TryGetCurrent();
  if (isolate != nullptr && isolate->InContext()) {
    PrintJavaScriptStack(isolate);
  }
  std::fflush(stderr);
  std::abort();
}

}  // namespace gyre
