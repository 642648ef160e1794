// SPDX-License-Identifier: MIT
//
// binding('fs_watch'): what fs.watch() and fs.watchFile() stand on.
//   FSEvent      uv_fs_event_t: one file, or the entries of one folder
//   StatWatcher  uv_fs_poll_t: one path, looked at from time to time
//   Inotify      many folders in one queue, for trees. Unlike uv_fs_event_t it keeps the order of
//                what happens in different folders and tells when the kernel has dropped something.

#include <limits.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "bindings/buffer.h"
#include "bindings/fs_jobs.h"
#include "bindings/handle_wrap.h"

namespace gyre {

using v8::Array;
using v8::ArrayBuffer;
using v8::BigInt64Array;
using v8::Context;
using v8::Float64Array;
using v8::FunctionTemplate;
using v8::HandleScope;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Value;

namespace {

std::string PathArgument(const Arguments& args, int index) {
  if (args[index]->IsString()) return ToUtf8(args.GetIsolate(), args[index]);
  std::span<uint8_t> bytes = BytesOf(args[index]);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Text, or a Buffer, or null for no name.
Local<Value> NameValue(Isolate* isolate, const char* name, bool as_buffer) {
  if (name == nullptr) return v8::Null(isolate);
  std::string_view text = name;
  if (!as_buffer) return NewShortString(isolate, text);
  return CopyToBuffer(EventLoop::From(isolate),
                      {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

// A handle whose uv_*_init() failed never was one.
template <typename T>
void Construct(const Arguments& args, const char* syscall) {
  CHECK(args.IsConstructCall());
  int status;
  auto* handle = new T(LoopOf(args), args.This(), &status);
  if (status == 0) return;
  args.This()->SetAlignedPointerInInternalField(0, nullptr);
  handle->Close();
  ThrowUvException(args.GetIsolate(), status, syscall);
}

class FsEventHandle final : public HandleWrap {
 public:
  FsEventHandle(EventLoop* loop, Local<Object> object, int* status)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&event_)) {
    *status = Initialized(uv_fs_event_init(loop->uv(), &event_));
  }

  const char* resource_name() const override { return "FSEventWrap"; }

  static void New(const Arguments& args) { Construct<FsEventHandle>(args, "watch"); }

  static void Start(const Arguments& args) {  // (path, asBuffer) -> status; emits onchange
    GYRE_UNWRAP_OR_RETURN(FsEventHandle, self, args);
    self->as_buffer_ = BooleanArgument(args, 1);
    args.GetReturnValue().Set(
        uv_fs_event_start(&self->event_, OnEvent, PathArgument(args, 0).c_str(), 0));
  }

 private:
  // onchange(status, isRename, name or null)
  static void OnEvent(uv_fs_event_t* event, const char* name, int events, int status) {
    auto* self = static_cast<FsEventHandle*>(static_cast<Handle*>(event->data));
    Isolate* isolate = self->loop()->isolate();
    HandleScope handle_scope(isolate);
    Context::Scope context_scope(self->loop()->context());
    Local<Value> argv[] = {Integer::New(isolate, status),
                           v8::Boolean::New(isolate, (events & UV_RENAME) != 0),
                           NameValue(isolate, name, self->as_buffer_)};
    self->Emit("onchange", static_cast<int>(std::size(argv)), argv);
  }

  uv_fs_event_t event_;
  bool as_buffer_ = false;
};

class StatWatcherHandle final : public HandleWrap {
 public:
  StatWatcherHandle(EventLoop* loop, Local<Object> object, int* status)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&poll_)) {
    *status = Initialized(uv_fs_poll_init(loop->uv(), &poll_));
  }

  const char* resource_name() const override { return "StatWatcher"; }

  static void New(const Arguments& args) { Construct<StatWatcherHandle>(args, "watchFile"); }

  static void Start(const Arguments& args) {  // (path, interval, bigint) -> status; emits onchange
    GYRE_UNWRAP_OR_RETURN(StatWatcherHandle, self, args);
    self->big_ = BooleanArgument(args, 2);
    args.GetReturnValue().Set(uv_fs_poll_start(&self->poll_, OnPoll, PathArgument(args, 0).c_str(),
                                               Uint32Argument(args, 1)));
  }

 private:
  static constexpr size_t kFields = fs::kStatFields;

  static fs::StatNumbers Numbers(const uv_stat_t& info) {
    fs::StatNumbers numbers;
    int64_t* out = numbers.data();
    for (uint64_t value :
         {info.st_dev, info.st_mode, info.st_nlink, info.st_uid, info.st_gid, info.st_rdev,
          info.st_blksize, info.st_ino, info.st_size, info.st_blocks}) {
      *out++ = static_cast<int64_t>(value);
    }
    for (const uv_timespec_t& time : {info.st_atim, info.st_mtim, info.st_ctim, info.st_birthtim}) {
      *out++ = time.tv_sec;
      *out++ = time.tv_nsec;
    }
    return numbers;
  }

  // onchange(status, numbers of the current and of the previous stat)
  static void OnPoll(uv_fs_poll_t* poll, int status, const uv_stat_t* previous,
                     const uv_stat_t* current) {
    auto* self = static_cast<StatWatcherHandle*>(static_cast<Handle*>(poll->data));
    Isolate* isolate = self->loop()->isolate();
    HandleScope handle_scope(isolate);
    Context::Scope context_scope(self->loop()->context());
    Local<ArrayBuffer> memory = ArrayBuffer::New(isolate, 2 * kFields * sizeof(double));
    Local<Value> numbers;
    if (self->big_) {
      auto* out = static_cast<int64_t*>(memory->Data());
      std::ranges::copy(Numbers(*current), out);
      std::ranges::copy(Numbers(*previous), out + kFields);
      numbers = BigInt64Array::New(memory, 0, 2 * kFields);
    } else {
      auto* out = static_cast<double*>(memory->Data());
      std::ranges::copy(fs::ToDoubles(Numbers(*current)), out);
      std::ranges::copy(fs::ToDoubles(Numbers(*previous)), out + kFields);
      numbers = Float64Array::New(memory, 0, 2 * kFields);
    }
    Local<Value> argv[] = {Integer::New(isolate, status), numbers};
    self->Emit("onchange", static_cast<int>(std::size(argv)), argv);
  }

  uv_fs_poll_t poll_;
  bool big_ = false;
};

class InotifyHandle final : public HandleWrap {
 public:
  InotifyHandle(EventLoop* loop, Local<Object> object, int* status)
      : HandleWrap(loop, object, reinterpret_cast<uv_handle_t*>(&poll_)),
        fd_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    *status = fd_ < 0 ? -errno : Initialized(uv_poll_init(loop->uv(), &poll_, fd_));
    if (*status == 0) *status = uv_poll_start(&poll_, UV_READABLE, OnReadable);
  }

  ~InotifyHandle() override {
    if (fd_ >= 0) close(fd_);
  }

  const char* resource_name() const override { return "FSEventWrap"; }

  static void New(const Arguments& args) { Construct<InotifyHandle>(args, "watch"); }

  static void Add(const Arguments& args) {  // (path) -> watch descriptor or UV_E*; emits onevents
    GYRE_UNWRAP_OR_RETURN(InotifyHandle, self, args);
    int watch = inotify_add_watch(self->fd_, PathArgument(args, 0).c_str(), kMask);
    args.GetReturnValue().Set(watch < 0 ? -errno : watch);
  }

  static void Remove(const Arguments& args) {  // (watch descriptor)
    GYRE_UNWRAP_OR_RETURN(InotifyHandle, self, args);
    // Fails when the kernel has removed it already.
    inotify_rm_watch(self->fd_, Int32Argument(args, 0));
  }

 private:
  static constexpr uint32_t kMask = IN_ATTRIB | IN_CREATE | IN_MODIFY | IN_DELETE | IN_DELETE_SELF |
                                    IN_MOVE_SELF | IN_MOVED_FROM | IN_MOVED_TO | IN_EXCL_UNLINK;

  // onevents([watch descriptor, mask, name or null, ...])
  static void OnReadable(uv_poll_t* poll, int, int) {
    auto* self = static_cast<InotifyHandle*>(static_cast<Handle*>(poll->data));
    Isolate* isolate = self->loop()->isolate();
    HandleScope handle_scope(isolate);
    Local<Context> context = self->loop()->context();
    Context::Scope context_scope(context);
    std::vector<Local<Value>> values;
    // Several reads at once, so that a burst comes as one; a bound, so that others have their turn.
    constexpr int kMaxReads = 16;
    alignas(inotify_event) char buffer[16 * 1024];
    for (int i = 0; i < kMaxReads; ++i) {
      ssize_t size = read(self->fd_, buffer, sizeof(buffer));
      if (size <= 0) break;
      for (ssize_t at = 0; at < size;) {
        auto* event = reinterpret_cast<inotify_event*>(buffer + at);
        at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        values.push_back(Integer::New(isolate, event->wd));
        values.push_back(Integer::NewFromUnsigned(isolate, event->mask));
        values.push_back(NameValue(isolate, event->len > 0 ? event->name : nullptr, false));
      }
    }
    if (values.empty()) return;
    Local<Value> list = Array::New(isolate, values.data(), values.size());
    self->Emit("onevents", 1, &list);
  }

  const int fd_;
  uv_poll_t poll_;
};

void Initialize(const BindingScope& scope) {
  auto add = [&scope](const char* name, v8::FunctionCallback constructor,
                      std::span<const FunctionSpec> methods) {
    Local<FunctionTemplate> result = HandleWrap::NewClass(scope.isolate, name, constructor);
    HandleWrap::AddMethods(scope.isolate, result, methods);
    // Fails only while JavaScript is being terminated, and no binding is made then.
    scope.Set(name, result->GetFunction(scope.context).ToLocalChecked());
  };
  static constexpr FunctionSpec kFsEventMethods[] = {{"start", FsEventHandle::Start}};
  static constexpr FunctionSpec kStatWatcherMethods[] = {{"start", StatWatcherHandle::Start}};
  static constexpr FunctionSpec kInotifyMethods[] = {
      {"add", InotifyHandle::Add},
      {"remove", InotifyHandle::Remove},
  };
  add("FSEvent", FsEventHandle::New, kFsEventMethods);
  add("StatWatcher", StatWatcherHandle::New, kStatWatcherMethods);
  add("Inotify", InotifyHandle::New, kInotifyMethods);
  scope.SetInteger("IN_ATTRIB", IN_ATTRIB);
  scope.SetInteger("IN_MODIFY", IN_MODIFY);
  scope.SetInteger("IN_CREATE", IN_CREATE);
  scope.SetInteger("IN_MOVED_TO", IN_MOVED_TO);
  scope.SetInteger("IN_MOVED_FROM", IN_MOVED_FROM);
  scope.SetInteger("IN_DELETE", IN_DELETE);
  scope.SetInteger("IN_DELETE_SELF", IN_DELETE_SELF);
  scope.SetInteger("IN_MOVE_SELF", IN_MOVE_SELF);
  scope.SetInteger("IN_IGNORED", IN_IGNORED);
  scope.SetInteger("IN_ISDIR", IN_ISDIR);
  scope.SetInteger("IN_Q_OVERFLOW", IN_Q_OVERFLOW);
}

}  // namespace

const BindingSpec kFsWatchBinding = {"fs_watch", {}, Initialize, SnapshotPolicy::kRunTimeOnly};

}  // namespace gyre
