// SPDX-License-Identifier: MIT
//
// binding('zlib'): compression by zlib and brotli.
//
//   new Codec(mode, windowBits, level, memLevel, strategy, dictionary or undefined, writeState)
//   new Codec(BROTLI_ENCODE or BROTLI_DECODE, parameters, writeState)
//     writeState: a Uint32Array(2), where write() and writeSync() leave how much room and how much
//     input is left. `parameters` is a Uint32Array of values by their keys, -1 for the default
//   write(flush, input or null, offset, size, output, offset, size, callback)
//   writeSync(the same but the callback) -> undefined or a failure
//   run(flush, input, maximum, callback) all of `input` at once: callback(failure or null, Buffer)
//   runSync(flush, input, maximum) -> Buffer or a failure
//   params(level, strategy), reset() -> undefined or a failure
//   close(), busy()
//   crc32(view or string, start) -> number
//
// A failure is [message, code, errno]. write() and run() work on a thread of the pool; the codec,
// input and output are kept meanwhile, and nothing else may be asked of the codec but close(),
// which then waits. Bytes of the input must not change under it.
//
// A codec owns memory only, so garbage collection may end it when nothing runs: the wrapper is held
// weakly, and strongly by each job.

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <uv.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "bindings/buffer.h"
#include "bindings/handle_wrap.h"
#include "loop/request.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Uint32Array;
using v8::Value;

namespace {

enum class Mode : int32_t {
  kDeflate = 1,
  kInflate,
  kGzip,
  kGunzip,
  kDeflateRaw,
  kInflateRaw,
  kUnzip,
  kBrotliDecode,
  kBrotliEncode,
};

// Codes of ours beside those of the libraries.
constexpr const char* kInitializationFailed = "ERR_ZLIB_INITIALIZATION_FAILED";
constexpr const char* kTooLarge = "ERR_BUFFER_TOO_LARGE";

// What V8 is told that an engine takes outside its heap: roughly what the libraries say.
constexpr int64_t kInflateMemory = 44 * 1024;
constexpr int64_t kBrotliDecodeMemory = 64 * 1024;
constexpr int64_t kBrotliEncodeMemory = 1024 * 1024;

struct Failure {
  std::string message;
  std::string code;
  int number = 0;

  explicit operator bool() const { return !code.empty(); }
};

const char* ZlibCode(int status) {
  switch (status) {
    case Z_NEED_DICT:
      return "Z_NEED_DICT";
    case Z_ERRNO:
      return "Z_ERRNO";
    case Z_STREAM_ERROR:
      return "Z_STREAM_ERROR";
    case Z_DATA_ERROR:
      return "Z_DATA_ERROR";
    case Z_MEM_ERROR:
      return "Z_MEM_ERROR";
    case Z_BUF_ERROR:
      return "Z_BUF_ERROR";
    case Z_VERSION_ERROR:
      return "Z_VERSION_ERROR";
    default:
      return "Z_STREAM_ERROR";
  }
}

// The names of the header. What BrotliDecoderErrorString() says depends on the version.
const char* BrotliCode(BrotliDecoderErrorCode code) {
  switch (code) {
#define V(prefix, name, number) \
  case number:                  \
    return "ERR_" #prefix #name;
#define SEPARATOR
    BROTLI_DECODER_ERROR_CODES_LIST(V, SEPARATOR)
#undef SEPARATOR
#undef V
    default:
      return "ERR__ERROR_UNREACHABLE";
  }
}

Failure EndOfFile() { return {"unexpected end of file", "Z_BUF_ERROR", Z_BUF_ERROR}; }
Failure OutOfMemory() { return {"out of memory", "Z_MEM_ERROR", Z_MEM_ERROR}; }

// What a step works on; it moves the pointers along.
struct Span {
  const uint8_t* in = nullptr;
  size_t in_left = 0;
  uint8_t* out = nullptr;
  size_t out_left = 0;
};

// --- The two libraries --------------------------------------------------------------------------
// Any thread, one at a time.

class Engine {
 public:
  virtual ~Engine() = default;
  // Compresses or decompresses until the input or the room is used up, or the end is reached.
  virtual Failure Step(int flush, Span* span) = 0;
  virtual Failure Params(int level, int strategy) = 0;
  virtual Failure Reset() = 0;
  // Nothing more comes out of it.
  virtual bool ended() const = 0;
  virtual int64_t memory() const = 0;
};

class ZlibEngine final : public Engine {
 public:
  explicit ZlibEngine(Mode mode) : mode_(mode) {}
  ~ZlibEngine() override {
    if (!open_) return;
    if (compresses()) {
      deflateEnd(&stream_);
    } else {
      inflateEnd(&stream_);
    }
  }

  Failure Open(int window_bits, int level, int mem_level, int strategy,
               std::span<const uint8_t> dictionary) {
    dictionary_.assign(dictionary.begin(), dictionary.end());
    memory_ = compresses() ? (int64_t{1} << (window_bits + 2)) + (int64_t{1} << (mem_level + 9))
                           : kInflateMemory;
    switch (mode_) {
      case Mode::kGzip:
      case Mode::kGunzip:
        window_bits += 16;
        break;
      case Mode::kUnzip:
        window_bits += 32;  // zlib looks which of the two it is
        break;
      case Mode::kDeflateRaw:
      case Mode::kInflateRaw:
        window_bits = -window_bits;
        break;
      default:
        break;
    }
    int status = compresses()
                     ? deflateInit2(&stream_, level, Z_DEFLATED, window_bits, mem_level, strategy)
                     : inflateInit2(&stream_, window_bits);
    if (status != Z_OK) return {"Initialization failed", kInitializationFailed, status};
    open_ = true;
    return SetFirstDictionary();
  }

  Failure Step(int flush, Span* span) override {
    // zlib counts in 32 bits.
    constexpr size_t kMost = size_t{1} << 30;
    do {
      stream_.next_in = const_cast<Bytef*>(span->in);
      stream_.avail_in = static_cast<uInt>(std::min(span->in_left, kMost));
      stream_.next_out = span->out;
      stream_.avail_out = static_cast<uInt>(std::min(span->out_left, kMost));
      bool all = stream_.avail_in == span->in_left;
      Bytef* out = stream_.next_out;
      status_ = compresses() ? deflate(&stream_, all ? flush : Z_NO_FLUSH)
                             : Inflate(all ? flush : Z_NO_FLUSH);
      span->in_left -= static_cast<size_t>(stream_.next_in - span->in);
      span->in = stream_.next_in;
      span->out_left -= static_cast<size_t>(stream_.next_out - out);
      span->out = stream_.next_out;
      Failure failure = Check(all ? flush : Z_NO_FLUSH, *span);
      if (failure) return failure;
    } while (status_ == Z_OK && span->in_left > 0 && span->out_left > 0);
    return {};
  }

  Failure Params(int level, int strategy) override {
    if (!compresses()) return {};
    // Without room nothing can come out; what is left inside comes with the next step.
    stream_.avail_in = 0;
    stream_.avail_out = 0;
    int status = deflateParams(&stream_, level, strategy);
    if (status == Z_OK || status == Z_BUF_ERROR) return {};
    return {"Failed to set parameters", ZlibCode(status), status};
  }

  Failure Reset() override {
    status_ = compresses() ? deflateReset(&stream_) : inflateReset(&stream_);
    bytes_seen_ = 0;
    if (status_ != Z_OK) return {"Failed to reset stream", ZlibCode(status_), status_};
    return SetFirstDictionary();
  }

  bool ended() const override { return status_ == Z_STREAM_END; }
  int64_t memory() const override { return memory_; }

 private:
  bool compresses() const {
    return mode_ == Mode::kDeflate || mode_ == Mode::kGzip || mode_ == Mode::kDeflateRaw;
  }

  // Where the format does not ask for the dictionary by itself.
  Failure SetFirstDictionary() {
    if (dictionary_.empty()) return {};
    int status = Z_OK;
    if (mode_ == Mode::kDeflate || mode_ == Mode::kDeflateRaw) {
      status =
          deflateSetDictionary(&stream_, dictionary_.data(), static_cast<uInt>(dictionary_.size()));
    } else if (mode_ == Mode::kInflateRaw) {
      status =
          inflateSetDictionary(&stream_, dictionary_.data(), static_cast<uInt>(dictionary_.size()));
    }
    if (status == Z_OK) return {};
    return {"Failed to set dictionary", ZlibCode(status), status};
  }

  int Inflate(int flush) {
    NoteFormat();
    int status = inflate(&stream_, flush);
    if (status == Z_NEED_DICT && !dictionary_.empty()) {
      status =
          inflateSetDictionary(&stream_, dictionary_.data(), static_cast<uInt>(dictionary_.size()));
      // The wrong one: Check() tells.
      status = status == Z_OK ? inflate(&stream_, flush) : Z_NEED_DICT;
    }
    // A gzip file may have several members. Zeros behind the last are padding.
    while (status == Z_STREAM_END && is_gzip() && stream_.avail_in > 0 && *stream_.next_in != 0) {
      if (inflateReset(&stream_) != Z_OK) return Z_STREAM_ERROR;
      status = inflate(&stream_, flush);
    }
    return status;
  }

  // Remembers how the input begins: of a stream that zlib has to find out about, only gzip has
  // members.
  void NoteFormat() {
    for (uInt i = 0; i < stream_.avail_in && bytes_seen_ < sizeof(start_); ++i) {
      start_[bytes_seen_++] = stream_.next_in[i];
    }
  }
  bool is_gzip() const {
    if (mode_ != Mode::kUnzip) return mode_ == Mode::kGunzip;
    return bytes_seen_ == 2 && start_[0] == 0x1f && start_[1] == 0x8b;
  }

  Failure Check(int flush, const Span& span) const {
    switch (status_) {
      case Z_OK:
      case Z_BUF_ERROR:
        // With room left it should have come to an end.
        if (flush == Z_FINISH && span.out_left > 0) return EndOfFile();
        return {};
      case Z_STREAM_END:
        return {};
      case Z_NEED_DICT:
        return {dictionary_.empty() ? "Missing dictionary" : "Bad dictionary", "Z_NEED_DICT",
                status_};
      default:
        return {stream_.msg != nullptr ? stream_.msg : "Zlib error", ZlibCode(status_), status_};
    }
  }

  const Mode mode_;
  z_stream stream_ = {};
  bool open_ = false;
  int status_ = Z_OK;
  std::vector<uint8_t> dictionary_;
  uint8_t start_[2] = {};
  size_t bytes_seen_ = 0;
  int64_t memory_ = 0;
};

class BrotliEncoder final : public Engine {
 public:
  // `parameters`: values by their keys, UINT32_MAX for the default.
  explicit BrotliEncoder(std::vector<uint32_t> parameters) : parameters_(std::move(parameters)) {}
  ~BrotliEncoder() override { BrotliEncoderDestroyInstance(state_); }

  Failure Step(int flush, Span* span) override {
    if (BrotliEncoderCompressStream(state_, static_cast<BrotliEncoderOperation>(flush),
                                    &span->in_left, &span->in, &span->out_left, &span->out,
                                    nullptr) == BROTLI_FALSE) {
      return {"Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1};
    }
    return {};
  }

  Failure Params(int, int) override { return {}; }

  Failure Reset() override {
    BrotliEncoderDestroyInstance(state_);
    state_ = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    if (state_ == nullptr) return OutOfMemory();
    for (size_t key = 0; key < parameters_.size(); ++key) {
      if (parameters_[key] == UINT32_MAX) continue;
      if (BrotliEncoderSetParameter(state_, static_cast<BrotliEncoderParameter>(key),
                                    parameters_[key]) == BROTLI_FALSE) {
        return {"Initialization failed", kInitializationFailed, -1};
      }
    }
    return {};
  }

  bool ended() const override { return BrotliEncoderIsFinished(state_) == BROTLI_TRUE; }
  int64_t memory() const override { return kBrotliEncodeMemory; }

 private:
  const std::vector<uint32_t> parameters_;
  BrotliEncoderState* state_ = nullptr;
};

class BrotliDecoder final : public Engine {
 public:
  explicit BrotliDecoder(std::vector<uint32_t> parameters) : parameters_(std::move(parameters)) {}
  ~BrotliDecoder() override { BrotliDecoderDestroyInstance(state_); }

  Failure Step(int flush, Span* span) override {
    BrotliDecoderResult result = BrotliDecoderDecompressStream(
        state_, &span->in_left, &span->in, &span->out_left, &span->out, nullptr);
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_);
      return {"Decompression failed", BrotliCode(code), code};
    }
    if (flush == BROTLI_OPERATION_FINISH && result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
      return EndOfFile();
    }
    return {};
  }

  Failure Params(int, int) override { return {}; }

  Failure Reset() override {
    BrotliDecoderDestroyInstance(state_);
    state_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    if (state_ == nullptr) return OutOfMemory();
    for (size_t key = 0; key < parameters_.size(); ++key) {
      if (parameters_[key] == UINT32_MAX) continue;
      if (BrotliDecoderSetParameter(state_, static_cast<BrotliDecoderParameter>(key),
                                    parameters_[key]) == BROTLI_FALSE) {
        return {"Initialization failed", kInitializationFailed, -1};
      }
    }
    return {};
  }

  bool ended() const override { return BrotliDecoderIsFinished(state_) == BROTLI_TRUE; }
  int64_t memory() const override { return kBrotliDecodeMemory; }

 private:
  const std::vector<uint32_t> parameters_;
  BrotliDecoderState* state_ = nullptr;
};

// --- A whole input at once ----------------------------------------------------------------------

// Output that grows. malloc(), because a Buffer takes it over.
class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { std::free(data_); }

  // Runs `engine` over all of `input`. Any thread.
  Failure Run(Engine* engine, int flush, std::span<const uint8_t> input, size_t maximum) {
    Span span;
    span.in = input.data();
    span.in_left = input.size();
    size_t room = std::clamp(input.size(), size_t{1024}, size_t{64 * 1024});
    do {
      if (used_ == maximum) return RunOver(engine, flush, span);
      size_t wanted = std::min(maximum, used_ + room);
      auto* grown = static_cast<uint8_t*>(std::realloc(data_, wanted));
      if (grown == nullptr) return OutOfMemory();
      data_ = grown;
      span.out = data_ + used_;
      span.out_left = wanted - used_;
      Failure failure = engine->Step(flush, &span);
      if (failure) return failure;
      used_ = wanted - span.out_left;
      room = std::max(room, used_);  // twice as much each time
    } while (span.out_left == 0 && !engine->ended());
    return {};
  }

  // A Buffer of what came out; the memory is its own from now on.
  Local<Value> Take(EventLoop* loop) {
    if (used_ == 0) return CopyToBuffer(loop, {});
    // What was too much goes back.
    auto* fitting = static_cast<uint8_t*>(std::realloc(data_, used_));
    if (fitting != nullptr) data_ = fitting;
    uint8_t* data = data_;
    data_ = nullptr;
    return NewBuffer(loop, data, used_);
  }

 private:
  // The most that is allowed has come out. Is that all?
  static Failure RunOver(Engine* engine, int flush, Span span) {
    uint8_t one;
    span.out = &one;
    span.out_left = 1;
    Failure failure = engine->Step(flush, &span);
    if (failure) return failure;
    if (span.out_left == 1) return {};
    return {"", kTooLarge, 0};
  }

  uint8_t* data_ = nullptr;
  size_t used_ = 0;
};

// --- Codecs -------------------------------------------------------------------------------------

class Codec;

struct ZlibData {
  ~ZlibData();
  IntrusiveList<Codec> codecs;
};

class Codec final : public ListNode {
 public:
  Codec(EventLoop* loop, Local<Object> object, std::unique_ptr<Engine> engine)
      : isolate_(loop->isolate()), object_(loop->isolate(), object), engine_(std::move(engine)) {
    object->SetAlignedPointerInInternalField(0, this);
    object_.SetWeak(
        this,
        [](const v8::WeakCallbackInfo<Codec>& info) {
          // During garbage collection no more than this is allowed.
          info.GetParameter()->object_.Reset();
          info.SetSecondPassCallback(
              [](const v8::WeakCallbackInfo<Codec>& later) { delete later.GetParameter(); });
        },
        v8::WeakCallbackType::kParameter);
    loop->binding_data<ZlibData>()->codecs.PushBack(this);
    Account(engine_->memory());
  }
  ~Codec() { Account(0); }

  // nullptr when it has been closed.
  static Codec* Unwrap(const Arguments& args) {
    return static_cast<Codec*>(args.This()->GetAlignedPointerFromInternalField(0));
  }

  Engine* engine() { return engine_.get(); }
  bool busy() const { return busy_; }
  void set_busy(bool busy) { busy_ = busy; }
  bool closing() const { return closing_; }

  void set_write_state(Local<Uint32Array> state) { write_state_.Reset(isolate_, state); }
  void SetLeft(const Span& span) {
    std::span<uint8_t> bytes = BytesOf(write_state_.Get(isolate_));
    if (bytes.size() < 2 * sizeof(uint32_t)) return;  // transferred away
    auto* left = reinterpret_cast<uint32_t*>(bytes.data());
    left[0] = static_cast<uint32_t>(span.out_left);
    left[1] = static_cast<uint32_t>(span.in_left);
  }

  // Needs a HandleScope.
  void Close() {
    if (busy_) {
      closing_ = true;
      return;
    }
    object_.Get(isolate_)->SetAlignedPointerInInternalField(0, nullptr);
    delete this;
  }

 private:
  void Account(int64_t bytes) {
    isolate_->AdjustAmountOfExternalAllocatedMemory(bytes - accounted_);
    accounted_ = bytes;
  }

  Isolate* const isolate_;
  Global<Object> object_;
  Global<Uint32Array> write_state_;
  const std::unique_ptr<Engine> engine_;
  int64_t accounted_ = 0;
  bool busy_ = false;
  bool closing_ = false;
};

ZlibData::~ZlibData() {
  codecs.ForEach([](Codec* codec) { delete codec; });
}

Local<Value> FailureValue(Isolate* isolate, const Failure& failure) {
  Local<Value> parts[] = {NewShortString(isolate, failure.message),
                          NewShortString(isolate, failure.code),
                          Integer::New(isolate, failure.number)};
  return Array::New(isolate, parts, 3);
}

// The memory of a view, or nothing for null. It outlives the view, should that be transferred away.
std::shared_ptr<v8::BackingStore> StoreOf(Local<Value> value) {
  if (value->IsArrayBufferView()) {
    return value.As<v8::ArrayBufferView>()->Buffer()->GetBackingStore();
  }
  if (value->IsArrayBuffer()) return value.As<v8::ArrayBuffer>()->GetBackingStore();
  if (value->IsSharedArrayBuffer()) return value.As<v8::SharedArrayBuffer>()->GetBackingStore();
  return nullptr;
}

// A job of a codec on the pool. The memory of `input` and `output` is kept until it is done.
class CodecJob : public CallbackRequest<uv_work_t> {
 public:
  CodecJob(EventLoop* loop, Local<Object> callback, Local<Object> wrapper, Codec* codec, int flush,
           Local<Value> input, Local<Value> output)
      : CallbackRequest(loop, callback),
        codec_(codec),
        flush_(flush),
        wrapper_(loop->isolate(), wrapper),
        input_(StoreOf(input)),
        output_(StoreOf(output)) {
    codec->set_busy(true);
  }

  const char* resource_name() const override { return "Zlib"; }

  void Start() {
    int status = uv_queue_work(
        loop()->uv(), uv_request(), [](uv_work_t* work) { From<CodecJob>(work)->Work(); },
        [](uv_work_t* work, int) {
          auto* self = From<CodecJob>(work);
          self->Finish();
          delete self;
        });
    CHECK_EQ(status, 0);  // fails only without a work callback
  }

 protected:
  // On a thread of the pool.
  virtual void Work() = 0;
  // What the callback gets if there was no failure.
  virtual Local<Value> Result() = 0;

  Codec* const codec_;
  const int flush_;
  Failure failure_;

 private:
  void Finish() {
    v8::HandleScope scope(loop()->isolate());
    codec_->set_busy(false);
    Local<Value> result;
    bool closed = codec_->closing();
    if (closed) {
      codec_->Close();
    } else if (!loop()->stopping()) {
      v8::Context::Scope context_scope(loop()->context());
      if (!failure_) result = Result();
    }
    if (closed) failure_ = {"The codec was closed", "ERR_STREAM_DESTROYED", 0};
    Complete([this, result](Local<Context> context) -> Outcome {
      if (failure_) return {FailureValue(context->GetIsolate(), failure_), {}};
      return {{}, result};
    });
  }

  Global<Object> wrapper_;
  const std::shared_ptr<v8::BackingStore> input_;
  const std::shared_ptr<v8::BackingStore> output_;
};

class WriteJob final : public CodecJob {
 public:
  WriteJob(EventLoop* loop, Local<Object> callback, Local<Object> wrapper, Codec* codec, int flush,
           Local<Value> input, Local<Value> output, const Span& span)
      : CodecJob(loop, callback, wrapper, codec, flush, input, output), span_(span) {}

 private:
  void Work() override { failure_ = codec_->engine()->Step(flush_, &span_); }
  Local<Value> Result() override {
    codec_->SetLeft(span_);
    return {};
  }

  Span span_;
};

class RunJob final : public CodecJob {
 public:
  RunJob(EventLoop* loop, Local<Object> callback, Local<Object> wrapper, Codec* codec, int flush,
         Local<Value> input, std::span<const uint8_t> bytes, size_t maximum)
      : CodecJob(loop, callback, wrapper, codec, flush, input, input),
        bytes_(bytes),
        maximum_(maximum) {}

 private:
  void Work() override { failure_ = result_.Run(codec_->engine(), flush_, bytes_, maximum_); }
  Local<Value> Result() override { return result_.Take(loop()); }

  const std::span<const uint8_t> bytes_;
  const size_t maximum_;
  Output result_;
};

// --- Methods ------------------------------------------------------------------------------------

std::vector<uint32_t> NumbersOf(Local<Value> view) {
  std::span<uint8_t> bytes = BytesOf(view);
  std::vector<uint32_t> numbers(bytes.size() / sizeof(uint32_t));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
  return numbers;
}

void NewCodec(const Arguments& args) {
  CHECK(args.IsConstructCall());
  Isolate* isolate = args.GetIsolate();
  args.This()->SetAlignedPointerInInternalField(0, nullptr);
  auto mode = static_cast<Mode>(Int32Argument(args, 0));
  std::unique_ptr<Engine> engine;
  Failure failure;
  Local<Value> state;
  if (mode == Mode::kBrotliEncode || mode == Mode::kBrotliDecode) {
    if (mode == Mode::kBrotliEncode) {
      engine = std::make_unique<BrotliEncoder>(NumbersOf(args[1]));
    } else {
      engine = std::make_unique<BrotliDecoder>(NumbersOf(args[1]));
    }
    failure = engine->Reset();
    state = args[2];
  } else {
    auto zlib = std::make_unique<ZlibEngine>(mode);
    std::span<const uint8_t> dictionary;
    if (!args[5]->IsUndefined()) dictionary = BytesOf(args[5]);
    failure = zlib->Open(Int32Argument(args, 1), Int32Argument(args, 2), Int32Argument(args, 3),
                         Int32Argument(args, 4), dictionary);
    engine = std::move(zlib);
    state = args[6];
  }
  if (failure) return ThrowError(isolate, failure.code.c_str(), failure.message);
  CHECK(state->IsUint32Array());
  auto* codec = new Codec(LoopOf(args), args.This(), std::move(engine));
  codec->set_write_state(state.As<Uint32Array>());
}

// The codec, if it is open and idle: lib/ asks nothing of another.
Codec* IdleCodec(const Arguments& args) {
  Codec* codec = Codec::Unwrap(args);
  CHECK_NOT_NULL(codec);
  CHECK(!codec->busy());
  return codec;
}

// Arguments 1 to 6: input or null, offset, size, output, offset, size.
Span SpanOf(const Arguments& args) {
  Span span;
  size_t size = Uint32Argument(args, 3);
  if (!args[1]->IsNull()) {
    std::span<uint8_t> input = BytesOf(args[1]);
    size_t offset = Uint32Argument(args, 2);
    CHECK(offset <= input.size() && size <= input.size() - offset);
    span.in = input.data() + offset;
    span.in_left = size;
  }
  std::span<uint8_t> output = BytesOf(args[4]);
  size_t offset = Uint32Argument(args, 5);
  size = Uint32Argument(args, 6);
  CHECK(offset <= output.size() && size <= output.size() - offset);
  span.out = output.data() + offset;
  span.out_left = size;
  return span;
}

void Write(const Arguments& args) {
  Codec* codec = IdleCodec(args);
  CHECK(args[7]->IsFunction());
  auto* job = new WriteJob(LoopOf(args), args[7].As<Object>(), args.This(), codec,
                           Int32Argument(args, 0), args[1], args[4], SpanOf(args));
  job->Start();
}

void WriteSync(const Arguments& args) {
  Codec* codec = IdleCodec(args);
  Span span = SpanOf(args);
  Failure failure = codec->engine()->Step(Int32Argument(args, 0), &span);
  codec->SetLeft(span);
  if (failure) args.GetReturnValue().Set(FailureValue(args.GetIsolate(), failure));
}

void Run(const Arguments& args) {
  Codec* codec = IdleCodec(args);
  CHECK(args[3]->IsFunction());
  auto* job =
      new RunJob(LoopOf(args), args[3].As<Object>(), args.This(), codec, Int32Argument(args, 0),
                 args[1], BytesOf(args[1]), static_cast<size_t>(NumberArgument(args, 2)));
  job->Start();
}

void RunSync(const Arguments& args) {
  Codec* codec = IdleCodec(args);
  Output output;
  Failure failure = output.Run(codec->engine(), Int32Argument(args, 0), BytesOf(args[1]),
                               static_cast<size_t>(NumberArgument(args, 2)));
  args.GetReturnValue().Set(failure ? FailureValue(args.GetIsolate(), failure)
                                    : output.Take(LoopOf(args)));
}

void Params(const Arguments& args) {
  Failure failure =
      IdleCodec(args)->engine()->Params(Int32Argument(args, 0), Int32Argument(args, 1));
  if (failure) args.GetReturnValue().Set(FailureValue(args.GetIsolate(), failure));
}

void Reset(const Arguments& args) {
  Failure failure = IdleCodec(args)->engine()->Reset();
  if (failure) args.GetReturnValue().Set(FailureValue(args.GetIsolate(), failure));
}

void Close(const Arguments& args) {
  Codec* codec = Codec::Unwrap(args);
  if (codec != nullptr) codec->Close();
}

void Busy(const Arguments& args) {
  Codec* codec = Codec::Unwrap(args);
  args.GetReturnValue().Set(codec != nullptr && codec->busy());
}

void Crc32(const Arguments& args) {
  uLong start = Uint32Argument(args, 1);
  if (args[0]->IsString()) {
    std::string text = ToUtf8(args.GetIsolate(), args[0]);
    start = crc32_z(start, reinterpret_cast<const Bytef*>(text.data()), text.size());
  } else {
    std::span<uint8_t> bytes = BytesOf(args[0]);
    // Null would ask for the initial value.
    if (!bytes.empty()) start = crc32_z(start, bytes.data(), bytes.size());
  }
  args.GetReturnValue().Set(static_cast<uint32_t>(start));
}

void Initialize(const BindingScope& scope) {
  Isolate* isolate = scope.isolate;
  Local<FunctionTemplate> codec = FunctionTemplate::New(isolate, NewCodec);
  codec->SetClassName(NewShortString(isolate, "Codec"));
  codec->InstanceTemplate()->SetInternalFieldCount(1);
  static constexpr FunctionSpec kMethods[] = {
      {"write", Write},   {"writeSync", WriteSync}, {"run", Run},     {"runSync", RunSync},
      {"params", Params}, {"reset", Reset},         {"close", Close}, {"busy", Busy},
  };
  HandleWrap::AddMethods(isolate, codec, kMethods);
  // Fails only while JavaScript is being terminated, and no binding is made then.
  scope.Set("Codec", codec->GetFunction(scope.context).ToLocalChecked());
}

constexpr FunctionSpec kFunctions[] = {
    {"crc32", Crc32, SideEffect::kNone},
};

}  // namespace

const BindingSpec kZlibBinding = {"zlib", kFunctions, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
