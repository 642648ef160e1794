// SPDX-License-Identifier: MIT
//
// binding('http_parser'): class HTTPParser, llhttp with what JavaScript wants to hear of a message:
//
//   onHeaders(fields, text, code, bits)   the head is there. fields: [name, value, name, ...],
//                                         text: URL or status message, code: index of the method or
//                                         status code, bits: see kBits. Returns kBody, kNoBody or
//                                         kUpgrade
//   onBody(memory, offset, length)        bytes of the body, in an ArrayBuffer
//   onComplete(fields or undefined)       the message has ended, with trailers
//   onExecuted(status, memory, offset, length)
//                                         only while it consumes a stream: after a read that ended
//                                         in an error (kFailed; memory has the whole read), in an
//                                         upgrade (kUpgraded; memory has what follows the message),
//                                         or that nobody has heard of otherwise (kProgress)
//
// The functions are set once (setCallbacks) and called on the parser's wrapper. There is one call
// for the head, however it came in: its bytes are gathered in one block, and become strings when it
// is complete. Strings that recur (names of fields, short values, URLs) are found again in a cache
// instead of being made anew.
//
// A parser is fed in one of two ways: by execute(), or, without any JavaScript in between, by a
// stream handle that it consumes.

#include <llhttp.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "bindings/stream_handle.h"
#include "bindings/wrapped.h"

namespace gyre {

using v8::Array;
using v8::ArrayBufferView;
using v8::Context;
using v8::Function;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::NewStringType;
using v8::Object;
using v8::String;
using v8::Value;

namespace {

constexpr size_t kMaxChunkExtensions = 16 * 1024;

// What onHeaders() is told, in one number.
enum Bits : uint32_t {
  kMinorVersion = 0xf,
  kMajorVersionShift = 4,  // 4 bits
  kWantsUpgrade = 1 << 8,
  kKeepAlive = 1 << 9,
  kHasHost = 1 << 10,
  kHasExpect = 1 << 11,
};

// What onHeaders() answers.
enum class Answer : int32_t { kBody, kNoBody, kUpgrade };

enum class Executed : int32_t { kProgress, kUpgraded, kFailed };

// Strings by their bytes. A place holds the string that asked for it last.
template <size_t kPlaces, NewStringType kType>
class StringCache {
 public:
  Local<String> Get(Isolate* isolate, const char* bytes, size_t length) {
    if (length > kMaxLength) return Make(isolate, bytes, length);
    Place& place = places_[Hash(bytes, length) % kPlaces];
    if (place.length == length && std::memcmp(place.bytes, bytes, length) == 0) {
      return place.string.Get(isolate);
    }
    Local<String> string = Make(isolate, bytes, length);
    place.length = static_cast<uint8_t>(length);
    std::memcpy(place.bytes, bytes, length);
    place.string.Reset(isolate, string);
    return string;
  }

 private:
  static constexpr size_t kMaxLength = 47;
  struct Place {
    Global<String> string;
    uint8_t length = 0xff;
    char bytes[kMaxLength];
  };

  static Local<String> Make(Isolate* isolate, const char* bytes, size_t length) {
    // A head is limited to what --max-http-header-size says, which is less than V8's limit.
    return String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(bytes), kType,
                                  static_cast<int>(length))
        .ToLocalChecked();
  }

  static size_t Hash(const char* bytes, size_t length) {
    uint64_t hash = length;
    for (; length >= 8; bytes += 8, length -= 8) {
      uint64_t word;
      std::memcpy(&word, bytes, 8);
      hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    }
    uint64_t word = 0;
    std::memcpy(&word, bytes, length);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    return hash >> 40;
  }

  std::array<Place, kPlaces> places_;
};

// Of a loop.
struct ParserData {
  Global<Function> on_headers;
  Global<Function> on_body;
  Global<Function> on_complete;
  Global<Function> on_executed;
  StringCache<256, NewStringType::kInternalized> names;
  StringCache<256, NewStringType::kNormal> values;
};

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

class HttpParser final : public Wrapped<HttpParser>, public StreamConsumer {
 public:
  HttpParser(EventLoop* loop, Local<Object> object)
      : Wrapped(loop->isolate(), object), loop_(loop), data_(loop->binding_data<ParserData>()) {
    llhttp_init(&parser_, HTTP_REQUEST, &kSettings);
    parser_.data = this;
  }

  static void New(const Arguments& args) {
    CHECK(args.IsConstructCall());
    new HttpParser(LoopOf(args), args.This());
  }

  // (type, lenient, max size of a head, max number of fields or 0): a fresh connection
  static void InitializeMethod(const Arguments& args) {
    HttpParser* self = From(args);
    CHECK(!self->executing_);
    self->Detach();
    auto type = static_cast<llhttp_type_t>(Int32Argument(args, 0));
    llhttp_init(&self->parser_, type, &kSettings);
    self->parser_.data = self;
    if (BooleanArgument(args, 1)) self->SetLenient();
    self->max_head_ = static_cast<size_t>(NumberArgument(args, 2));
    self->max_fields_ = static_cast<size_t>(NumberArgument(args, 3));
    self->abandoned_ = false;
    self->BeginMessage();
    self->BeginClock();
    CaptureFrame(self->loop_, &self->frame_);
  }

  // () -> whether the parser may be used again: not from within its own callbacks
  static void ReleaseMethod(const Arguments& args) {
    HttpParser* self = From(args);
    self->Detach();
    self->frame_.Reset();
    self->abandoned_ = self->executing_;
    self->started_ = 0;
    self->block_.clear();
    self->block_.shrink_to_fit();
    args.GetReturnValue().Set(!self->executing_);
  }

  // (view) -> bytes that belong to messages, -1 after an error: see error(), -2 if it is parsing
  // already: not from within its own callbacks
  static void ExecuteMethod(const Arguments& args) {
    HttpParser* self = From(args);
    CHECK(args[0]->IsArrayBufferView());
    if (self->executing_) {
      args.GetReturnValue().Set(-2);
      return;
    }
    Local<ArrayBufferView> view = args[0].As<ArrayBufferView>();
    // Materialises a small array of V8's heap: its bytes stay where they are from now on.
    self->view_memory_ = view->Buffer();
    // Also when a callback takes the memory away.
    std::shared_ptr<v8::BackingStore> kept = self->view_memory_->GetBackingStore();
    self->view_offset_ = view->ByteOffset();
    std::span<uint8_t> bytes = BytesOf(view);
    self->Execute(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    self->view_memory_.Clear();
    if (self->threw_) return;  // the exception goes to the caller
    args.GetReturnValue().Set(self->failed() ? -1 : static_cast<double>(self->parsed_));
  }

  // () -> 0, or -1 after an error: the peer has ended its side
  static void FinishMethod(const Arguments& args) {
    HttpParser* self = From(args);
    if (self->executing_) return;
    self->executing_ = true;
    self->threw_ = false;
    self->parsed_ = 0;
    self->error_ = llhttp_finish(&self->parser_);
    self->executing_ = false;
    if (self->threw_) return;
    args.GetReturnValue().Set(self->failed() ? -1 : 0);
  }

  // () -> [code, reason, bytes parsed]
  static void ErrorMethod(const Arguments& args) {
    HttpParser* self = From(args);
    Isolate* isolate = args.GetIsolate();
    const char* reason = llhttp_get_error_reason(&self->parser_);
    const char* code = self->own_error_;
    if (code == nullptr) code = llhttp_errno_name(self->error_);
    if (self->error_ == HPE_UNEXPECTED_CONTENT_LENGTH && self->EncodingStandsLast()) {
      // What llhttp says since 8.1.1.
      code = "HPE_INVALID_TRANSFER_ENCODING";
      reason = "Transfer-Encoding can't be present with Content-Length";
    }
    Local<Value> values[] = {
        NewShortString(isolate, code),
        NewShortString(isolate, reason != nullptr ? reason : ""),
        Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(self->parsed_)),
    };
    args.GetReturnValue().Set(Array::New(isolate, values, 3));
  }

  // (stream handle): its bytes come here from now on
  static void ConsumeMethod(const Arguments& args) {
    HttpParser* self = From(args);
    CHECK(args[0]->IsObject());
    auto* stream = HandleWrap::Unwrap<StreamHandle>(args[0].As<Object>());
    if (stream == nullptr) return;
    self->Detach();
    self->stream_ = stream;
    stream->set_consumer(self);
    self->self_.Reset(args.GetIsolate(), args.This());
  }

  // (): they go where they went before
  static void UnconsumeMethod(const Arguments& args) { From(args)->Detach(); }

  // (limit of a head, limit of a request, in ms, 0 for none) -> whether the message that is under
  // way has taken longer
  static void IsExpiredMethod(const Arguments& args) {
    HttpParser* self = From(args);
    bool expired = false;
    if (self->started_ != 0) {
      double age = static_cast<double>(uv_now(self->loop_->uv()) - self->started_);
      double head_limit = NumberArgument(args, 0);
      double limit = NumberArgument(args, 1);
      expired =
          (head_limit > 0 && !self->has_head_ && age > head_limit) || (limit > 0 && age > limit);
    }
    args.GetReturnValue().Set(expired);
  }

  // () -> whether no message is under way
  static void IsIdleMethod(const Arguments& args) {
    args.GetReturnValue().Set(From(args)->started_ == 0);
  }

  // --- StreamConsumer ---

  void OnBytes(CallbackScope* scope, ReadBytes* bytes) override {
    scope_ = scope;
    read_ = bytes;
    std::span<const char> span = bytes->bytes();
    calls_ = 0;
    Execute(span.data(), span.size());
    scope_ = nullptr;
    read_ = nullptr;
    if (abandoned_ || loop_->stopping()) return;
    Local<Value> argv[] = {Integer::New(isolate(), 0), Undefined(isolate()), Undefined(isolate()),
                           Undefined(isolate())};
    Executed status = Executed::kProgress;
    if (failed()) {
      status = Executed::kFailed;
      bytes->Give(0, span.size(), argv + 1);
      argv[3] = Integer::NewFromUnsigned(isolate(), static_cast<uint32_t>(span.size()));
    } else if (error_ == HPE_PAUSED_UPGRADE) {
      status = Executed::kUpgraded;
      if (parsed_ < span.size()) {
        size_t rest = span.size() - parsed_;
        bytes->Give(parsed_, rest, argv + 1);
        argv[3] = Integer::NewFromUnsigned(isolate(), static_cast<uint32_t>(rest));
      }
    } else if (calls_ > 0) {
      return;
    }
    argv[0] = Integer::New(isolate(), static_cast<int32_t>(status));
    scope->Call(data_->on_executed.Get(isolate()), object(), 4, argv);
  }

  const Global<Value>& consumer_frame() const override { return frame_; }

  void OnStreamClosed() override {
    stream_ = nullptr;
    self_.Reset();
  }

 private:
  struct Field {
    uint32_t name = 0;  // lengths in the block
    uint32_t value = 0;
  };

  void Detach() {
    if (stream_ != nullptr) stream_->set_consumer(nullptr);
    OnStreamClosed();
  }

  void SetLenient() {
    llhttp_set_lenient_headers(&parser_, 1);
    llhttp_set_lenient_chunked_length(&parser_, 1);
    llhttp_set_lenient_keep_alive(&parser_, 1);
    llhttp_set_lenient_transfer_encoding(&parser_, 1);
#if LLHTTP_VERSION_MAJOR >= 9
    llhttp_set_lenient_version(&parser_, 1);
    llhttp_set_lenient_data_after_close(&parser_, 1);
    llhttp_set_lenient_optional_lf_after_cr(&parser_, 1);
    llhttp_set_lenient_optional_crlf_after_chunk(&parser_, 1);
#endif
  }

  bool failed() const { return error_ != HPE_OK && error_ != HPE_PAUSED_UPGRADE && !abandoned_; }

  // Whether of Content-Length and Transfer-Encoding in a head that has both the latter came later.
  bool EncodingStandsLast() const {
    bool encoding = false;
    const char* at = block_.data() + text_size_;
    for (const Field& field : fields_) {
      std::string_view name(at, field.name);
      if (EqualsIgnoringCase(name, "transfer-encoding")) encoding = true;
      if (EqualsIgnoringCase(name, "content-length")) encoding = false;
      at += field.name + field.value;
    }
    return encoding;
  }

  void BeginMessage() {
    block_.clear();
    fields_.clear();
    text_size_ = 0;
    head_size_ = 0;
    chunk_extensions_ = 0;
    in_value_ = false;
    has_head_ = false;
    own_error_ = nullptr;
  }

  void BeginClock() {
    started_ = uv_now(loop_->uv());
    if (started_ == 0) started_ = 1;
  }

  // Parses. Sets error_, parsed_ and threw_.
  void Execute(const char* bytes, size_t size) {
    executing_ = true;
    threw_ = false;
    start_ = bytes;
    error_ = llhttp_execute(&parser_, bytes, size);
    parsed_ = size;
    if (error_ != HPE_OK) {
      const char* position = llhttp_get_error_pos(&parser_);
      // Errors of callbacks have no position of their own.
      if (position != nullptr && position >= bytes && position <= bytes + size) {
        parsed_ = static_cast<size_t>(position - bytes);
      }
    }
    if (error_ == HPE_PAUSED_UPGRADE) llhttp_resume_after_upgrade(&parser_);
    executing_ = false;
  }

  // --- llhttp's callbacks ---

  static HttpParser* Of(llhttp_t* parser) { return static_cast<HttpParser*>(parser->data); }

  int Fail(const char* code, const char* reason) {
    own_error_ = code;
    llhttp_set_error_reason(&parser_, reason);
    return HPE_USER;
  }

  bool CountHead(size_t size) {
    head_size_ += size;
    return head_size_ < max_head_;
  }
  int HeadOverflow() { return Fail("HPE_HEADER_OVERFLOW", "Header overflow"); }

  int OnMessageBegin() {
    if (abandoned_) return HPE_USER;
    BeginMessage();
    BeginClock();
    return 0;
  }

  int OnText(const char* bytes, size_t size) {
    if (!CountHead(size)) return HeadOverflow();
    block_.append(bytes, size);
    text_size_ += size;
    return 0;
  }

  int OnField(const char* bytes, size_t size) {
    if (!CountHead(size)) return HeadOverflow();
    if (fields_.empty() || in_value_) {
      fields_.emplace_back();
      in_value_ = false;
    }
    block_.append(bytes, size);
    fields_.back().name += static_cast<uint32_t>(size);
    return 0;
  }

  int OnValue(const char* bytes, size_t size) {
    if (!CountHead(size)) return HeadOverflow();
    in_value_ = true;
    block_.append(bytes, size);
    fields_.back().value += static_cast<uint32_t>(size);
    return 0;
  }

  // The fields that were gathered, as a flat array; notes in `bits` what is among them.
  Local<Value> TakeFields(uint32_t* bits) {
    size_t count = fields_.size();
    if (max_fields_ > 0 && count > max_fields_) count = max_fields_;
    Local<Value> few[64];
    std::vector<Local<Value>> many;
    Local<Value>* list = few;
    if (count * 2 > std::size(few)) {
      many.resize(count * 2);
      list = many.data();
    }
    const char* at = block_.data() + text_size_;
    for (size_t i = 0; i < count; ++i) {
      const Field& field = fields_[i];
      std::string_view name(at, field.name);
      at += field.name;
      size_t length = field.value;
      while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\t')) --length;
      if (EqualsIgnoringCase(name, "host")) *bits |= kHasHost;
      if (EqualsIgnoringCase(name, "expect")) *bits |= kHasExpect;
      list[2 * i] = data_->names.Get(isolate(), name.data(), name.size());
      list[2 * i + 1] = data_->values.Get(isolate(), at, length);
      at += field.value;
    }
    fields_.clear();
    return Array::New(isolate(), list, count * 2);
  }

  MaybeLocal<Value> Call(const Global<Function>& function, int argc, Local<Value>* argv) {
    ++calls_;
    if (scope_ != nullptr) return scope_->Call(function.Get(isolate()), object(), argc, argv);
    return function.Get(isolate())->Call(loop_->context(), object(), argc, argv);
  }

  // After a callback: what llhttp is told. An exception was reported if we consume a stream, and
  // then the program has decided to live on: so do we. Else it belongs to the caller of execute().
  int AfterCall(bool returned, int status) {
    if (!returned && (scope_ == nullptr || loop_->stopping())) {
      threw_ = true;
      return HPE_USER;
    }
    return abandoned_ ? static_cast<int>(HPE_USER) : status;
  }

  int OnHeadersComplete() {
    v8::HandleScope handles(isolate());
    // What the callback of another message has left behind must not be seen by this one.
    if (scope_ != nullptr && calls_ > 0) {
      loop_->SetFrame(frame_.IsEmpty() ? Undefined(isolate()).As<Value>() : frame_.Get(isolate()));
    }
    bool is_request = parser_.type == HTTP_REQUEST;
    if (is_request && (parser_.flags & F_TRANSFER_ENCODING) != 0 &&
        (parser_.flags & F_CHUNKED) == 0 &&
        (parser_.lenient_flags & LENIENT_TRANSFER_ENCODING) == 0) {
      // RFC 9112, section 6.3: where its body ends cannot be known. llhttp 8.1 lets some pass.
      return Fail("HPE_INVALID_TRANSFER_ENCODING", "Request has invalid `Transfer-Encoding`");
    }
    has_head_ = true;
    head_size_ = 0;
    uint32_t bits = static_cast<uint32_t>(parser_.http_minor & kMinorVersion) |
                    static_cast<uint32_t>(parser_.http_major) << kMajorVersionShift;
    if (parser_.upgrade) bits |= kWantsUpgrade;
    if (llhttp_should_keep_alive(&parser_)) bits |= kKeepAlive;
    Local<Value> argv[4];
    argv[0] = TakeFields(&bits);
    argv[1] = data_->values.Get(isolate(), block_.data(), text_size_);
    argv[2] = Integer::New(isolate(), is_request ? parser_.method : parser_.status_code);
    argv[3] = Integer::NewFromUnsigned(isolate(), bits);
    block_.clear();
    text_size_ = 0;
    in_value_ = false;
    Local<Value> answer;
    bool returned = Call(data_->on_headers, 4, argv).ToLocal(&answer);
    int status = returned && answer->IsInt32() ? answer.As<v8::Int32>()->Value() : 0;
    return AfterCall(returned, status);
  }

  int OnBody(const char* bytes, size_t size) {
    if (size == 0) return 0;
    v8::HandleScope handles(isolate());
    Local<Value> argv[3];
    auto from = static_cast<size_t>(bytes - start_);
    if (read_ != nullptr) {
      read_->Give(from, size, argv);
    } else {
      argv[0] = view_memory_;
      argv[1] = v8::Number::New(isolate(), static_cast<double>(view_offset_ + from));
    }
    argv[2] = Integer::NewFromUnsigned(isolate(), static_cast<uint32_t>(size));
    return AfterCall(!Call(data_->on_body, 3, argv).IsEmpty(), 0);
  }

  int OnMessageComplete() {
    v8::HandleScope handles(isolate());
    started_ = 0;
    Local<Value> argument = Undefined(isolate());
    if (!fields_.empty()) {
      uint32_t bits = 0;
      argument = TakeFields(&bits);
      block_.clear();
    }
    return AfterCall(!Call(data_->on_complete, 1, &argument).IsEmpty(), 0);
  }

  int OnChunkHeader() {
    head_size_ = 0;
    chunk_extensions_ = 0;
    return 0;
  }

  int OnChunkExtension(size_t size) {
    chunk_extensions_ += size;
    if (chunk_extensions_ <= kMaxChunkExtensions) return 0;
    return Fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
  }

  static llhttp_settings_t MakeSettings() {
    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_message_begin = [](llhttp_t* p) { return Of(p)->OnMessageBegin(); };
    settings.on_url = [](llhttp_t* p, const char* at, size_t n) { return Of(p)->OnText(at, n); };
    settings.on_status = settings.on_url;
    settings.on_header_field = [](llhttp_t* p, const char* at, size_t n) {
      return Of(p)->OnField(at, n);
    };
    settings.on_header_value = [](llhttp_t* p, const char* at, size_t n) {
      return Of(p)->OnValue(at, n);
    };
    settings.on_chunk_extension_name = [](llhttp_t* p, const char*, size_t n) {
      return Of(p)->OnChunkExtension(n);
    };
    settings.on_chunk_extension_value = settings.on_chunk_extension_name;
    settings.on_headers_complete = [](llhttp_t* p) { return Of(p)->OnHeadersComplete(); };
    settings.on_body = [](llhttp_t* p, const char* at, size_t n) { return Of(p)->OnBody(at, n); };
    settings.on_message_complete = [](llhttp_t* p) { return Of(p)->OnMessageComplete(); };
    settings.on_chunk_header = [](llhttp_t* p) { return Of(p)->OnChunkHeader(); };
    return settings;
  }
  static const llhttp_settings_t kSettings;

  EventLoop* const loop_;
  ParserData* const data_;
  llhttp_t parser_;

  // Since initialize().
  Global<Value> frame_;
  size_t max_head_ = 0;
  size_t max_fields_ = 0;
  StreamHandle* stream_ = nullptr;  // that it consumes
  Global<Object> self_;             // while it does
  bool abandoned_ = false;          // released from within a callback

  // Of the message. The block holds the text and then the fields, one behind the other.
  std::string block_;
  std::vector<Field> fields_;
  size_t text_size_ = 0;
  size_t head_size_ = 0;
  size_t chunk_extensions_ = 0;
  bool in_value_ = false;
  bool has_head_ = false;
  uint64_t started_ = 0;  // when, in ms of the loop; 0 when no message is under way
  const char* own_error_ = nullptr;

  // Of the call that parses.
  CallbackScope* scope_ = nullptr;  // only when it consumes
  ReadBytes* read_ = nullptr;
  Local<v8::ArrayBuffer> view_memory_;
  size_t view_offset_ = 0;
  const char* start_ = nullptr;
  uint32_t calls_ = 0;
  bool executing_ = false;
  bool threw_ = false;
  llhttp_errno_t error_ = HPE_OK;
  size_t parsed_ = 0;
};

const llhttp_settings_t HttpParser::kSettings = HttpParser::MakeSettings();

// (onHeaders, onBody, onComplete, onExecuted)
void SetCallbacks(const Arguments& args) {
  auto* data = LoopOf(args)->binding_data<ParserData>();
  Global<Function>* targets[] = {&data->on_headers, &data->on_body, &data->on_complete,
                                 &data->on_executed};
  for (int i = 0; i < 4; ++i) {
    CHECK(args[i]->IsFunction());
    targets[i]->Reset(args.GetIsolate(), args[i].As<Function>());
  }
}

constexpr FunctionSpec kMethods[] = {
    {"initialize", HttpParser::InitializeMethod}, {"release", HttpParser::ReleaseMethod},
    {"execute", HttpParser::ExecuteMethod},       {"finish", HttpParser::FinishMethod},
    {"error", HttpParser::ErrorMethod},           {"consume", HttpParser::ConsumeMethod},
    {"unconsume", HttpParser::UnconsumeMethod},   {"isExpired", HttpParser::IsExpiredMethod},
    {"isIdle", HttpParser::IsIdleMethod},
};

constexpr FunctionSpec kFunctions[] = {
    {"setCallbacks", SetCallbacks},
};

void Initialize(const BindingScope& scope) {
  DefineClass(scope, "HTTPParser", HttpParser::New, kMethods);
  scope.SetInteger("kRequest", HTTP_REQUEST);
  scope.SetInteger("kResponse", HTTP_RESPONSE);
  scope.SetInteger("kMinorVersion", kMinorVersion);
  scope.SetInteger("kMajorVersionShift", kMajorVersionShift);
  scope.SetInteger("kWantsUpgrade", kWantsUpgrade);
  scope.SetInteger("kKeepAlive", kKeepAlive);
  scope.SetInteger("kHasHost", kHasHost);
  scope.SetInteger("kHasExpect", kHasExpect);
  scope.SetInteger("kBody", static_cast<int32_t>(Answer::kBody));
  scope.SetInteger("kNoBody", static_cast<int32_t>(Answer::kNoBody));
  scope.SetInteger("kUpgrade", static_cast<int32_t>(Answer::kUpgrade));
  scope.SetInteger("kProgress", static_cast<int32_t>(Executed::kProgress));
  scope.SetInteger("kUpgraded", static_cast<int32_t>(Executed::kUpgraded));
  scope.SetInteger("kFailed", static_cast<int32_t>(Executed::kFailed));
  // By the number that onHeaders() is given.
  Local<Array> methods = Array::New(scope.isolate);
#define V(number, name, text) \
  methods->Set(scope.context, number, Literal(scope.isolate, #text)).Check();
  HTTP_METHOD_MAP(V)
#undef V
  scope.Set("methods", methods);
}

}  // namespace

const BindingSpec kHttpParserBinding = {"http_parser", kFunctions, Initialize,
                                        SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
