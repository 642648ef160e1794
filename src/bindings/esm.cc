// SPDX-License-Identifier: MIT
//
// binding('esm'): V8's module records for lib/internal/modules/esm and vm.SourceTextModule.
//
// A module record is a JavaScript object without properties (the *handle* below) with a
// ModuleRecord behind it. The handle refers to V8's record, to what that one is linked with, and to
// the function that a synthetic one is evaluated by: all these are edges of V8's heap, so that
// modules that nothing refers to are collected, also in cycles. lib/ decides what a specifier
// means; here a text becomes a record, records are linked, and V8 is told which record a request of
// another one means:
//
//     open/compile/synthetic -> handle and its requests
//     link(handle, handles)     one handle for each request
//     instantiate(handle)       the whole graph; V8 asks OnResolve, which answers from the links
//     evaluate(handle)          -> promise
//
// open() reads a file and compiles it in one call with three system calls: a file that is a
// symbolic link is refused (O_NOFOLLOW), which spares the lstat that would tell.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bindings/buffer.h"
#include "bindings/code_cache.h"
#include "bindings/contextify.h"
#include "bindings/import_attributes.h"
#include "bindings/regexp_sets.h"
#include "engine/encoding.h"
#include "engine/intrusive_list.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Data;
using v8::FixedArray;
using v8::Function;
using v8::Global;
using v8::HandleScope;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Maybe;
using v8::MaybeLocal;
using v8::Module;
using v8::ModuleRequest;
using v8::Object;
using v8::ObjectTemplate;
using v8::Promise;
using v8::ScriptCompiler;
using v8::ScriptOrigin;
using v8::String;
using v8::TryCatch;
using v8::Value;
using v8::WeakCallbackInfo;

namespace {

class ModuleRecord;

// State of one Realm.
struct EsmState {
  Global<ObjectTemplate> handle_template;  // internal fields: HandleField
  Global<Function> initialize_meta;        // (handle, meta)
  IntrusiveList<ModuleRecord> records;
  std::unordered_multimap<int, ModuleRecord*> by_hash;  // V8's identity hash of the module
  std::vector<char> read_buffer;

  ~EsmState();
};

EsmState* StateOf(Isolate* isolate) { return EventLoop::From(isolate)->binding_data<EsmState>(); }

enum HandleField : int {
  kRecordField,    // the ModuleRecord
  kModuleField,    // V8's record
  kLinksField,     // of a module with source: array of the handles of what each request means
  kEvaluateField,  // of a synthetic one: (handle) -> undefined, sets the exports
  kFieldCount,
};

// Behind a handle. Lives as long as it, or until the loop ends. Loop thread only.
class ModuleRecord : public ListNode {
 public:
  ModuleRecord(Isolate* isolate, Local<Object> handle, Local<Module> module)
      : isolate_(isolate),
        state_(StateOf(isolate)),
        hash_(module->GetIdentityHash()),
        handle_(isolate, handle) {
    handle->SetAlignedPointerInInternalField(kRecordField, this);
    compat::SetModuleField(handle, kModuleField, module);
    handle_.SetWeak(
        this, [](const WeakCallbackInfo<ModuleRecord>& info) { delete info.GetParameter(); },
        v8::WeakCallbackType::kParameter);
    state_->records.PushBack(this);
    state_->by_hash.emplace(hash_, this);
  }
  ~ModuleRecord() {
    auto [begin, end] = state_->by_hash.equal_range(hash_);
    for (auto it = begin; it != end; ++it) {
      if (it->second != this) continue;
      state_->by_hash.erase(it);
      break;
    }
  }

  static ModuleRecord* From(Local<Value> handle) {
    CHECK(handle->IsObject());
    return static_cast<ModuleRecord*>(
        handle.As<Object>()->GetAlignedPointerFromInternalField(kRecordField));
  }
  // nullptr when the handle is gone.
  static ModuleRecord* Of(Isolate* isolate, Local<Module> module) {
    auto [begin, end] = StateOf(isolate)->by_hash.equal_range(module->GetIdentityHash());
    for (auto it = begin; it != end; ++it) {
      Local<Object> handle = it->second->handle();
      // Found by its hash, it may be about to go.
      if (!handle.IsEmpty() && compat::GetModuleField(handle, kModuleField) == module) {
        return it->second;
      }
    }
    return nullptr;
  }

  Local<Module> module() const { return compat::GetModuleField(handle(), kModuleField); }
  Local<Object> handle() const { return handle_.Get(isolate_); }

  uint32_t next_link = 0;  // V8 asks for the links in their order

 private:
  Isolate* const isolate_;
  EsmState* const state_;
  const int hash_;
  Global<Object> handle_;  // weak
};

EsmState::~EsmState() {
  records.ForEach([](ModuleRecord* record) { delete record; });
}

MaybeLocal<Object> NewHandle(Isolate* isolate, Local<Module> module) {
  EsmState* state = StateOf(isolate);
  if (state->handle_template.IsEmpty()) {
    Local<ObjectTemplate> made = ObjectTemplate::New(isolate);
    made->SetInternalFieldCount(kFieldCount);
    state->handle_template.Reset(isolate, made);
  }
  Local<Object> handle;
  if (!state->handle_template.Get(isolate)
           ->NewInstance(EventLoop::From(isolate)->context())
           .ToLocal(&handle)) {
    return {};
  }
  new ModuleRecord(isolate, handle, module);
  return handle;
}

// --- Compiling ---

struct CompiledModule {
  Local<Module> module;
  bool cache_rejected = false;
  // Whether functions can be compiled later from the text as it was handed over.
  bool is_cacheable = true;
  // As it was compiled, or as far as it was rewritten.
  Local<String> text;
};

// Compiles a module. False with the error still in `try_catch`.
bool CompileModule(Isolate* isolate, Local<String> text, const ScriptOrigin& origin,
                   ScriptCompiler::CachedData* cache, TryCatch* try_catch, CompiledModule* result) {
  int last = -1;
  bool are_keys_done = false;
  for (;;) {
    result->text = text;
    ScriptCompiler::Source source(text, origin, cache);
    Local<Module> module;
    if (ScriptCompiler::CompileModule(isolate, &source,
                                      cache != nullptr ? ScriptCompiler::kConsumeCodeCache
                                                       : ScriptCompiler::kNoCompileOptions)
            .ToLocal(&module)) {
      result->module = module;
      result->cache_rejected = cache != nullptr && source.GetCachedData()->rejected;
      if (are_keys_done) return true;
      // Only now is the text free of errors, so that V8 can be asked about parts of it.
      are_keys_done = true;
      Local<String> rewritten = RewriteAttributeKeys(isolate, text, SourceKind::kModule);
      if (rewritten == text) return true;
      text = rewritten;
      cache = nullptr;
      continue;
    }
    if (try_catch->Message().IsEmpty()) return false;
    int position = try_catch->Message()->GetStartPosition();
    if (position <= last) return false;
    last = position;
    Local<String> rewritten;
    if (RewriteRegExpSets(isolate, text, position).ToLocal(&rewritten)) {
      result->is_cacheable = false;
    } else if (!RewriteAttributeKeyword(isolate, text, position).ToLocal(&rewritten)) {
      return false;
    }
    text = rewritten;
    cache = nullptr;
    try_catch->Reset();
  }
}

// [handle, specifier, attributes, specifier, attributes ...]; attributes are undefined or an array
// of keys and values in turn.
MaybeLocal<Array> Describe(Isolate* isolate, Local<Module> module) {
  // Objects for lib/, whatever context the module belongs to.
  Local<Context> context = EventLoop::From(isolate)->context();
  Context::Scope scope(context);
  Local<Object> handle;
  if (!NewHandle(isolate, module).ToLocal(&handle)) return {};
  Local<FixedArray> requests = module->GetModuleRequests();
  std::vector<Local<Value>> items;
  items.reserve(static_cast<size_t>(requests->Length()) * 2 + 1);
  items.push_back(handle);
  for (int i = 0; i < requests->Length(); ++i) {
    Local<ModuleRequest> request = requests->Get(context, i).As<ModuleRequest>();
    items.push_back(request->GetSpecifier());
    Local<FixedArray> attributes = request->GetImportAssertions();
    if (attributes->Length() == 0) {
      items.push_back(v8::Undefined(isolate));
      continue;
    }
    std::vector<Local<Value>> pairs;
    for (int k = 0; k < attributes->Length(); k += 3) {
      pairs.push_back(attributes->Get(context, k).As<Value>());
      pairs.push_back(attributes->Get(context, k + 1).As<Value>());
    }
    items.push_back(Array::New(isolate, pairs.data(), pairs.size()));
  }
  return Array::New(isolate, items.data(), items.size());
}

// (source, url, lineOffset, columnOffset, cachedData, context, host, decorator)
// -> as Describe(), or null when V8 rejects the cachedData
void Compile(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = ContextArgument(args, 5);
  Local<Array> result;
  {
    Context::Scope scope(context);
    TryCatch try_catch(isolate);
    ScriptCompiler::CachedData* cache = nullptr;
    if (args[4]->IsArrayBufferView()) {
      std::span<uint8_t> bytes = BytesOf(args[4]);
      cache = new ScriptCompiler::CachedData(bytes.data(), static_cast<int>(bytes.size()));
    }
    CompiledModule compiled;
    if (!CompileModule(isolate, args[0].As<String>(),
                       OriginOf(isolate, args[1], Int32Argument(args, 2), Int32Argument(args, 3),
                                SourceKind::kModule, args[6]),
                       cache, &try_catch, &compiled)) {
      DecorateError(context, try_catch, args[7]);
      PassOn(&try_catch);
      return;
    }
    if (compiled.cache_rejected) {
      args.GetReturnValue().SetNull();
      return;
    }
    if (!Describe(isolate, compiled.module).ToLocal(&result)) {
      PassOn(&try_catch);
      return;
    }
  }
  args.GetReturnValue().Set(result);
}

// (text) -> the text as this V8 can read it, with import attributes and regular expressions
// rewritten that it does not know. The text may await, and is compiled as a module.
void Rewrite(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  TryCatch try_catch(isolate);
  ScriptOrigin origin(isolate, String::Empty(isolate), 0, 0, false, -1, Local<Value>(), false,
                      false, true);
  CompiledModule compiled;
  // Who runs the text hears of its errors.
  static_cast<void>(
      CompileModule(isolate, args[0].As<String>(), origin, nullptr, &try_catch, &compiled));
  args.GetReturnValue().Set(compiled.text);
}

enum class Links { kFollow, kRefuse };

// Reads a whole file. Returns 0 or a negative error number: -ELOOP for a symbolic link that is
// refused.
int ReadWhole(const std::string& path, Links links, std::vector<char>* buffer, size_t* size) {
  // A NUL would cut the path: no such file can exist.
  if (path.find('\0') != std::string::npos) return -ENOENT;
  int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (links == Links::kRefuse ? O_NOFOLLOW : 0);
  int fd = open(path.c_str(), flags);
  if (fd < 0) return -errno;
  constexpr size_t kFirst = 64 * 1024;
  if (buffer->size() < kFirst) buffer->resize(kFirst);
  size_t length = 0;
  int status = 0;
  for (;;) {
    ssize_t count = read(fd, buffer->data() + length, buffer->size() - length);
    if (count < 0) {
      if (errno == EINTR) continue;
      status = -errno;
      break;
    }
    length += static_cast<size_t>(count);
    // Less than asked for is the end of a regular file, and only of that nothing more is read.
    if (length < buffer->size()) break;
    buffer->resize(buffer->size() * 2);
  }
  close(fd);
  *size = length;
  return status;
}

// The text of a file without its byte order mark. False with `result` set to a negative error
// number, or with an exception pending.
bool ReadText(const Arguments& args, Local<Value> path, Links links, Local<String>* text) {
  Isolate* isolate = args.GetIsolate();
  std::vector<char>* buffer = &StateOf(isolate)->read_buffer;
  size_t size = 0;
  int status = ReadWhole(ToUtf8(isolate, path), links, buffer, &size);
  if (status != 0) {
    args.GetReturnValue().Set(status);
    return false;
  }
  std::string_view bytes(buffer->data(), size);
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  return DecodeBytes(isolate, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()},
                     encoding::Encoding::kUtf8)
      .ToLocal(text);
}

Links LinksArgument(const Arguments& args, int index) {
  return BooleanArgument(args, index) ? Links::kRefuse : Links::kFollow;
}

// (path, refuseLinks) -> text without byte order mark, or a negative error number
void ReadSource(const Arguments& args) {
  Local<String> text;
  if (ReadText(args, args[0], LinksArgument(args, 1), &text)) args.GetReturnValue().Set(text);
}

// (path, url, decorator, refuseLinks) -> as Describe(), or a negative error number
void Open(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = LoopOf(args)->context();
  Local<String> text;
  if (!ReadText(args, args[0], LinksArgument(args, 3), &text)) return;
  TryCatch try_catch(isolate);
  Local<Array> result;
  CodeCache* cache = CodeCache::Of(isolate);
  CodeCache::Query query = {};
  if (cache->is_open()) query = cache->Find(isolate, CodeCache::Kind::kModule, args[1], text);
  CompiledModule compiled;
  if (!CompileModule(isolate, text,
                     OriginOf(isolate, args[1], 0, 0, SourceKind::kModule, v8::Undefined(isolate)),
                     query.data(), &try_catch, &compiled)) {
    DecorateError(context, try_catch, args[2]);
    PassOn(&try_catch);
    return;
  }
  if (cache->is_open() && compiled.is_cacheable) {
    cache->Add(isolate, query, compiled.cache_rejected, compiled.module->GetUnboundModuleScript());
  }
  if (!Describe(isolate, compiled.module).ToLocal(&result)) {
    PassOn(&try_catch);
    return;
  }
  args.GetReturnValue().Set(result);
}

// --- Synthetic modules ---

MaybeLocal<Value> OnEvaluateSynthetic(Local<Context> context, Local<Module> module) {
  Isolate* isolate = context->GetIsolate();
  ModuleRecord* record = ModuleRecord::Of(isolate, module);
  CHECK(record != nullptr);
  Local<Value> handle = record->handle();
  Local<Value> evaluate = record->handle()->GetInternalField(kEvaluateField);
  if (evaluate->IsFunction() &&
      evaluate.As<Function>()->Call(context, v8::Undefined(isolate), 1, &handle).IsEmpty()) {
    return {};
  }
  Local<Promise::Resolver> resolver;
  if (!Promise::Resolver::New(context).ToLocal(&resolver) ||
      resolver->Resolve(context, v8::Undefined(isolate)).IsNothing()) {
    return {};
  }
  return resolver->GetPromise();
}

// (url, names, evaluate, context) -> handle. `evaluate` (handle) is to set the exports; undefined
// when there is nothing to do.
void Synthetic(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Context> main = LoopOf(args)->context();
  Local<Context> context = ContextArgument(args, 3);
  Local<Array> list = args[1].As<Array>();
  std::vector<Local<String>> names;
  names.reserve(list->Length());
  for (uint32_t i = 0; i < list->Length(); ++i) {
    Local<Value> name;
    if (!list->Get(main, i).ToLocal(&name)) return;
    CHECK(name->IsString());
    names.push_back(name.As<String>());
  }
  Context::Scope scope(context);
  Local<Module> module =
      Module::CreateSyntheticModule(isolate, args[0].As<String>(), names, OnEvaluateSynthetic);
  Local<Object> handle;
  if (!NewHandle(isolate, module).ToLocal(&handle)) return;
  handle->SetInternalField(kEvaluateField, args[2]);
  args.GetReturnValue().Set(handle);
}

// (handle, name, value)
void SetExport(const Arguments& args) {
  static_cast<void>(ModuleRecord::From(args[0])
                        ->module()
                        ->SetSyntheticModuleExport(args.GetIsolate(), args[1].As<String>(), args[2])
                        .IsNothing());
}

// --- Linking and running ---

// (handle, handles): what the requests of a module mean, in their order.
void Link(const Arguments& args) {
  CHECK(args[1]->IsArray());
  ModuleRecord::From(args[0])->handle()->SetInternalField(kLinksField, args[1]);
}

bool SameRequest(Local<Context> context, Local<ModuleRequest> request, Local<String> specifier,
                 Local<FixedArray> attributes) {
  if (!request->GetSpecifier()->StringEquals(specifier)) return false;
  Local<FixedArray> own = request->GetImportAssertions();
  if (own->Length() != attributes->Length()) return false;
  for (int i = 0; i < own->Length(); i += 3) {
    for (int k = i; k < i + 2; ++k) {
      if (!own->Get(context, k)
               .As<String>()
               ->StringEquals(attributes->Get(context, k).As<String>())) {
        return false;
      }
    }
  }
  return true;
}

MaybeLocal<Module> OnResolve(Local<Context> context, Local<String> specifier,
                             Local<FixedArray> attributes, Local<Module> referrer) {
  Isolate* isolate = context->GetIsolate();
  ModuleRecord* record = ModuleRecord::Of(isolate, referrer);
  Local<Value> links = v8::Undefined(isolate);
  if (record != nullptr) links = record->handle()->GetInternalField(kLinksField);
  if (links->IsArray()) {
    Local<FixedArray> requests = referrer->GetModuleRequests();
    uint32_t count = links.As<Array>()->Length();
    CHECK(count == static_cast<uint32_t>(requests->Length()));
    for (uint32_t tried = 0; tried < count; ++tried) {
      uint32_t i = (record->next_link + tried) % count;
      Local<ModuleRequest> request =
          requests->Get(context, static_cast<int>(i)).As<ModuleRequest>();
      if (!SameRequest(context, request, specifier, attributes)) continue;
      record->next_link = i + 1;
      Local<Value> target;
      if (!links.As<Array>()->Get(context, i).ToLocal(&target)) return {};
      return ModuleRecord::From(target)->module();
    }
  }
  ThrowError(isolate, "ERR_VM_MODULE_LINK_FAILURE",
             "request for '" + ToUtf8(isolate, specifier) + "' is not yet fulfilled");
  return {};
}

// (handle, decorator, context)
void Instantiate(const Arguments& args) {
  Local<Context> context = ContextArgument(args, 2);
  Context::Scope scope(context);
  TryCatch try_catch(args.GetIsolate());
  if (ModuleRecord::From(args[0])->module()->InstantiateModule(context, OnResolve).IsNothing()) {
    DecorateError(context, try_catch, args[1]);
    PassOn(&try_catch);
  }
}

// (handle) -> promise
void Evaluate(const Arguments& args) {
  Local<Value> promise;
  if (ModuleRecord::From(args[0])->module()->Evaluate(LoopOf(args)->context()).ToLocal(&promise)) {
    args.GetReturnValue().Set(promise);
  }
}

// (handle, context, timeout, breakOnSigint) -> promise
void EvaluateWithLimits(const Arguments& args) {
  Local<Context> context = ContextArgument(args, 1);
  Local<Value> promise;
  auto run = [&]() { return ModuleRecord::From(args[0])->module()->Evaluate(context); };
  if (RunWithLimits(context, {NumberArgument(args, 2), BooleanArgument(args, 3)},
                    v8::Undefined(args.GetIsolate()), run)
          .ToLocal(&promise)) {
    args.GetReturnValue().Set(promise);
  }
}

// (handle) -> Module::Status
void GetStatus(const Arguments& args) {
  args.GetReturnValue().Set(static_cast<int>(ModuleRecord::From(args[0])->module()->GetStatus()));
}

// (handle) -> what its evaluation threw
void GetError(const Arguments& args) {
  args.GetReturnValue().Set(ModuleRecord::From(args[0])->module()->GetException());
}

// (handle) -> namespace object. REQUIRES: instantiated.
void GetNamespace(const Arguments& args) {
  args.GetReturnValue().Set(ModuleRecord::From(args[0])->module()->GetModuleNamespace());
}

// (handle) -> whether a module of the graph has a top-level await. REQUIRES: instantiated.
void IsGraphAsync(const Arguments& args) {
  args.GetReturnValue().Set(ModuleRecord::From(args[0])->module()->IsGraphAsync());
}

// (handle, index of a request) -> [line, column], counted from 0
void RequestLocation(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  Local<Module> module = ModuleRecord::From(args[0])->module();
  Local<ModuleRequest> request = module->GetModuleRequests()
                                     ->Get(isolate->GetCurrentContext(), Int32Argument(args, 1))
                                     .As<ModuleRequest>();
  v8::Location location = module->SourceOffsetToLocation(request->GetSourceOffset());
  Local<Value> pair[] = {Integer::New(isolate, location.GetLineNumber()),
                         Integer::New(isolate, location.GetColumnNumber())};
  args.GetReturnValue().Set(Array::New(isolate, pair, 2));
}

// (handle) -> Uint8Array with a code cache. REQUIRES: not evaluated.
void CreateCachedData(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::unique_ptr<ScriptCompiler::CachedData> made(ScriptCompiler::CreateCodeCache(
      ModuleRecord::From(args[0])->module()->GetUnboundModuleScript()));
  auto length = made == nullptr ? size_t{0} : static_cast<size_t>(made->length);
  Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, length);
  if (length > 0) memcpy(buffer->Data(), made->data, length);
  args.GetReturnValue().Set(v8::Uint8Array::New(buffer, 0, length));
}

// --- import.meta ---

void OnInitializeMeta(Local<Context> context, Local<Module> module, Local<Object> meta) {
  Isolate* isolate = context->GetIsolate();
  EsmState* state = StateOf(isolate);
  ModuleRecord* record = ModuleRecord::Of(isolate, module);
  if (record == nullptr || state->initialize_meta.IsEmpty()) return;
  Local<Value> argv[] = {record->handle(), meta};
  // What it throws goes on to the code that reads import.meta.
  static_cast<void>(state->initialize_meta.Get(isolate)
                        ->Call(EventLoop::From(isolate)->context(), v8::Undefined(isolate), 2, argv)
                        .IsEmpty());
}

// (function (handle, meta)): fills in import.meta when a module first asks for it.
void SetInitializeMeta(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  StateOf(isolate)->initialize_meta.Reset(isolate, args[0].As<Function>());
  isolate->SetHostInitializeImportMetaObjectCallback(OnInitializeMeta);
}

void Initialize(const BindingScope& scope) {
  scope.SetInteger("kUninstantiated", Module::kUninstantiated);
  scope.SetInteger("kInstantiating", Module::kInstantiating);
  scope.SetInteger("kInstantiated", Module::kInstantiated);
  scope.SetInteger("kEvaluating", Module::kEvaluating);
  scope.SetInteger("kEvaluated", Module::kEvaluated);
  scope.SetInteger("kErrored", Module::kErrored);
}

constexpr FunctionSpec kFunctions[] = {
    {"compile", Compile},
    {"rewrite", Rewrite},
    {"readSource", ReadSource},
    {"open", Open},
    {"synthetic", Synthetic},
    {"setExport", SetExport},
    {"link", Link},
    {"instantiate", Instantiate},
    {"evaluate", Evaluate},
    {"evaluateWithLimits", EvaluateWithLimits},
    {"status", GetStatus, SideEffect::kNone},
    {"error", GetError, SideEffect::kNone},
    {"namespace", GetNamespace, SideEffect::kNone},
    {"isGraphAsync", IsGraphAsync, SideEffect::kNone},
    {"requestLocation", RequestLocation, SideEffect::kNone},
    {"createCachedData", CreateCachedData},
    {"setInitializeMeta", SetInitializeMeta},
};

}  // namespace

const BindingSpec kEsmBinding = {"esm", kFunctions, Initialize};

}  // namespace gyre
