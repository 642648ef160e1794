// SPDX-License-Identifier: MIT
//
// What:    Request, the life cycle of everything that happens once: read a file, connect, write,
// look
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
#include "loop/worker_pool.h"

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

  // What the worker pool does for it; nullptr for what is none of the pool's.
  virtual const WorkerPool::Job* job() const { return nullptr; }

 protected:
  explicit Request(EventLoop* loop) : loop_(loop) { loop->requests().PushBack(this); }

 private:
  EventLoop* const loop_;
};

// How a request ends: `error` empty for success.
struct Outcome {
  v8::Local<v8::Value> error;
  v8::Local<v8::Value> value;
};

// A request that ends in JavaScript, in the async context frame in which it was made: by calling
// callback(error or null, value), or by settling a promise.
class CompletionRequest : public Request {
 protected:
  // `completion` is a function or a Promise::Resolver.
  CompletionRequest(EventLoop* loop, v8::Local<v8::Object> completion)
      : Request(loop), completion_(loop->isolate(), completion) {
    CaptureFrame(loop, &frame_);
  }

  // Enters JavaScript with what `build(context)` returns. Skipped when the realm is stopping. The
  // caller deletes the request afterwards.
  template <typename Build>
  void Complete(Build build) {
    if (loop()->stopping()) return;
    CallbackScope scope(loop(), &frame_);
    v8::Isolate* isolate = loop()->isolate();
    v8::Local<v8::Context> context = scope.context();
    Outcome outcome = build(context);
    v8::Local<v8::Object> completion = completion_.Get(isolate);
    if (completion->IsFunction()) {
      bool failed = !outcome.error.IsEmpty();
      v8::Local<v8::Value> argv[] = {
          failed ? outcome.error : v8::Null(isolate).As<v8::Value>(),
          outcome.value.IsEmpty() ? v8::Undefined(isolate).As<v8::Value>() : outcome.value};
      int argc = failed || outcome.value.IsEmpty() ? 1 : 2;
      scope.Call(completion.As<v8::Function>(), v8::Undefined(isolate), argc, argv);
      return;
    }
    v8::Local<v8::Promise::Resolver> resolver = completion.As<v8::Promise::Resolver>();
    // Settling enters no callback; it fails only while JavaScript is being terminated.
    v8::Local<v8::Value> value = outcome.value;
    if (value.IsEmpty()) value = v8::Undefined(isolate);
    v8::Maybe<bool> settled = outcome.error.IsEmpty() ? resolver->Resolve(context, value)
                                                      : resolver->Reject(context, outcome.error);
    CHECK(settled.IsJust() || isolate->IsExecutionTerminating());
  }

 private:
  v8::Global<v8::Object> completion_;
  v8::Global<v8::Value> frame_;
};

// One of libuv's: UvRequest is uv_work_t, uv_getaddrinfo_t, ...
template <typename UvRequest>
class CallbackRequest : public CompletionRequest {
 public:
  CallbackRequest(EventLoop* loop, v8::Local<v8::Object> completion)
      : CompletionRequest(loop, completion) {
    request_.data = this;
  }

  UvRequest* uv_request() { return &request_; }

  template <typename Derived>
  static Derived* From(UvRequest* request) {
    return static_cast<Derived*>(static_cast<CallbackRequest*>(request->data));
  }

  void Cancel() override { uv_cancel(reinterpret_cast<uv_req_t*>(&request_)); }

 private:
  UvRequest request_{};
};

}  // namespace gyre

#endif  // GYRE_LOOP_REQUEST_H_
