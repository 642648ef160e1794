// SPDX-License-Identifier: MIT
//
// binding('process_wrap'): child processes.
//
//   spawn(file, args, cwd, env, uid, gid, flags, stdio, onexit) -> Process, or UV_E*
//
// `stdio` says what becomes descriptor 0, 1, 2, ... of the child: a number (a descriptor of ours),
// a fresh Pipe (connected to it), or null (nothing). A Process has pid, kill(signal), and the
// methods of every handle; onexit(code, signal number) is called once, in the poll phase.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "bindings/handle_wrap.h"
#include "bindings/spawn.h"
#include "bindings/stream_handle.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::HandleScope;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

struct ProcessData {
  Global<Function> constructor;
};

// Watches the exit descriptor of a running process.
class ProcessHandle final : public HandleWrap {
 public:
  ProcessHandle(EventLoop* loop, Local<Object> object)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&poll_)) {}

  const char* resource_name() const override { return "ProcessWrap"; }

  // Takes `exit_descriptor`. Returns 0 or UV_E*.
  int Watch(pid_t pid, int exit_descriptor, Local<Function> on_exit) {
    exit_descriptor_ = OwnedFd(exit_descriptor);
    pid_ = pid;
    on_exit_.Reset(loop()->isolate(), on_exit);
    int status = Initialized(uv_poll_init(loop()->uv(), &poll_, exit_descriptor));
    return status != 0 ? status : uv_poll_start(&poll_, UV_READABLE, OnExit);
  }

  int Kill(int signal) {
    if (reaped_) return UV_ESRCH;
    return uv_kill(pid_, signal);
  }

 private:
  static void OnExit(uv_poll_t* poll, int, int) {
    auto* self = static_cast<ProcessHandle*>(static_cast<Handle*>(poll->data));
    EventLoop* loop = self->loop();
    uv_poll_stop(poll);
    ExitStatus status = Reap(self->pid_).value_or(ExitStatus{});
    self->reaped_ = true;
    if (loop->stopping()) return;
    Isolate* isolate = loop->isolate();
    CallbackScope scope(loop, &self->frame());
    Local<Value> argv[] = {Integer::New(isolate, status.code),
                           Integer::New(isolate, status.signal)};
    scope.Call(self->on_exit_.Get(isolate), self->object(), 2, argv);
  }

  uv_poll_t poll_;
  OwnedFd exit_descriptor_;
  pid_t pid_ = 0;
  bool reaped_ = false;
  Global<Function> on_exit_;
};

void Construct(const Arguments& args) { CHECK(args.IsConstructCall()); }

// (signal number) -> 0 or UV_E*
void Kill(const Arguments& args) {
  auto* self = HandleWrap::Unwrap<ProcessHandle>(args.This());
  args.GetReturnValue().Set(self == nullptr ? static_cast<int32_t>(UV_ESRCH)
                                            : self->Kill(Int32Argument(args, 0)));
}

// The ends of the pipes in `stdio`. Returns 0 or UV_E*.
int ConnectStdio(Local<Context> context, Local<Array> stdio, LaunchOptions* options,
                 std::vector<OwnedFd>* child_ends) {
  for (uint32_t i = 0; i < stdio->Length(); ++i) {
    Local<Value> entry;
    // An array that lib/ has just filled has no accessors that could throw.
    if (!stdio->Get(context, i).ToLocal(&entry)) return UV_EINVAL;
    if (entry->IsInt32()) {
      options->descriptors.push_back(entry.As<v8::Int32>()->Value());
    } else if (entry->IsObject()) {
      auto* pipe = HandleWrap::Unwrap<StreamHandle>(entry.As<Object>());
      if (pipe == nullptr) return UV_EBADF;
      OwnedFd parent;
      OwnedFd child;
      int status = OpenSocketPair(&parent, &child);
      if (status == 0) {
        status = uv_pipe_open(reinterpret_cast<uv_pipe_t*>(pipe->stream()), parent.get());
      }
      if (status != 0) return status;
      (void)parent.Release();  // the pipe has it
      options->descriptors.push_back(child.get());
      child_ends->push_back(std::move(child));
    } else {
      options->descriptors.push_back(-1);
    }
  }
  return 0;
}

void Spawn(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  CHECK(args[kLaunchArguments]->IsArray());
  CHECK(args[kLaunchArguments + 1]->IsFunction());
  LaunchOptions options = LaunchOptionsOf(args);
  std::vector<OwnedFd> child_ends;
  int status = ConnectStdio(context, args[kLaunchArguments].As<Array>(), &options, &child_ends);
  if (status != 0) return args.GetReturnValue().Set(status);

  Local<Object> object;
  Local<Function> constructor = loop->binding_data<ProcessData>()->constructor.Get(isolate);
  // Fails only while JavaScript is being terminated.
  if (!constructor->NewInstance(context).ToLocal(&object)) return;

  pid_t pid = Launch(options);
  if (pid < 0) return args.GetReturnValue().Set(pid);
  int descriptor = OpenExitDescriptor(pid);
  ProcessHandle* process = nullptr;
  status = descriptor;
  if (descriptor >= 0) {
    process = new ProcessHandle(loop, object);
    status = process->Watch(pid, descriptor, args[kLaunchArguments + 1].As<Function>());
  }
  if (status != 0) {
    // Nobody would ever know how it ended.
    kill(pid, SIGKILL);
    (void)Reap(pid);
    if (process != nullptr) {
      object->SetAlignedPointerInInternalField(0, nullptr);
      process->Close();
    }
    return args.GetReturnValue().Set(status);
  }
  Set(context, object, "pid", Integer::New(isolate, pid));
  args.GetReturnValue().Set(object);
}

constexpr FunctionSpec kProcessMethods[] = {{"kill", Kill}};

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> process = HandleWrap::NewClass(scope.isolate, "Process", Construct);
  HandleWrap::AddMethods(scope.isolate, process, kProcessMethods);
  // Out of memory is the only reason for this to fail.
  scope.loop->binding_data<ProcessData>()->constructor.Reset(
      scope.isolate, process->GetFunction(scope.context).ToLocalChecked());
}

constexpr FunctionSpec kFunctions[] = {{"spawn", Spawn}};

}  // namespace

const BindingSpec kProcessWrapBinding = {"process_wrap", kFunctions, Initialize,
                                         SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
