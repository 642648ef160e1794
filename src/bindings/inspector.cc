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
// In a program that no debugger of another process is connected to, a pause does not wait: the
// thread that would have to resume is the one that is paused. Listeners of Debugger.paused are
// called with the stack as it stands, and then the program goes on.
//
// The rest is the server for debuggers of other processes (inspector/agent.h), as the command line
// or lib/internal/debug_server asks for it.

#include "bindings/inspector.h"

#include <uv.h>
#include <v8-inspector.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "bindings/binding.h"
#include "bindings/crypto_library.h"
#include "bindings/wrapped.h"
#include "inspector/agent.h"
#include "inspector/http.h"
#include "inspector/node_domains.h"
#include "loop/callback_scope.h"

namespace gyre {

using inspector::Agent;
using inspector::AgentOf;
using inspector::ExistingAgentOf;
using inspector::kContextGroup;
using inspector::StringCharacters;
using v8::Context;
using v8::Function;
using v8::Global;
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
using v8_inspector::V8InspectorSession;

namespace {

MaybeLocal<String> ToString(Isolate* isolate, const StringView& text) {
  const auto length = static_cast<int>(text.length());
  return text.is8Bit() ? String::NewFromOneByte(isolate, text.characters8(),
                                                v8::NewStringType::kNormal, length)
                       : String::NewFromTwoByte(isolate, text.characters16(),
                                                v8::NewStringType::kNormal, length);
}

class Session final : public Wrapped<Session>, public V8Inspector::Channel {
 public:
  Session(EventLoop* loop, Local<Object> object, Local<Function> receive)
      : Wrapped(loop->isolate(), object),
        loop_(loop),
        agent_(AgentOf(loop)),
        // Held as long as it is connected: what was asked for must be able to arrive.
        connected_(loop->isolate(), object),
        receive_(loop->isolate(), receive) {
    node_domains_.emplace(agent_.get(), [this](std::string_view message) {
      Local<String> text;
      if (NewString(isolate(), message).ToLocal(&text)) Send(text);
    });
    session_ = compat::ConnectInspector(agent_->Open(), kContextGroup, this, StringView());
  }

  V8InspectorSession* session() const { return session_.get(); }

  void Dispatch(Local<String> message) {
    if (session_ == nullptr || receive_.IsEmpty()) return;
    if (node_domains_->Dispatch(ToUtf8(isolate(), message))) return;
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

  void sendResponse(int, std::unique_ptr<StringBuffer> message) override { SendText(*message); }
  void sendNotification(std::unique_ptr<StringBuffer> message) override { SendText(*message); }
  void flushProtocolNotifications() override {}

 private:
  void End() {
    session_.reset();
    node_domains_.reset();
    connected_.Reset();
  }

  void SendText(const StringBuffer& message) {
    v8::HandleScope handles(isolate());
    Local<String> text;
    if (ToString(isolate(), message.string()).ToLocal(&text)) Send(text);
    // Otherwise it is longer than any string.
  }

  void Send(Local<String> text) {
    if (receive_.IsEmpty() || loop_->stopping()) return;
    CallbackScope scope(loop_);
    Local<Value> argument = text;
    Local<Function> receive = receive_.Get(isolate());
    ++depth_;
    scope.Call(receive, object(), 1, &argument);
    --depth_;
  }

  EventLoop* const loop_;
  // Ends after session_, in whatever order the loop's data does.
  const std::shared_ptr<Agent> agent_;
  Global<Object> connected_;
  Global<Function> receive_;  // empty once disconnected
  std::optional<inspector::NodeDomains> node_domains_;
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

// --- The server ---

// What the command line says, and process.debugPort.
struct ServerSettings {
  inspector::HostPort address;
  bool is_read = false;
};

ServerSettings* SettingsOf(EventLoop* loop) {
  auto* settings = loop->binding_data<ServerSettings>();
  if (!settings->is_read) {
    settings->is_read = true;
    // The command line has been checked: this cannot fail.
    const OptionValue* option = loop->host()->option("--inspect-port");
    if (option != nullptr) {
      for (const std::string& text : option->list) CHECK(settings->address.Update(text));
    }
  }
  return settings;
}

bool Publishes(EventLoop* loop, std::string_view where) {
  const OptionValue* option = loop->host()->option("--inspect-publish-uid");
  if (option == nullptr || !option->given) return true;
  return option->string.find(where) != std::string::npos;  // the command line has been checked
}

// Whether it listens now; if not, it says why on stderr.
bool StartServerAt(EventLoop* loop, inspector::HostPort address, std::string script) {
  Agent::StartOptions options;
  options.address = std::move(address);
  options.script = std::move(script);
  options.publish_over_http = Publishes(loop, "http");
  options.publish_on_stderr = Publishes(loop, "stderr");
  options.sha1 = Sha1;
  std::string problem = LoadCryptoLibrary(loop->host()->process_info().exec_path);
  if (problem.empty()) {
    int status = AgentOf(loop)->StartServer(options);
    if (status != 0) problem = uv_strerror(status);
  }
  if (problem.empty()) {
    SettingsOf(loop)->address.port = AgentOf(loop)->server()->port();
  } else {
    std::fprintf(stderr, "Starting inspector on %s failed: %s\n",
                 inspector::FormatHostPort(options.address.host, options.address.port).c_str(),
                 problem.c_str());
  }
  return problem.empty();
}

// (port or undefined, host or undefined, path of the script or "") -> whether it listens; if not,
// it says why on stderr. REQUIRES: none runs.
void StartServer(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  EventLoop* loop = LoopOf(args);
  inspector::HostPort address = SettingsOf(loop)->address;
  if (args[0]->IsUint32()) address.port = static_cast<int>(Uint32Argument(args, 0));
  if (args[1]->IsString()) address.host = ToUtf8(isolate, args[1]);
  args.GetReturnValue().Set(StartServerAt(loop, std::move(address), ToUtf8(isolate, args[2])));
}

void StopServer(const Arguments& args) { AgentOf(LoopOf(args))->StopServer(); }

// () -> the URL that debuggers connect to; undefined while there is no server
void ServerUrl(const Arguments& args) {
  const inspector::Server* server = AgentOf(LoopOf(args))->server();
  if (server == nullptr) return;
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), server->url()));
}

void WaitForDebugger(const Arguments& args) { AgentOf(LoopOf(args))->WaitForDebugger(); }

// () -> the port where the server listens, or would
void GetDebugPort(const Arguments& args) {
  args.GetReturnValue().Set(SettingsOf(LoopOf(args))->address.port);
}
void SetDebugPort(const Arguments& args) {
  const int port = Int32Argument(args, 0);
  if (port != 0 && (port < 1024 || port > 65535)) {
    ThrowRangeError(args.GetIsolate(), "ERR_OUT_OF_RANGE",
                    "process.debugPort must be 0 or in range 1024 to 65535");
    return;
  }
  SettingsOf(LoopOf(args))->address.port = port;
}

// (function, receiver, ...arguments) -> what the function returns. It is paused at its first
// statement, where a debugger is connected.
void CallAndPause(const Arguments& args) {
  CHECK(args[0]->IsFunction());
  std::vector<Local<Value>> argv;
  for (int i = 2; i < args.Length(); ++i) argv.push_back(args[i]);
  AgentOf(LoopOf(args))->PauseOnNextStatement();
  Local<Value> result;
  if (args[0]
          .As<Function>()
          ->Call(args.GetIsolate()->GetCurrentContext(), args[1], static_cast<int>(argv.size()),
                 argv.data())
          .ToLocal(&result)) {
    args.GetReturnValue().Set(result);
  }
}

// (function of V8's console, function of ours) -> a function that calls both. A native one, so that
// debuggers see the program's call at the top of the stack.
void ConsoleForwarder(const Arguments& args) {
  CHECK(args[0]->IsFunction() && args[1]->IsFunction());
  auto forward = [](const Arguments& call) {
    Isolate* isolate = call.GetIsolate();
    Local<Context> context = isolate->GetCurrentContext();
    Local<v8::Array> both = call.Data().As<v8::Array>();
    std::vector<Local<Value>> argv;
    for (int i = 0; i < call.Length(); ++i) argv.push_back(call[i]);
    for (uint32_t i = 0; i < 2; ++i) {
      Local<Value> function;
      Local<Value> result;
      // Elements of an array of ours.
      if (!both->Get(context, i).ToLocal(&function)) return;
      if (!function.As<Function>()
               ->Call(context, call.This(), static_cast<int>(argv.size()), argv.data())
               .ToLocal(&result)) {
        return;
      }
      call.GetReturnValue().Set(result);
    }
  };
  Isolate* isolate = args.GetIsolate();
  Local<Value> both[] = {args[0], args[1]};
  Local<Function> function;
  if (Function::New(isolate->GetCurrentContext(), forward, v8::Array::New(isolate, both, 2), 0,
                    v8::ConstructorBehavior::kThrow)
          .ToLocal(&function)) {
    args.GetReturnValue().Set(function);
  }
}

// (fillConsole, setAsyncStacks): see Client::SetHooks()
void SetHooks(const Arguments& args) {
  CHECK(args[0]->IsFunction() && args[1]->IsFunction());
  AgentOf(LoopOf(args))->SetHooks(args[0].As<Function>(), args[1].As<Function>());
}

// () -> whether a session has enabled the domain Network
void NetworkIsWatched(const Arguments& args) {
  args.GetReturnValue().Set(AgentOf(LoopOf(args))->NetworkIsWatched());
}

// (text): a notification of the domain Network, as JSON, for the sessions that have enabled it
void NotifyNetwork(const Arguments& args) {
  CHECK(args[0]->IsString());
  AgentOf(LoopOf(args))->NotifyNetwork(ToUtf8(args.GetIsolate(), args[0]));
}

// (error): nobody handles it
void ReportException(const Arguments& args) {
  Agent* agent = AgentOf(LoopOf(args)).get();
  agent->Open();
  agent->AddException(args[0], v8::Exception::CreateMessage(args.GetIsolate(), args[0]));
}

// --- Asynchronous calls, by their async id ---

void* TaskArgument(const Arguments& args, int index) {
  // V8 takes odd addresses for its own.
  return reinterpret_cast<void*>(static_cast<uintptr_t>(NumberArgument(args, index)) << 1);
}

// (name, id, whether it may happen more than once)
void AsyncTaskScheduled(const Arguments& args) {
  StringCharacters name(args.GetIsolate(), args[0].As<String>());
  AgentOf(LoopOf(args))
      ->Open()
      ->asyncTaskScheduled(name.view(), TaskArgument(args, 1), BooleanArgument(args, 2));
}
void AsyncTaskCanceled(const Arguments& args) {
  AgentOf(LoopOf(args))->Open()->asyncTaskCanceled(TaskArgument(args, 0));
}
void AsyncTaskStarted(const Arguments& args) {
  AgentOf(LoopOf(args))->Open()->asyncTaskStarted(TaskArgument(args, 0));
}
void AsyncTaskFinished(const Arguments& args) {
  AgentOf(LoopOf(args))->Open()->asyncTaskFinished(TaskArgument(args, 0));
}

constexpr FunctionSpec kFunctions[] = {
    {"contextIdOf", ContextIdOf, SideEffect::kNone},
    {"reportException", ReportException},
    {"startServer", StartServer},
    {"stopServer", StopServer},
    {"serverUrl", ServerUrl, SideEffect::kNone},
    {"waitForDebugger", WaitForDebugger},
    {"getDebugPort", GetDebugPort, SideEffect::kNone},
    {"setDebugPort", SetDebugPort},
    {"callAndPause", CallAndPause},
    {"consoleForwarder", ConsoleForwarder},
    {"setHooks", SetHooks},
    {"networkIsWatched", NetworkIsWatched, SideEffect::kNone},
    {"notifyNetwork", NotifyNetwork},
    {"asyncTaskScheduled", AsyncTaskScheduled},
    {"asyncTaskCanceled", AsyncTaskCanceled},
    {"asyncTaskStarted", AsyncTaskStarted},
    {"asyncTaskFinished", AsyncTaskFinished},
};

void Initialize(const BindingScope& scope) {
  DefineClass(scope, "Session", NewSession, kSessionMethods);
}

}  // namespace

void TellInspectorOfContext(EventLoop* loop, Local<Context> context, std::string_view name,
                            std::string_view origin) {
  Agent* agent = ExistingAgentOf(loop);
  if (agent != nullptr && agent->inspector() != nullptr) agent->AddContext(context, name, origin);
}

void DebugFirstStatement(EventLoop* loop) {
  if (!StartServerAt(loop, SettingsOf(loop)->address, "")) return;
  AgentOf(loop)->WaitForDebugger();
  AgentOf(loop)->PauseOnNextStatement();
}

void WaitForDebuggersToLeave(EventLoop* loop) {
  Agent* agent = ExistingAgentOf(loop);
  if (agent != nullptr) agent->WaitForDisconnect();
}

const BindingSpec kInspectorBinding = {"inspector", kFunctions, Initialize,
                                       SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
