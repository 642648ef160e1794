// SPDX-License-Identifier: MIT

#include "inspector/node_domains.h"

#include <utility>

#include "engine/v8_util.h"
#include "inspector/agent.h"
#include "inspector/http.h"

namespace gyre::inspector {

using v8::Context;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

NodeDomains::NodeDomains(Agent* agent, Send send) : agent_(agent), send_(std::move(send)) {
  agent->AddDomains(this);
}

bool NodeDomains::Dispatch(const std::string& message) {
  if (message.find("\"NodeRuntime.") == std::string::npos &&
      message.find("\"Network.") == std::string::npos) {
    return false;
  }
  Isolate* isolate = agent_->loop()->isolate();
  v8::HandleScope handles(isolate);
  Local<Context> context = isolate->GetCurrentContext();
  v8::TryCatch try_catch(isolate);
  Local<v8::String> text;
  Local<Value> parsed;
  if (!NewString(isolate, message).ToLocal(&text) ||
      !v8::JSON::Parse(context, text).ToLocal(&parsed) || !parsed->IsObject()) {
    return false;
  }
  // Of a value that JSON.parse() made, reading own data properties cannot throw.
  auto get = [&](Local<Value> object, const char* name) -> Local<Value> {
    Local<Value> value;
    if (object->IsObject() &&
        object.As<Object>()->Get(context, NewShortString(isolate, name)).ToLocal(&value)) {
      return value;
    }
    return v8::Undefined(isolate);
  };
  Local<Value> method_value = get(parsed, "method");
  Local<Value> id = get(parsed, "id");
  if (!method_value->IsString() || !id->IsInt32()) return false;
  const std::string method = ToUtf8(isolate, method_value);
  if (method.rfind("NodeRuntime.", 0) != 0 && method.rfind("Network.", 0) != 0) return false;
  const std::string head = "{\"id\":" + std::to_string(id.As<v8::Int32>()->Value()) + ",";
  const bool enables = method == "NodeRuntime.enable";
  if (enables || method == "NodeRuntime.disable") {
    runtime_ = enables;
  } else if (method == "Network.enable") {
    network_ = true;
  } else if (method == "Network.disable") {
    network_ = false;
  } else if (method == "NodeRuntime.notifyWhenWaitingForDisconnect") {
    wants_to_see_end_ = get(get(parsed, "params"), "enabled")->IsTrue();
  } else {
    send_(head + "\"error\":{\"code\":-32601,\"message\":\"'" + EscapeJson(method) +
          "' wasn't found\"}}");
    return true;
  }
  send_(head + "\"result\":{}}");
  if (enables && agent_->waiting()) NotifyWaitingForDebugger();
  return true;
}

void NodeDomains::NotifyWaitingForDebugger() {
  if (runtime_) send_("{\"method\":\"NodeRuntime.waitingForDebugger\",\"params\":{}}");
}

void NodeDomains::NotifyWaitingForDisconnect() {
  if (wants_to_see_end_) send_("{\"method\":\"NodeRuntime.waitingForDisconnect\",\"params\":{}}");
}

void NodeDomains::NotifyNetwork(std::string_view message) {
  if (network_) send_(message);
}

}  // namespace gyre::inspector
