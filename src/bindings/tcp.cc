// SPDX-License-Identifier: MIT
//
// binding('tcp'): class TCP, a socket or a listening socket.

#include <sys/socket.h>
#include <uv.h>

#include <cerrno>

#include "bindings/socket_address.h"
#include "bindings/standard_descriptors.h"
#include "bindings/stream_handle.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

// The class, for connections that the loop accepts.
struct TcpData {
  Global<Function> constructor;
};

class TcpHandle final : public StreamHandle {
 public:
  TcpHandle(EventLoop* loop, Local<Object> object)
      : StreamHandle(loop, object, reinterpret_cast<uv_stream_t*>(&tcp_)) {
    // Without a family no socket is made yet: this only fills in memory.
    CHECK_EQ(Initialized(uv_tcp_init(loop->uv(), &tcp_)), 0);
  }

  const char* resource_name() const override {
    return listening_ ? "TCPServerWrap" : "TCPSocketWrap";
  }

  static void New(const Arguments& args) {
    CHECK(args.IsConstructCall());
    new TcpHandle(LoopOf(args), args.This());
  }

  static void Open(const Arguments& args) {  // (fd) -> status
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    int fd = Int32Argument(args, 0);
    RememberDescriptorFlags(fd);
    args.GetReturnValue().Set(uv_tcp_open(&self->tcp_, fd));
  }

  // (address, port, flags) -> status
  static void Bind(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    sockaddr_storage address;
    int status = ParseAddress(args, &address);
    if (status == 0) {
      status = uv_tcp_bind(&self->tcp_, reinterpret_cast<sockaddr*>(&address),
                           static_cast<unsigned>(Int32Argument(args, 2)));
    }
    args.GetReturnValue().Set(status);
  }

  // (backlog) -> status; then onconnection(status, client)
  static void Listen(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    self->listening_ = true;
    args.GetReturnValue().Set(uv_listen(self->stream(), Int32Argument(args, 0), OnConnection));
  }

  // (address, port, callback) -> status
  static void Connect(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    sockaddr_storage address;
    int status = ParseAddress(args, &address);
    if (status == 0) {
      auto* request =
          new StatusRequest<uv_connect_t>(self->loop(), args[2].As<Object>(), "TCPConnectWrap");
      status =
          uv_tcp_connect(request->uv_request(), &self->tcp_, reinterpret_cast<sockaddr*>(&address),
                         StatusRequest<uv_connect_t>::OnDone);
      if (status != 0) delete request;
    }
    args.GetReturnValue().Set(status);
  }

  static void SetNoDelay(const Arguments& args) {  // (on) -> status
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    args.GetReturnValue().Set(uv_tcp_nodelay(&self->tcp_, BooleanArgument(args, 0)));
  }

  static void SetKeepAlive(const Arguments& args) {  // (on, delay in seconds) -> status
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    args.GetReturnValue().Set(
        uv_tcp_keepalive(&self->tcp_, BooleanArgument(args, 0), Uint32Argument(args, 1)));
  }

  // (callback) -> status: closes with a RST
  static void Reset(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    linger force = {1, 0};
    uv_os_fd_t fd;
    int status = uv_fileno(self->uv_handle(), &fd);
    if (status == 0 && setsockopt(fd, SOL_SOCKET, SO_LINGER, &force, sizeof(force)) != 0) {
      status = -errno;
    }
    args.GetReturnValue().Set(status);
  }

  template <int (*kGet)(const uv_tcp_t*, sockaddr*, int*)>
  static void Name(const Arguments& args) {  // () -> { address, family, port } or status
    GYRE_UNWRAP_OR_RETURN(TcpHandle, self, args);
    sockaddr_storage address;
    int length = sizeof(address);
    int status = kGet(&self->tcp_, reinterpret_cast<sockaddr*>(&address), &length);
    if (status != 0) return args.GetReturnValue().Set(status);
    args.GetReturnValue().Set(AddressObject(args.GetIsolate()->GetCurrentContext(),
                                            reinterpret_cast<sockaddr*>(&address)));
  }

 private:
  // Arguments 0 and 1: a numeric address and a port.
  static int ParseAddress(const Arguments& args, sockaddr_storage* address) {
    return gyre::ParseAddress(args.GetIsolate(), args[0], Int32Argument(args, 1), AF_UNSPEC,
                              address);
  }

  static void OnConnection(uv_stream_t* stream, int status) {
    auto* self = static_cast<TcpHandle*>(static_cast<Handle*>(stream->data));
    EventLoop* loop = self->loop();
    if (loop->stopping()) return;
    Isolate* isolate = loop->isolate();
    CallbackScope scope(loop, &self->frame());
    Local<Value> argv[] = {Integer::New(isolate, status), Undefined(isolate)};
    if (status == 0) {
      Local<Object> client;
      if (!loop->binding_data<TcpData>()
               ->constructor.Get(isolate)
               ->NewInstance(scope.context())
               .ToLocal(&client)) {
        return;
      }
      auto* handle = Unwrap<TcpHandle>(client);
      CHECK_NOT_NULL(handle);
      status = uv_accept(stream, handle->stream());
      if (status != 0) {
        // The connection is gone again.
        handle->Close();
        argv[0] = Integer::New(isolate, status);
      } else {
        argv[1] = client;
      }
    }
    scope.CallMethod(self->object(), Literal(isolate, "onconnection"), 2, argv);
  }

  uv_tcp_t tcp_;
  bool listening_ = false;
};

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> tcp = StreamHandle::NewStreamClass(scope.isolate, "TCP", TcpHandle::New);
  static constexpr FunctionSpec kMethods[] = {
      {"open", TcpHandle::Open},
      {"bind", TcpHandle::Bind},
      {"listen", TcpHandle::Listen},
      {"connect", TcpHandle::Connect},
      {"setNoDelay", TcpHandle::SetNoDelay},
      {"setKeepAlive", TcpHandle::SetKeepAlive},
      {"reset", TcpHandle::Reset},
      {"getsockname", TcpHandle::Name<uv_tcp_getsockname>},
      {"getpeername", TcpHandle::Name<uv_tcp_getpeername>},
  };
  HandleWrap::AddMethods(scope.isolate, tcp, kMethods);
  // Fails only while JavaScript is being terminated, and no binding is made then.
  Local<Function> constructor = tcp->GetFunction(scope.context).ToLocalChecked();
  scope.loop->binding_data<TcpData>()->constructor.Reset(scope.isolate, constructor);
  scope.Set("TCP", constructor);
  scope.SetInteger("UV_TCP_IPV6ONLY", UV_TCP_IPV6ONLY);
}

}  // namespace

const BindingSpec kTcpBinding = {"tcp", {}, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
