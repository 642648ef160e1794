// SPDX-License-Identifier: MIT
//
// binding('errors'): where an error comes from, and the last resort for printing one.

#include <unistd.h>

#include <cerrno>

#include "bindings/binding.h"
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

// (text): writes to descriptor 2, retrying until everything is out or the other end is gone.
void WriteToStderr(const Arguments& args) {
  std::string text = ToUtf8(args.GetIsolate(), args[0]);
  size_t done = 0;
  while (done < text.size()) {
    ssize_t count = write(STDERR_FILENO, text.data() + done, text.size() - done);
    if (count > 0) {
      done += static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      usleep(1000);
    } else if (errno != EINTR) {
      return;
    }
  }
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
