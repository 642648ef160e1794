// SPDX-License-Identifier: MIT

#include "support.h"

#include "cli/options.h"

namespace gyre::test {

using v8::Context;
using v8::FunctionCallbackInfo;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::Value;

namespace {

Process* the_process = nullptr;

LoopTest* TestOf(const FunctionCallbackInfo<Value>& args) {
  return static_cast<LoopTest*>(args.Data().As<v8::External>()->Value());
}

}  // namespace

void SetProcess(Process* process) { the_process = process; }
Process* GetProcess() { return the_process; }

void FakeHost::ReportException(Local<Value> error, Local<v8::Message>, ExceptionOrigin) {
  exceptions.push_back(ToUtf8(isolate_, error));
  if (exits_on_exception) RequestExit(1);
}

void FakeHost::RequestExit(int code) {
  exits.push_back(code);
  loop->Stop();
  isolate_->TerminateExecution();
}

LoopTest::LoopTest() : allocator_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()) {
  Isolate::CreateParams params;
  params.array_buffer_allocator = allocator_.get();
  isolate_ = Isolate::Allocate();
  GetProcess()->platform()->Register(isolate_);
  Isolate::Initialize(isolate_, params);
  isolate_->Enter();
  isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  host_ = std::make_unique<FakeHost>(isolate_);
  loop_ = std::make_unique<EventLoop>(isolate_, host_.get());
  host_->loop = loop_.get();
  CHECK_EQ(loop_->Open(), 0);
  GetProcess()->platform()->Connect(isolate_, loop_.get());

  HandleScope handle_scope(isolate_);
  Local<Context> context = Context::New(isolate_);
  Context::Scope context_scope(context);
  Local<v8::Object> shared = EventLoop::CreateSharedHolder(context);
  loop_->Attach(context, shared);
  Local<v8::External> self = v8::External::New(isolate_, this);
  Set(context, context->Global(), "log",
      v8::Function::New(context, LogFromJs, self).ToLocalChecked());
  Set(context, context->Global(), "call",
      v8::Function::New(context, CallFromJs, self).ToLocalChecked());
  Set(context, context->Global(), "flags",
      shared->Get(context, Literal(isolate_, "flags")).ToLocalChecked());
}

LoopTest::~LoopTest() {
  CloseLoop();
  isolate_->Exit();
  isolate_->Dispose();
  GetProcess()->platform()->Unregister(isolate_);
}

void LoopTest::CloseLoop() {
  if (loop_ == nullptr) return;
  loop_->Stop();
  isolate_->CancelTerminateExecution();
  GetProcess()->platform()->Disconnect(isolate_);
  loop_->Close();
  loop_.reset();
}

void LoopTest::LogFromJs(const FunctionCallbackInfo<Value>& args) {
  TestOf(args)->Note(ToUtf8(args.GetIsolate(), args[0]));
}

void LoopTest::CallFromJs(const FunctionCallbackInfo<Value>& args) {
  TestOf(args)->natives.at(args[0].As<v8::Uint32>()->Value())();
}

Local<v8::Function> LoopTest::Function(const char* source) {
  Local<Context> context = isolate_->GetCurrentContext();
  std::string text = std::string("(") + source + ")";
  return v8::Script::Compile(context, NewShortString(isolate_, text))
      .ToLocalChecked()
      ->Run(context)
      .ToLocalChecked()
      .As<v8::Function>();
}

void LoopTest::On(EntryPoint which, const char* source) {
  HandleScope handle_scope(isolate_);
  Context::Scope context_scope(loop_->context());
  loop_->SetEntryPoint(which, Function(source));
}

void LoopTest::Enter(const char* source) {
  CallbackScope scope(loop_.get());
  scope.Call(Function(source), v8::Undefined(isolate_), 0, nullptr);
}

Local<Value> LoopTest::ValueOf(const std::string& source) {
  Local<Context> context = isolate_->GetCurrentContext();
  return v8::Script::Compile(context, NewShortString(isolate_, source))
      .ToLocalChecked()
      ->Run(context)
      .ToLocalChecked();
}

std::string LoopTest::Evaluate(const char* source) {
  HandleScope handle_scope(isolate_);
  Local<Context> context = loop_->context();
  Context::Scope context_scope(context);
  v8::TryCatch try_catch(isolate_);
  Local<v8::Script> script;
  Local<Value> result;
  if (!v8::Script::Compile(context, NewShortString(isolate_, source)).ToLocal(&script) ||
      !script->Run(context).ToLocal(&result)) {
    return try_catch.HasTerminated() ? "terminated" : ToUtf8(isolate_, try_catch.Exception());
  }
  return ToUtf8(isolate_, result);
}

RealmOptions EvalOptions(const std::string& code, const SnapshotData* snapshot) {
  std::string eval = "--eval=" + code;
  std::string program = "gyre";
  char* argv[] = {program.data(), eval.data(), nullptr};
  CommandLine line = ParseCommandLine(2, argv);
  CHECK(line.error.empty());
  RealmOptions options;
  options.boot = snapshot == nullptr ? BootMode::kSource : BootMode::kSnapshot;
  options.snapshot = snapshot;
  options.options = std::move(line.options);
  return options;
}

int RunText(const std::string& code, const SnapshotData* snapshot) {
  std::unique_ptr<Realm> realm = Realm::Create(GetProcess(), EvalOptions(code, snapshot));
  return realm == nullptr ? -1 : realm->Run("eval_string");
}

}  // namespace gyre::test
