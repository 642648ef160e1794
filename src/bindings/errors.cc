// SPDX-License-Identifier: MIT
//
// binding('errors'): where an error comes from, and the last resort for printing one.

#include <unistd.h>

#include "bindings/binding.h"
#include "bindings/standard_descriptors.h"
#include "engine/source_location.h"

namespace gyre {

using v8::Exception;
using v8::Isolate;
using v8::Local;

namespace {

// (error) -> { filename, line, startColumn, endColumn, sourceLine } or undefined
void GetErrorSource(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  args.GetReturnValue().Set(
      SourceLocationOf(isolate->GetCurrentContext(), Exception::CreateMessage(isolate, args[0])));
}

// (text): writes to descriptor 2, as long as somebody reads.
void WriteToStderr(const Arguments& args) {
  std::string text = ToUtf8(args.GetIsolate(), args[0]);
  // What nobody can be told about.
  (void)WriteBounded(STDERR_FILENO, text.data(), text.size());
}

// (enabled): thrown values that are no errors get a stack for --trace-uncaught.
void SetCaptureForUncaught(const Arguments& args) {
  args.GetIsolate()->SetCaptureStackTraceForUncaughtExceptions(BooleanArgument(args, 0), 10,
                                                               v8::StackTrace::kDetailed);
}

constexpr FunctionSpec kFunctions[] = {
    {"getErrorSource", GetErrorSource, SideEffect::kNone},
    {"writeToStderr", WriteToStderr},
    {"setCaptureForUncaught", SetCaptureForUncaught},
};

}  // namespace

const BindingSpec kErrorsBinding = {"errors", kFunctions};

}  // namespace gyre
