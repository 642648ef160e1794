// SPDX-License-Identifier: MIT
//
// binding('v8'): numbers about the heap, heap snapshots, flags, and V8's serializer as two classes
// whose host objects are left to JavaScript.

#include <uv.h>
#include <v8-profiler.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "bindings/binding.h"
#include "bindings/buffer.h"
#include "bindings/wrapped.h"

namespace gyre {

using v8::ArrayBuffer;
using v8::BackingStore;
using v8::Context;
using v8::Function;
using v8::HandleScope;
using v8::Isolate;
using v8::Just;
using v8::Local;
using v8::Maybe;
using v8::MaybeLocal;
using v8::Nothing;
using v8::Object;
using v8::SharedArrayBuffer;
using v8::String;
using v8::Value;

namespace {

// --- Heap statistics -----------------------------------------------------------------------------

double* NumbersArgument(const Arguments& args, int index, size_t count) {
  CHECK(args[index]->IsFloat64Array());
  const std::span<uint8_t> bytes = BytesOf(args[index]);
  CHECK(bytes.size() >= count * sizeof(double));
  return reinterpret_cast<double*>(bytes.data());
}

// The order is that of heapStatisticsKeys in lib/v8.js.
void FillHeapStatistics(Isolate* isolate, double* out) {
  v8::HeapStatistics s;
  isolate->GetHeapStatistics(&s);
  const size_t values[] = {s.total_heap_size(),
                           s.total_heap_size_executable(),
                           s.total_physical_size(),
                           s.total_available_size(),
                           s.used_heap_size(),
                           s.heap_size_limit(),
                           s.malloced_memory(),
                           s.peak_malloced_memory(),
                           s.does_zap_garbage(),
                           s.number_of_native_contexts(),
                           s.number_of_detached_contexts(),
                           s.total_global_handles_size(),
                           s.used_global_handles_size(),
                           s.external_memory()};
  for (size_t i = 0; i < std::size(values); i++) out[i] = static_cast<double>(values[i]);
}

// (Float64Array(14)) -> undefined
void HeapStatistics(const Arguments& args) {
  FillHeapStatistics(args.GetIsolate(), NumbersArgument(args, 0, 14));
}

// () -> names of the heap's spaces
void HeapSpaceNames(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::vector<Local<Value>> names;
  for (size_t i = 0; i < isolate->NumberOfHeapSpaces(); i++) {
    v8::HeapSpaceStatistics s;
    isolate->GetHeapSpaceStatistics(&s, i);
    names.push_back(NewShortString(isolate, s.space_name()));
  }
  args.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
}

// (space, Float64Array(4)) -> undefined
void HeapSpaceStatistics(const Arguments& args) {
  v8::HeapSpaceStatistics s;
  args.GetIsolate()->GetHeapSpaceStatistics(&s, Uint32Argument(args, 0));
  double* out = NumbersArgument(args, 1, 4);
  out[0] = static_cast<double>(s.space_size());
  out[1] = static_cast<double>(s.space_used_size());
  out[2] = static_cast<double>(s.space_available_size());
  out[3] = static_cast<double>(s.physical_space_size());
}

// (Float64Array(4)) -> undefined
void HeapCodeStatistics(const Arguments& args) {
  v8::HeapCodeStatistics s;
  args.GetIsolate()->GetHeapCodeAndMetadataStatistics(&s);
  double* out = NumbersArgument(args, 0, 4);
  out[0] = static_cast<double>(s.code_and_metadata_size());
  out[1] = static_cast<double>(s.bytecode_and_metadata_size());
  out[2] = static_cast<double>(s.external_script_source_size());
  out[3] = static_cast<double>(s.cpu_profiler_metadata_size());
}

// --- Flags and versions --------------------------------------------------------------------------

// (flags) -> undefined
void SetFlagsFromString(const Arguments& args) {
  const std::string flags = ToUtf8(args.GetIsolate(), args[0]);
  v8::V8::SetFlagsFromString(flags.data(), flags.size());
}

// () -> number
void CachedDataVersionTag(const Arguments& args) {
  args.GetReturnValue().Set(v8::ScriptCompiler::CachedDataVersionTag());
}

// --- Heap snapshots ------------------------------------------------------------------------------

struct DeleteSnapshot {
  void operator()(const v8::HeapSnapshot* snapshot) const {
    const_cast<v8::HeapSnapshot*>(snapshot)->Delete();
  }
};
using SnapshotPointer = std::unique_ptr<const v8::HeapSnapshot, DeleteSnapshot>;

// (..., exposeInternals, exposeNumericValues)
SnapshotPointer TakeSnapshot(const Arguments& args, int index) {
  return SnapshotPointer(args.GetIsolate()->GetHeapProfiler()->TakeHeapSnapshot(
      nullptr, nullptr, !BooleanArgument(args, index), BooleanArgument(args, index + 1)));
}

class FileOutput final : public v8::OutputStream {
 public:
  explicit FileOutput(uv_file file) : file_(file) {}
  int GetChunkSize() override { return 64 * 1024; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    for (int done = 0; done < size;) {
      uv_buf_t buffer = uv_buf_init(data + done, static_cast<unsigned>(size - done));
      uv_fs_t request;
      const int written = uv_fs_write(nullptr, &request, file_, &buffer, 1, -1, nullptr);
      uv_fs_req_cleanup(&request);
      if (written < 0) {
        status_ = written;
        return kAbort;
      }
      done += written;
    }
    return kContinue;
  }
  int status() const { return status_; }

 private:
  const uv_file file_;
  int status_ = 0;
};

// (path, exposeInternals, exposeNumericValues) -> undefined; throws the system's errors
void WriteHeapSnapshot(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const std::string path = ToUtf8(isolate, args[0]);
  uv_fs_t request;
  const int file = uv_fs_open(nullptr, &request, path.c_str(),
                              UV_FS_O_WRONLY | UV_FS_O_CREAT | UV_FS_O_TRUNC, 0600, nullptr);
  uv_fs_req_cleanup(&request);
  if (file < 0) return ThrowUvException(isolate, file, "open", path);
  FileOutput output(file);
  TakeSnapshot(args, 1)->Serialize(&output);
  const int closed = uv_fs_close(nullptr, &request, file, nullptr);
  uv_fs_req_cleanup(&request);
  if (output.status() < 0) return ThrowUvException(isolate, output.status(), "write", path);
  if (closed < 0) return ThrowUvException(isolate, closed, "close", path);
}

class BufferOutput final : public v8::OutputStream {
 public:
  BufferOutput(EventLoop* loop, std::vector<Local<Value>>* chunks) : loop_(loop), chunks_(chunks) {}
  int GetChunkSize() override { return 64 * 1024; }
  void EndOfStream() override {}
  WriteResult WriteAsciiChunk(char* data, int size) override {
    chunks_->push_back(
        CopyToBuffer(loop_, {reinterpret_cast<const uint8_t*>(data), static_cast<size_t>(size)}));
    return kContinue;
  }

 private:
  EventLoop* const loop_;
  std::vector<Local<Value>>* const chunks_;
};

// (exposeInternals, exposeNumericValues) -> Buffers that together are the snapshot
void TakeHeapSnapshot(const Arguments& args) {
  std::vector<Local<Value>> chunks;
  BufferOutput output(LoopOf(args), &chunks);
  TakeSnapshot(args, 0)->Serialize(&output);
  args.GetReturnValue().Set(v8::Array::New(args.GetIsolate(), chunks.data(), chunks.size()));
}

// --- Garbage collection profile ------------------------------------------------------------------

// One moment of the heap: FillHeapStatistics' numbers, then four for each space.
using HeapMoment = std::vector<double>;

HeapMoment LookAtHeap(Isolate* isolate) {
  const size_t spaces = isolate->NumberOfHeapSpaces();
  HeapMoment moment(14 + 4 * spaces);
  FillHeapStatistics(isolate, moment.data());
  for (size_t i = 0; i < spaces; i++) {
    v8::HeapSpaceStatistics s;
    isolate->GetHeapSpaceStatistics(&s, i);
    double* out = moment.data() + 14 + 4 * i;
    out[0] = static_cast<double>(s.space_size());
    out[1] = static_cast<double>(s.space_used_size());
    out[2] = static_cast<double>(s.space_available_size());
    out[3] = static_cast<double>(s.physical_space_size());
  }
  return moment;
}

struct GcRecord {
  v8::GCType type;
  double start_us;
  double cost_us;
  HeapMoment before;
  HeapMoment after;
};

// A profile that runs; registered with V8 from construction to destruction.
class GcProfile {
 public:
  explicit GcProfile(Isolate* isolate) : isolate_(isolate) {
    isolate_->AddGCPrologueCallback(OnBegin, this);
    isolate_->AddGCEpilogueCallback(OnEnd, this);
  }
  ~GcProfile() {
    isolate_->RemoveGCPrologueCallback(OnBegin, this);
    isolate_->RemoveGCEpilogueCallback(OnEnd, this);
  }
  const std::vector<GcRecord>& records() const { return records_; }

 private:
  static double NowUs() { return static_cast<double>(uv_hrtime()) / 1e3; }

  static void OnBegin(Isolate* isolate, v8::GCType type, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcProfile*>(data);
    self->current_ = {type, 0, 0, LookAtHeap(isolate), {}};
    self->current_.start_us = NowUs();
    self->in_gc_ = true;
  }
  static void OnEnd(Isolate* isolate, v8::GCType type, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcProfile*>(data);
    if (!self->in_gc_ || self->current_.type != type) return;
    self->in_gc_ = false;
    self->current_.cost_us = NowUs() - self->current_.start_us;
    self->current_.after = LookAtHeap(isolate);
    self->records_.push_back(std::move(self->current_));
  }

  Isolate* const isolate_;
  GcRecord current_;
  bool in_gc_ = false;
  std::vector<GcRecord> records_;
};

const char* GcTypeName(v8::GCType type) {
  switch (type) {
    case v8::kGCTypeScavenge:
      return "Scavenge";
    case v8::kGCTypeMarkSweepCompact:
      return "MarkSweepCompact";
    case v8::kGCTypeIncrementalMarking:
      return "IncrementalMarking";
    case v8::kGCTypeProcessWeakCallbacks:
      return "ProcessWeakCallbacks";
    default:
      return "MinorMarkCompact";
  }
}

struct V8Data {
  std::vector<std::pair<uint32_t, std::unique_ptr<GcProfile>>> profiles;
  uint32_t next_profile = 1;
};

// () -> id
void StartGcProfile(const Arguments& args) {
  auto* data = LoopOf(args)->binding_data<V8Data>();
  const uint32_t id = data->next_profile++;
  data->profiles.emplace_back(id, std::make_unique<GcProfile>(args.GetIsolate()));
  args.GetReturnValue().Set(id);
}

Local<Value> ToFloat64Array(Isolate* isolate, const HeapMoment& moment) {
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, moment.size() * sizeof(double));
  memcpy(buffer->Data(), moment.data(), moment.size() * sizeof(double));
  return v8::Float64Array::New(buffer, 0, moment.size());
}

// (id) -> [type, cost in microseconds, before, after, ...] of each collection
void StopGcProfile(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  auto* data = LoopOf(args)->binding_data<V8Data>();
  const uint32_t id = Uint32Argument(args, 0);
  for (auto it = data->profiles.begin(); it != data->profiles.end(); ++it) {
    if (it->first != id) continue;
    // Making the result allocates, which may collect: the profile ends first.
    std::unique_ptr<GcProfile> profile = std::move(it->second);
    data->profiles.erase(it);
    const std::vector<GcRecord> records = profile->records();
    profile.reset();
    std::vector<Local<Value>> values;
    for (const GcRecord& record : records) {
      values.push_back(NewShortString(isolate, GcTypeName(record.type)));
      values.push_back(v8::Number::New(isolate, record.cost_us));
      values.push_back(ToFloat64Array(isolate, record.before));
      values.push_back(ToFloat64Array(isolate, record.after));
    }
    return args.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
  }
}

// --- Serializer and Deserializer -----------------------------------------------------------------

void ThrowPlainError(Isolate* isolate, const char* message) {
  isolate->ThrowException(v8::Exception::Error(NewShortString(isolate, message)));
}

class Serializer final : public Wrapped<Serializer>, public v8::ValueSerializer::Delegate {
 public:
  Serializer(Isolate* isolate, Local<Object> object)
      : Wrapped(isolate, object), serializer_(isolate, this) {}

  v8::ValueSerializer* operator->() { return &serializer_; }

  void ThrowDataCloneError(Local<String> message) override {
    Local<Context> context = isolate()->GetCurrentContext();
    Local<Function> make;
    Local<Value> argument = message;
    Local<Value> error;
    if (Method("_getDataCloneError").ToLocal(&make)) {
      if (!make->Call(context, object(), 1, &argument).ToLocal(&error)) return;
    } else {
      error = v8::Exception::Error(message);
    }
    isolate()->ThrowException(error);
  }

  Maybe<bool> WriteHostObject(Isolate* isolate, Local<Object> input) override {
    Local<Function> write;
    if (!Method("_writeHostObject").ToLocal(&write)) {
      return ValueSerializer::Delegate::WriteHostObject(isolate, input);
    }
    Local<Value> argument = input;
    if (write->Call(isolate->GetCurrentContext(), object(), 1, &argument).IsEmpty()) {
      return Nothing<bool>();
    }
    return Just(true);
  }

  Maybe<uint32_t> GetSharedArrayBufferId(Isolate* isolate,
                                         Local<SharedArrayBuffer> buffer) override {
    Local<Function> get;
    if (!Method("_getSharedArrayBufferId").ToLocal(&get)) {
      return ValueSerializer::Delegate::GetSharedArrayBufferId(isolate, buffer);
    }
    Local<Context> context = isolate->GetCurrentContext();
    Local<Value> argument = buffer;
    Local<Value> id;
    if (!get->Call(context, object(), 1, &argument).ToLocal(&id)) return Nothing<uint32_t>();
    return id->Uint32Value(context);
  }

 private:
  using ValueSerializer = v8::ValueSerializer;
  v8::ValueSerializer serializer_;
};

// `new Serializer()`
void NewSerializer(const Arguments& args) {
  if (!args.IsConstructCall()) {
    return ThrowTypeError(args.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED",
                          "Class constructor Serializer cannot be invoked without 'new'");
  }
  new Serializer(args.GetIsolate(), args.This());
}

void WriteHeader(const Arguments& args) { (*Serializer::From(args))->WriteHeader(); }

// (value) -> true
void WriteValue(const Arguments& args) {
  bool written;
  if ((*Serializer::From(args))
          ->WriteValue(args.GetIsolate()->GetCurrentContext(), args[0])
          .To(&written)) {
    args.GetReturnValue().Set(written);
  }
}

// () -> Buffer
void ReleaseBuffer(const Arguments& args) {
  const std::pair<uint8_t*, size_t> result = (*Serializer::From(args))->Release();
  // The serializer's memory comes from malloc, as ours does.
  args.GetReturnValue().Set(NewBuffer(LoopOf(args), result.first, result.second));
}

// (id, ArrayBuffer) -> undefined
void SerializerTransferArrayBuffer(const Arguments& args) {
  uint32_t id;
  if (!args[0]->Uint32Value(args.GetIsolate()->GetCurrentContext()).To(&id)) return;
  if (!args[1]->IsArrayBuffer()) {
    return ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                          "arrayBuffer must be an ArrayBuffer");
  }
  (*Serializer::From(args))->TransferArrayBuffer(id, args[1].As<ArrayBuffer>());
}

void SetTreatArrayBufferViewsAsHostObjects(const Arguments& args) {
  (*Serializer::From(args))
      ->SetTreatArrayBufferViewsAsHostObjects(args[0]->BooleanValue(args.GetIsolate()));
}

void WriteUint32(const Arguments& args) {
  uint32_t value;
  if (args[0]->Uint32Value(args.GetIsolate()->GetCurrentContext()).To(&value)) {
    (*Serializer::From(args))->WriteUint32(value);
  }
}

// (high, low)
void WriteUint64(const Arguments& args) {
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  uint32_t high;
  uint32_t low;
  if (args[0]->Uint32Value(context).To(&high) && args[1]->Uint32Value(context).To(&low)) {
    (*Serializer::From(args))->WriteUint64(static_cast<uint64_t>(high) << 32 | low);
  }
}

void WriteDouble(const Arguments& args) {
  double value;
  if (args[0]->NumberValue(args.GetIsolate()->GetCurrentContext()).To(&value)) {
    (*Serializer::From(args))->WriteDouble(value);
  }
}

void WriteRawBytes(const Arguments& args) {
  if (!args[0]->IsArrayBufferView()) {
    return ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                          "source must be a TypedArray or a DataView");
  }
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  (*Serializer::From(args))->WriteRawBytes(bytes.data(), bytes.size());
}

class Deserializer final : public Wrapped<Deserializer>, public v8::ValueDeserializer::Delegate {
 public:
  Deserializer(Isolate* isolate, Local<Object> object, Local<v8::ArrayBufferView> source)
      : Wrapped(isolate, object),
        store_(source->Buffer()->GetBackingStore()),
        start_(static_cast<const uint8_t*>(store_->Data()) + source->ByteOffset()),
        size_(source->ByteLength()),
        deserializer_(isolate, start_, size_, this) {}

  v8::ValueDeserializer* operator->() { return &deserializer_; }
  const uint8_t* start() const { return start_; }

  MaybeLocal<Object> ReadHostObject(Isolate* isolate) override {
    Local<Function> read;
    if (!FindMethod(isolate, "_readHostObject").ToLocal(&read)) {
      return v8::ValueDeserializer::Delegate::ReadHostObject(isolate);
    }
    Local<Value> result;
    // V8 forbids JavaScript while it deserialises, except to whom it asks.
    Isolate::AllowJavascriptExecutionScope allowed(isolate);
    if (!read->Call(isolate->GetCurrentContext(), object(), 0, nullptr).ToLocal(&result)) return {};
    if (!result->IsObject()) {
      ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "readHostObject must return an object");
      return {};
    }
    return result.As<Object>();
  }

  MaybeLocal<SharedArrayBuffer> GetSharedArrayBufferFromId(Isolate* isolate, uint32_t id) override {
    Local<Function> get;
    if (!FindMethod(isolate, "_getSharedArrayBufferFromId").ToLocal(&get)) {
      return v8::ValueDeserializer::Delegate::GetSharedArrayBufferFromId(isolate, id);
    }
    Local<Value> argument = v8::Integer::NewFromUnsigned(isolate, id);
    Local<Value> result;
    Isolate::AllowJavascriptExecutionScope allowed(isolate);
    if (!get->Call(isolate->GetCurrentContext(), object(), 1, &argument).ToLocal(&result)) {
      return {};
    }
    if (!result->IsSharedArrayBuffer()) {
      ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE",
                     "getSharedArrayBufferFromId must return a SharedArrayBuffer");
      return {};
    }
    return result.As<SharedArrayBuffer>();
  }

 private:
  // Looking for a method may run a getter.
  MaybeLocal<Function> FindMethod(Isolate* isolate, const char* name) {
    Isolate::AllowJavascriptExecutionScope allowed(isolate);
    return Method(name);
  }

  // Keeps the memory, whatever becomes of the view.
  const std::shared_ptr<BackingStore> store_;
  const uint8_t* const start_;
  const size_t size_;
  v8::ValueDeserializer deserializer_;
};

// `new Deserializer(buffer)`
void NewDeserializer(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  if (!args.IsConstructCall()) {
    return ThrowTypeError(isolate, "ERR_CONSTRUCT_CALL_REQUIRED",
                          "Class constructor Deserializer cannot be invoked without 'new'");
  }
  if (!args[0]->IsArrayBufferView()) {
    return ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE",
                          "buffer must be a TypedArray or a DataView");
  }
  new Deserializer(isolate, args.This(), args[0].As<v8::ArrayBufferView>());
  gyre::Set(isolate->GetCurrentContext(), args.This(), "buffer", args[0]);
}

// () -> true
void ReadHeader(const Arguments& args) {
  bool readable;
  if ((*Deserializer::From(args))
          ->ReadHeader(args.GetIsolate()->GetCurrentContext())
          .To(&readable)) {
    args.GetReturnValue().Set(readable);
  }
}

void ReadValue(const Arguments& args) {
  Local<Value> value;
  if ((*Deserializer::From(args))
          ->ReadValue(args.GetIsolate()->GetCurrentContext())
          .ToLocal(&value)) {
    args.GetReturnValue().Set(value);
  }
}

void GetWireFormatVersion(const Arguments& args) {
  args.GetReturnValue().Set((*Deserializer::From(args))->GetWireFormatVersion());
}

// (id, ArrayBuffer or SharedArrayBuffer) -> undefined
void DeserializerTransferArrayBuffer(const Arguments& args) {
  uint32_t id;
  if (!args[0]->Uint32Value(args.GetIsolate()->GetCurrentContext()).To(&id)) return;
  Deserializer* self = Deserializer::From(args);
  if (args[1]->IsArrayBuffer()) {
    (*self)->TransferArrayBuffer(id, args[1].As<ArrayBuffer>());
  } else if (args[1]->IsSharedArrayBuffer()) {
    (*self)->TransferSharedArrayBuffer(id, args[1].As<SharedArrayBuffer>());
  } else {
    ThrowTypeError(args.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                   "arrayBuffer must be an ArrayBuffer or SharedArrayBuffer");
  }
}

void ReadUint32(const Arguments& args) {
  uint32_t value;
  if (!(*Deserializer::From(args))->ReadUint32(&value)) {
    return ThrowPlainError(args.GetIsolate(), "ReadUint32() failed");
  }
  args.GetReturnValue().Set(value);
}

// () -> [high, low]
void ReadUint64(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  uint64_t value;
  if (!(*Deserializer::From(args))->ReadUint64(&value)) {
    return ThrowPlainError(isolate, "ReadUint64() failed");
  }
  Local<Value> halves[] = {
      v8::Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(value >> 32)),
      v8::Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(value))};
  args.GetReturnValue().Set(v8::Array::New(isolate, halves, 2));
}

void ReadDouble(const Arguments& args) {
  double value;
  if (!(*Deserializer::From(args))->ReadDouble(&value)) {
    return ThrowPlainError(args.GetIsolate(), "ReadDouble() failed");
  }
  args.GetReturnValue().Set(value);
}

// (length) -> where in the buffer they begin
void ReadRawBytes(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  double length;
  if (!args[0]->NumberValue(isolate->GetCurrentContext()).To(&length)) return;
  Deserializer* self = Deserializer::From(args);
  const void* data;
  if (!(length >= 0) || length > static_cast<double>(v8::TypedArray::kMaxLength) ||
      !(*self)->ReadRawBytes(static_cast<size_t>(length), &data)) {
    return ThrowPlainError(isolate, "ReadRawBytes() failed");
  }
  args.GetReturnValue().Set(static_cast<double>(static_cast<const uint8_t*>(data) - self->start()));
}

constexpr FunctionSpec kSerializerMethods[] = {
    {"writeHeader", WriteHeader},
    {"writeValue", WriteValue},
    {"releaseBuffer", ReleaseBuffer},
    {"transferArrayBuffer", SerializerTransferArrayBuffer},
    {"writeUint32", WriteUint32},
    {"writeUint64", WriteUint64},
    {"writeDouble", WriteDouble},
    {"writeRawBytes", WriteRawBytes},
    {"_setTreatArrayBufferViewsAsHostObjects", SetTreatArrayBufferViewsAsHostObjects},
};

constexpr FunctionSpec kDeserializerMethods[] = {
    {"readHeader", ReadHeader},
    {"readValue", ReadValue},
    {"getWireFormatVersion", GetWireFormatVersion},
    {"transferArrayBuffer", DeserializerTransferArrayBuffer},
    {"readUint32", ReadUint32},
    {"readUint64", ReadUint64},
    {"readDouble", ReadDouble},
    {"_readRawBytes", ReadRawBytes},
};

constexpr FunctionSpec kFunctions[] = {
    {"heapStatistics", HeapStatistics, SideEffect::kNone},
    {"heapSpaceNames", HeapSpaceNames, SideEffect::kNone},
    {"heapSpaceStatistics", HeapSpaceStatistics, SideEffect::kNone},
    {"heapCodeStatistics", HeapCodeStatistics, SideEffect::kNone},
    {"setFlagsFromString", SetFlagsFromString},
    {"cachedDataVersionTag", CachedDataVersionTag, SideEffect::kNone},
    {"writeHeapSnapshot", WriteHeapSnapshot},
    {"takeHeapSnapshot", TakeHeapSnapshot},
    {"startGcProfile", StartGcProfile},
    {"stopGcProfile", StopGcProfile},
};

void Initialize(const BindingScope& scope) {
  DefineClass(scope, "Serializer", NewSerializer, kSerializerMethods);
  DefineClass(scope, "Deserializer", NewDeserializer, kDeserializerMethods);
}

}  // namespace

const BindingSpec kV8Binding = {"v8", kFunctions, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
