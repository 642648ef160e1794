// SPDX-License-Identifier: MIT
//
// binding('pipe'): Unix domain sockets and the pipes of child processes.
//
//   new Pipe(SOCKET | SERVER | IPC)    a StreamHandle; IPC pipes can carry other handles
//   open(fd)                           takes over a descriptor -> 0 or UV_E*
//   bind(path), listen(backlog)        -> 0 or UV_E*; then onconnection(status, client)
//   connect(path, callback)            -> 0 or UV_E*; then callback(null or UV_E*)
//   fchmod(UV_READABLE | UV_WRITABLE)  who may connect: everybody instead of the owner
//   writeHandle(view, handle, callback), pendingHandle(), accept(handle)
//                                      handles over an IPC pipe: sent with the first byte of
//                                      `view`; the receiver asks for the type and accepts into a
//                                      fresh handle
//
// A path that begins with a NUL byte is a name in Linux's abstract namespace. libuv copies paths up
// to the first NUL, so those sockets are made here and then handed to libuv.

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

#include "bindings/standard_descriptors.h"
#include "bindings/stream_handle.h"

namespace gyre {

using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

enum class PipeType : int32_t { kSocket = 0, kServer = 1, kIpc = 2 };

struct PipeData {
  Global<Function> constructor;
};

bool IsAbstract(const std::string& path) { return !path.empty() && path[0] == '\0'; }

// A path that does not fit is refused: libuv would bind to its beginning.
bool Fits(const std::string& path) { return path.size() < sizeof(sockaddr_un{}.sun_path); }

// A socket in the abstract namespace, connected or bound to `name` by `attach` (connect() or
// bind()). Returns a descriptor or UV_E*.
int OpenAbstractSocket(const std::string& name,
                       int (*attach)(int, const struct sockaddr*, socklen_t)) {
#ifdef __linux__
  struct sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.data(), name.size());
  auto length = static_cast<socklen_t>(offsetof(struct sockaddr_un, sun_path) + name.size());
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  int status;
  do {
    status = attach(fd, reinterpret_cast<const struct sockaddr*>(&address), length);
  } while (status != 0 && errno == EINTR);
  if (status != 0) {
    status = -errno;
    close(fd);
    return status;
  }
  return fd;
#else
  (void)name;
  (void)attach;
  return UV_EINVAL;
#endif
}

class PipeHandle final : public StreamHandle {
 public:
  PipeHandle(EventLoop* loop, Local<Object> object, PipeType type)
      : StreamHandle(loop, object, reinterpret_cast<uv_stream_t*>(&pipe_)), type_(type) {
    Initialized(uv_pipe_init(loop->uv(), &pipe_, type == PipeType::kIpc));
  }

  const char* resource_name() const override {
    return type_ == PipeType::kServer ? "PipeServerWrap" : "PipeWrap";
  }

  uv_pipe_t* pipe() { return &pipe_; }

  static void OnConnection(uv_stream_t* server, int status) {
    auto* self = static_cast<PipeHandle*>(static_cast<Handle*>(server->data));
    EventLoop* loop = self->loop();
    if (loop->stopping()) return;
    Isolate* isolate = loop->isolate();
    CallbackScope scope(loop, &self->frame());
    Local<Value> argv[] = {Integer::New(isolate, status), Undefined(isolate)};
    if (status == 0) {
      Local<Function> constructor = loop->binding_data<PipeData>()->constructor.Get(isolate);
      Local<Value> type = Integer::New(isolate, static_cast<int32_t>(PipeType::kSocket));
      Local<Object> client;
      // Fails only while JavaScript is being terminated.
      if (!constructor->NewInstance(scope.context(), 1, &type).ToLocal(&client)) return;
      auto* pipe = Unwrap<PipeHandle>(client);
      // libuv calls this only when a connection waits; it may have been reset meanwhile.
      status = uv_accept(server, pipe->stream());
      if (status == 0) {
        argv[1] = client;
      } else {
        pipe->Close();
        argv[0] = Integer::New(isolate, status);
      }
    }
    scope.CallMethod(self->object(), Literal(isolate, "onconnection"), 2, argv);
  }

 private:
  const PipeType type_;
  uv_pipe_t pipe_;
};

// The completion of a connect() that the kernel has already answered.
class ConnectedRequest final : public StatusRequest<uv_work_t> {
 public:
  ConnectedRequest(EventLoop* loop, Local<Object> callback)
      : StatusRequest(loop, callback, "PipeConnectWrap") {}

  int Queue() {
    return uv_queue_work(
        loop()->uv(), uv_request(), [](uv_work_t*) {}, OnDone);
  }
};

// (type)
void Construct(const Arguments& args) {
  CHECK(args.IsConstructCall());
  EventLoop* loop = LoopOf(args);
  auto* pipe = new PipeHandle(loop, args.This(), static_cast<PipeType>(Int32Argument(args, 0)));
  CHECK(pipe->state() == Handle::State::kOpen);  // uv_pipe_init() allocates nothing
}

// (fd) -> 0 or UV_E*
void Open(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  int fd = Int32Argument(args, 0);
  RememberDescriptorFlags(fd);
  args.GetReturnValue().Set(uv_pipe_open(self->pipe(), fd));
}

// (path) -> 0 or UV_E*
void Bind(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  std::string path = ToUtf8(args.GetIsolate(), args[0]);
  if (!Fits(path)) return args.GetReturnValue().Set(static_cast<int32_t>(UV_EINVAL));
  if (!IsAbstract(path)) return args.GetReturnValue().Set(uv_pipe_bind(self->pipe(), path.c_str()));
  int fd = OpenAbstractSocket(path, bind);
  args.GetReturnValue().Set(fd < 0 ? fd : uv_pipe_open(self->pipe(), fd));
}

// (backlog) -> 0 or UV_E*
void Listen(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  args.GetReturnValue().Set(
      uv_listen(self->stream(), Int32Argument(args, 0), PipeHandle::OnConnection));
}

// (path, callback) -> 0 or UV_E*
void Connect(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  CHECK(args[1]->IsFunction());
  std::string path = ToUtf8(args.GetIsolate(), args[0]);
  if (!Fits(path)) return args.GetReturnValue().Set(static_cast<int32_t>(UV_EINVAL));
  if (IsAbstract(path)) {
    int fd = OpenAbstractSocket(path, connect);
    int status = fd < 0 ? fd : uv_pipe_open(self->pipe(), fd);
    if (status == 0) {
      auto* request = new ConnectedRequest(self->loop(), args[1].As<Object>());
      status = request->Queue();
      if (status != 0) delete request;
    }
    return args.GetReturnValue().Set(status);
  }
  auto* request =
      new StatusRequest<uv_connect_t>(self->loop(), args[1].As<Object>(), "PipeConnectWrap");
  uv_pipe_connect(request->uv_request(), self->pipe(), path.c_str(),
                  StatusRequest<uv_connect_t>::OnDone);
  args.GetReturnValue().Set(0);
}

// (UV_READABLE | UV_WRITABLE) -> 0 or UV_E*
void Fchmod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  args.GetReturnValue().Set(uv_pipe_chmod(self->pipe(), Int32Argument(args, 0)));
}

class WriteHandleRequest final : public StatusRequest<uv_write_t> {
 public:
  // Keeps the bytes and the handle that is sent.
  WriteHandleRequest(EventLoop* loop, Local<Object> callback, Local<Value> memory,
                     Local<Value> handle)
      : StatusRequest(loop, callback, "WriteWrap"),
        memory_(loop->isolate(), memory),
        handle_(loop->isolate(), handle) {}

 private:
  Global<Value> memory_;
  Global<Value> handle_;
};

// (view, handle, callback) -> 0 or UV_E*; the callback is always called after 0
void WriteHandle(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  CHECK(args[1]->IsObject());
  CHECK(args[2]->IsFunction());
  auto* sent = HandleWrap::Unwrap<HandleWrap>(args[1].As<Object>());
  if (sent == nullptr) return args.GetReturnValue().Set(static_cast<int32_t>(UV_EBADF));
  std::span<uint8_t> bytes = BytesOf(args[0]);
  uv_buf_t buffer =
      uv_buf_init(reinterpret_cast<char*>(bytes.data()), static_cast<unsigned int>(bytes.size()));
  auto* request = new WriteHandleRequest(self->loop(), args[2].As<Object>(), args[0], args[1]);
  int status =
      uv_write2(request->uv_request(), self->stream(), &buffer, 1,
                reinterpret_cast<uv_stream_t*>(sent->uv_handle()), WriteHandleRequest::OnDone);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status);
}

// () -> 'tcp', 'pipe', 'udp' for the next handle that has arrived, undefined for none
void PendingHandle(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  if (uv_pipe_pending_count(self->pipe()) == 0) return;
  Isolate* isolate = args.GetIsolate();
  switch (uv_pipe_pending_type(self->pipe())) {
    case UV_TCP:
      return args.GetReturnValue().Set(Literal(isolate, "tcp"));
    case UV_NAMED_PIPE:
      return args.GetReturnValue().Set(Literal(isolate, "pipe"));
    case UV_UDP:
      return args.GetReturnValue().Set(Literal(isolate, "udp"));
    default:
      return args.GetReturnValue().Set(Literal(isolate, "unknown"));
  }
}

// (fresh handle of the pending type) -> 0 or UV_E*
void Accept(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(PipeHandle, self, args);
  CHECK(args[0]->IsObject());
  auto* handle = HandleWrap::Unwrap<HandleWrap>(args[0].As<Object>());
  if (handle == nullptr) return args.GetReturnValue().Set(static_cast<int32_t>(UV_EBADF));
  args.GetReturnValue().Set(
      uv_accept(self->stream(), reinterpret_cast<uv_stream_t*>(handle->uv_handle())));
}

constexpr FunctionSpec kPipeMethods[] = {
    {"open", Open},
    {"bind", Bind},
    {"listen", Listen},
    {"connect", Connect},
    {"fchmod", Fchmod},
    {"writeHandle", WriteHandle},
    {"pendingHandle", PendingHandle},
    {"accept", Accept},
};

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> pipe = StreamHandle::NewStreamClass(scope.isolate, "Pipe", Construct);
  HandleWrap::AddMethods(scope.isolate, pipe, kPipeMethods);
  // Out of memory is the only reason for this to fail.
  Local<Function> constructor = pipe->GetFunction(scope.context).ToLocalChecked();
  scope.loop->binding_data<PipeData>()->constructor.Reset(scope.isolate, constructor);
  scope.Set("Pipe", constructor);
  scope.SetInteger("SOCKET", static_cast<int32_t>(PipeType::kSocket));
  scope.SetInteger("SERVER", static_cast<int32_t>(PipeType::kServer));
  scope.SetInteger("IPC", static_cast<int32_t>(PipeType::kIpc));
  scope.SetInteger("UV_READABLE", UV_READABLE);
  scope.SetInteger("UV_WRITABLE", UV_WRITABLE);
}

}  // namespace

const BindingSpec kPipeBinding = {"pipe", {}, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
