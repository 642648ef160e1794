// SPDX-License-Identifier: MIT
//
// binding('signal'): one unref'd uv_signal_t for each signal that `process` has listeners for.

#include <uv.h>

#include <map>

#include "bindings/binding.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"

namespace gyre {

using v8::Integer;
using v8::Local;
using v8::Value;

namespace {

class SignalHandle final : public Handle {
 public:
  explicit SignalHandle(EventLoop* loop) : Handle(loop, reinterpret_cast<uv_handle_t*>(&signal_)) {
    Initialized(uv_signal_init(loop->uv(), &signal_));
  }

  const char* resource_name() const override { return "SignalWrap"; }

  int Start(int signum) {
    uv_unref(uv_handle());
    return uv_signal_start(&signal_, OnSignal, signum);
  }

 private:
  static void OnSignal(uv_signal_t* handle, int signum) {
    EventLoop* loop = static_cast<SignalHandle*>(static_cast<Handle*>(handle->data))->loop();
    CallbackScope scope(loop);
    Local<Value> argument = Integer::New(loop->isolate(), signum);
    scope.Call(EntryPoint::kSignal, 1, &argument);
  }

  uv_signal_t signal_;
};

struct SignalData {
  std::map<int, SignalHandle*> handles;
};

// (signum) -> 0 or UV_E*
void Start(const Arguments& args) {
  int signum = Int32Argument(args, 0);
  EventLoop* loop = LoopOf(args);
  auto& handles = loop->binding_data<SignalData>()->handles;
  if (handles.count(signum) != 0) return args.GetReturnValue().Set(0);
  auto* handle = new SignalHandle(loop);
  int status = handle->state() == Handle::State::kOpen ? handle->Start(signum) : UV_ENOMEM;
  if (status == 0) {
    handles[signum] = handle;
  } else {
    handle->Close();
  }
  args.GetReturnValue().Set(status);
}

// (signum)
void Stop(const Arguments& args) {
  auto& handles = LoopOf(args)->binding_data<SignalData>()->handles;
  auto it = handles.find(Int32Argument(args, 0));
  if (it == handles.end()) return;
  it->second->Close();
  handles.erase(it);
}

constexpr FunctionSpec kFunctions[] = {
    {"start", Start},
    {"stop", Stop},
};

}  // namespace

const BindingSpec kSignalBinding = {"signal", kFunctions};

}  // namespace gyre
