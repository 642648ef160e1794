// SPDX-License-Identifier: MIT

#include "runtime/realm.h"

#include <uv.h>

#include <cstdio>

#include "bindings/binding.h"
#include "bindings/contextify.h"
#include "bindings/inspector.h"
#include "bindings/standard_descriptors.h"
#include "engine/memory.h"
#include "engine/page_allocator.h"
#include "engine/source_location.h"
#include "engine/v8_inspector_context.h"
#include "engine/v8_util.h"
#include "loop/callback_scope.h"
#include "runtime/snapshot.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::FixedArray;
using v8::Function;
using v8::FunctionCallbackInfo;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::Message;
using v8::Object;
using v8::Promise;
using v8::SnapshotCreator;
using v8::String;
using v8::TryCatch;
using v8::Value;

namespace {

// --- What V8 calls back ---

// binding(name): the one door from lib/ into C++.
void GetBinding(const FunctionCallbackInfo<Value>& args) {
  Isolate* isolate = args.GetIsolate();
  EventLoop* loop = EventLoop::From(isolate);
  Local<Context> context = isolate->GetCurrentContext();
  CHECK(args[0]->IsString());
  Local<String> name = args[0].As<String>();
  // An own data property of an object without prototype: reading it runs no user code.
  Local<Object> cache = loop->shared_holder()
                            ->Get(context, Literal(isolate, "bindings"))
                            .ToLocalChecked()
                            .As<Object>();
  Local<Value> cached;
  if (cache->Get(context, name).ToLocal(&cached) && cached->IsObject()) {
    args.GetReturnValue().Set(cached);
    return;
  }
  std::string text = ToUtf8(isolate, name);
  const BindingSpec* spec = FindBinding(text);
  if (spec == nullptr) {
    ThrowError(isolate, "ERR_INVALID_MODULE", "No such binding: " + text);
    return;
  }
  if (spec->snapshot == SnapshotPolicy::kRunTimeOnly &&
      !loop->has_entry_point(EntryPoint::kRunMain)) {
    // kRunMain is the last thing that the bootstrap registers.
    ThrowError(isolate, "ERR_INVALID_STATE", "Binding " + text + " was asked for during bootstrap");
    return;
  }
  Local<Object> binding = InstantiateBinding(loop, context, *spec);
  Set(context, cache, text, binding);
  args.GetReturnValue().Set(binding);
}

void OnPromiseReject(v8::PromiseRejectMessage message) {
  Isolate* isolate = message.GetPromise()->GetIsolate();
  EventLoop* loop = EventLoop::From(isolate);
  if (loop == nullptr || loop->stopping() || !loop->has_entry_point(EntryPoint::kPromiseRejected)) {
    return;
  }
  Local<Value> reason = message.GetValue();
  if (reason.IsEmpty()) reason = v8::Undefined(isolate);
  Local<Value> argv[] = {v8::Integer::New(isolate, message.GetEvent()), message.GetPromise(),
                         reason};
  TryCatch try_catch(isolate);
  // The handler only files the promise away; it throws only when memory or stack run out, and then
  // the rejection itself can't be told.
  if (loop->entry_point(EntryPoint::kPromiseRejected)
          ->Call(loop->context(), v8::Undefined(isolate), 3, argv)
          .IsEmpty() &&
      !try_catch.HasTerminated()) {
    std::fputs("Exception in PromiseRejectCallback\n", stderr);
  }
}

MaybeLocal<Value> OnPrepareStackTrace(Local<Context> context, Local<Value> error,
                                      Local<Array> call_sites) {
  Isolate* isolate = context->GetIsolate();
  EventLoop* loop = EventLoop::From(isolate);
  if (loop == nullptr || !loop->has_entry_point(EntryPoint::kPrepareStackTrace)) {
    // During the bootstrap: V8's own form.
    std::string stack = ToUtf8(isolate, error);
    for (uint32_t i = 0; i < call_sites->Length(); ++i) {
      Local<Value> site;
      if (!call_sites->Get(context, i).ToLocal(&site)) return {};
      stack += "\n    at " + ToUtf8(isolate, site);
    }
    return NewShortString(isolate, stack);
  }
  Local<Value> argv[] = {context->Global(), error, call_sites};
  return loop->entry_point(EntryPoint::kPrepareStackTrace)
      ->Call(context, v8::Undefined(isolate), 3, argv);
}

MaybeLocal<Promise> OnImportDynamically(Local<Context> context, Local<v8::Data> host_options,
                                        Local<Value> referrer, Local<String> specifier,
                                        Local<FixedArray> attributes) {
  Isolate* isolate = context->GetIsolate();
  EventLoop* loop = EventLoop::From(isolate);
  Local<Array> pairs = Array::New(isolate);
  for (int i = 0; i < attributes->Length(); ++i) {
    pairs->Set(context, static_cast<uint32_t>(i), attributes->Get(context, i).As<Value>()).Check();
  }
  Local<Value> argv[] = {specifier, referrer, pairs, ImportHostOf(context, host_options)};
  Local<Value> result;
  if (!loop->entry_point(EntryPoint::kImportDynamically)
           ->Call(context, v8::Undefined(isolate), 4, argv)
           .ToLocal(&result)) {
    return {};
  }
  CHECK(result->IsPromise());
  return result.As<Promise>();
}

// Verbose exceptions: what no TryCatch of ours saw, e.g. a FinalizationRegistry callback that
// threw.
void OnMessage(Local<Message> message, Local<Value> error) {
  Isolate* isolate = message->GetIsolate();
  EventLoop* loop = EventLoop::From(isolate);
  if (loop == nullptr || loop->stopping()) return;
  loop->host()->ReportException(error, message, ExceptionOrigin::kUncaughtException);
}

void OnFatalError(const char* location, const char* message) { FatalError(location, message); }

void OnOutOfMemory(const char* location, compat::OutOfMemoryDetails details) {
  const char* what = compat::IsHeapOutOfMemory(details)
                         ? "Allocation failed - JavaScript heap out of memory"
                         : "Allocation failed - process out of memory";
  std::fprintf(stderr, "FATAL ERROR: %s %s\n", location != nullptr ? location : "", what);
  std::fflush(stderr);
  std::abort();
}

// The heap is nearly full. Nothing may be allocated during the collection that found it out, so the
// stack is printed at the next interrupt check, with a little more room to do it in.
size_t OnNearHeapLimit(void* data, size_t current_limit, size_t) {
  auto* isolate = static_cast<Isolate*>(data);
  isolate->RequestInterrupt(
      [](Isolate* interrupted, void*) {
        std::fprintf(stderr,
                     "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of "
                     "memory\n");
        if (interrupted->InContext()) PrintJavaScriptStack(interrupted);
        std::fprintf(stderr,
                     "\nRaise the limit with --max-old-space-size=<megabytes>, or look for what "
                     "grows.\n");
        std::fflush(stderr);
        std::abort();
      },
      nullptr);
  isolate->RemoveNearHeapLimitCallback(OnNearHeapLimit, 0);
  return current_limit + current_limit / 8 + (16u << 20);
}

constexpr size_t kInitialSemispace = 4u << 20;

constexpr FunctionSpec kGetBinding = {"binding", GetBinding, SideEffect::kYes};

constexpr const char* kFirstModule = "internal/bootstrap/realm";

}  // namespace

const intptr_t* ExternalReferences() {
  static const std::vector<intptr_t> references = [] {
    std::vector<intptr_t> made = {reinterpret_cast<intptr_t>(kGetBinding.callback)};
    for (const BindingSpec* spec : AllBindings()) {
      for (const FunctionSpec& function : spec->functions) {
        made.push_back(reinterpret_cast<intptr_t>(function.callback));
        if (function.fast == nullptr) continue;
        made.push_back(reinterpret_cast<intptr_t>(function.fast->GetAddress()));
        made.push_back(reinterpret_cast<intptr_t>(function.fast->GetTypeInfo()));
      }
    }
    std::span<const intptr_t> sources = BuiltinReferences();
    made.insert(made.end(), sources.begin(), sources.end());
    made.push_back(0);
    return made;
  }();
  return references.data();
}

Realm::Realm(Process* process, RealmOptions options)
    : process_(process),
      options_(std::move(options)),
      allocator_(v8::ArrayBuffer::Allocator::NewDefaultAllocator()) {}

std::unique_ptr<Realm> Realm::Create(Process* process, RealmOptions options) {
  std::unique_ptr<Realm> realm(new Realm(process, std::move(options)));
  const SnapshotData* snapshot = nullptr;
  if (realm->options_.boot == BootMode::kSnapshot && realm->options_.lib_dir.empty()) {
    snapshot = realm->options_.snapshot;
    if (snapshot == nullptr) snapshot = SnapshotData::Embedded();
  }

  Isolate::CreateParams params;
  params.array_buffer_allocator = realm->allocator_.get();
  params.external_references = ExternalReferences();
  if (snapshot != nullptr) {
    realm->blob_ = snapshot->blob();
    Prefault(realm->blob_.data, static_cast<size_t>(realm->blob_.raw_size), Access::kRead);
    params.snapshot_blob = &realm->blob_;
  }
  uint64_t memory = uv_get_constrained_memory();
  uint64_t total = uv_get_total_memory();
  if (memory == 0 || memory > total) memory = total;
  params.constraints.ConfigureDefaults(memory, 0);
  // Semispaces begin at 4 MiB instead of 1: a script that allocates much collects its young objects
  // a quarter as often, and memory that is not allocated is not touched.
  params.constraints.set_initial_young_generation_size_in_bytes(3 * kInitialSemispace);

  realm->isolate_ = Isolate::Allocate();
  process->platform()->Register(realm->isolate_);
  PageAllocator::StartUp start_up(kInitialSemispace);
  Isolate::Initialize(realm->isolate_, params);
  Isolate::Scope isolate_scope(realm->isolate_);
  realm->builtins_.emplace(realm->isolate_, snapshot, realm->options_.lib_dir);
  realm->loop_ = std::make_unique<EventLoop>(realm->isolate_, realm.get());
  if (int status = realm->loop_->Open(); status != 0) {
    std::fprintf(stderr, "gyre: the event loop could not be opened: %s\n", uv_strerror(status));
    return nullptr;
  }
  process->platform()->Connect(realm->isolate_, realm->loop_.get());
  realm->ConfigureIsolate();
  bool booted = snapshot != nullptr ? realm->BootFromSnapshot() : realm->BootFromSource();
  if (!booted) return nullptr;
  {
    // A debugger may come later, and wants to see what has been compiled before.
    HandleScope handle_scope(realm->isolate_);
    v8::debug::SetContextId(realm->loop_->context(), kMainContextId);
  }
  realm->loop_->Mark(Milestone::kEnvironment);
  return realm;
}

void Realm::ConfigureIsolate() {
  isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
  isolate_->SetPromiseRejectCallback(OnPromiseReject);
  isolate_->SetPrepareStackTraceCallback(OnPrepareStackTrace);
  isolate_->SetHostImportModuleDynamicallyCallback(OnImportDynamically);
  isolate_->AddMessageListener(OnMessage);
  // V8's flag of this name would abort at the throw; who handles the error is known to
  // lib/internal/process/uncaught only.
  isolate_->SetAbortOnUncaughtExceptionCallback([](Isolate*) { return false; });
  isolate_->SetFatalErrorHandler(OnFatalError);
  isolate_->SetOOMErrorHandler(OnOutOfMemory);
  isolate_->AddNearHeapLimitCallback(OnNearHeapLimit, isolate_);
}

bool Realm::BootFromSnapshot() {
  HandleScope handle_scope(isolate_);
  Local<Context> context;
  if (!Context::FromSnapshot(isolate_, kMainContextIndex).ToLocal(&context)) {
    std::fputs("gyre: the startup snapshot does not fit this V8\n", stderr);
    return false;
  }
  // BuildSnapshot() added the holder as the first datum of this context.
  loop_->Attach(context, context->GetDataFromSnapshotOnce<Object>(0).ToLocalChecked());
  return true;
}

bool Realm::BootFromSource() {
  HandleScope handle_scope(isolate_);
  Local<Context> context = Context::New(isolate_);
  Context::Scope context_scope(context);
  loop_->Attach(context, EventLoop::CreateSharedHolder(context));
  const OptionValue* debug = option("--inspect-brk-node");
  if (debug != nullptr && debug->boolean) DebugFirstStatement(loop_.get());
  TryCatch try_catch(isolate_);
  Local<Function> bootstrap;
  if (builtins_->Compile(context, kFirstModule).ToLocal(&bootstrap)) {
    Local<Value> undefined = v8::Undefined(isolate_);
    Local<Value> argv[] = {undefined, undefined, undefined, undefined,
                           NewFunction(context, kGetBinding)};
    if (!bootstrap->Call(context, undefined, 5, argv).IsEmpty()) return true;
  }
  Local<Value> stack;
  std::string text = ToUtf8(isolate_, try_catch.Exception());
  if (try_catch.StackTrace(context).ToLocal(&stack) && stack->IsString())
    text = ToUtf8(isolate_, stack);
  std::string where;
  if (!try_catch.Message().IsEmpty()) {
    where = ToUtf8(isolate_, try_catch.Message()->GetScriptResourceName()) + ":" +
            std::to_string(try_catch.Message()->GetLineNumber(context).FromMaybe(0)) + "\n";
  }
  std::fprintf(stderr, "gyre: the standard library does not start\n%s%s\n", where.c_str(),
               text.c_str());
  return false;
}

std::string Realm::TakeInventory() {
  Isolate::Scope isolate_scope(isolate_);
  HandleScope handle_scope(isolate_);
  Local<Context> context = Context::New(isolate_);
  Context::Scope context_scope(context);
  TryCatch try_catch(isolate_);
  Local<Function> wrapper;
  Local<Object> exports = Object::New(isolate_);
  Local<Value> undefined = v8::Undefined(isolate_);
  Local<Value> argv[] = {exports, undefined, Object::New(isolate_), undefined, undefined};
  Set(context, argv[2].As<Object>(), "exports", exports);
  Local<Value> made;
  Local<Value> inventory;
  Local<Value> text;
  Local<Value> global = context->Global();
  if (builtins_->Compile(context, "internal/polyfills/inventory").ToLocal(&wrapper) &&
      !wrapper->Call(context, undefined, 5, argv).IsEmpty() &&
      argv[2].As<Object>()->Get(context, Literal(isolate_, "exports")).ToLocal(&made) &&
      made.As<Object>()->Get(context, Literal(isolate_, "inventory")).ToLocal(&inventory) &&
      inventory.As<Function>()->Call(context, undefined, 1, &global).ToLocal(&text)) {
    return ToUtf8(isolate_, text);
  }
  std::fprintf(stderr, "gyre_mksnapshot: no inventory: %s\n",
               ToUtf8(isolate_, try_catch.Exception()).c_str());
  return {};
}

std::string Realm::MakeBlob(Process* process, std::string native_features) {
  RealmOptions options;
  options.boot = BootMode::kSource;
  Realm realm(process, std::move(options));
  realm.native_features_ = std::move(native_features);
  realm.isolate_ = Isolate::Allocate();
  process->platform()->Register(realm.isolate_);
  std::string result;
  {
    SnapshotCreator creator(realm.isolate_, ExternalReferences());  // enters the isolate
    {
      HandleScope handle_scope(realm.isolate_);
      creator.SetDefaultContext(Context::New(realm.isolate_));
    }
    realm.builtins_.emplace(realm.isolate_, nullptr, std::string());
    realm.loop_ = std::make_unique<EventLoop>(realm.isolate_, &realm);
    CHECK_EQ(realm.loop_->Open(), 0);
    process->platform()->Connect(realm.isolate_, realm.loop_.get());
    realm.ConfigureIsolate();
    bool booted = realm.BootFromSource();
    if (booted) {
      HandleScope handle_scope(realm.isolate_);
      Local<Context> context = realm.loop_->context();
      CHECK_EQ(creator.AddContext(context), kMainContextIndex);
      CHECK_EQ(creator.AddData(context, realm.loop_->shared_holder()), 0u);
    }
    realm.isolate_->SetPrepareStackTraceCallback(nullptr);
    realm.isolate_->RemoveMessageListeners(OnMessage);
    realm.isolate_->SetPromiseRejectCallback(nullptr);
    process->platform()->Disconnect(realm.isolate_);
    realm.loop_->Close();
    realm.loop_.reset();
    if (booted) {
      v8::StartupData blob = creator.CreateBlob(SnapshotCreator::FunctionCodeHandling::kKeep);
      result.assign(blob.data, static_cast<size_t>(blob.raw_size));
      delete[] blob.data;
    }
  }
  process->platform()->Unregister(realm.isolate_);
  realm.isolate_ = nullptr;  // the creator has disposed of it
  return result;
}

Realm::~Realm() {
  if (isolate_ == nullptr) return;
  isolate_->Enter();
  // 1. No JavaScript runs from here on; termination that is still pending must not fail the API
  //    calls below.
  loop_->Stop();
  isolate_->CancelTerminateExecution();
  // 2. V8's background threads may still post tasks: they are dropped.
  process_->platform()->Disconnect(isolate_);
  // 3. Requests and handles end while the isolate still lives, because they hold Globals.
  loop_->Close();
  // 4. The loop's own references into the heap.
  loop_.reset();
  // 5. The heap.
  isolate_->Exit();
  isolate_->Dispose();
  process_->platform()->Unregister(isolate_);
}

int Realm::Run(std::string_view main_name) {
  Isolate::Scope isolate_scope(isolate_);
  loop_->Mark(Milestone::kBootstrapComplete);
  {
    CallbackScope scope(loop_.get());
    Local<Value> name = NewShortString(isolate_, main_name);
    scope.Call(EntryPoint::kRunMain, 1, &name);
  }
  // What a tick that threw left behind gets a second chance before the loop begins (as in Node).
  if (!loop_->stopping()) CallbackScope scope(loop_.get());
  SpinUntilDone();
  int code = exit_requested_ ? exit_code_ : EmitExit();
  FlushOutput(loop_.get());
  WaitForDebuggersToLeave(loop_.get());
  if (at_end_) at_end_();
  return code;
}

void Realm::SpinUntilDone() {
  while (!exit_requested_) {
    loop_->Run();
    if (exit_requested_) return;
    loop_->DrainTasks();
    if (loop_->alive()) continue;
    {
      // Closing the scope drains what the listeners queued: that can make the loop live again.
      CallbackScope scope(loop_.get());
      scope.Call(EntryPoint::kEmitBeforeExit, 0, nullptr);
    }
    if (!loop_->alive()) return;
  }
}

int Realm::EmitExit() {
  loop_->Mark(Milestone::kLoopExit);
  HandleScope handle_scope(isolate_);
  Local<Value> code;
  {
    // Ticks queued by an 'exit' listener never run, microtasks do: no CallbackScope here.
    Local<Context> context = loop_->context();
    Context::Scope context_scope(context);
    TryCatch try_catch(isolate_);
    if (!loop_->entry_point(EntryPoint::kEmitExit)
             ->Call(context, v8::Undefined(isolate_), 0, nullptr)
             .ToLocal(&code)) {
      if (exit_requested_) return exit_code_;
      Local<Value> error = try_catch.Exception();
      Local<Message> message = try_catch.Message();
      try_catch.Reset();
      ReportException(error, message, ExceptionOrigin::kUncaughtException);
      if (exit_requested_) return exit_code_;
      // Somebody handled it. 'exit' is not emitted again: this asks for the code.
      if (!loop_->entry_point(EntryPoint::kEmitExit)
               ->Call(context, v8::Undefined(isolate_), 0, nullptr)
               .ToLocal(&code)) {
        return exit_requested_ ? exit_code_ : 1;
      }
    }
    if (!exit_requested_) loop_->tasks()->RunMicrotasks();
  }
  if (exit_requested_) return exit_code_;
  return code->IsInt32() ? code.As<v8::Int32>()->Value() : 0;
}

void Realm::ReportException(Local<Value> error, Local<Message> message, ExceptionOrigin origin) {
  HandleScope handle_scope(isolate_);
  Local<Context> context = loop_->context();
  Context::Scope context_scope(context);
  TryCatch try_catch(isolate_);
  if (message.IsEmpty()) message = v8::Exception::CreateMessage(isolate_, error);
  Local<Value> handled;
  if (loop_->has_entry_point(EntryPoint::kUncaughtException)) {
    Local<Value> argv[] = {
        error, v8::Boolean::New(isolate_, origin == ExceptionOrigin::kUnhandledRejection),
        SourceLocationOf(context, message)};
    if (loop_->entry_point(EntryPoint::kUncaughtException)
            ->Call(context, v8::Undefined(isolate_), 3, argv)
            .ToLocal(&handled)) {
      if (!handled->IsTrue()) RequestExit(1);
      return;
    }
    if (exit_requested_) return;
  }
  // The reporting itself failed (no memory or stack left, or the bootstrap is not done): say what
  // is known without any JavaScript.
  std::fprintf(stderr, "%s\n%s\n", ToUtf8(isolate_, message->Get()).c_str(),
               try_catch.HasCaught() ? ToUtf8(isolate_, try_catch.Exception()).c_str() : "");
  RequestExit(7);
}

void Realm::RequestExit(int code) {
  exit_code_ = code;
  exit_requested_ = true;
  loop_->Stop();
  isolate_->TerminateExecution();
}

void Realm::BeginForkedProcess(std::function<void()> at_end) {
  at_end_ = std::move(at_end);
  auto now = static_cast<double>(uv_hrtime());
  options_.process_info.start_time_ns = now;
  options_.process_info.v8_start_ns = now;
  // The state of Math.random() is made at its first call: from this, not from what all forks share.
  uint32_t seed = 0;
  CHECK_EQ(uv_random(nullptr, nullptr, &seed, sizeof(seed), 0, nullptr), 0);
  std::string flag = "--random-seed=" + std::to_string((seed >> 1) | 1);
  v8::V8::SetFlagsFromString(flag.c_str(), flag.size());
  process_->platform()->AllowWorkers();
  loop_->BeginForkedProcess();
}

const OptionValue* Realm::option(const std::string& name) const {
  auto it = options_.options.find(name);
  return it == options_.options.end() ? nullptr : &it->second;
}

MaybeLocal<Function> Realm::CompileBuiltin(std::string_view id, Compilation how) {
  return builtins_->Compile(isolate_->GetCurrentContext(), id,
                            how == Compilation::kWhole ? BuiltinLoader::Eagerness::kEager
                                                       : BuiltinLoader::Eagerness::kLazy);
}

std::vector<std::string_view> Realm::builtin_ids() const {
  std::vector<std::string_view> ids;
  for (const BuiltinSource& source : BuiltinSources()) ids.push_back(source.id);
  return ids;
}

}  // namespace gyre
