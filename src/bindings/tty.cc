// SPDX-License-Identifier: MIT
//
// binding('tty'): class TTY, a terminal, and whether a descriptor is one.

#include <uv.h>

#include <csignal>

#include "bindings/standard_descriptors.h"
#include "bindings/stream_handle.h"

namespace gyre {

using v8::Array;
using v8::FunctionTemplate;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

// A terminal in raw mode is of little use to the shell: it gets its mode back before a signal ends
// the process. Only calls that are safe in a signal handler.
void ResetModeAndDie(int signum) {
  uv_tty_reset_mode();
  std::raise(signum);  // SA_RESETHAND: now with its default action
}

void ResetModeOnSignals() {
  for (int signum : {SIGINT, SIGTERM}) {
    struct sigaction current;
    if (sigaction(signum, nullptr, &current) != 0) continue;
    // One that the program or its parent decided about is left alone.
    if ((current.sa_flags & SA_SIGINFO) != 0 || current.sa_handler != SIG_DFL) continue;
    struct sigaction action = {};
    action.sa_handler = ResetModeAndDie;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigfillset(&action.sa_mask);
    sigaction(signum, &action, nullptr);
  }
}

class TtyHandle final : public StreamHandle {
 public:
  TtyHandle(EventLoop* loop, Local<Object> object, int fd, int* status)
      : StreamHandle(loop, object, reinterpret_cast<uv_stream_t*>(&tty_)) {
    *status = Initialized(uv_tty_init(loop->uv(), &tty_, fd, 0));
  }

  const char* resource_name() const override { return "TTYWrap"; }

  static void New(const Arguments& args) {  // new TTY(fd); throws when fd is no terminal
    CHECK(args.IsConstructCall());
    int status;
    int fd = Int32Argument(args, 0);
    RememberDescriptorFlags(fd);
    auto* handle = new TtyHandle(LoopOf(args), args.This(), fd, &status);
    if (status == 0) return;
    args.This()->SetAlignedPointerInInternalField(0, nullptr);
    handle->Close();
    ThrowUvException(args.GetIsolate(), status, "uv_tty_init");
  }

  static void GetWindowSize(const Arguments& args) {  // () -> [columns, rows] or status
    GYRE_UNWRAP_OR_RETURN(TtyHandle, self, args);
    int columns;
    int rows;
    int status = uv_tty_get_winsize(&self->tty_, &columns, &rows);
    if (status != 0) return args.GetReturnValue().Set(status);
    Isolate* isolate = args.GetIsolate();
    Local<Value> size[] = {Integer::New(isolate, columns), Integer::New(isolate, rows)};
    args.GetReturnValue().Set(Array::New(isolate, size, 2));
  }

  static void SetRawMode(const Arguments& args) {  // (on) -> status
    GYRE_UNWRAP_OR_RETURN(TtyHandle, self, args);
    bool on = BooleanArgument(args, 0);
    if (on) ResetModeOnSignals();
    args.GetReturnValue().Set(
        uv_tty_set_mode(&self->tty_, on ? UV_TTY_MODE_RAW : UV_TTY_MODE_NORMAL));
  }

 private:
  uv_tty_t tty_;
};

void IsTty(const Arguments& args) {  // (fd) -> boolean
  args.GetReturnValue().Set(uv_guess_handle(Int32Argument(args, 0)) == UV_TTY);
}

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> tty = StreamHandle::NewStreamClass(scope.isolate, "TTY", TtyHandle::New);
  static constexpr FunctionSpec kMethods[] = {
      {"getWindowSize", TtyHandle::GetWindowSize},
      {"setRawMode", TtyHandle::SetRawMode},
  };
  HandleWrap::AddMethods(scope.isolate, tty, kMethods);
  // Fails only while JavaScript is being terminated, and no binding is made then.
  scope.Set("TTY", tty->GetFunction(scope.context).ToLocalChecked());
}

constexpr FunctionSpec kFunctions[] = {
    {"isTTY", IsTty, SideEffect::kNone},
};

}  // namespace

const BindingSpec kTtyBinding = {"tty", kFunctions, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
