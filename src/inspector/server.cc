// SPDX-License-Identifier: MIT

#include "inspector/server.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <utility>

#include "engine/check.h"
#include "inspector/http.h"
#include "inspector/websocket.h"

namespace gyre::inspector {

namespace {

// A debugger opens a few. The oldest that is no session makes room for another.
constexpr size_t kMaxConnections = 128;
// A command; the text of a script may be in it.
constexpr size_t kMaxMessage = 64u << 20;
// What waits for a slow client, and how long one may take none of it.
constexpr size_t kMaxQueued = 32u << 20;
constexpr std::chrono::seconds kPatience(5);
// How long the last bytes may take when the server stops.
constexpr uint64_t kLastCallMs = 1000;

uv_handle_t* AsHandle(void* handle) { return static_cast<uv_handle_t*>(handle); }

struct Write {
  uv_write_t request;
  std::string data;
  int counted_for;  // a session, or 0
};

}  // namespace

// One TCP connection: HTTP first, a session from its upgrade on. Deletes itself when it is closed.
class Server::Connection {
 public:
  explicit Connection(Server* server) : server_(server), reader_(kMaxMessage) {
    CHECK_EQ(uv_tcp_init(&server->loop_, &tcp_), 0);  // opens no descriptor yet
    tcp_.data = this;
  }

  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&tcp_); }
  int session() const { return session_; }  // 0: none, or not any more

  void Start() {
    uv_tcp_nodelay(&tcp_, 1);
    int status = uv_read_start(
        stream(),
        [](uv_handle_t* handle, size_t, uv_buf_t* buffer) {
          Server* server = static_cast<Connection*>(handle->data)->server_;
          *buffer = uv_buf_init(server->read_buffer_, sizeof(server->read_buffer_));
        },
        [](uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
          auto* self = static_cast<Connection*>(stream->data);
          if (size < 0) return self->Close();
          if (size > 0) self->Read({buffer->base, static_cast<size_t>(size)});
        });
    if (status != 0) Close();
  }

  // `counted_for`: the session that OnWritten() is told of afterwards, if any.
  void Send(std::string data, int counted_for = 0) {
    if (finishing_ || closing_) return;
    auto write = std::make_unique<Write>();
    write->data = std::move(data);
    write->counted_for = counted_for;
    write->request.data = write.get();
    uv_buf_t buffer = uv_buf_init(write->data.data(), static_cast<unsigned>(write->data.size()));
    int status =
        uv_write(&write->request, stream(), &buffer, 1, [](uv_write_t* request, int error) {
          std::unique_ptr<Write> done(static_cast<Write*>(request->data));
          auto* self = static_cast<Connection*>(request->handle->data);
          if (done->counted_for != 0) {
            self->server_->OnWritten(done->counted_for, done->data.size());
          }
          if (error != 0) self->Close();
        });
    if (status != 0) return Close();
    write.release();  // NOLINT: the callback deletes it
  }

  // Sends `last`, then closes.
  void Finish(std::string last) {
    if (finishing_ || closing_) return;
    Send(std::move(last));
    if (closing_) return;
    finishing_ = true;
    uv_read_stop(stream());
    EndSession();
    shutdown_.data = this;
    int status = uv_shutdown(&shutdown_, stream(), [](uv_shutdown_t* request, int) {
      static_cast<Connection*>(request->data)->Close();
    });
    if (status != 0) Close();
  }

  void Close() {
    if (closing_) return;
    closing_ = true;
    EndSession();
    auto& all = server_->connections_;
    all.erase(std::find(all.begin(), all.end(), this));
    uv_close(AsHandle(&tcp_),
             [](uv_handle_t* handle) { delete static_cast<Connection*>(handle->data); });
  }

 private:
  void EndSession() {
    if (session_ != 0) server_->RemoveSession(std::exchange(session_, 0));
  }

  void Read(std::string_view bytes) {
    if (session_ != 0) return ReadFrames(bytes);
    head_.append(bytes);
    HttpRequest request;
    size_t consumed = 0;
    switch (ParseHttpRequest(head_, &request, &consumed)) {
      case HttpStatus::kIncomplete:
        return;
      case HttpStatus::kMalformed:
        return Refuse(400, "Bad request\n");
      case HttpStatus::kComplete:
        break;
    }
    std::string rest = head_.substr(consumed);
    head_.clear();
    if (!IsLocalHostName(request.host)) {
      return Refuse(400, "The Host field must be an IP address or localhost\n");
    }
    if (request.method != "GET") return Refuse(400, "GET was expected\n");
    if (!request.wants_websocket) return Answer(request);
    Upgrade(request, rest);
  }

  void Refuse(int status, std::string_view why) { Finish(HttpResponse(status, "text/plain", why)); }

  void Answer(const HttpRequest& request) {
    const std::string& path = request.path;
    std::string json;
    if (path == "/json" || path == "/json/" || path == "/json/list") {
      if (server_->options_.publish_over_http) json = server_->ListJson(request.host);
    } else if (path == "/json/version") {
      json = "{\n  \"Browser\": \"" + EscapeJson(server_->options_.product) +
             "\",\n  \"Protocol-Version\": \"1.1\"\n}\n";
    } else if (path != "/json/protocol") {
      // The description of the protocol is no part of V8's library: it is not found here.
      return Refuse(400, "WebSockets request was expected\n");
    }
    if (json.empty()) return Refuse(404, "Not found\n");
    Finish(HttpResponse(200, "application/json", json));
  }

  void Upgrade(const HttpRequest& request, std::string_view rest) {
    const Options& options = server_->options_;
    if (request.path != "/" + options.id) return Refuse(400, "There is no such target\n");
    if (request.websocket_version != "13") return Refuse(426, "Version 13 was expected\n");
    uint8_t digest[20];
    if (request.websocket_key.empty() ||
        !options.sha1(AcceptInput(request.websocket_key), digest)) {
      return Refuse(400, "Bad WebSocket handshake\n");
    }
    Send(AcceptResponse(digest));
    if (closing_) return;
    session_ = ++server_->last_session_;
    server_->AddSession(session_);
    if (!rest.empty()) ReadFrames(rest);
  }

  void ReadFrames(std::string_view bytes) {
    using Kind = WebSocketEvent::Kind;
    reader_.Feed(bytes);
    while (session_ != 0) {
      WebSocketEvent event = reader_.Next();
      switch (event.kind) {
        case Kind::kNone:
          return;
        case Kind::kText:
          if (!server_->delegate_->OnMessage(session_, std::move(event.payload))) {
            Finish(EncodeClose(CloseCode::kMessageTooBig));
          }
          break;
        case Kind::kPing:
          // A client that only asks and does not read would fill the memory with answers.
          if (uv_stream_get_write_queue_size(stream()) > kMaxQueued) return Close();
          Send(EncodePong(event.payload));
          break;
        case Kind::kPong:
          break;
        case Kind::kClose:
        case Kind::kError:
          Finish(EncodeClose(event.code));
          break;
      }
    }
  }

  Server* const server_;
  uv_tcp_t tcp_;
  uv_shutdown_t shutdown_;
  std::string head_;
  WebSocketReader reader_;
  int session_ = 0;
  bool finishing_ = false;  // nothing more is sent or read
  bool closing_ = false;
};

Server::Server(Options options, Delegate* delegate)
    : options_(std::move(options)), delegate_(delegate) {}

Server::~Server() { Stop(); }

int Server::Bind() {
  uv_getaddrinfo_t request;
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  int status = uv_getaddrinfo(&loop_, &request, nullptr, options_.host.c_str(),
                              std::to_string(options_.port).c_str(), &hints);
  if (status != 0) return status;
  status = uv_tcp_bind(&listener_, request.addrinfo->ai_addr, 0);
  uv_freeaddrinfo(request.addrinfo);
  if (status != 0) return status;
  status = uv_listen(reinterpret_cast<uv_stream_t*>(&listener_), 128,
                     [](uv_stream_t* stream, int error) {
                       if (error == 0) static_cast<Server*>(stream->data)->Accept();
                     });
  if (status != 0) return status;
  sockaddr_storage name = {};
  int size = sizeof(name);
  status = uv_tcp_getsockname(&listener_, reinterpret_cast<sockaddr*>(&name), &size);
  if (status != 0) return status;
  options_.port =
      ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&name)->sin6_port
                                       : reinterpret_cast<sockaddr_in*>(&name)->sin_port);
  return 0;
}

int Server::Start() {
  int status = uv_loop_init(&loop_);
  if (status != 0) return status;
  // None of these can fail: the loop has opened what they share.
  CHECK_EQ(uv_tcp_init(&loop_, &listener_), 0);
  CHECK_EQ(uv_timer_init(&loop_, &last_call_), 0);
  CHECK_EQ(
      uv_async_init(&loop_, &wake_,
                    [](uv_async_t* async) { static_cast<Server*>(async->data)->RunActions(); }),
      0);
  listener_.data = last_call_.data = wake_.data = this;
  status = Bind();
  if (status == 0) {
    status = uv_thread_create(
        &thread_, [](void* self) { static_cast<Server*>(self)->RunThread(); }, this);
  }
  if (status == 0) {
    running_ = true;
    return 0;
  }
  uv_close(AsHandle(&listener_), nullptr);
  uv_close(AsHandle(&last_call_), nullptr);
  uv_close(AsHandle(&wake_), nullptr);
  uv_run(&loop_, UV_RUN_DEFAULT);
  CHECK_EQ(uv_loop_close(&loop_), 0);
  return status;
}

std::string Server::url() const {
  return "ws://" + FormatHostPort(options_.host, options_.port) + "/" + options_.id;
}

void Server::Send(int session, std::string_view message) {
  std::string frame = EncodeText(message);
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    auto it = outgoing_.find(session);
    if (it == outgoing_.end()) return;
    if (it->second.queued <= kMaxQueued) {
      it->second.queued += frame.size();
      actions_.push_back({Action::Kind::kWrite, session, std::move(frame)});
      break;
    }
    const uint64_t before = it->second.progress;
    bool moved = progress_.wait_for(lock, kPatience, [&] {
      auto now = outgoing_.find(session);
      return now == outgoing_.end() || now->second.progress != before;
    });
    if (moved) continue;
    actions_.push_back({Action::Kind::kDrop, session, {}});
    outgoing_.erase(session);
    break;
  }
  uv_async_send(&wake_);
}

void Server::Stop() {
  if (!running_) return;
  running_ = false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stop_requested_ = true;
    uv_async_send(&wake_);
  }
  uv_thread_join(&thread_);
  CHECK_EQ(uv_loop_close(&loop_), 0);
}

// --- The server's thread ---

void Server::RunThread() {
  // Signals are the program's: another thread takes them.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  uv_run(&loop_, UV_RUN_DEFAULT);
  // Everything is closed but the timer, which does not keep the loop alive.
  uv_close(AsHandle(&last_call_), nullptr);
  uv_run(&loop_, UV_RUN_DEFAULT);
}

void Server::RunActions() {
  if (stopping_) return;
  std::vector<Action> actions;
  bool stop = false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    actions.swap(actions_);
    stop = stop_requested_;
  }
  for (Action& action : actions) {
    // Looked for each time: what was done before may have ended it.
    auto it = std::find_if(connections_.begin(), connections_.end(), [&](Connection* connection) {
      return connection->session() == action.session;
    });
    if (it == connections_.end()) continue;
    if (action.kind == Action::Kind::kDrop) {
      (*it)->Close();
    } else {
      (*it)->Send(std::move(action.data), action.session);
    }
  }
  if (stop) CloseAll();
}

void Server::Accept() {
  auto* connection = new Connection(this);
  connections_.push_back(connection);
  if (uv_accept(reinterpret_cast<uv_stream_t*>(&listener_), connection->stream()) != 0) {
    return connection->Close();
  }
  connection->Start();
  if (connections_.size() <= kMaxConnections) return;
  auto idle = std::find_if(connections_.begin(), connections_.end(),
                           [](Connection* other) { return other->session() == 0; });
  (*idle)->Close();  // there is one: the newest
}

void Server::CloseAll() {
  stopping_ = true;
  uv_close(AsHandle(&listener_), nullptr);
  uv_close(AsHandle(&wake_), nullptr);
  for (Connection* connection : std::vector<Connection*>(connections_)) {
    if (connection->session() == 0) {
      connection->Close();
    } else {
      connection->Finish(EncodeClose(CloseCode::kNoStatus));
    }
  }
  uv_timer_start(
      &last_call_,
      [](uv_timer_t* timer) {
        auto* self = static_cast<Server*>(timer->data);
        for (Connection* connection : std::vector<Connection*>(self->connections_)) {
          connection->Close();
        }
      },
      kLastCallMs, 0);
  uv_unref(AsHandle(&last_call_));
}

std::string Server::ListJson(std::string_view host) const {
  // What the client calls us is what it can reach us by.
  const std::string address = EscapeJson(std::string(host) + "/" + options_.id);
  const std::string frontend =
      "devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=" + address;
  std::string json = "[ {\n";
  auto add = [&](const char* name, std::string_view value, const char* end = ",\n") {
    json += std::string("  \"") + name + "\": \"" + std::string(value) + "\"" + end;
  };
  add("description", "node.js instance");
  add("devtoolsFrontendUrl", frontend);
  add("devtoolsFrontendUrlCompat", frontend);
  add("faviconUrl", "https://nodejs.org/static/images/favicons/favicon.ico");
  add("id", options_.id);
  add("title", EscapeJson(options_.title));
  add("type", "node");
  add("url", EscapeJson(options_.script_url));
  add("webSocketDebuggerUrl", "ws://" + address, "\n");
  return json + "} ]\n";
}

void Server::AddSession(int session) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    outgoing_[session] = {};
  }
  delegate_->OnConnect(session);
}

void Server::RemoveSession(int session) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    outgoing_.erase(session);
    progress_.notify_all();
  }
  if (!stopping_) delegate_->OnDisconnect(session);
}

void Server::OnWritten(int session, size_t size) {
  std::lock_guard<std::mutex> lock(mutex_);
  auto it = outgoing_.find(session);
  if (it == outgoing_.end()) return;
  it->second.queued -= size;
  ++it->second.progress;
  progress_.notify_all();
}

}  // namespace gyre::inspector
