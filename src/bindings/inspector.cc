// SPDX-License-Identifier: MIT
//
// binding('inspector'): sessions of the Chrome DevTools Protocol with V8's inspector, on the thread
// that is inspected.
//
// There is one V8Inspector a realm, made for the first session. A session takes a command as JSON
// text and gives back texts, replies and notifications alike, to the one function it was made with.
// V8 sends them while the command runs, while JavaScript runs (a script was parsed, the console was
// used) or between callbacks (a collection's numbers), so that function is always called through a
// CallbackScope: nested in running JavaScript it is a plain call, otherwise ticks and microtasks
// follow it.
//
// A pause does not wait: the thread that would have to resume is the one that is paused. Listeners
// of Debugger.paused are called with the stack as it stands, and then the program goes on.

#include "bindings/inspector.h"

#include <uv.h>
#include <v8-inspector.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <unordered_map>
#include <vector>

#include "bindings/binding.h"
#include "bindings/wrapped.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Global;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::Object;
using v8::String;
using v8::Value;
using v8_inspector::StringBuffer;
using v8_inspector::StringView;
using v8_inspector::V8ContextInfo;
using v8_inspector::V8Inspector;
using v8_inspector::V8InspectorClient;
using v8_inspector::V8InspectorSession;

namespace {

// All contexts of a realm are of one group: a session sees them all.
constexpr int kContextGroup = 1;

StringView ViewOf(std::string_view latin1) {
  return StringView(reinterpret_cast<const uint8_t*>(latin1.data()), latin1.size());
}

// The characters of a JavaScript string for the time of a call.
class StringCharacters {
 public:
  StringCharacters(Isolate* isolate, Local<String> text) : units_(text->Length()) {
    text->Write(isolate, units_.data(), 0, text->Length(), String::NO_NULL_TERMINATION);
  }
  StringView view() const { return StringView(units_.data(), units_.size()); }

 private:
  std::vector<uint16_t> units_;
};

MaybeLocal<String> ToString(Isolate* isolate, const StringView& text) {
  const auto length = static_cast<int>(text.length());
  return text.is8Bit() ? String::NewFromOneByte(isolate, text.characters8(),
                                                v8::NewStringType::kNormal, length)
                       : String::NewFromTwoByte(isolate, text.characters16(),
                                                v8::NewStringType::kNormal, length);
}

// What V8 calls at an interval, e.g. to report the heap while it is tracked. Does not keep the loop
// alive.
class RepeatingTimer final : public Handle {
 public:
  RepeatingTimer(EventLoop* loop, double seconds, V8InspectorClient::TimerCallback callback,
                 void* data)
      : Handle(loop, reinterpret_cast<uv_handle_t*>(&timer_)), callback_(callback), data_(data) {
    CHECK_EQ(Initialized(uv_timer_init(loop->uv(), &timer_)), 0);  // cannot fail
    uv_unref(uv_handle());
    const auto ms = std::max<uint64_t>(1, static_cast<uint64_t>(seconds * 1000));
    CHECK_EQ(uv_timer_start(&timer_, OnTimer, ms, ms), 0);  // fails for closing timers only
  }

  const char* resource_name() const override { return "InspectorTimer"; }

 private:
  static void OnTimer(uv_timer_t* handle) {
    auto* self = static_cast<RepeatingTimer*>(static_cast<Handle*>(handle->data));
    CallbackScope scope(self->loop());
    self->callback_(self->data_);
  }

  const V8InspectorClient::TimerCallback callback_;
  void* const data_;
  uv_timer_t timer_;
};

// One a realm. Its sessions own it too, so that the inspector outlives them.
class Agent final : public V8InspectorClient {
 public:
  // REQUIRES: a HandleScope.
  V8Inspector* Open(EventLoop* loop) {
    if (inspector_ == nullptr) {
      loop_ = loop;
      inspector_ = V8Inspector::create(loop->isolate(), this);
      AddContext(loop->context(), "Main Context", "{\"isDefault\":true}");
    }
    return inspector_.get();
  }
  V8Inspector* inspector() const { return inspector_.get(); }

  void AddContext(Local<Context> context, std::string_view name, std::string_view data) {
    const std::vector<uint16_t> units(name.begin(), name.end());
    V8ContextInfo info(context, kContextGroup, StringView(units.data(), units.size()));
    info.auxData = ViewOf(data);
    inspector_->contextCreated(info);
  }

  Local<Context> ensureDefaultContextInGroup(int) override { return loop_->context(); }

  double currentTimeMS() override {
    using Milliseconds = std::chrono::duration<double, std::milli>;
    return Milliseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  }

  void startRepeatingTimer(double seconds, TimerCallback callback, void* data) override {
    timers_[data] = new RepeatingTimer(loop_, seconds, callback, data);
  }
  void cancelTimer(void* data) override {
    auto it = timers_.find(data);
    if (it == timers_.end()) return;
    // At teardown the loop has closed and freed them.
    if (!loop_->stopping()) it->second->Close();
    timers_.erase(it);
  }

 private:
  EventLoop* loop_ = nullptr;
  std::unordered_map<void*, RepeatingTimer*> timers_;
  std::unique_ptr<V8Inspector> inspector_;
};

struct InspectorData {
  const std::shared_ptr<Agent> agent = std::make_shared<Agent>();
};

class Session final : public Wrapped<Session>, public V8Inspector::Channel {
 public:
  Session(EventLoop* loop, Local<Object> object, Local<Function> receive)
      : Wrapped(loop->isolate(), object),
        loop_(loop),
        agent_(loop->binding_data<InspectorData>()->agent),
        // Held as long as it is connected: what was asked for must be able to arrive.
        connected_(loop->isolate(), object),
        receive_(loop->isolate(), receive) {
    session_ = compat::ConnectInspector(agent_->Open(loop), kContextGroup, this, StringView());
  }

  V8InspectorSession* session() const { return session_.get(); }

  void Dispatch(Local<String> message) {
    if (session_ == nullptr || receive_.IsEmpty()) return;
    StringCharacters characters(isolate(), message);
    ++depth_;
    session_->dispatchProtocolMessage(characters.view());
    --depth_;
  }

  void Disconnect() {
    if (receive_.IsEmpty()) return;
    receive_.Reset();
    if (depth_ == 0) return End();
    // A listener asks while V8 works for the session further down the stack.
    class EndTask final : public v8::Task {
     public:
      explicit EndTask(Session* session) : session_(session) {}
      void Run() override { session_->End(); }

     private:
      Session* const session_;  // alive: it is connected
    };
    loop_->PostTask(std::make_unique<EndTask>(this), 0);
  }

  void sendResponse(int, std::unique_ptr<StringBuffer> message) override { Send(*message); }
  void sendNotification(std::unique_ptr<StringBuffer> message) override { Send(*message); }
  void flushProtocolNotifications() override {}

 private:
  void End() {
    session_.reset();
    connected_.Reset();
  }

  void Send(const StringBuffer& message) {
    if (receive_.IsEmpty() || loop_->stopping()) return;
    CallbackScope scope(loop_);
    Local<String> text;
    if (!ToString(isolate(), message.string()).ToLocal(&text)) return;  // longer than any string
    Local<Value> argument = text;
    Local<Function> receive = receive_.Get(isolate());
    ++depth_;
    scope.Call(receive, object(), 1, &argument);
    --depth_;
  }

  EventLoop* const loop_;
  const std::shared_ptr<Agent> agent_;
  Global<Object> connected_;
  Global<Function> receive_;  // empty once disconnected
  std::unique_ptr<V8InspectorSession> session_;
  int depth_ = 0;  // how many calls further down the stack use session_
};

// `new Session(receive)`: receive(text) is given each reply and notification.
void NewSession(const Arguments& args) {
  CHECK(args.IsConstructCall() && args[0]->IsFunction());
  new Session(LoopOf(args), args.This(), args[0].As<Function>());
}

// (text) -> undefined
void Dispatch(const Arguments& args) {
  CHECK(args[0]->IsString());
  Session::From(args)->Dispatch(args[0].As<String>());
}

void Disconnect(const Arguments& args) { Session::From(args)->Disconnect(); }

// (objectId) -> the value that a RemoteObject of this session stands for; undefined for an unknown
// id
void Unwrap(const Arguments& args) {
  CHECK(args[0]->IsString());
  Session* self = Session::From(args);
  if (self->session() == nullptr) return;
  StringCharacters id(args.GetIsolate(), args[0].As<String>());
  std::unique_ptr<StringBuffer> error;
  Local<Value> value;
  Local<Context> context;
  if (self->session()->unwrapObject(&error, id.view(), &value, &context, nullptr)) {
    args.GetReturnValue().Set(value);
  }
}

// (object) -> the number of the context that made it in the protocol; 0 for one that is not known
void ContextIdOf(const Arguments& args) {
  CHECK(args[0]->IsObject());
  Local<Context> context;
  if (args[0].As<Object>()->GetCreationContext().ToLocal(&context)) {
    args.GetReturnValue().Set(V8ContextInfo::executionContextId(context));
  }
}

constexpr FunctionSpec kSessionMethods[] = {
    {"dispatch", Dispatch},
    {"disconnect", Disconnect},
    {"unwrap", Unwrap},
};

constexpr FunctionSpec kFunctions[] = {
    {"contextIdOf", ContextIdOf, SideEffect::kNone},
};

void Initialize(const BindingScope& scope) {
  DefineClass(scope, "Session", NewSession, kSessionMethods);
}

}  // namespace

void TellInspectorOfContext(EventLoop* loop, Local<Context> context, std::string_view name) {
  Agent* agent = loop->binding_data<InspectorData>()->agent.get();
  if (agent->inspector() != nullptr) agent->AddContext(context, name, "{\"isDefault\":false}");
}

const BindingSpec kInspectorBinding = {"inspector", kFunctions, Initialize,
                                       SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
