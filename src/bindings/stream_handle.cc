// SPDX-License-Identifier: MIT

#include "bindings/stream_handle.h"

#include <cstdlib>

#include "bindings/buffer.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Function;
using v8::FunctionTemplate;
using v8::Global;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::Value;

namespace {

#ifdef GYRE_STRESS
constexpr size_t kSlabSize = 5;
#else
constexpr size_t kSlabSize = 64 * 1024;
#endif

class WriteRequest final : public StatusRequest<uv_write_t> {
 public:
  // Keeps `memory`, which the bytes belong to.
  WriteRequest(EventLoop* loop, Local<Object> callback, Local<Value> memory)
      : StatusRequest(loop, callback, "WriteWrap"), memory_(loop->isolate(), memory) {}

 private:
  Global<Value> memory_;
};

}  // namespace

StreamHandle::StreamHandle(EventLoop* loop, Local<Object> object, uv_stream_t* stream)
    : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(stream)), stream_(stream) {}

StreamHandle::~StreamHandle() { std::free(slab_); }

Local<FunctionTemplate> StreamHandle::NewStreamClass(Isolate* isolate, const char* name,
                                                     v8::FunctionCallback constructor) {
  Local<FunctionTemplate> result = NewClass(isolate, name, constructor);
  static constexpr FunctionSpec kMethods[] = {
      {"readStart", ReadStartMethod},
      {"readStop", ReadStopMethod},
      {"write", WriteMethod},
      {"shutdown", ShutdownMethod},
      {"setBlocking", SetBlockingMethod},
      {"getFd", FdMethod},
      {"counters", CountersMethod},
      {"useUserBuffer", UseUserBufferMethod},
  };
  AddMethods(isolate, result, kMethods);
  return result;
}

void StreamHandle::Allocate(uv_handle_t* handle, size_t, uv_buf_t* buffer) {
  auto* self = static_cast<StreamHandle*>(static_cast<Handle*>(handle->data));
  if (!self->user_buffer_.IsEmpty()) {
    v8::HandleScope scope(self->loop()->isolate());
    std::span<uint8_t> bytes = BytesOf(self->user_buffer_.Get(self->loop()->isolate()));
    *buffer = uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                          static_cast<unsigned int>(bytes.size()));
    return;
  }
  if (self->slab_ == nullptr) self->slab_ = static_cast<char*>(std::malloc(kSlabSize));
  // Without memory libuv reports UV_ENOBUFS.
  *buffer = uv_buf_init(self->slab_, self->slab_ != nullptr ? kSlabSize : 0);
}

void StreamHandle::OnRead(uv_stream_t* stream, ssize_t count, const uv_buf_t*) {
  if (count == 0) return;  // nothing to read after all
  auto* self = static_cast<StreamHandle*>(static_cast<Handle*>(stream->data));
  EventLoop* loop = self->loop();
  if (loop->stopping()) return;
  Isolate* isolate = loop->isolate();
  CallbackScope scope(loop, &self->frame());
  Local<Value> argv[] = {Number::New(isolate, static_cast<double>(count)), Undefined(isolate)};
  if (count > 0) {
    self->bytes_read_ += static_cast<double>(count);
    auto size = static_cast<size_t>(count);
    if (!self->user_buffer_.IsEmpty()) {
      // The bytes are where JavaScript wants them.
    } else if (size >= kSlabSize / 2) {
      argv[1] = NewBuffer(loop, self->slab_, size);
      self->slab_ = nullptr;
    } else {
      // A small payload does not pin the slab.
      argv[1] = CopyToBuffer(loop, {reinterpret_cast<uint8_t*>(self->slab_), size});
    }
  }
  scope.CallMethod(self->object(), Literal(isolate, "onread"), 2, argv);
}

void StreamHandle::ReadStartMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  args.GetReturnValue().Set(uv_read_start(self->stream_, Allocate, OnRead));
}

void StreamHandle::ReadStopMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  args.GetReturnValue().Set(uv_read_stop(self->stream_));
}

// (view or array of views, callback)
void StreamHandle::WriteMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  std::vector<uv_buf_t> buffers;
  auto add = [&](Local<Value> view) {
    std::span<uint8_t> bytes = BytesOf(view);
    buffers.push_back(uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                                  static_cast<unsigned int>(bytes.size())));
    self->bytes_written_ += static_cast<double>(bytes.size());
  };
  if (args[0]->IsArray()) {
    Local<Array> views = args[0].As<Array>();
    for (uint32_t i = 0; i < views->Length(); ++i) {
      Local<Value> view;
      if (!views->Get(context, i).ToLocal(&view)) return;
      add(view);
    }
  } else {
    add(args[0]);
  }

  // Most writes fit into the socket's buffer: then nothing has to wait.
  size_t first = 0;
  int written = uv_try_write(self->stream_, buffers.data(), static_cast<unsigned>(buffers.size()));
  if (written >= 0) {
    auto left = static_cast<size_t>(written);
    while (first < buffers.size() && left >= buffers[first].len) {
      left -= buffers[first].len;
      ++first;
    }
    if (first == buffers.size()) return args.GetReturnValue().Set(0);
    buffers[first].base += left;
    buffers[first].len -= left;
  } else if (written != UV_EAGAIN && written != UV_ENOSYS) {
    return args.GetReturnValue().Set(written);
  }

  CHECK(args[1]->IsFunction());
  auto* request = new WriteRequest(self->loop(), args[1].As<Object>(), args[0]);
  int status = uv_write(request->uv_request(), self->stream_, buffers.data() + first,
                        static_cast<unsigned>(buffers.size() - first), WriteRequest::OnDone);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status != 0 ? status : 1);
}

// (callback) -> 0 or UV_E*
void StreamHandle::ShutdownMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  CHECK(args[0]->IsFunction());
  auto* request =
      new StatusRequest<uv_shutdown_t>(self->loop(), args[0].As<Object>(), "ShutdownWrap");
  int status = uv_shutdown(request->uv_request(), self->stream_,
                           StatusRequest<uv_shutdown_t>::OnDone);
  if (status != 0) delete request;
  args.GetReturnValue().Set(status);
}

// (blocking) -> 0 or UV_E*
void StreamHandle::SetBlockingMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  args.GetReturnValue().Set(uv_stream_set_blocking(self->stream_, BooleanArgument(args, 0)));
}

// () -> descriptor or UV_E*
void StreamHandle::FdMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  uv_os_fd_t fd = -1;
  int status = uv_fileno(self->uv_handle(), &fd);
  args.GetReturnValue().Set(status == 0 ? fd : status);
}

// () -> [bytesRead, bytesWritten, bytes that wait to be written]
void StreamHandle::CountersMethod(const Arguments& args) {
  GYRE_UNWRAP_OR_RETURN(StreamHandle, self, args);
  Isolate* isolate = args.GetIsolate();
  Local<Value> values[] = {
      Number::New(isolate, self->bytes_read_), Number::New(isolate, self->bytes_written_),
      Number::New(isolate, static_cast<double>(uv_stream_get_write_queue_size(self->stream_)))};
  args.GetReturnValue().Set(Array::New(isolate, values, 3));
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
