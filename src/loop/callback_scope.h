// SPDX-License-Identifier: MIT
//
// What:    the one door from libuv into JavaScript. It opens the V8 scopes, restores the async
//          context frame, calls, routes exceptions to 'uncaughtException', and, when the outermost
//          scope closes, drains ticks and microtasks. After a throw they wait for the next scope
//          (as in
//          Node; lib/internal/process/uncaught makes sure that there is one).
// Owner:   lives on the stack of a libuv callback.
// Threads: loop thread only.

#ifndef GYRE_LOOP_CALLBACK_SCOPE_H_
#define GYRE_LOOP_CALLBACK_SCOPE_H_

#include <optional>

#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

class CallbackScope {
 public:
  // `frame` is the async context frame that was current when the operation was started; empty
  // for none.
  explicit CallbackScope(EventLoop* loop, const v8::Global<v8::Value>* frame = nullptr);
  ~CallbackScope();
  CallbackScope(const CallbackScope&) = delete;
  CallbackScope& operator=(const CallbackScope&) = delete;

  // Calls `function`; an exception is reported and gives an empty result. Returns an empty result
  // at once when the realm is stopping.
  v8::MaybeLocal<v8::Value> Call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                 int argc, v8::Local<v8::Value>* argv);
  v8::MaybeLocal<v8::Value> Call(EntryPoint which, int argc, v8::Local<v8::Value>* argv);

  // Calls the method `name` of `object`; nothing happens when it is not a function. What a getter
  // throws is reported as well.
  v8::MaybeLocal<v8::Value> CallMethod(v8::Local<v8::Object> object, v8::Local<v8::String> name,
                                       int argc, v8::Local<v8::Value>* argv);

  EventLoop* loop() const { return loop_; }
  v8::Local<v8::Context> context() const { return context_; }

 private:
  // Notes whether a call has failed, and reports why.
  v8::MaybeLocal<v8::Value> Finish(v8::MaybeLocal<v8::Value> result, v8::TryCatch* try_catch);

  // Hands what was caught to the host, unless it is the end of the realm.
  void Report(v8::TryCatch* try_catch);

  EventLoop* const loop_;
  v8::HandleScope handle_scope_;
  v8::Local<v8::Context> context_;
  std::optional<v8::Context::Scope> context_scope_;  // none where Run() has entered it
  v8::Local<v8::Value> outer_frame_;                 // of a nested scope with a frame of its own
  bool failed_ = false;                              // the last call threw
};

// The frame to hand to CallbackScope later: keeps V8's continuation-preserved embedder data of the
// current context. Empty (and free) when no AsyncLocalStorage is in use.
void CaptureFrame(EventLoop* loop, v8::Global<v8::Value>* frame);

}  // namespace gyre

#endif  // GYRE_LOOP_CALLBACK_SCOPE_H_
