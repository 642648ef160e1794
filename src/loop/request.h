// SPDX-License-Identifier: MIT
//
// What:    Request, the life cycle of everything that happens once: read a file, connect, write, look
//          up. Its completion runs exactly once, with UV_ECANCELED when it is cancelled in time.
// Owner:   itself from construction on; deleted after its completion. EventLoop keeps the list and
//          cancels what is left at teardown.
// Threads: loop thread only (the work itself may run on a pool thread).

#ifndef GYRE_LOOP_REQUEST_H_
#define GYRE_LOOP_REQUEST_H_

#include <uv.h>

#include "engine/intrusive_list.h"
#include "loop/callback_scope.h"
#include "loop/event_loop.h"

namespace gyre {

// The part without the libuv type.
class Request : public ListNode {
 public:
  virtual ~Request() = default;
  EventLoop* loop() const { return loop_; }

  // The name of its kind in process.getActiveResourcesInfo(), e.g. "FSReqCallback".
  virtual const char* resource_name() const = 0;

  // Asks libuv to cancel; a request that already runs completes as usual.
  virtual void Cancel() = 0;

 protected:
  explicit Request(EventLoop* loop) : loop_(loop) { loop->requests().PushBack(this); }

 private:
  EventLoop* const loop_;
};

// A request that ends by calling a JavaScript function in the async context frame in which it was
// made. UvRequest is uv_fs_t, uv_work_t, uv_getaddrinfo_t, ...
template <typename UvRequest>
class CallbackRequest : public Request {
 public:
  CallbackRequest(EventLoop* loop, v8::Local<v8::Function> callback)
      : Request(loop), callback_(loop->isolate(), callback) {
    CaptureFrame(loop, &frame_);
    request_.data = this;
  }

  UvRequest* uv_request() { return &request_; }

  template <typename Derived = CallbackRequest>
  static Derived* From(UvRequest* request) {
    return static_cast<Derived*>(static_cast<CallbackRequest*>(request->data));
  }

  void Cancel() override { uv_cancel(reinterpret_cast<uv_req_t*>(&request_)); }

 protected:
  // Enters JavaScript; `build(scope, argv)` fills up to `kMaxArguments` arguments and returns their
  // number. Skipped when the realm is stopping. The caller deletes the request afterwards.
  template <typename Build>
  void Complete(Build build) {
    if (loop()->stopping()) return;
    CallbackScope scope(loop(), &frame_);
    v8::Local<v8::Value> argv[kMaxArguments];
    int argc = build(scope, argv);
    v8::Isolate* isolate = loop()->isolate();
    scope.Call(callback_.Get(isolate), v8::Undefined(isolate), argc, argv);
  }
  static constexpr int kMaxArguments = 6;

 private:
  UvRequest request_{};
  v8::Global<v8::Function> callback_;
  v8::Global<v8::Value> frame_;
};

}  // namespace gyre

#endif  // GYRE_LOOP_REQUEST_H_
