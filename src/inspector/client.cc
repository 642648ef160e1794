// SPDX-License-Identifier: MIT

#include "inspector/client.h"

#include <uv.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "engine/encoding.h"
#include "engine/v8_inspector_context.h"
#include "engine/v8_util.h"
#include "loop/callback_scope.h"
#include "loop/handle.h"

namespace gyre::inspector {

using v8::Boolean;
using v8::Context;
using v8::Function;
using v8::Local;
using v8::Object;
using v8::Value;
using v8_inspector::StringBuffer;
using v8_inspector::StringView;
using v8_inspector::V8ContextInfo;
using v8_inspector::V8Inspector;

StringCharacters::StringCharacters(std::string_view utf8) : units_(utf8.size()) {
  units_.resize(encoding::DecodeUtf8(reinterpret_cast<const uint8_t*>(utf8.data()), utf8.size(),
                                     units_.data())
                    .units);
}

// What V8 calls at an interval, e.g. to report the heap while it is tracked. Does not keep the loop
// alive.
class Client::RepeatingTimer final : public Handle {
 public:
  RepeatingTimer(EventLoop* loop, double seconds, TimerCallback callback, void* data)
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

  const TimerCallback callback_;
  void* const data_;
  uv_timer_t timer_;
};

// Tells profiles which time the loop spends waiting: two handles around the poll phase.
class Client::IdleReporter final {
 public:
  static void Open(EventLoop* loop, V8Inspector* inspector) {
    new Phase<uv_prepare_t>(loop, inspector);
    new Phase<uv_check_t>(loop, inspector);
  }

 private:
  template <typename T>
  class Phase final : public Handle {
   public:
    Phase(EventLoop* loop, V8Inspector* inspector)
        : Handle(loop, reinterpret_cast<uv_handle_t*>(&handle_)), inspector_(inspector) {
      // None of these can fail: they only fill in memory.
      if constexpr (std::is_same_v<T, uv_prepare_t>) {
        CHECK_EQ(Initialized(uv_prepare_init(loop->uv(), &handle_)), 0);
        CHECK_EQ(uv_prepare_start(&handle_, [](T* handle) { From(handle)->idleStarted(); }), 0);
      } else {
        CHECK_EQ(Initialized(uv_check_init(loop->uv(), &handle_)), 0);
        CHECK_EQ(uv_check_start(&handle_, [](T* handle) { From(handle)->idleFinished(); }), 0);
      }
      uv_unref(uv_handle());
    }
    const char* resource_name() const override { return "InspectorIdle"; }
    bool is_internal() const override { return true; }

   private:
    static V8Inspector* From(T* handle) {
      return static_cast<Phase*>(static_cast<Handle*>(handle->data))->inspector_;
    }
    V8Inspector* const inspector_;  // lives as long as the loop
    T handle_;
  };
};

V8Inspector* Client::Open() {
  if (inspector_ == nullptr) {
    inspector_ = V8Inspector::create(loop_->isolate(), this);
    Register(loop_->context(),
             loop_->host()->process_info().argv0 + "[" + std::to_string(uv_os_getpid()) + "]", "",
             "{\"isDefault\":true}");
    CHECK_EQ(V8ContextInfo::executionContextId(loop_->context()), kMainContextId);
    IdleReporter::Open(loop_, inspector_.get());
  }
  return inspector_.get();
}

void Client::AddContext(Local<Context> context, std::string_view name, std::string_view origin) {
  Register(context, name, origin, "{\"isDefault\":false}");
}

void Client::Register(Local<Context> context, std::string_view name, std::string_view origin,
                      std::string_view data) {
  const StringCharacters name_characters(name);
  const StringCharacters origin_characters(origin);
  V8ContextInfo info(context, kContextGroup, name_characters.view());
  info.origin = origin_characters.view();
  info.auxData = StringView(reinterpret_cast<const uint8_t*>(data.data()), data.size());
  inspector_->contextCreated(info);
}

void Client::AddException(Local<Value> error, Local<v8::Message> message) {
  v8::Isolate* isolate = loop_->isolate();
  Local<Context> context = loop_->context();
  constexpr std::string_view kUncaught = "Uncaught";
  const StringCharacters text(isolate, message->Get());
  // Where it was made; what was no error has no stack.
  Local<Value> name = message->GetScriptResourceName();
  int line = message->GetLineNumber(context).FromMaybe(0);
  int column = message->GetStartColumn(context).FromMaybe(0) + 1;
  int script_id = message->GetScriptOrigin().ScriptId();
  Local<v8::StackTrace> stack = message->GetStackTrace();
  if (!stack.IsEmpty() && stack->GetFrameCount() > 0) {
    Local<v8::StackFrame> frame = stack->GetFrame(isolate, 0);
    name = frame->GetScriptName();
    line = frame->GetLineNumber();
    column = frame->GetColumn();
    script_id = frame->GetScriptId();
  }
  const StringCharacters resource(!name.IsEmpty() && name->IsString() ? ToUtf8(isolate, name) : "");
  std::unique_ptr<StringBuffer> url = resourceNameToUrl(resource.view());
  inspector_->exceptionThrown(
      context, StringView(reinterpret_cast<const uint8_t*>(kUncaught.data()), kUncaught.size()),
      error, text.view(), url != nullptr ? url->string() : resource.view(),
      static_cast<unsigned>(line), static_cast<unsigned>(column),
      inspector_->createStackTrace(stack), script_id);
}

void Client::SetHooks(Local<Function> fill_console, Local<Function> set_async_stacks) {
  fill_console_.Reset(loop_->isolate(), fill_console);
  set_async_stacks_.Reset(loop_->isolate(), set_async_stacks);
  if (async_stacks_) {
    async_stacks_ = false;
    maxAsyncCallStackDepthChanged(1);
  }
}

double Client::currentTimeMS() {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  return Milliseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

void Client::startRepeatingTimer(double seconds, TimerCallback callback, void* data) {
  timers_[data] = new RepeatingTimer(loop_, seconds, callback, data);
}

void Client::cancelTimer(void* data) {
  auto it = timers_.find(data);
  if (it == timers_.end()) return;
  // At teardown the loop has closed and freed them.
  if (!loop_->stopping()) it->second->Close();
  timers_.erase(it);
}

// Breakpoints are set by URL: an absolute path is shown as one, encoded as url.pathToFileURL() does
// it.
std::unique_ptr<StringBuffer> Client::resourceNameToUrl(const StringView& name) {
  auto unit = [&](size_t i) -> uint16_t {
    return name.is8Bit() ? name.characters8()[i] : name.characters16()[i];
  };
  if (name.length() == 0 || unit(0) != '/') return nullptr;
  std::vector<uint16_t> units(name.length());
  for (size_t i = 0; i < units.size(); ++i) units[i] = unit(i);
  std::string path(3 * units.size(), '\0');
  path.resize(encoding::EncodeUtf8(units.data(), units.size(),
                                   reinterpret_cast<uint8_t*>(path.data()), path.size())
                  .written);
  std::string url = "file://";
  for (const char c : path) {
    const auto byte = static_cast<uint8_t>(c);
    const bool is_plain = byte > 0x20 && byte < 0x7f &&
                          std::string_view("\"#%<>?[\\]^`{|}~").find(c) == std::string_view::npos;
    if (is_plain) {
      url += c;
    } else {
      char code[4];
      std::snprintf(code, sizeof(code), "%%%02X", byte);
      url += code;
    }
  }
  return StringBuffer::create(StringView(reinterpret_cast<const uint8_t*>(url.data()), url.size()));
}

void Client::installAdditionalCommandLineAPI(Local<Context> context, Local<Object> object) {
  if (fill_console_.IsEmpty() || context != loop_->context()) return;
  CallbackScope scope(loop_);
  Local<Value> argument = object;
  scope.Call(fill_console_.Get(loop_->isolate()), v8::Undefined(loop_->isolate()), 1, &argument);
}

void Client::maxAsyncCallStackDepthChanged(int depth) {
  const bool wanted = depth > 0;
  if (wanted == async_stacks_) return;
  async_stacks_ = wanted;
  if (set_async_stacks_.IsEmpty() || loop_->stopping()) return;
  v8::HandleScope handles(loop_->isolate());
  CallbackScope scope(loop_);
  Local<Value> argument = Boolean::New(loop_->isolate(), wanted);
  scope.Call(set_async_stacks_.Get(loop_->isolate()), v8::Undefined(loop_->isolate()), 1,
             &argument);
}

}  // namespace gyre::inspector
