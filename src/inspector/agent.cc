// SPDX-License-Identifier: MIT

#include "inspector/agent.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "engine/encoding.h"
#include "engine/v8_util.h"
#include "inspector/http.h"

namespace gyre::inspector {

using v8::Context;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;
using v8_inspector::StringBuffer;
using v8_inspector::StringView;
using v8_inspector::V8Inspector;
using v8_inspector::V8InspectorSession;

namespace {

// What a debugger may send ahead.
constexpr size_t kMaxQueuedBytes = 128u << 20;

struct AgentData {
  std::shared_ptr<Agent> agent;
};

std::string Utf8Of(const StringView& text) {
  const size_t length = text.length();
  if (text.is8Bit()) {
    std::string utf8(length + encoding::CountHighBytes(text.characters8(), length), '\0');
    encoding::EncodeUtf8(text.characters8(), length, reinterpret_cast<uint8_t*>(utf8.data()),
                         utf8.size());
    return utf8;
  }
  std::string utf8(encoding::Utf8Length(text.characters16(), length), '\0');
  encoding::EncodeUtf8(text.characters16(), length, reinterpret_cast<uint8_t*>(utf8.data()),
                       utf8.size());
  return utf8;
}

// A random version 4 UUID (RFC 9562).
std::string NewId() {
  uint8_t bytes[16];
  CHECK_EQ(uv_random(nullptr, nullptr, bytes, sizeof(bytes), 0, nullptr), 0);
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string id;
  for (size_t i = 0; i < sizeof(bytes); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += "0123456789abcdef"[bytes[i] >> 4];
    id += "0123456789abcdef"[bytes[i] & 15];
  }
  return id;
}

}  // namespace

// A session of another process.
class Agent::Session final : public V8Inspector::Channel {
 public:
  Session(Agent* agent, int number)
      : agent_(agent),
        number_(number),
        node_domains_(agent, [this](std::string_view message) { Send(message); }),
        session_(compat::ConnectInspector(agent->inspector(), kContextGroup, this, StringView())) {}

  V8InspectorSession* v8_session() const { return session_.get(); }
  bool in_use() const { return depth_ > 0; }
  NodeDomains* node_domains() { return &node_domains_; }

  void Dispatch(const std::string& message) {
    if (node_domains_.Dispatch(message)) return;
    const StringCharacters characters(message);
    ++depth_;
    session_->dispatchProtocolMessage(characters.view());
    --depth_;
  }

  // The other side has gone while the session is in use, maybe in a pause that nobody else knows
  // of.
  void Abandon() { Dispatch("{\"id\":0,\"method\":\"Debugger.disable\"}"); }

  void sendResponse(int, std::unique_ptr<StringBuffer> message) override {
    Send(Utf8Of(message->string()));
  }
  void sendNotification(std::unique_ptr<StringBuffer> message) override {
    Send(Utf8Of(message->string()));
  }
  void flushProtocolNotifications() override {}

 private:
  void Send(std::string_view message) {
    if (agent_->server_ != nullptr) agent_->server_->Send(number_, message);
  }

  Agent* const agent_;
  const int number_;
  NodeDomains node_domains_;
  int depth_ = 0;  // how many calls further down the stack use session_
  std::unique_ptr<V8InspectorSession> session_;
};

Agent::Agent(EventLoop* loop) : Client(loop) {}

Agent::~Agent() {
  // At teardown no JavaScript runs any more: the sessions end without a word.
  server_.reset();
}

int Agent::StartServer(const StartOptions& options) {
  CHECK(server_ == nullptr);
  Server::Options server_options;
  server_options.host = options.address.host;
  server_options.port = options.address.port;
  server_options.publish_over_http = options.publish_over_http;
  server_options.id = NewId();
  server_options.sha1 = options.sha1;
  server_options.product = "node.js/v" GYRE_NODE_API_VERSION;
  server_options.title =
      options.script.empty() ? "gyre[" + std::to_string(uv_os_getpid()) + "]" : options.script;
  server_options.script_url = options.script.empty() ? "" : "file://" + options.script;
  Open();
  auto server =
      std::make_unique<Server>(std::move(server_options), static_cast<Server::Delegate*>(this));
  if (int status = server->Start(); status != 0) return status;
  server_ = std::move(server);
  publish_on_stderr_ = options.publish_on_stderr;
  if (publish_on_stderr_) {
    std::fprintf(stderr,
                 "Debugger listening on %s\n"
                 "For help, see: https://nodejs.org/en/docs/inspector\n",
                 server_->url().c_str());
  }
  return 0;
}

void Agent::StopServer() {
  if (server_ == nullptr) return;
  if (publish_on_stderr_) {
    std::fprintf(stderr,
                 "Debugger ending on %s\n"
                 "For help, see: https://nodejs.org/en/docs/inspector\n",
                 server_->url().c_str());
  }
  server_->Stop();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.clear();
    queued_bytes_ = 0;
  }
  std::vector<int> numbers;
  for (const auto& [number, session] : sessions_) numbers.push_back(number);
  for (int number : numbers) DeliverOne({Event::Kind::kDisconnect, number, {}});
  server_.reset();
}

void Agent::WaitForDebugger() {
  waiting_ = true;
  ForEachDomains([](NodeDomains* domains) { domains->NotifyWaitingForDebugger(); });
  ServeUntil([this] { return !waiting_ || server_ == nullptr || loop()->stopping(); });
  waiting_ = false;
}

void Agent::runMessageLoopOnPause(int) {
  if (paused_) return;
  paused_ = true;
  // Where nobody is connected, listeners within the process have been told, and the program goes
  // on.
  ServeUntil([this] { return !paused_ || sessions_.empty() || loop()->stopping(); });
  paused_ = false;
  // process.exit() was evaluated in the pause; V8 has ended that evaluation only.
  if (loop()->stopping()) loop()->isolate()->TerminateExecution();
}

void Agent::WaitForDisconnect() {
  if (server_ == nullptr) return;
  Isolate* isolate = loop()->isolate();
  isolate->CancelTerminateExecution();
  HandleScope handles(isolate);
  Context::Scope context_scope(loop()->context());
  Deliver();
  if (!sessions_.empty()) {
    std::fputs("Waiting for the debugger to disconnect...\n", stderr);
    // A session that has asked for it still finds the context.
    for (const auto& [number, session] : sessions_) {
      session->node_domains()->NotifyWaitingForDisconnect();
    }
    auto somebody_looks = [this] {
      return std::any_of(sessions_.begin(), sessions_.end(), [](const auto& entry) {
        return entry.second->node_domains()->wants_to_see_end();
      });
    };
    ServeUntil([&] { return !somebody_looks(); });
    inspector()->contextDestroyed(loop()->context());
    ServeUntil([this] { return sessions_.empty(); });
  }
  server_->Stop();
}

void Agent::PauseOnNextStatement() {
  constexpr std::string_view kReason = "Break on start";
  const StringView reason(reinterpret_cast<const uint8_t*>(kReason.data()), kReason.size());
  for (const auto& [number, session] : sessions_) {
    session->v8_session()->schedulePauseOnNextStatement(reason, StringView());
  }
}

bool Agent::NetworkIsWatched() {
  bool result = false;
  domains_.ForEach([&](NodeDomains* domains) { result |= domains->network_is_enabled(); });
  return result;
}

void Agent::NotifyNetwork(std::string_view message) {
  ForEachDomains([&](NodeDomains* domains) { domains->NotifyNetwork(message); });
}

void Agent::ForEachDomains(const std::function<void(NodeDomains*)>& notify) {
  // Who is notified may run JavaScript, which may end any session.
  std::vector<NodeDomains*> all;
  domains_.ForEach([&](NodeDomains* domains) { all.push_back(domains); });
  for (NodeDomains* domains : all) {
    bool is_there = false;
    domains_.ForEach([&](NodeDomains* other) { is_there |= other == domains; });
    if (is_there) notify(domains);
  }
}

// --- The queue ---

bool Agent::OnMessage(int session, std::string message) {
  return Push({Event::Kind::kMessage, session, std::move(message)});
}

bool Agent::Push(Event event) {
  class DeliverTask final : public v8::Task {
   public:
    explicit DeliverTask(Agent* agent) : agent_(agent) {}
    void Run() override { agent_->Deliver(); }

   private:
    Agent* const agent_;  // the loop owns both
  };

  std::lock_guard<std::mutex> lock(mutex_);
  queued_bytes_ += event.message.size();
  if (queued_bytes_ > kMaxQueuedBytes) {
    queued_bytes_ -= event.message.size();
    return false;
  }
  queue_.push_back(std::move(event));
  arrived_.notify_one();
  if (std::exchange(woken_, true)) return true;
  loop()->PostTask(std::make_unique<DeliverTask>(this), 0);
  loop()->isolate()->RequestInterrupt(
      [](Isolate*, void* data) {
        auto* agent = static_cast<Agent*>(data);
        if (!agent->loop()->stopping()) agent->Deliver();
      },
      this);
  return true;
}

bool Agent::TakeEvent(Event* event) {
  std::lock_guard<std::mutex> lock(mutex_);
  woken_ = false;
  if (queue_.empty()) return false;
  *event = std::move(queue_.front());
  queue_.pop_front();
  queued_bytes_ -= event->message.size();
  return true;
}

void Agent::Deliver() {
  HandleScope handles(loop()->isolate());
  Context::Scope context_scope(loop()->context());
  Event event;
  while (TakeEvent(&event)) DeliverOne(std::move(event));
}

void Agent::DeliverOne(Event event) {
  auto it = sessions_.find(event.session);
  switch (event.kind) {
    case Event::Kind::kConnect:
      sessions_[event.session] = std::make_unique<Session>(this, event.session);
      std::fputs("Debugger attached.\n", stderr);
      return;
    case Event::Kind::kMessage:
      if (it == sessions_.end()) return;
      it->second->Dispatch(event.message);
      // Sessions that went away while V8 worked for them further down the stack.
      std::erase_if(ended_, [](const auto& session) { return !session->in_use(); });
      return;
    case Event::Kind::kDisconnect: {
      if (it == sessions_.end()) return;
      std::unique_ptr<Session> session = std::move(it->second);
      sessions_.erase(it);
      if (!session->in_use()) return;
      session->Abandon();
      ended_.push_back(std::move(session));
      return;
    }
  }
}

void Agent::ServeUntil(const std::function<bool()>& done) {
  HandleScope handles(loop()->isolate());
  Context::Scope context_scope(loop()->context());
  while (!done()) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      arrived_.wait(lock, [this] { return !queue_.empty(); });
    }
    HandleScope inner(loop()->isolate());
    Event event;
    if (TakeEvent(&event)) DeliverOne(std::move(event));
  }
}

const std::shared_ptr<Agent>& AgentOf(EventLoop* loop) {
  auto* data = loop->binding_data<AgentData>();
  if (data->agent == nullptr) data->agent = std::make_shared<Agent>(loop);
  return data->agent;
}

Agent* ExistingAgentOf(EventLoop* loop) { return loop->binding_data<AgentData>()->agent.get(); }

}  // namespace gyre::inspector
