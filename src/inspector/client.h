// SPDX-License-Identifier: MIT
//
// What:    V8's inspector of a realm, and what it asks of the runtime: contexts and their names,
//          the time, timers, URLs of scripts, what consoles know. Sessions within the process and
//          those of other processes (agent.h) share it.
// Owner:   Agent.
// Threads: loop thread only.

#ifndef GYRE_INSPECTOR_CLIENT_H_
#define GYRE_INSPECTOR_CLIENT_H_

#include <v8-inspector.h>

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "loop/event_loop.h"

namespace gyre::inspector {

// All contexts of a realm are of one group: a session sees them all.
inline constexpr int kContextGroup = 1;

// The characters of a JavaScript string for the time of a call.
class StringCharacters {
 public:
  StringCharacters(v8::Isolate* isolate, v8::Local<v8::String> text) : units_(text->Length()) {
    text->Write(isolate, units_.data(), 0, text->Length(), v8::String::NO_NULL_TERMINATION);
  }
  explicit StringCharacters(std::string_view utf8);

  v8_inspector::StringView view() const { return {units_.data(), units_.size()}; }

 private:
  std::vector<uint16_t> units_;
};

class Client : public v8_inspector::V8InspectorClient {
 public:
  explicit Client(EventLoop* loop) : loop_(loop) {}

  // Made by the first call. REQUIRES: a HandleScope.
  v8_inspector::V8Inspector* Open();
  // nullptr when nobody has asked for it.
  v8_inspector::V8Inspector* inspector() const { return inspector_.get(); }

  // Tells of a context of `vm`. V8 forgets it when it is collected.
  void AddContext(v8::Local<v8::Context> context, std::string_view name, std::string_view origin);

  // Tells of an exception that nobody handled.
  void AddException(v8::Local<v8::Value> error, v8::Local<v8::Message> message);

  // Functions of lib/: fillConsole(object) adds what expressions typed into a debugger may use;
  // setAsyncStacks(bool) has asynchronous calls reported from then on, or no more.
  void SetHooks(v8::Local<v8::Function> fill_console, v8::Local<v8::Function> set_async_stacks);

  // V8InspectorClient
  v8::Local<v8::Context> ensureDefaultContextInGroup(int) override { return loop_->context(); }
  double currentTimeMS() override;
  void startRepeatingTimer(double seconds, TimerCallback callback, void* data) override;
  void cancelTimer(void* data) override;
  std::unique_ptr<v8_inspector::StringBuffer> resourceNameToUrl(
      const v8_inspector::StringView& name) override;
  void installAdditionalCommandLineAPI(v8::Local<v8::Context> context,
                                       v8::Local<v8::Object> object) override;
  void maxAsyncCallStackDepthChanged(int depth) override;

 protected:
  EventLoop* loop() const { return loop_; }

 private:
  class RepeatingTimer;
  class IdleReporter;

  void Register(v8::Local<v8::Context> context, std::string_view name, std::string_view origin,
                std::string_view data);

  EventLoop* const loop_;
  std::unordered_map<void*, RepeatingTimer*> timers_;
  v8::Global<v8::Function> fill_console_;
  v8::Global<v8::Function> set_async_stacks_;
  bool async_stacks_ = false;  // wanted, maybe before SetHooks()
  std::unique_ptr<v8_inspector::V8Inspector> inspector_;
};

}  // namespace gyre::inspector

#endif  // GYRE_INSPECTOR_CLIENT_H_
