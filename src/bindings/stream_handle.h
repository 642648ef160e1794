// SPDX-License-Identifier: MIT
//
// What:    the one native stream: TCP sockets, pipes and terminals read, write and shut down the
//          same way.
//
//          reading  readStart(), readStop(); the wrapper's onread(count, buffer) gets count > 0
//                   with a Buffer, or a negative UV_E* (UV_EOF at the end). After readStart(true)
//                   the entry point streamRead(count, arrayBuffer, offset) is called on the
//                   wrapper instead, which is quicker
//          writing  write(view or views, callback): tries the system call at once. Returns 0 when
//                   everything is written (the callback is not called), 1 when the rest waits for
//                   the loop (then callback(UV_E* or null)), or a negative UV_E*.
//                   tryWrite(view) is for what the kernel takes at once: it returns how many bytes
//                   are left, or UV_E*, and makes no request.
//                   writeString(string, encoding, callback) and writev(list, callback) encode
//                   strings on the way, without a Buffer
//          ending   shutdown(callback), after the writes that wait; returns the same
//                   The callbacks of both are called on the wrapper
//          asking   fd, bytesRead, bytesWritten, writeQueueSize: read-only properties
// Owner:   see loop/handle.h.
// Threads: loop thread only.

#ifndef GYRE_BINDINGS_STREAM_HANDLE_H_
#define GYRE_BINDINGS_STREAM_HANDLE_H_

#include <memory>
#include <span>
#include <vector>

#include "bindings/handle_wrap.h"
#include "engine/encoding.h"
#include "loop/request.h"

namespace gyre {

// The bytes of one read, and how JavaScript gets them. Lives on the stack of the read.
class ReadBytes {
 public:
  struct Memory;

  // `slab` holds them: what is given away in one piece is the slab itself.
  ReadBytes(EventLoop* loop, Memory* memory, size_t size, size_t capacity);

  std::span<const char> bytes() const { return {start_, size_}; }

  // The part that begins at `from` as memory that JavaScript owns: `argv[0]` is an ArrayBuffer and
  // `argv[1]` the place in it.
  void Give(size_t from, size_t size, v8::Local<v8::Value>* argv);

 private:
  EventLoop* const loop_;
  Memory* const memory_;
  const size_t size_;
  const size_t capacity_;
  const char* const start_;
  v8::Global<v8::ArrayBuffer> given_;  // the slab, once it is JavaScript's
  std::shared_ptr<v8::BackingStore> given_store_;
};

// What the bytes of a stream go to instead of its wrapper. The end of the stream and errors still
// go to the wrapper.
class StreamConsumer {
 public:
  virtual void OnBytes(CallbackScope* scope, ReadBytes* bytes) = 0;
  // The async context frame to call back in.
  virtual const v8::Global<v8::Value>& consumer_frame() const = 0;
  // The stream has been closed: it must not be asked for anything any more.
  virtual void OnStreamClosed() = 0;

 protected:
  ~StreamConsumer() = default;
};

class StreamHandle : public HandleWrap {
 public:
  uv_stream_t* stream() const { return stream_; }

  // From now on what is read goes to `consumer`, which outlives that or takes itself out of the way
  // by nullptr.
  void set_consumer(StreamConsumer* consumer) { consumer_ = consumer; }

  // A class with the methods above and those of HandleWrap.
  static v8::Local<v8::FunctionTemplate> NewStreamClass(v8::Isolate* isolate, const char* name,
                                                        v8::FunctionCallback constructor);

 protected:
  StreamHandle(EventLoop* loop, v8::Local<v8::Object> object, uv_stream_t* stream);

  void OnClosed() override;

 private:
  static v8::Local<v8::FunctionTemplate> NewBaseClass(v8::Isolate* isolate);
  static void Allocate(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer);
  static void OnRead(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);

  static void ReadStartMethod(const Arguments& args);
  static void ReadStopMethod(const Arguments& args);
  static void TryWriteMethod(const Arguments& args);
  static double FastTryWrite(v8::Local<v8::Object> receiver, v8::Local<v8::Value> value,
                             v8::FastApiCallbackOptions& options);
  static const v8::CFunction kFastTryWrite;
  static void WriteMethod(const Arguments& args);
  static void WriteStringMethod(const Arguments& args);
  static void WritevMethod(const Arguments& args);
  static void ShutdownMethod(const Arguments& args);
  static void SetBlockingMethod(const Arguments& args);
  static void UseUserBufferMethod(const Arguments& args);
  static void GetFd(const Arguments& args);
  static void GetBytesRead(const Arguments& args);
  static void GetBytesWritten(const Arguments& args);
  static void GetWriteQueueSize(const Arguments& args);

  struct Chunks;
  static size_t RoomFor(v8::Isolate* isolate, v8::Local<v8::String> string,
                        encoding::Encoding encoding);
  int Write(Chunks* chunks, v8::Local<v8::Value> memory, v8::Local<v8::Value> callback);
  double TryWrite(const uint8_t* data, size_t size);

  uv_stream_t* const stream_;
  ReadBytes::Memory* const read_memory_;  // of the loop
  StreamConsumer* consumer_ = nullptr;
  // With useUserBuffer(view) reads go there instead, and memory is undefined.
  v8::Global<v8::Value> user_buffer_;
  bool gives_memory_ = false;
  // The last read filled what it was given: the next one gets more.
  bool reads_much_ = false;
  double bytes_read_ = 0;
  double bytes_written_ = 0;
};

// A request that ends with a status: callback(null or UV_E*).
template <typename UvRequest>
class StatusRequest : public CallbackRequest<UvRequest> {
 public:
  StatusRequest(EventLoop* loop, v8::Local<v8::Object> callback, const char* name)
      : CallbackRequest<UvRequest>(loop, callback), name_(name) {}
  const char* resource_name() const override { return name_; }
  // Ends with its handle.
  void Cancel() override {}
  void Finish(int status) {
    this->Complete([status](v8::Local<v8::Context> context) -> Outcome {
      if (status == 0) return {};
      return {v8::Integer::New(context->GetIsolate(), status), {}};
    });
    delete this;
  }
  static void OnDone(UvRequest* request, int status) {
    CallbackRequest<UvRequest>::template From<StatusRequest>(request)->Finish(status);
  }

 private:
  const char* const name_;
};

}  // namespace gyre

#endif  // GYRE_BINDINGS_STREAM_HANDLE_H_
