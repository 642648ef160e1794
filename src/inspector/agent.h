// SPDX-License-Identifier: MIT
//
// What:    debuggers of other processes on a realm: starts and stops the Server, and carries
//          messages between its sessions and V8's.
//
//          What arrives is put into a queue on the server's thread and delivered on the loop's. The
//          way there depends on what that does: a loop that waits is woken (EventLoop::PostTask),
//          JavaScript that runs is interrupted, and while JavaScript is paused, or waits for a
//          debugger, nothing but the queue is served. Replies go straight to the Server.
// Owner:   the loop (EventLoop::binding_data), by AgentOf().
// Threads: loop thread only, but for the Server's Delegate.

#ifndef GYRE_INSPECTOR_AGENT_H_
#define GYRE_INSPECTOR_AGENT_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "inspector/client.h"
#include "inspector/host_port.h"
#include "inspector/node_domains.h"
#include "inspector/server.h"

namespace gyre::inspector {

class Agent final : public Client, private Server::Delegate {
 public:
  explicit Agent(EventLoop* loop);
  ~Agent() override;

  struct StartOptions {
    HostPort address;
    bool publish_over_http = true;
    bool publish_on_stderr = true;
    std::string script;  // the absolute path of the program; empty for none
    bool (*sha1)(std::string_view data, uint8_t (&digest)[20]) = nullptr;
  };

  // Listens, and says on stderr where. Returns 0 or UV_E*.
  // REQUIRES: no server runs. A HandleScope.
  [[nodiscard]] int StartServer(const StartOptions& options);
  // Ends all sessions of other processes, and the server. Nothing happens when there is none.
  void StopServer();
  // nullptr while none runs.
  const Server* server() const { return server_.get(); }

  // Blocks until a debugger has sent Runtime.runIfWaitingForDebugger, or the server is stopped.
  void WaitForDebugger();

  // The program has ended: lets debuggers that are connected look at what it left, until they have
  // gone.
  void WaitForDisconnect();

  // Makes the next statement that is run pause, where a session debugs.
  void PauseOnNextStatement();

  using Client::loop;
  // Whether WaitForDebugger() waits.
  bool waiting() const { return waiting_; }
  // For NodeDomains, which leave by their destructor.
  void AddDomains(NodeDomains* domains) { domains_.PushBack(domains); }
  // Whether a session has enabled the domain Network.
  bool NetworkIsWatched();
  // Gives the sessions that have a notification, as JSON.
  void NotifyNetwork(std::string_view message);

  // V8InspectorClient
  void runMessageLoopOnPause(int context_group) override;
  void quitMessageLoopOnPause() override { paused_ = false; }
  void runIfWaitingForDebugger(int) override { waiting_ = false; }

 private:
  class Session;
  struct Event {
    enum class Kind { kConnect, kMessage, kDisconnect } kind;
    int session;
    std::string message;
  };

  // Server::Delegate
  void OnConnect(int session) override { Push({Event::Kind::kConnect, session, {}}); }
  bool OnMessage(int session, std::string message) override;
  void OnDisconnect(int session) override { Push({Event::Kind::kDisconnect, session, {}}); }

  // Any thread. False when the queue is full.
  bool Push(Event event);
  // Delivers what waits, in order. May be entered again by JavaScript that it runs.
  void Deliver();
  void DeliverOne(Event event);
  bool TakeEvent(Event* event);
  void ForEachDomains(const std::function<void(NodeDomains*)>& notify);
  // Serves the queue until `done`.
  void ServeUntil(const std::function<bool()>& done);

  IntrusiveList<NodeDomains> domains_;  // of the sessions of all processes
  std::unique_ptr<Server> server_;
  bool publish_on_stderr_ = true;
  std::map<int, std::unique_ptr<Session>> sessions_;
  std::vector<std::unique_ptr<Session>> ended_;  // still in use on the stack
  bool paused_ = false;
  bool waiting_ = false;

  std::mutex mutex_;
  std::condition_variable arrived_;
  // Guarded by mutex_.
  std::deque<Event> queue_;
  size_t queued_bytes_ = 0;
  bool woken_ = false;  // the loop thread has been told that there is something
};

// The one of a loop, made by the first call. A session shares it: it can't live longer than V8's
// inspector.
const std::shared_ptr<Agent>& AgentOf(EventLoop* loop);
// The same; nullptr when it was not made.
Agent* ExistingAgentOf(EventLoop* loop);

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_AGENT_H_
