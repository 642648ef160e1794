// SPDX-License-Identifier: MIT
//
// What:    what the unit tests share: the process, a loop without lib/, and a realm to run text in.
// Owner:   the tests.
// Threads: main thread, unless a test says otherwise.

#ifndef GYRE_TEST_CPP_SUPPORT_H_
#define GYRE_TEST_CPP_SUPPORT_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/v8_util.h"
#include "loop/callback_scope.h"
#include "loop/event_loop.h"
#include "runtime/process.h"
#include "runtime/realm.h"
#include "runtime/snapshot.h"

namespace gyre::test {

void SetProcess(Process* process);
Process* GetProcess();

using Log = std::vector<std::string>;

// A host that writes down what it is told.
class FakeHost final : public Host {
 public:
  explicit FakeHost(v8::Isolate* isolate) : isolate_(isolate) {}

  void ReportException(v8::Local<v8::Value> error, v8::Local<v8::Message> message,
                       ExceptionOrigin origin) override;
  void RequestExit(int code) override;
  const ProcessInfo& process_info() const override { return info_; }
  const std::vector<std::string>& environment_options() const override { return no_options_; }
  const OptionValue* option(const std::string&) const override { return nullptr; }
  v8::MaybeLocal<v8::Function> CompileBuiltin(std::string_view, Compilation) override { return {}; }
  std::vector<std::string_view> builtin_ids() const override { return {}; }
  const std::string& native_features() const override { return no_features_; }
  void BeginForkedProcess(std::function<void()>) override {}

  Log exceptions;
  std::vector<int> exits;
  EventLoop* loop = nullptr;
  bool exits_on_exception = false;

 private:
  v8::Isolate* const isolate_;
  const ProcessInfo info_;
  const std::string no_features_;
  const std::vector<std::string> no_options_;
};

// An isolate with a context and an EventLoop, and nothing of lib/. In JavaScript:
// log(text), `flags`,
// and call(number), which calls back native functions of the test.
class LoopTest : public testing::Test {
 protected:
  LoopTest();
  ~LoopTest() override;

  // The value of a function expression, to be called or registered.
  v8::Local<v8::Function> Function(const char* source);
  // Registers a function expression.
  void On(EntryPoint which, const char* source);
  // Calls a function expression in a CallbackScope of its own, as a libuv callback would.
  void Enter(const char* source);
  // Calls `use` with the context entered, and returns what that does. Nothing is drained.
  template <typename Use>
  auto InContext(Use use) {
    v8::Isolate::Scope isolate_scope(isolate_);
    v8::HandleScope handle_scope(isolate_);
    v8::Local<v8::Context> context = loop_->context();
    v8::Context::Scope context_scope(context);
    return use(context);
  }
  // The value of a script that does not throw. REQUIRES: a context is entered.
  v8::Local<v8::Value> ValueOf(const std::string& source);
  // Runs text with no scope of the loop: nothing is drained.
  std::string Evaluate(const char* source);

  void Note(std::string text) { log.push_back(std::move(text)); }

  v8::Isolate* isolate() const { return isolate_; }
  EventLoop* loop() { return loop_.get(); }
  FakeHost* host() { return host_.get(); }
  // Takes the loop down, as a Realm does.
  void CloseLoop();

  Log log;
  // Called by call(n).
  std::vector<std::function<void()>> natives;

 private:
  static void LogFromJs(const v8::FunctionCallbackInfo<v8::Value>& args);
  static void CallFromJs(const v8::FunctionCallbackInfo<v8::Value>& args);

  std::unique_ptr<v8::ArrayBuffer::Allocator> allocator_;
  v8::Isolate* isolate_;
  std::unique_ptr<FakeHost> host_;
  std::unique_ptr<EventLoop> loop_;
};

// Options of a realm that runs `code` when Run("eval_string") is called.
RealmOptions EvalOptions(const std::string& code, const SnapshotData* snapshot = nullptr);

// Runs `code` as `gyre -e` does, in a new realm. Returns the exit code, -1 when it did not boot.
int RunText(const std::string& code, const SnapshotData* snapshot = nullptr);

}  // namespace gyre::test

#endif  // GYRE_TEST_CPP_SUPPORT_H_
