// SPDX-License-Identifier: MIT

#include "bindings/stream_handle.h"

#include <sys/socket.h>

#include <climits>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <utility>

#include "bindings/buffer.h"
#include "engine/buffer_memory.h"
#include "engine/flat_bytes.h"
#include "engine/system_call.h"

namespace gyre {

using encoding::Encoding;
using v8::Array;
using v8::ArrayBuffer;
using v8::ArrayBufferView;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::String;
using v8::Value;

namespace {

// Text up to this size is encoded on the stack.
constexpr size_t kSmallText = 16 * 1024;

#ifdef GYRE_STRESS
constexpr size_t kSlabSize = 61;  // messages come in pieces, megabytes still come
constexpr size_t kLargeSlabSize = 1021;
#else
constexpr size_t kSlabSize = 64 * 1024;
constexpr size_t kLargeSlabSize = 256 * 1024;
#endif
// The size tells a slab's kind.
static_assert(kLargeSlabSize > kSlabSize);

// Small reads share memory: an ArrayBuffer of their own would cost more than the read. As with
// Buffer.allocUnsafe() a payload that is kept keeps so much.
constexpr size_t kPoolSize = 8 * 1024;

// Large slabs that JavaScript is done with, for the next reads: pages that are in use already cost
// much less than fresh ones. Shared by a loop and the memory it has given away, which may live
// longer and is freed by V8's threads.
class LargeSlabs {
 public:
  // Returns nullptr without memory.
  char* Take() {
    {
      std::lock_guard lock(mutex_);
      if (count_ > 0) return free_[--count_];
    }
    return static_cast<char*>(std::malloc(kLargeSlabSize));
  }

  static std::unique_ptr<v8::BackingStore> GiveAway(const std::shared_ptr<LargeSlabs>& slabs,
                                                    char* slab, size_t size) {
    return ArrayBuffer::NewBackingStore(slab, size, PutBack, new std::shared_ptr(slabs));
  }

  LargeSlabs() = default;
  LargeSlabs(const LargeSlabs&) = delete;
  LargeSlabs& operator=(const LargeSlabs&) = delete;
  ~LargeSlabs() {
    while (count_ > 0) std::free(free_[--count_]);
  }

 private:
  static constexpr size_t kKept = 16;  // 4 MiB

  static void PutBack(void* memory, size_t, void* owner) {
    std::unique_ptr<std::shared_ptr<LargeSlabs>> slabs(
        static_cast<std::shared_ptr<LargeSlabs>*>(owner));
    {
      std::lock_guard lock((*slabs)->mutex_);
      if ((*slabs)->count_ < kKept) {
        (*slabs)->free_[(*slabs)->count_++] = static_cast<char*>(memory);
        return;
      }
    }
    std::free(memory);
  }

  std::mutex mutex_;
  // Guarded by mutex_.
  char* free_[kKept];
  size_t count_ = 0;
};

// A request whose callback is called on the stream's wrapper, with null or UV_E*.
template <typename UvRequest>
class StreamRequest : public Request {
 public:
  StreamRequest(StreamHandle* stream, Local<Object> callback)
      : Request(stream->loop()),
        stream_(stream),
        callback_(loop()->isolate(), callback.As<Function>()) {
    CaptureFrame(loop(), &frame_);
    request_.data = this;
  }

  UvRequest* uv_request() { return &request_; }

  // Ends with its handle.
  void Cancel() override {}

  static void OnDone(UvRequest* request, int status) {
    std::unique_ptr<StreamRequest> self(static_cast<StreamRequest*>(request->data));
    EventLoop* loop = self->loop();
    if (loop->stopping()) return;
    Isolate* isolate = loop->isolate();
    CallbackScope scope(loop, &self->frame_);
    Local<Value> argument = v8::Null(isolate);
    if (status != 0) argument = Integer::New(isolate, status);
    // libuv ends the requests of a handle before it calls its close callback: it is still there.
    scope.Call(self->callback_.Get(isolate), self->stream_->object(), 1, &argument);
  }

 private:
  UvRequest request_{};
  StreamHandle* const stream_;
  Global<Function> callback_;
  Global<Value> frame_;
};

class WriteRequest final : public StreamRequest<uv_write_t> {
 public:
  // Keeps what the bytes belong to: `memory`, a view or an array of views, and `text`.
  WriteRequest(StreamHandle* stream, Local<Object> callback, Local<Value> memory,
               std::unique_ptr<char[]> text)
      : StreamRequest(stream, callback),
        memory_(loop()->isolate(), memory),
        text_(std::move(text)) {}
  const char* resource_name() const override { return "WriteWrap"; }

 private:
  Global<Value> memory_;
  std::unique_ptr<char[]> text_;
};

class ShutdownRequest final : public StreamRequest<uv_shutdown_t> {
 public:
  using StreamRequest::StreamRequest;
  const char* resource_name() const override { return "ShutdownWrap"; }
};

}  // namespace

// What reads of all streams of a loop go into. libuv asks for memory right before it reads, so one
// slab of each size is enough. It is kept after reads that were small and handed out with those
// that were not.
struct ReadBytes::Memory {
  ~Memory() {
    std::free(slab);
    std::free(large_slab);
  }

  char* slab = nullptr;
  char* large_slab = nullptr;
  std::shared_ptr<LargeSlabs> large_slabs = std::make_shared<LargeSlabs>();
  // Where small payloads go to, one behind the other.
  Global<ArrayBuffer> pool;
  size_t pool_used = 0;
};

// What the classes of streams inherit from.
struct StreamClass {
  Global<FunctionTemplate> base;
};

StreamHandle::StreamHandle(EventLoop* loop, Local<Object> object, uv_stream_t* stream)
    : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(stream)),
      stream_(stream),
      read_memory_(loop->binding_data<ReadBytes::Memory>()) {}

void StreamHandle::OnClosed() {
  if (consumer_ != nullptr) consumer_->OnStreamClosed();
  HandleWrap::OnClosed();
}

Local<FunctionTemplate> StreamHandle::NewStreamClass(Isolate* isolate, const char* name,
                                                     v8::FunctionCallback constructor) {
  // One class has the methods of all: optimised code calls directly what is the same function each
  // time.
  Global<FunctionTemplate>* base = &EventLoop::From(isolate)->binding_data<StreamClass>()->base;
  if (base->IsEmpty()) base->Reset(isolate, NewBaseClass(isolate));
  Local<FunctionTemplate> result = FunctionTemplate::New(isolate, constructor);
  result->SetClassName(NewShortString(isolate, name));
  result->InstanceTemplate()->SetInternalFieldCount(1);
  result->Inherit(base->Get(isolate));
  return result;
}

Local<FunctionTemplate> StreamHandle::NewBaseClass(Isolate* isolate) {
  Local<FunctionTemplate> result = NewClass(isolate, "LibuvStreamWrap", [](const Arguments& args) {
    ThrowTypeError(args.GetIsolate(), "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
  });
  static constexpr FunctionSpec kMethods[] = {
      {"readStart", ReadStartMethod},
      {"readStop", ReadStopMethod},
      {"tryWrite", TryWriteMethod, SideEffect::kYes, &kFastTryWrite},
      {"write", WriteMethod},
      {"writeString", WriteStringMethod},
      {"writev", WritevMethod},
      {"shutdown", ShutdownMethod},
      {"setBlocking", SetBlockingMethod},
      {"useUserBuffer", UseUserBufferMethod},
  };
  AddMethods(isolate, result, kMethods);
  AddGetter(isolate, result, "fd", GetFd);
  AddGetter(isolate, result, "bytesRead", GetBytesRead);
  AddGetter(isolate, result, "bytesWritten", GetBytesWritten);
  AddGetter(isolate, result, "writeQueueSize", GetWriteQueueSize);
  return result;
}

void StreamHandle::Allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  auto* self = static_cast<StreamHandle*>(static_cast<Handle*>(handle->data));
  if (!self->user_buffer_.IsEmpty()) {
    v8::HandleScope scope(self->loop()->isolate());
    std::span<uint8_t> bytes = BytesOf(self->user_buffer_.Get(self->loop()->isolate()));
    *buffer =
        uv_buf_init(reinterpret_cast<char*>(bytes.data()), static_cast<unsigned int>(bytes.size()));
    return;
  }
  ReadBytes::Memory* memory = self->read_memory_;
  // Without memory libuv reports UV_ENOBUFS.
  if (self->reads_much_) {
    if (memory->large_slab == nullptr) memory->large_slab = memory->large_slabs->Take();
    *buffer = uv_buf_init(memory->large_slab, memory->large_slab != nullptr ? kLargeSlabSize : 0);
  } else {
    if (memory->slab == nullptr) memory->slab = static_cast<char*>(std::malloc(kSlabSize));
    *buffer = uv_buf_init(memory->slab, memory->slab != nullptr ? kSlabSize : 0);
  }
}

ReadBytes::ReadBytes(EventLoop* loop, Memory* memory, size_t size, size_t capacity)
    : loop_(loop),
      memory_(memory),
      size_(size),
      capacity_(capacity),
      start_(capacity > kSlabSize ? memory->large_slab : memory->slab) {}

void ReadBytes::Give(size_t from, size_t size, Local<Value>* argv) {
  Isolate* isolate = loop_->isolate();
  if (given_.IsEmpty() && size_ >= capacity_ / 2) {
    // Most of the slab: it goes itself, the next read gets another one.
    bool large = capacity_ > kSlabSize;
    char* given = std::exchange(large ? memory_->large_slab : memory_->slab, nullptr);
    Local<ArrayBuffer> memory =
        large ? ArrayBuffer::New(isolate, LargeSlabs::GiveAway(memory_->large_slabs, given, size_))
              : NewArrayBuffer(loop_, given, size_);
    argv[0] = memory;
    argv[1] = Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(from));
    if (size < size_) {
      // There may be more to give, and whoever reads the bytes goes on: sending one part to a
      // worker must not take the others along.
      MarkUntransferable(loop_->context(), memory);
      given_.Reset(isolate, memory);
      given_store_ = memory->GetBackingStore();
    }
    return;
  }
  // A program may have taken it away meanwhile: then the rest is copied.
  if (!given_.IsEmpty() && given_.Get(isolate)->ByteLength() != 0) {
    argv[0] = given_.Get(isolate);
    argv[1] = Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(from));
    return;
  }
  if (size > kPoolSize / 2) {
    void* copy = malloc(size);
    CHECK_NOT_NULL(copy);
    std::memcpy(copy, start_ + from, size);
    argv[0] = NewArrayBuffer(loop_, copy, size);
    argv[1] = Integer::New(isolate, 0);
    return;
  }
  Local<ArrayBuffer> memory = memory_->pool.Get(isolate);
  size_t used = memory_->pool_used;
  // A program may have taken the memory away (ArrayBuffer.prototype.transfer).
  if (memory.IsEmpty() || used + size > memory->ByteLength()) {
    memory = ArrayBuffer::New(isolate, kPoolSize);
    // Sending one payload to a worker must not take the others along.
    MarkUntransferable(loop_->context(), memory);
    memory_->pool.Reset(isolate, memory);
    used = 0;
  }
  std::memcpy(static_cast<char*>(memory->Data()) + used, start_ + from, size);
  argv[0] = memory;
  argv[1] = Integer::NewFromUnsigned(isolate, static_cast<uint32_t>(used));
  memory_->pool_used = (used + size + 7) & ~size_t{7};
}

void StreamHandle::OnRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  if (count == 0) return;  // nothing to read after all
  auto* self = static_cast<StreamHandle*>(static_cast<Handle*>(stream->data));
  EventLoop* loop = self->loop();
  if (loop->stopping()) return;
  Isolate* isolate = loop->isolate();
  if (count > 0 && self->consumer_ != nullptr) {
    auto size = static_cast<size_t>(count);
    self->bytes_read_ += static_cast<double>(count);
    self->reads_much_ = size == buffer->len || size > kSlabSize;
    CallbackScope scope(loop, &self->consumer_->consumer_frame());
    ReadBytes bytes(loop, self->read_memory_, size, buffer->len);
    self->consumer_->OnBytes(&scope, &bytes);
    return;
  }
  CallbackScope scope(loop, &self->frame());
  Local<Value> argv[] = {Integer::New(isolate, static_cast<int32_t>(count)), Undefined(isolate),
                         Undefined(isolate)};
  if (count > 0) {
    self->bytes_read_ += static_cast<double>(count);
    auto size = static_cast<size_t>(count);
    if (!self->user_buffer_.IsEmpty()) {
      // The bytes are where JavaScript wants them.
    } else if (self->gives_memory_) {
      ReadBytes(loop, self->read_memory_, size, buffer->len).Give(0, size, argv + 1);
      self->reads_much_ = size == buffer->len || size > kSlabSize;
    } else {
      argv[1] = CopyToBuffer(loop, {reinterpret_cast<uint8_t*>(buffer->base), size});
    }
  }
  if (self->gives_memory_) {
    scope.Call(loop->entry_point(EntryPoint::kStreamRead), self->object(), 3, argv);
  } else {
    scope.CallMethod(self->object(), Literal(isolate, "onread"), 3, argv);
  }
}

// (whether onread gets memory) -> 0 or UV_E*
void StreamHandle::ReadStartMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  self->gives_memory_ = args[0]->IsTrue();
  int status = uv_read_start(self->stream_, Allocate, OnRead);
  // It reads already, on behalf of another stream over the same handle.
  if (status == UV_EALREADY) status = 0;
  args.GetReturnValue().Set(status);
}

void StreamHandle::ReadStopMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  args.GetReturnValue().Set(uv_read_stop(self->stream_));
}

// What one write consists of: ranges of memory that JavaScript owns, and of `text`, which holds the
// strings. Everything is on the stack until something has to wait; only writes of many chunks or
// much text allocate.
struct StreamHandle::Chunks {
  static constexpr size_t kInline = 8;
  uv_buf_t few[kInline];
  std::vector<uv_buf_t> many;
  size_t count = 0;
  char small[kSmallText];
  std::unique_ptr<char[]> large;
  size_t used = 0;
  size_t size = 0;

  uv_buf_t* buffers() { return many.empty() ? few : many.data(); }
  char* text() { return large != nullptr ? large.get() : small; }

  // How many chunks and how much text there will be at most.
  void Reserve(size_t chunks, size_t bytes) {
    if (chunks > kInline) many.resize(chunks);
    if (bytes > kSmallText) large = std::make_unique<char[]>(bytes);
  }

  void Add(char* data, size_t length) {
    buffers()[count++] = uv_buf_init(data, static_cast<unsigned int>(length));
    size += length;
  }

  void AddView(Local<Value> value) {
    if (value->IsArrayBufferView() && !value.As<ArrayBufferView>()->HasBuffer()) {
      // A small array inside V8's heap: asking for its memory would move it out of there.
      Local<ArrayBufferView> view = value.As<ArrayBufferView>();
      size_t length = view->ByteLength();
      if (large == nullptr && used + length <= kSmallText) {
        view->CopyContents(small + used, length);
        Add(small + used, length);
        used += length;
        return;
      }
    }
    std::span<uint8_t> bytes = BytesOf(value);
    Add(reinterpret_cast<char*>(bytes.data()), bytes.size());
  }

  // REQUIRES: Reserve() for all strings together.
  void AddString(Isolate* isolate, Local<String> string, Encoding encoding) {
    char* target = text() + used;
    size_t written = static_cast<size_t>(
        encoding == Encoding::kLatin1
            ? string->WriteOneByte(isolate, reinterpret_cast<uint8_t*>(target), 0, -1,
                                   String::NO_NULL_TERMINATION)
            : string->WriteUtf8(isolate, target, -1, nullptr,
                                String::NO_NULL_TERMINATION | String::REPLACE_INVALID_UTF8));
    Add(target, written);
    used += written;
  }

  // Before the call returns and others wait: text on the stack gets a place that lives longer.
  void MoveTextToHeap() {
    if (large != nullptr || used == 0) return;
    large = std::make_unique<char[]>(used);
    std::memcpy(large.get(), small, used);
    for (uv_buf_t *buffer = buffers(), *end = buffer + count; buffer != end; ++buffer) {
      if (buffer->base >= small && buffer->base < small + kSmallText) {
        buffer->base = large.get() + (buffer->base - small);
      }
    }
  }
};

// How much room `string` needs at most. Asking for the exact length of UTF-8 is a pass of its own,
// so that is done only where it saves memory that matters.
size_t StreamHandle::RoomFor(Isolate* isolate, Local<String> string, Encoding encoding) {
  auto length = static_cast<size_t>(string->Length());
  if (encoding == Encoding::kLatin1) return length;
  if (length * 3 <= kSmallText) return length * 3;
  return static_cast<size_t>(string->Utf8Length(isolate));
}

// Returns 0, 1 or UV_E*, see the header. `memory` keeps the views alive.
int StreamHandle::Write(Chunks* chunks, Local<Value> memory, Local<Value> callback) {
  uv_buf_t* buffers = chunks->buffers();
  size_t count = chunks->count;
  bytes_written_ += static_cast<double>(chunks->size);
  // Most writes fit into the socket's buffer: then nothing has to wait.
  size_t first = 0;
  int written = uv_try_write(stream_, buffers, static_cast<unsigned>(count));
  if (written >= 0) {
    auto left = static_cast<size_t>(written);
    while (first < count && left >= buffers[first].len) {
      left -= buffers[first].len;
      ++first;
    }
    if (first == count) return 0;
    buffers[first].base += left;
    buffers[first].len -= left;
  } else if (written != UV_EAGAIN && written != UV_ENOSYS) {
    return written;
  }

  CHECK(callback->IsFunction());
  chunks->MoveTextToHeap();
  auto* request = new WriteRequest(this, callback.As<Object>(), memory, std::move(chunks->large));
  int status = uv_write(request->uv_request(), stream_, buffers + first,
                        static_cast<unsigned>(count - first), WriteRequest::OnDone);
  if (status != 0) delete request;
  return status != 0 ? status : 1;
}

[[gnu::always_inline]] inline double StreamHandle::TryWrite(const uint8_t* data, size_t size) {
  int written;
  const int fd = stream_->io_watcher.fd;
  // As uv_try_write() does it, by one system call made in place: what waits goes first.
  if (stream_->type == UV_TCP && stream_->connect_req == nullptr &&
      stream_->write_queue_size == 0 && size <= INT_MAX && fd >= 0) {
    written = static_cast<int>(system_call::Retry(
        [&] { return system_call::Send(fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL); }));
    if (written == UV_ENOBUFS) written = UV_EAGAIN;
  } else {
    const uv_buf_t buffer = uv_buf_init(const_cast<char*>(reinterpret_cast<const char*>(data)),
                                        static_cast<unsigned int>(size));
    written = uv_try_write(stream_, &buffer, 1);
  }
  const auto all = static_cast<double>(size);
  if (written == UV_EAGAIN || written == UV_ENOSYS) return all;
  bytes_written_ += written > 0 ? written : all;
  return written < 0 ? written : all - written;
}

// (view) -> how many bytes are left to be written, or UV_E*
void StreamHandle::TryWriteMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  const std::span<uint8_t> bytes = BytesOf(args[0]);
  args.GetReturnValue().Set(self->TryWrite(bytes.data(), bytes.size()));
}

double StreamHandle::FastTryWrite(Local<Object> receiver, Local<Value> value,
                                  v8::FastApiCallbackOptions& options) {
  std::span<uint8_t> bytes;
  options.fallback = !FlatBytes(value, &bytes);
  if (options.fallback) return 0;
  auto* self = Unwrap<StreamHandle>(receiver);
  if (self == nullptr) return UV_EBADF;
  return self->TryWrite(bytes.data(), bytes.size());
}

const v8::CFunction StreamHandle::kFastTryWrite = v8::CFunction::Make(FastTryWrite);

// (view or array of views, callback) -> 0, 1 or UV_E*
void StreamHandle::WriteMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  Chunks chunks;
  if (args[0]->IsArray()) {
    Local<Array> views = args[0].As<Array>();
    chunks.Reserve(views->Length(), 0);
    for (uint32_t i = 0; i < views->Length(); ++i) {
      Local<Value> view;
      if (!views->Get(context, i).ToLocal(&view)) return;
      chunks.AddView(view);
    }
  } else {
    chunks.AddView(args[0]);
  }
  args.GetReturnValue().Set(self->Write(&chunks, args[0], args[1]));
}

// (string, encoding: kUtf8 or kLatin1, callback) -> 0, 1 or UV_E*
void StreamHandle::WriteStringMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  Local<String> string = args[0].As<String>();
  auto encoding = static_cast<Encoding>(Uint32Argument(args, 1));
  Chunks chunks;
  chunks.Reserve(1, RoomFor(isolate, string, encoding));
  chunks.AddString(isolate, string, encoding);
  args.GetReturnValue().Set(self->Write(&chunks, Undefined(isolate), args[2]));
}

// ([chunk, encoding, chunk, encoding, ...], callback) -> 0, 1 or UV_E*: a chunk is a view (encoding
// -1) or a string
void StreamHandle::WritevMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  CHECK(args[0]->IsArray());
  Local<Array> list = args[0].As<Array>();
  uint32_t length = list->Length();
  std::vector<std::pair<Local<Value>, Encoding>> entries;
  entries.reserve(length / 2);
  size_t room = 0;
  for (uint32_t i = 0; i + 1 < length; i += 2) {
    Local<Value> chunk;
    Local<Value> number;
    if (!list->Get(context, i).ToLocal(&chunk) || !list->Get(context, i + 1).ToLocal(&number)) {
      return;
    }
    CHECK(number->IsInt32());
    auto encoding = static_cast<Encoding>(number.As<v8::Int32>()->Value());
    if (chunk->IsString()) room += RoomFor(isolate, chunk.As<String>(), encoding);
    entries.emplace_back(chunk, encoding);
  }
  Chunks chunks;
  chunks.Reserve(entries.size(), room);
  for (auto& [chunk, encoding] : entries) {
    if (chunk->IsString()) {
      chunks.AddString(isolate, chunk.As<String>(), encoding);
    } else {
      chunks.AddView(chunk);
    }
  }
  args.GetReturnValue().Set(self->Write(&chunks, args[0], args[1]));
}

// (callback) -> 0, 1 or UV_E*
void StreamHandle::ShutdownMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  CHECK(args[0]->IsFunction());
  // uv_shutdown() asks the poll phase when it may write, even with nothing left to be written: up
  // to three calls of epoll_ctl() and a callback, of which nothing can come.
  uv_os_fd_t fd = -1;
  if (uv_is_writable(self->stream_) && uv_stream_get_write_queue_size(self->stream_) == 0 &&
      uv_fileno(self->uv_handle(), &fd) == 0) {
    // An error is the peer's or means that this is no socket; whoever shuts down ignores both.
    static_cast<void>(shutdown(fd, SHUT_WR));
    args.GetReturnValue().Set(0);
    return;
  }
  auto* request = new ShutdownRequest(self, args[0].As<Object>());
  int status = uv_shutdown(request->uv_request(), self->stream_, ShutdownRequest::OnDone);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status != 0 ? status : 1);
}

// (blocking) -> 0 or UV_E*
void StreamHandle::SetBlockingMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  args.GetReturnValue().Set(uv_stream_set_blocking(self->stream_, BooleanArgument(args, 0)));
}

// The descriptor, -1 when there is none yet or any more.
void StreamHandle::GetFd(const Arguments& args) {
  auto* self = Unwrap<StreamHandle>(args.This());
  uv_os_fd_t fd = -1;
  if (self != nullptr && uv_fileno(self->uv_handle(), &fd) != 0) fd = -1;
  args.GetReturnValue().Set(fd);
}

void StreamHandle::GetBytesRead(const Arguments& args) {
  auto* self = Unwrap<StreamHandle>(args.This());
  args.GetReturnValue().Set(self != nullptr ? self->bytes_read_ : 0);
}

// What was handed over, sent or waiting.
void StreamHandle::GetBytesWritten(const Arguments& args) {
  auto* self = Unwrap<StreamHandle>(args.This());
  args.GetReturnValue().Set(self != nullptr ? self->bytes_written_ : 0);
}

void StreamHandle::GetWriteQueueSize(const Arguments& args) {
  auto* self = Unwrap<StreamHandle>(args.This());
  args.GetReturnValue().Set(
      self != nullptr ? static_cast<double>(uv_stream_get_write_queue_size(self->stream_)) : 0);
}

// (view or undefined)
void StreamHandle::UseUserBufferMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  if (args[0]->IsUndefined()) {
    self->user_buffer_.Reset();
  } else {
    self->user_buffer_.Reset(args.GetIsolate(), args[0]);
  }
}

}  // namespace gyre
