// SPDX-License-Identifier: MIT
//
// binding('cares'): class Channel, which asks name servers, through c-ares on the loop: no thread
// waits for an answer, so a slow server is in nobody's way.
//
//   new Channel(timeout in ms, tries), each -1 for the default
//   query(name, type, callback)          callback(code or null, the answer as a Buffer)
//   getHostByAddr(address, callback)     callback(code or null, [name, ...]); -> 0 or UV_EINVAL
//   cancel()                             the queries in flight end with 'ECANCELLED'
//   getServers()                         -> [[address, port], ...]
//   setServers(list of the same)         -> undefined, or what is wrong
//   setLocalAddress(IPv4, IPv6)          '' for any
//
// A code is the text of a dns error ('ENOTFOUND'). Callbacks come from the loop, never from within
// a method.
//
// A Channel is a Handle because it has a timer: when c-ares wants to be called again. c-ares tells
// which of its sockets it wants to hear of; each is watched by a Handle of its own as long. While
// nothing is asked there are no sockets and the timer rests. JavaScript never runs below c-ares:
// answers are collected in `finished_` while it works, and handed over afterwards, so that
// callbacks may ask, cancel and close what they like.

// c-ares 1.34 wants some calls replaced by others, which 1.18 does not have yet.
#define CARES_NO_DEPRECATED
#include <ares.h>
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/time.h>
#include <uv.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "bindings/buffer.h"
#include "bindings/handle_wrap.h"
#include "loop/request.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::FunctionTemplate;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::String;
using v8::Value;

namespace {

constexpr int kInternetClass = 1;

// What V8 is told that a channel takes outside its heap, so that unused ones are found: nearly all
// of it are the tables in which c-ares 1.18 finds its queries.
constexpr int64_t kChannelMemory = 64 * 1024;

// The codes of dns by c-ares' numbers.
const char* CodeOf(int status) {
  static constexpr const char* kCodes[] = {
      nullptr,           "ENODATA",       "EFORMERR",
      "ESERVFAIL",       "ENOTFOUND",     "ENOTIMP",
      "EREFUSED",        "EBADQUERY",     "EBADNAME",
      "EBADFAMILY",      "EBADRESP",      "ECONNREFUSED",
      "ETIMEOUT",        "EOF",           "EFILE",
      "ENOMEM",          "EDESTRUCTION",  "EBADSTR",
      "EBADFLAGS",       "ENONAME",       "EBADHINTS",
      "ENOTINITIALIZED", "ELOADIPHLPAPI", "EADDRGETNETWORKPARAMS",
      "ECANCELLED"};
  // Younger versions know more failures of their own; none has a code in Node's documentation.
  size_t index = static_cast<size_t>(status);
  return index < std::size(kCodes) ? kCodes[index] : "EBADRESP";
}

class Channel;

// One socket of c-ares.
class SocketWatcher final : public Handle {
 public:
  SocketWatcher(EventLoop* loop, Channel* channel, ares_socket_t socket)
      : Handle(loop, reinterpret_cast<uv_handle_t*>(&poll_)), channel_(channel), socket_(socket) {
    Initialized(uv_poll_init(loop->uv(), &poll_, socket));
  }

  const char* resource_name() const override { return "DNSCHANNEL"; }

  // Returns 0 or UV_E*.
  int Watch(int events) {
    if (state() != State::kOpen) return UV_EBADF;
    return uv_poll_start(&poll_, events, OnEvent);
  }

 private:
  static void OnEvent(uv_poll_t* poll, int status, int events);

  Channel* const channel_;
  const ares_socket_t socket_;
  uv_poll_t poll_;
};

// A question that has been asked. c-ares calls back once for each, in the end with EDESTRUCTION.
class Query final : public CallbackRequest<uv_req_t> {
 public:
  Query(Channel* channel, EventLoop* loop, Local<Object> callback)
      : CallbackRequest(loop, callback), channel_(channel) {}

  const char* resource_name() const override { return "QueryReqWrap"; }
  // Ends with its channel.
  void Cancel() override {}

  static void OnAnswer(void* self, int status, int timeouts, unsigned char* bytes, int size);
  static void OnHost(void* self, int status, int timeouts, hostent* host);

  // Hands over what came, and ends.
  void Finish() {
    Complete([this](Local<Context> context) -> Outcome {
      Isolate* isolate = context->GetIsolate();
      if (status_ != ARES_SUCCESS) return {NewShortString(isolate, CodeOf(status_)), {}};
      if (!is_names_) return {{}, CopyToBuffer(loop(), answer_)};
      std::vector<Local<Value>> names;
      for (const std::string& name : names_) names.push_back(NewShortString(isolate, name));
      return {{}, Array::New(isolate, names.data(), names.size())};
    });
    delete this;
  }

 private:
  void Done(int status);

  Channel* const channel_;
  int status_ = ARES_SUCCESS;
  bool is_names_ = false;
  std::vector<uint8_t> answer_;
  std::vector<std::string> names_;
};

class Channel final : public HandleWrap {
 public:
  Channel(EventLoop* loop, Local<Object> object)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&timer_)) {
    // Cannot fail: it only fills in memory.
    CHECK_EQ(Initialized(uv_timer_init(loop->uv(), &timer_)), 0);
  }

  const char* resource_name() const override { return "DNSCHANNEL"; }

  // Reads the system's configuration. Returns ARES_*.
  int Open(int timeout, int tries) {
    static std::once_flag once;
    std::call_once(once, [] { CHECK_EQ(ares_library_init(ARES_LIB_INIT_ALL), ARES_SUCCESS); });
    ares_options options = {};
    // An error that a server tells is an answer, not a reason to ask the next one.
    options.flags = ARES_FLAG_NOCHECKRESP;
    options.sock_state_cb = OnSocketState;
    options.sock_state_cb_data = this;
    int mask = ARES_OPT_FLAGS | ARES_OPT_SOCK_STATE_CB;
    if (timeout >= 0) {
      options.timeout = timeout;
      mask |= ARES_OPT_TIMEOUTMS;
    }
    options.tries = tries >= 0 ? tries : 4;
    mask |= ARES_OPT_TRIES;
    return ares_init_options(&ares_, &options, mask);
  }

  static void New(const Arguments& args) {  // (timeout, tries)
    CHECK(args.IsConstructCall());
    auto* self = new Channel(LoopOf(args), args.This());
    int status = self->Open(Int32Argument(args, 0), Int32Argument(args, 1));
    if (status != ARES_SUCCESS) {
      self->ares_ = nullptr;
      self->Close();
      return ThrowError(args.GetIsolate(), CodeOf(status), ares_strerror(status));
    }
    args.GetIsolate()->AdjustAmountOfExternalAllocatedMemory(kChannelMemory);
  }

  static void AskQuery(const Arguments& args) {  // (name, type, callback)
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    CHECK(args[2]->IsFunction());
    std::string name = ToUtf8(args.GetIsolate(), args[0]);
    int type = Int32Argument(args, 1);
    auto* query = new Query(self, self->loop(), args[2].As<Object>());
    ++self->active_;
    ares_query(self->ares_, name.c_str(), kInternetClass, type, Query::OnAnswer, query);
    self->Schedule();
  }

  static void GetHostByAddr(const Arguments& args) {  // (address, callback) -> 0 or UV_EINVAL
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    CHECK(args[1]->IsFunction());
    std::string text = ToUtf8(args.GetIsolate(), args[0]);
    char address[sizeof(in6_addr)];
    int family = AF_INET;
    int length = sizeof(in_addr);
    if (inet_pton(AF_INET, text.c_str(), address) != 1) {
      family = AF_INET6;
      length = sizeof(in6_addr);
      if (inet_pton(AF_INET6, text.c_str(), address) != 1) {
        return args.GetReturnValue().Set(static_cast<int32_t>(UV_EINVAL));
      }
    }
    auto* query = new Query(self, self->loop(), args[1].As<Object>());
    ++self->active_;
    ares_gethostbyaddr(self->ares_, address, length, family, Query::OnHost, query);
    self->Schedule();
    args.GetReturnValue().Set(0);
  }

  static void Cancel(const Arguments& args) {  // ()
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    ares_cancel(self->ares_);
    self->Schedule();
  }

  static void GetServers(const Arguments& args) {  // () -> [[address, port], ...]
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    Isolate* isolate = args.GetIsolate();
    ares_addr_port_node* list = nullptr;
    int status = ares_get_servers_ports(self->ares_, &list);
    if (status != ARES_SUCCESS) {
      return ThrowError(isolate, CodeOf(status), ares_strerror(status));
    }
    std::vector<Local<Value>> servers;
    for (ares_addr_port_node* node = list; node != nullptr; node = node->next) {
      char text[INET6_ADDRSTRLEN];
      if (inet_ntop(node->family, &node->addr, text, sizeof(text)) == nullptr) continue;
      Local<Value> pair[] = {NewShortString(isolate, text), Integer::New(isolate, node->udp_port)};
      servers.push_back(Array::New(isolate, pair, 2));
    }
    ares_free_data(list);
    args.GetReturnValue().Set(Array::New(isolate, servers.data(), servers.size()));
  }

  // ([[address, port], ...]) -> undefined or the reason why not
  static void SetServers(const Arguments& args) {
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    Isolate* isolate = args.GetIsolate();
    Local<Context> context = isolate->GetCurrentContext();
    if (self->active_ > 0) {
      return args.GetReturnValue().Set(Literal(isolate, "There are pending queries."));
    }
    CHECK(args[0]->IsArray());
    Local<Array> list = args[0].As<Array>();
    std::vector<ares_addr_port_node> nodes(list->Length());
    for (uint32_t i = 0; i < nodes.size(); ++i) {
      // lib/ made the arrays.
      Local<Array> pair = list->Get(context, i).ToLocalChecked().As<Array>();
      std::string address = ToUtf8(isolate, pair->Get(context, 0).ToLocalChecked());
      int port = pair->Get(context, 1).ToLocalChecked().As<v8::Int32>()->Value();
      ares_addr_port_node& node = nodes[i];
      node.next = i + 1 < nodes.size() ? &nodes[i + 1] : nullptr;
      node.family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
      node.udp_port = node.tcp_port = port;
      CHECK_EQ(inet_pton(node.family, address.c_str(), &node.addr), 1);
    }
    int status = ares_set_servers_ports(self->ares_, nodes.empty() ? nullptr : nodes.data());
    if (status != ARES_SUCCESS) {
      args.GetReturnValue().Set(NewShortString(isolate, ares_strerror(status)));
    }
  }

  static void SetLocalAddress(const Arguments& args) {  // (IPv4, IPv6)
    GYRE_UNWRAP_OR_RETURN(Channel, self, args);
    in_addr v4 = {};
    in6_addr v6 = {};
    std::string text = ToUtf8(args.GetIsolate(), args[0]);
    if (!text.empty()) CHECK_EQ(inet_pton(AF_INET, text.c_str(), &v4), 1);
    text = ToUtf8(args.GetIsolate(), args[1]);
    if (!text.empty()) CHECK_EQ(inet_pton(AF_INET6, text.c_str(), &v6), 1);
    ares_set_local_ip4(self->ares_, ntohl(v4.s_addr));
    ares_set_local_ip6(self->ares_, v6.s6_addr);
  }

  // A query is over.
  void Finished(Query* query) {
    --active_;
    finished_.push_back(query);
  }

  // Something can be read or written.
  void Process(ares_socket_t readable, ares_socket_t writable) {
    ares_process_fd(ares_, readable, writable);
    HandOver();
  }

 protected:
  void OnClosed() override {
    if (ares_ != nullptr) {
      // Ends what is in flight, and tells of every socket that it is of no interest any more.
      ares_destroy(ares_);
      ares_ = nullptr;
      loop()->isolate()->AdjustAmountOfExternalAllocatedMemory(-kChannelMemory);
      FinishAll();
    }
    HandleWrap::OnClosed();
  }

 private:
  static void OnSocketState(void* data, ares_socket_t socket, int readable, int writable) {
    static_cast<Channel*>(data)->WatchSocket(socket, readable, writable);
  }

  void WatchSocket(ares_socket_t socket, int readable, int writable) {
    auto it = watchers_.find(socket);
    if (!readable && !writable) {
      // c-ares closes the socket next: libuv lets go of it at once.
      if (it == watchers_.end()) return;
      // At teardown all handles are closed already, and some of them gone.
      if (!loop()->stopping()) it->second->Close();
      watchers_.erase(it);
      return;
    }
    if (it == watchers_.end()) {
      it = watchers_.emplace(socket, new SocketWatcher(loop(), this, socket)).first;
    }
    // Without a watcher (too little memory) the query times out.
    static_cast<void>(
        it->second->Watch((readable ? UV_READABLE : 0) | (writable ? UV_WRITABLE : 0)));
  }

  static void OnTimer(uv_timer_t* timer) {
    auto* self = static_cast<Channel*>(static_cast<Handle*>(timer->data));
    self->Process(ARES_SOCKET_BAD, ARES_SOCKET_BAD);
  }

  // Runs the callbacks of what has finished.
  void HandOver() {
    FinishAll();
    if (state() == State::kOpen && !loop()->stopping()) Schedule();
  }

  void FinishAll() {
    std::vector<Query*> finished;
    finished.swap(finished_);
    for (Query* query : finished) query->Finish();
  }

  // The timer goes off when c-ares wants to be called, or soon if something has finished.
  void Schedule() {
    if (!finished_.empty()) {
      uv_timer_start(&timer_, OnTimer, 0, 0);
      return;
    }
    timeval room;
    timeval* wait = active_ > 0 ? ares_timeout(ares_, nullptr, &room) : nullptr;
    if (wait == nullptr) {
      uv_timer_stop(&timer_);
      return;
    }
    // Rounded up. Should it come too early all the same, c-ares says again how long to wait.
    uint64_t ms = static_cast<uint64_t>(wait->tv_sec) * 1000 +
                  (static_cast<uint64_t>(wait->tv_usec) + 999) / 1000;
    uv_timer_start(&timer_, OnTimer, ms, 0);
  }

  uv_timer_t timer_;
  ares_channel ares_ = nullptr;
  std::map<ares_socket_t, SocketWatcher*> watchers_;
  std::vector<Query*> finished_;
  int active_ = 0;
};

void SocketWatcher::OnEvent(uv_poll_t* poll, int status, int events) {
  auto* self = static_cast<SocketWatcher*>(static_cast<Handle*>(poll->data));
  Channel* channel = self->channel_;
  if (self->loop()->stopping() || channel->state() != State::kOpen) return;
  // An error is found out by reading.
  if (status != 0) events = UV_READABLE | UV_WRITABLE;
  ares_socket_t socket = self->socket_;
  channel->Process((events & UV_READABLE) != 0 ? socket : ARES_SOCKET_BAD,
                   (events & UV_WRITABLE) != 0 ? socket : ARES_SOCKET_BAD);
}

void Query::Done(int status) {
  status_ = status;
  channel_->Finished(this);
}

void Query::OnAnswer(void* data, int status, int, unsigned char* bytes, int size) {
  auto* self = static_cast<Query*>(data);
  if (status == ARES_SUCCESS) self->answer_.assign(bytes, bytes + size);
  self->Done(status);
}

void Query::OnHost(void* data, int status, int, hostent* host) {
  auto* self = static_cast<Query*>(data);
  if (status == ARES_SUCCESS) {
    self->is_names_ = true;
    for (char** alias = host->h_aliases; *alias != nullptr; ++alias) {
      self->names_.emplace_back(*alias);
    }
    // From the hosts file the name comes apart from its aliases, from DNS among them.
    if (host->h_name != nullptr &&
        std::find(self->names_.begin(), self->names_.end(), host->h_name) == self->names_.end()) {
      self->names_.insert(self->names_.begin(), host->h_name);
    }
  }
  self->Done(status);
}

void Initialize(const BindingScope& scope) {
  Local<FunctionTemplate> channel = HandleWrap::NewClass(scope.isolate, "Channel", Channel::New);
  static constexpr FunctionSpec kMethods[] = {
      {"query", Channel::AskQuery},        {"getHostByAddr", Channel::GetHostByAddr},
      {"cancel", Channel::Cancel},         {"getServers", Channel::GetServers},
      {"setServers", Channel::SetServers}, {"setLocalAddress", Channel::SetLocalAddress},
  };
  HandleWrap::AddMethods(scope.isolate, channel, kMethods);
  // Fails only while JavaScript is being terminated, and no binding is made then.
  scope.Set("Channel", channel->GetFunction(scope.context).ToLocalChecked());
}

}  // namespace

const BindingSpec kCaresBinding = {"cares", {}, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
