// SPDX-License-Identifier: MIT
//
// What:    the server that debuggers of other processes connect to: HTTP to find the target, then a
//          WebSocket for each session (http.h, websocket.h). It runs on a thread and a libuv loop
//          of its own, so that it answers while JavaScript is busy or paused.
// Owner:   Agent.
// Threads: the functions may be called by the thread that made it; the Delegate is called on the
//          server's own.

#ifndef GYRE_INSPECTOR_SERVER_H_
#define GYRE_INSPECTOR_SERVER_H_

#include <uv.h>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gyre::inspector {

class Server {
 public:
  // Told of sessions, which have numbers from 1 on. Server's thread.
  class Delegate {
   public:
    virtual ~Delegate() = default;
    virtual void OnConnect(int session) = 0;
    // False when no more messages can be kept: the session is ended.
    virtual bool OnMessage(int session, std::string message) = 0;
    virtual void OnDisconnect(int session) = 0;
  };

  struct Options {
    std::string host;
    int port = 0;                   // 0: any that is free
    bool publish_over_http = true;  // whether /json/list tells the id
    std::string id;                 // of the target: whoever knows it may debug
    std::string title;
    std::string script_url;
    std::string product;  // "node.js/v20.19.0", by which debuggers know what they talk to
    bool (*sha1)(std::string_view data, uint8_t (&digest)[20]) = nullptr;
  };

  Server(Options options, Delegate* delegate);
  ~Server();  // Stop()
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts the thread. Returns 0 or UV_E*.
  [[nodiscard]] int Start();

  // Where it listens, since Start(): the port is the real one.
  int port() const { return options_.port; }
  std::string url() const;

  // Sends a message, in order. Waits while too much is under way, so that memory stays bounded; a
  // client that takes nothing for long loses its session. Unknown sessions are ignored.
  void Send(int session, std::string_view message);

  // Closes all connections, with what was sent before, and waits for the thread to end. The
  // Delegate hears of no session any more. A second call does nothing.
  void Stop();

 private:
  class Connection;
  friend class Connection;

  struct Outgoing {
    size_t queued = 0;      // bytes that were not written yet
    uint64_t progress = 0;  // how many writes were
  };
  struct Action {
    enum class Kind { kWrite, kDrop } kind;
    int session;
    std::string data;
  };

  int Bind();
  std::string ListJson(std::string_view host) const;

  // The server's thread.
  void RunThread();
  void RunActions();
  void Accept();
  void CloseAll();
  void AddSession(int session);
  void RemoveSession(int session);
  void OnWritten(int session, size_t size);

  // Constant after Start().
  Options options_;
  Delegate* const delegate_;

  // The server's thread, once that runs.
  uv_loop_t loop_;
  uv_tcp_t listener_;
  uv_async_t wake_;
  uv_timer_t last_call_;  // what is still open when it fires is closed
  std::vector<Connection*> connections_;
  int last_session_ = 0;
  bool stopping_ = false;
  char read_buffer_[64 * 1024];

  uv_thread_t thread_;
  bool running_ = false;  // thread of the owner

  std::mutex mutex_;
  std::condition_variable progress_;
  // Guarded by mutex_.
  std::vector<Action> actions_;
  bool stop_requested_ = false;
  std::unordered_map<int, Outgoing> outgoing_;
};

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_SERVER_H_
