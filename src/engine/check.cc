// SPDX-License-Identifier: MIT

#include "engine/check.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "engine/v8_compat.h"

namespace gyre {

void CheckFailed(const char* file, int line, const char* expression) {
  std::fprintf(stderr, "%s:%d: CHECK(%s) failed\n", file, line, expression);
  std::fflush(stderr);
  std::abort();
}

void PrintJavaScriptStack(v8::Isolate* isolate) {
  std::ostringstream stack;
  v8::Message::PrintCurrentStackTrace(isolate, stack);
  std::fprintf(stderr, "\nJavaScript stack:\n%s", stack.str().c_str());
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
