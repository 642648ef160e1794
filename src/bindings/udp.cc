// SPDX-License-Identifier: MIT
//
// binding('udp'): class UDP, a datagram socket.
//
//   receiving  recvStart(), recvStop(); onmessage(size, buffer, address, port, isIPv6), or with a
//              negative UV_E* alone. Up to 20 datagrams come with one system call
//   sending    trySend(view or views, port, address) -> bytes or UV_E*: the system call at once;
//              UV_EAGAIN when the datagram has to wait. Then it is for
//              send(view or views, callback, port, address): callback(UV_E* or null, bytes)
//
// A UDP is made for a family, IPv4 or IPv6: what addresses are read as; one without takes the
// family of each address. The rest is one method for each libuv call, which returns its status.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <cstring>

#include "bindings/buffer.h"
#include "bindings/handle_wrap.h"
#include "bindings/socket_address.h"
#include "loop/request.h"

namespace gyre {

using v8::Array;
using v8::Boolean;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::String;
using v8::Undefined;
using v8::Value;

namespace {

// libuv reads one datagram into each 64 KiB of the memory it is given, and no more than 20.
constexpr size_t kDatagramSize = 64 * 1024;
#ifdef GYRE_STRESS
constexpr size_t kBatch = 1;
#else
constexpr size_t kBatch = 20;
#endif

// Not libuv's: every version of it is given a socket that has the option already.
constexpr int kReusePort = 1 << 16;

// What a list of views at most is sent from without allocating.
constexpr size_t kFewViews = 16;

struct UdpData {
  // Where all sockets receive: what a callback sees is a copy. Only the pages that datagrams have
  // reached are real.
  std::unique_ptr<char[]> slab;
  v8::Eternal<String> onmessage;
};

// A datagram that waits until the socket takes it.
class SendRequest final : public CallbackRequest<uv_udp_send_t> {
 public:
  // `memory`: what the bytes belong to, a view or an array of views.
  SendRequest(EventLoop* loop, Local<Object> callback, Local<Value> memory, size_t size)
      : CallbackRequest(loop, callback), memory_(loop->isolate(), memory), size_(size) {}

  const char* resource_name() const override { return "UDPSendWrap"; }
  // Ends with its handle.
  void Cancel() override {}

  static void OnDone(uv_udp_send_t* request, int status) {
    auto* self = From<SendRequest>(request);
    self->Complete([self, status](Local<Context> context) -> Outcome {
      Isolate* isolate = context->GetIsolate();
      if (status != 0) return {Integer::New(isolate, status), {}};
      return {{}, Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(self->size_))};
    });
    delete self;
  }

 private:
  Global<Value> memory_;
  const size_t size_;
};

class UdpHandle final : public HandleWrap {
 public:
  UdpHandle(EventLoop* loop, Local<Object> object, int family)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&udp_)), family_(family) {
    // AF_UNSPEC: no socket is made yet, this only fills in memory. A handle without a family is
    // for a socket of another process, which may read from it too: datagrams are taken one by
    // one, so that close() takes none with it.
    const unsigned flags = family == AF_UNSPEC ? AF_UNSPEC : AF_UNSPEC | UV_UDP_RECVMMSG;
    CHECK_EQ(Initialized(uv_udp_init_ex(loop->uv(), &udp_, flags)), 0);
  }

  const char* resource_name() const override { return "UDPWrap"; }

  static void New(const Arguments& args) {  // (4, 6 or undefined)
    CHECK(args.IsConstructCall());
    int family = args[0]->IsUndefined()        ? AF_UNSPEC
                 : Int32Argument(args, 0) == 6 ? AF_INET6
                                               : AF_INET;
    new UdpHandle(LoopOf(args), args.This(), family);
  }

  static void Open(const Arguments& args) {  // (fd) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(uv_udp_open(&self->udp_, Int32Argument(args, 0)));
  }

  static void Bind(const Arguments& args) {  // (address, port, flags) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    sockaddr_storage address;
    int flags = Int32Argument(args, 2);
    int status =
        ParseAddress(args.GetIsolate(), args[0], Int32Argument(args, 1), self->family_, &address);
    if (status == 0 && (flags & kReusePort) != 0)
      status = self->OpenWithReusePort(address.ss_family);
    if (status == 0) {
      status = uv_udp_bind(&self->udp_, reinterpret_cast<sockaddr*>(&address),
                           static_cast<unsigned>(flags & ~kReusePort));
    }
    args.GetReturnValue().Set(status);
  }

  static void Connect(const Arguments& args) {  // (address, port) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    sockaddr_storage address;
    int status =
        ParseAddress(args.GetIsolate(), args[0], Int32Argument(args, 1), self->family_, &address);
    if (status == 0) status = uv_udp_connect(&self->udp_, reinterpret_cast<sockaddr*>(&address));
    args.GetReturnValue().Set(status);
  }

  static void Disconnect(const Arguments& args) {  // () -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(uv_udp_connect(&self->udp_, nullptr));
  }

  // (view or views, port, address) -> bytes or UV_E*. A connected socket gets no address.
  static void TrySend(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    Datagram datagram;
    int status = self->Read(args, 0, 1, &datagram);
    if (status == 0) {
      status = uv_udp_try_send(&self->udp_, datagram.buffers, datagram.count, datagram.address);
    }
    args.GetReturnValue().Set(status);
  }

  // (view or views, callback, port, address) -> status
  static void Send(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    Datagram datagram;
    int status = self->Read(args, 0, 2, &datagram);
    if (status == 0) {
      CHECK(args[1]->IsFunction());
      auto* request = new SendRequest(self->loop(), args[1].As<Object>(), args[0], datagram.size());
      status = uv_udp_send(request->uv_request(), &self->udp_, datagram.buffers, datagram.count,
                           datagram.address, SendRequest::OnDone);
      if (status != 0) delete request;
    }
    args.GetReturnValue().Set(status);
  }

  static void RecvStart(const Arguments& args) {  // () -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    int status = uv_udp_recv_start(&self->udp_, Allocate, OnMessage);
    // It may be receiving already.
    args.GetReturnValue().Set(status == UV_EALREADY ? 0 : status);
  }

  static void RecvStop(const Arguments& args) {  // () -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(uv_udp_recv_stop(&self->udp_));
  }

  template <int (*kGet)(const uv_udp_t*, sockaddr*, int*)>
  static void Name(const Arguments& args) {  // () -> { address, family, port } or status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    sockaddr_storage storage;
    auto* address = reinterpret_cast<sockaddr*>(&storage);
    int length = sizeof(storage);
    int status = kGet(&self->udp_, address, &length);
    if (status != 0) return args.GetReturnValue().Set(status);
    args.GetReturnValue().Set(AddressObject(args.GetIsolate()->GetCurrentContext(), address));
  }

  template <int (*kSet)(uv_udp_t*, int)>
  static void Option(const Arguments& args) {  // (number) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(kSet(&self->udp_, Int32Argument(args, 0)));
  }

  static void SetMulticastInterface(const Arguments& args) {  // (address) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    std::string address = ToUtf8(args.GetIsolate(), args[0]);
    args.GetReturnValue().Set(uv_udp_set_multicast_interface(&self->udp_, address.c_str()));
  }

  template <uv_membership kMembership>
  static void SetMembership(const Arguments& args) {  // (group, interface or undefined) -> status
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    Isolate* isolate = args.GetIsolate();
    std::string group = ToUtf8(isolate, args[0]);
    std::string interface = args[1]->IsUndefined() ? "" : ToUtf8(isolate, args[1]);
    args.GetReturnValue().Set(uv_udp_set_membership(
        &self->udp_, group.c_str(), interface.empty() ? nullptr : interface.c_str(), kMembership));
  }

  // (source, group, interface or undefined) -> status
  template <uv_membership kMembership>
  static void SetSourceMembership(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    Isolate* isolate = args.GetIsolate();
    std::string source = ToUtf8(isolate, args[0]);
    std::string group = ToUtf8(isolate, args[1]);
    std::string interface = args[2]->IsUndefined() ? "" : ToUtf8(isolate, args[2]);
    args.GetReturnValue().Set(uv_udp_set_source_membership(
        &self->udp_, group.c_str(), interface.empty() ? nullptr : interface.c_str(), source.c_str(),
        kMembership));
  }

  // (size, 0 to ask) -> size or UV_E*
  template <int (*kBufferSize)(uv_handle_t*, int*)>
  static void BufferSize(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    int size = Int32Argument(args, 0);
    int status = kBufferSize(self->uv_handle(), &size);
    args.GetReturnValue().Set(status != 0 ? status : size);
  }

  static void GetSendQueueSize(const Arguments& args) {  // () -> bytes
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(static_cast<double>(uv_udp_get_send_queue_size(&self->udp_)));
  }

  static void GetSendQueueCount(const Arguments& args) {  // () -> datagrams
    GYRE_UNWRAP_OR_RETURN(UdpHandle, self, args);
    args.GetReturnValue().Set(static_cast<double>(uv_udp_get_send_queue_count(&self->udp_)));
  }

  static void GetFd(const Arguments& args) {  // () -> the descriptor, -1 when there is none
    auto* self = Unwrap<UdpHandle>(args.This());
    uv_os_fd_t fd = -1;
    if (self != nullptr && uv_fileno(self->uv_handle(), &fd) != 0) fd = -1;
    args.GetReturnValue().Set(fd);
  }

 private:
  // What is sent, and where to. Nothing is allocated but for long lists.
  struct Datagram {
    uv_buf_t few[kFewViews];
    std::vector<uv_buf_t> many;
    uv_buf_t* buffers = few;
    unsigned int count = 1;
    sockaddr_storage storage;
    const sockaddr* address = nullptr;

    size_t size() const {
      size_t bytes = 0;
      for (unsigned int i = 0; i < count; ++i) bytes += buffers[i].len;
      return bytes;
    }
  };

  static uv_buf_t BufferOf(Local<Value> view) {
    std::span<uint8_t> bytes = BytesOf(view);
    return uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                       static_cast<unsigned int>(bytes.size()));
  }

  // Reads the view or views at `views`, port and address at `port` and behind. Returns 0 or
  // UV_EINVAL.
  int Read(const Arguments& args, int views, int port, Datagram* datagram) {
    Isolate* isolate = args.GetIsolate();
    if (!args[port + 1]->IsUndefined()) {
      int status = ParseAddress(isolate, args[port + 1], Int32Argument(args, port), family_,
                                &datagram->storage);
      if (status != 0) return status;
      datagram->address = reinterpret_cast<sockaddr*>(&datagram->storage);
    }
    if (!args[views]->IsArray()) {
      datagram->buffers[0] = BufferOf(args[views]);
      return 0;
    }
    Local<Context> context = isolate->GetCurrentContext();
    Local<Array> list = args[views].As<Array>();
    datagram->count = list->Length();
    if (datagram->count > kFewViews) {
      datagram->many.resize(datagram->count);
      datagram->buffers = datagram->many.data();
    }
    for (uint32_t i = 0; i < datagram->count; ++i) {
      // lib/ made the array, of views alone.
      datagram->buffers[i] = BufferOf(list->Get(context, i).ToLocalChecked());
    }
    return 0;
  }

  // Makes the socket, with SO_REUSEPORT. Returns 0 or UV_E*.
  int OpenWithReusePort(int family) {
    int fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int on = 1;
    int status = setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)) != 0
                     ? -errno
                     : uv_udp_open(&udp_, fd);
    if (status != 0) close(fd);
    return status;
  }

  static void Allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
    auto* data = static_cast<Handle*>(handle->data)->loop()->binding_data<UdpData>();
    if (data->slab == nullptr) data->slab.reset(new char[kBatch * kDatagramSize]);
    *buffer = uv_buf_init(data->slab.get(), kBatch * kDatagramSize);
  }

  static void OnMessage(uv_udp_t* udp, ssize_t size, const uv_buf_t* buffer,
                        const sockaddr* address, unsigned) {
    // No sender: nothing was there to read, or a batch ends.
    if (size == 0 && address == nullptr) return;
    auto* self = static_cast<UdpHandle*>(static_cast<Handle*>(udp->data));
    EventLoop* loop = self->loop();
    // An earlier datagram of the batch may have closed the socket, or stopped receiving.
    if (loop->stopping() || self->state() != State::kOpen) return;
    Isolate* isolate = loop->isolate();
    CallbackScope scope(loop, &self->frame());
    Local<Value> argv[] = {Integer::New(isolate, static_cast<int>(size)), Undefined(isolate),
                           Undefined(isolate), Undefined(isolate), Undefined(isolate)};
    if (size >= 0) {
      argv[1] =
          CopyToBuffer(loop, {reinterpret_cast<uint8_t*>(buffer->base), static_cast<size_t>(size)});
      uint16_t port;
      argv[2] = self->SenderText(address, &port);
      argv[3] = Integer::New(isolate, port);
      argv[4] = Boolean::New(isolate, address->sa_family == AF_INET6);
    }
    auto* data = loop->binding_data<UdpData>();
    if (data->onmessage.IsEmpty()) data->onmessage.Set(isolate, Literal(isolate, "onmessage"));
    scope.CallMethod(self->object(), data->onmessage.Get(isolate), 5, argv);
  }

  // The sender's address as text: the same string as last time for the same host.
  Local<String> SenderText(const sockaddr* address, uint16_t* port) {
    Isolate* isolate = loop()->isolate();
    sockaddr_storage host = {};
    if (address->sa_family == AF_INET6) {
      auto* in6 = reinterpret_cast<sockaddr_in6*>(&host);
      std::memcpy(in6, address, sizeof(*in6));
      *port = ntohs(in6->sin6_port);
      in6->sin6_port = 0;
    } else {
      auto* in4 = reinterpret_cast<sockaddr_in*>(&host);
      std::memcpy(in4, address, sizeof(*in4));
      *port = ntohs(in4->sin_port);
      in4->sin_port = 0;
    }
    constexpr size_t kCompared = sizeof(sockaddr_in6);
    if (sender_text_.IsEmpty() || std::memcmp(&host, &sender_, kCompared) != 0) {
      sender_ = host;
      char text[kAddressTextSize];
      static_cast<void>(FormatAddress(address, text));
      sender_text_.Reset(isolate, NewShortString(isolate, text));
    }
    return sender_text_.Get(isolate);
  }

  const int family_;
  uv_udp_t udp_;
  // Whom the last datagram came from, without the port.
  sockaddr_storage sender_ = {};
  Global<String> sender_text_;
};

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> udp = HandleWrap::NewClass(scope.isolate, "UDP", UdpHandle::New);
  static constexpr FunctionSpec kMethods[] = {
      {"open", UdpHandle::Open},
      {"bind", UdpHandle::Bind},
      {"connect", UdpHandle::Connect},
      {"disconnect", UdpHandle::Disconnect},
      {"trySend", UdpHandle::TrySend},
      {"send", UdpHandle::Send},
      {"recvStart", UdpHandle::RecvStart},
      {"recvStop", UdpHandle::RecvStop},
      {"getsockname", UdpHandle::Name<uv_udp_getsockname>},
      {"getpeername", UdpHandle::Name<uv_udp_getpeername>},
      {"setBroadcast", UdpHandle::Option<uv_udp_set_broadcast>},
      {"setTTL", UdpHandle::Option<uv_udp_set_ttl>},
      {"setMulticastTTL", UdpHandle::Option<uv_udp_set_multicast_ttl>},
      {"setMulticastLoopback", UdpHandle::Option<uv_udp_set_multicast_loop>},
      {"setMulticastInterface", UdpHandle::SetMulticastInterface},
      {"addMembership", UdpHandle::SetMembership<UV_JOIN_GROUP>},
      {"dropMembership", UdpHandle::SetMembership<UV_LEAVE_GROUP>},
      {"addSourceSpecificMembership", UdpHandle::SetSourceMembership<UV_JOIN_GROUP>},
      {"dropSourceSpecificMembership", UdpHandle::SetSourceMembership<UV_LEAVE_GROUP>},
      {"recvBufferSize", UdpHandle::BufferSize<uv_recv_buffer_size>},
      {"sendBufferSize", UdpHandle::BufferSize<uv_send_buffer_size>},
      {"getSendQueueSize", UdpHandle::GetSendQueueSize},
      {"getSendQueueCount", UdpHandle::GetSendQueueCount},
  };
  HandleWrap::AddMethods(scope.isolate, udp, kMethods);
  HandleWrap::AddGetter(scope.isolate, udp, "fd", UdpHandle::GetFd);
  // Fails only while JavaScript is being terminated, and no binding is made then.
  scope.Set("UDP", udp->GetFunction(scope.context).ToLocalChecked());
  scope.SetInteger("UV_UDP_IPV6ONLY", UV_UDP_IPV6ONLY);
  scope.SetInteger("UV_UDP_REUSEADDR", UV_UDP_REUSEADDR);
  scope.SetInteger("UV_UDP_REUSEPORT", kReusePort);
}

}  // namespace

const BindingSpec kUdpBinding = {"udp", {}, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
