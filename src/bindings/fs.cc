// SPDX-License-Identifier: MIT
//
// binding('fs'): each operation is declared once here, over a job of fs_jobs.h, and serves three
// forms by its last argument `completion`:
//   undefined   synchronous: returns the result or throws
//   a function  one job on the worker pool, then completion(error or null, result)
//   true        the same, returns a promise
// Paths are strings, or Uint8Arrays where a path is no UTF-8.

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "bindings/binding.h"
#include "bindings/buffer.h"
#include "bindings/fs_jobs.h"
#include "bindings/standard_descriptors.h"
#include "engine/flat_string.h"
#include "engine/spare_date.h"
#include "loop/request.h"
#include "loop/worker_pool.h"

namespace gyre {

using fs::CopyTreeJob;
using fs::DescriptorJob;
using fs::MakeDirectoriesJob;
using fs::MakeTemporaryJob;
using fs::OpenJob;
using fs::PathJob;
using fs::ReadDirectoryJob;
using fs::ReadEntriesJob;
using fs::ReadFileJob;
using fs::ReadLinkJob;
using fs::ReadPieceJob;
using fs::RemoveJob;
using fs::StatfsJob;
using fs::StatJob;
using fs::TimesJob;
using fs::TransferJob;
using fs::TwoPathJob;
using fs::WriteFileJob;
using v8::Array;
using v8::ArrayBuffer;
using v8::BigInt64Array;
using v8::Context;
using v8::FastApiCallbackOptions;
using v8::Float64Array;
using v8::Function;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Number;
using v8::Object;
using v8::Promise;
using v8::String;
using v8::Value;

namespace {

// --- The three forms -----------------------------------------------------------------------------

std::string PathArgument(const Arguments& args, int index) {
  if (args[index]->IsString()) {
    // Nearly all paths are ASCII: one copy.
    Local<String> text = args[index].As<String>();
    if (text->IsOneByte()) {
      std::string result(static_cast<size_t>(text->Length()), '\0');
      auto* bytes = reinterpret_cast<uint8_t*>(result.data());
      text->WriteOneByte(args.GetIsolate(), bytes, 0, text->Length(), String::NO_NULL_TERMINATION);
      if (encoding::IsAscii(bytes, result.size())) return result;
    }
    return ToUtf8(args.GetIsolate(), text);
  }
  std::span<uint8_t> bytes = BytesOf(args[index]);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// What lib/ gives once, before its first call: see Configure().
struct FsData {
  v8::Global<Float64Array> numbers;
  v8::Global<BigInt64Array> big_numbers;
  double* number_data = nullptr;
  int64_t* big_data = nullptr;
  v8::Global<Function> make_stats;
  v8::Global<Function> make_statfs;
  v8::Global<Function> throw_with_stack;
};

FsData* DataOf(Isolate* isolate) { return EventLoop::From(isolate)->binding_data<FsData>(); }

Local<Value> ErrorOf(Isolate* isolate, const fs::Failure& failure) {
  if (failure.error == fs::kFileTooLarge) {
    v8::TryCatch try_catch(isolate);
    ThrowRangeError(isolate, "ERR_FS_FILE_TOO_LARGE",
                    "File size (" + *failure.path + ") is greater than 2 GiB");
    return try_catch.Exception();
  }
  auto view = [](const std::optional<std::string>& text) {
    return text ? std::string_view(*text) : std::string_view();
  };
  return NewUvException(isolate, failure.error, failure.syscall, view(failure.path),
                        view(failure.dest));
}

// A promise that will be rejected with `error`, whose stack by then tells who awaits it. An error
// made here has no stack: no JavaScript runs. V8 can walk from a reaction that is running to the
// async functions that wait for it, so lib/ captures the stack in a reaction which the returned
// promise hangs on. It must run after the caller's promise has been resolved with the returned one,
// which takes one more turn of the microtask queue: hence the inner promise. Nothing of this costs
// anything while nothing fails.
v8::MaybeLocal<Value> RejectWithStack(Local<Context> context, Local<Value> error) {
  Isolate* isolate = context->GetIsolate();
  FsData* data = DataOf(isolate);
  Local<Promise::Resolver> inner;
  Local<Promise::Resolver> outer;
  Local<Promise> result;
  if (data->throw_with_stack.IsEmpty() || !Promise::Resolver::New(context).ToLocal(&inner) ||
      !Promise::Resolver::New(context).ToLocal(&outer) ||
      !outer->GetPromise()->Then(context, data->throw_with_stack.Get(isolate)).ToLocal(&result) ||
      inner->Resolve(context, error).IsNothing() ||
      outer->Resolve(context, inner->GetPromise()).IsNothing()) {
    return {};
  }
  return result;
}

// `ToResult` makes the JavaScript value of a finished job: Local<Value>(Isolate*, Job&). It
// returns an empty handle when V8 has thrown (a string that is too long).
template <typename Operation, typename ToResult>
class JobRequest final : public CompletionRequest, private WorkerPool::Job {
 public:
  template <typename... JobArguments>
  JobRequest(EventLoop* loop, Local<Object> completion, Local<Value> memory, ToResult to_result,
             JobArguments&&... arguments)
      : CompletionRequest(loop, completion),
        job_(std::forward<JobArguments>(arguments)...),
        to_result_(to_result),
        is_promise_(!completion->IsFunction()) {
    if (!memory.IsEmpty()) memory_.Reset(loop->isolate(), memory);
  }

  const char* resource_name() const override { return "FSReqCallback"; }
  void Start() {
    if constexpr (requires { job_.RunWithoutWaiting(); }) {
      if (job_.RunWithoutWaiting()) return loop()->pool()->SubmitDone(this);
    }
    loop()->pool()->Submit(this);
  }
  void Cancel() override { loop()->pool()->Cancel(this); }
  const WorkerPool::Job* job() const override { return this; }

 private:
  const char* kind() const override { return job_.name(); }
  void Work() override {
    if constexpr (requires { job_.Prepare(); }) job_.Prepare();
    if constexpr (requires { job_.RunTurn(); }) {
      is_paused_ = !job_.RunTurn();
    } else {
      job_.Run();
    }
  }
  bool IsPaused() const override { return is_paused_; }
  void Done(int status) override {
    Finish(status);
    delete this;
  }

  void Finish(int status) {
    Complete([&](Local<Context> context) -> Outcome {
      Isolate* isolate = context->GetIsolate();
      if (status == UV_ECANCELED) return {NewUvException(isolate, status, "work"), {}};
      if (job_.failed()) {
        Local<Value> error = ErrorOf(isolate, job_.failure());
        Local<Value> rejection;
        if (is_promise_ && RejectWithStack(context, error).ToLocal(&rejection))
          return {{}, rejection};
        return {error, {}};
      }
      v8::TryCatch try_catch(isolate);
      Local<Value> value = to_result_(isolate, job_);
      if (try_catch.HasCaught()) return {try_catch.Exception(), {}};
      return {{}, value};
    });
  }

  Operation job_;
  ToResult to_result_;
  const bool is_promise_;
  bool is_paused_ = false;
  v8::Global<Value> memory_;  // keeps the buffers that the job reads or fills
};

// Runs a job in the form that argument `completion_index` asks for.
template <typename Job, typename ToResult, typename... JobArguments>
void RunJobWith(const Arguments& args, int completion_index, Local<Value> memory,
                ToResult to_result, JobArguments&&... arguments) {
  Isolate* isolate = args.GetIsolate();
  Local<Value> completion = args[completion_index];
  if (completion->IsUndefined()) {
    Job job(std::forward<JobArguments>(arguments)...);
    job.Run();
    if (job.failed()) {
      isolate->ThrowException(ErrorOf(isolate, job.failure()));
      return;
    }
    Local<Value> result = to_result(isolate, job);
    if (!result.IsEmpty()) args.GetReturnValue().Set(result);
    return;
  }
  Local<Object> target;
  if (completion->IsTrue()) {
    Local<Promise::Resolver> resolver;
    if (!Promise::Resolver::New(isolate->GetCurrentContext()).ToLocal(&resolver)) return;
    args.GetReturnValue().Set(resolver->GetPromise());
    target = resolver;
  } else {
    CHECK(completion->IsFunction());
    target = completion.As<Object>();
  }
  auto* request = new JobRequest<Job, ToResult>(LoopOf(args), target, memory, to_result,
                                                std::forward<JobArguments>(arguments)...);
  request->Start();
}

template <typename Job, typename ToResult, typename... JobArguments>
void RunJob(const Arguments& args, int completion_index, ToResult to_result,
            JobArguments&&... arguments) {
  RunJobWith<Job>(args, completion_index, Local<Value>(), to_result,
                  std::forward<JobArguments>(arguments)...);
}

// For jobs whose result is that they succeeded.
constexpr auto kNothing = [](Isolate*, const auto&) { return Local<Value>(); };

// A path or name that the system gave us; a Buffer when `as_buffer`.
Local<Value> TextOrBytes(Isolate* isolate, const std::string& text, bool as_buffer) {
  if (as_buffer) {
    return CopyToBuffer(EventLoop::From(isolate),
                        {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  }
  // Bounded by PATH_MAX, so that it can't be too long; ASCII is the fast way.
  return DecodeBytes(isolate, {reinterpret_cast<const uint8_t*>(text.data()), text.size()},
                     encoding::Encoding::kUtf8)
      .ToLocalChecked();
}

// Texts with a NUL behind each: without the last NUL, to be split. Empty when it is too long.
v8::MaybeLocal<Value> DecodeNames(Isolate* isolate, const std::string& names) {
  size_t size = names.empty() ? 0 : names.size() - 1;
  Local<String> text;
  if (!DecodeBytes(isolate, {reinterpret_cast<const uint8_t*>(names.data()), size},
                   encoding::Encoding::kUtf8)
           .ToLocal(&text)) {
    return {};
  }
  return text;
}

template <typename TypedArray, typename Element>
Local<TypedArray> CopyToArray(Isolate* isolate, const std::vector<Element>& elements) {
  size_t size = elements.size() * sizeof(Element);
  Local<ArrayBuffer> buffer = ArrayBuffer::New(isolate, size);
  if (size > 0) memcpy(buffer->Data(), elements.data(), size);
  return TypedArray::New(buffer, 0, elements.size());
}

// --- One function per exported name --------------------------------------------------------------

template <PathJob::Kind kKind>
void OnPath(const Arguments& args) {  // (path, completion)
  RunJob<PathJob>(args, 1, kNothing, kKind, PathArgument(args, 0));
}

template <PathJob::Kind kKind>
void OnPathWithNumber(const Arguments& args) {  // (path, number, completion)
  RunJob<PathJob>(args, 2, kNothing, kKind, PathArgument(args, 0),
                  static_cast<int64_t>(NumberArgument(args, 1)));
}

template <PathJob::Kind kKind>
void OnPathWithOwner(const Arguments& args) {  // (path, uid, gid, completion)
  RunJob<PathJob>(args, 3, kNothing, kKind, PathArgument(args, 0),
                  static_cast<int64_t>(NumberArgument(args, 1)),
                  static_cast<int64_t>(NumberArgument(args, 2)));
}

template <DescriptorJob::Kind kKind>
void OnDescriptor(const Arguments& args) {  // (fd, completion)
  RunJob<DescriptorJob>(args, 1, kNothing, kKind, Int32Argument(args, 0));
}

template <DescriptorJob::Kind kKind>
void OnDescriptorWithNumber(const Arguments& args) {  // (fd, number, completion)
  RunJob<DescriptorJob>(args, 2, kNothing, kKind, Int32Argument(args, 0),
                        static_cast<int64_t>(NumberArgument(args, 1)));
}

void Fchown(const Arguments& args) {  // (fd, uid, gid, completion)
  RunJob<DescriptorJob>(args, 3, kNothing, DescriptorJob::Kind::kFchown, Int32Argument(args, 0),
                        static_cast<int64_t>(NumberArgument(args, 1)),
                        static_cast<int64_t>(NumberArgument(args, 2)));
}

template <TwoPathJob::Kind kKind>
void OnTwoPaths(const Arguments& args) {  // (from, to, completion)
  RunJob<TwoPathJob>(args, 2, kNothing, kKind, PathArgument(args, 0), PathArgument(args, 1));
}

void CopyFile(const Arguments& args) {  // (from, to, mode, completion)
  RunJob<TwoPathJob>(args, 3, kNothing, TwoPathJob::Kind::kCopyFile, PathArgument(args, 0),
                     PathArgument(args, 1), Int32Argument(args, 2));
}

template <TimesJob::Kind kKind>
void OnTimes(const Arguments& args) {  // (path or fd, atime, mtime, completion); seconds
  bool by_fd = kKind == TimesJob::Kind::kFutimes;
  RunJob<TimesJob>(args, 3, kNothing, kKind, by_fd ? std::string() : PathArgument(args, 0),
                   by_fd ? Int32Argument(args, 0) : -1, NumberArgument(args, 1),
                   NumberArgument(args, 2));
}

void Open(const Arguments& args) {  // (path, flags, mode, completion) -> fd
  RunJob<OpenJob>(
      args, 3,
      [](Isolate* isolate, const OpenJob& job) -> Local<Value> {
        return Integer::New(isolate, job.fd);
      },
      OpenJob::Kind::kFile, PathArgument(args, 0), Int32Argument(args, 1),
      static_cast<mode_t>(Uint32Argument(args, 2)));
}

void OpenDirectory(
    const Arguments& args) {  // (path, completion) -> fd, for readEntries() and close()
  RunJob<OpenJob>(
      args, 1,
      [](Isolate* isolate, const OpenJob& job) -> Local<Value> {
        return Integer::New(isolate, job.fd);
      },
      OpenJob::Kind::kDirectory, PathArgument(args, 0), O_RDONLY | O_DIRECTORY, 0u);
}

// (makeStats, makeStatFs, throwWithStack) -> [Float64Array, BigInt64Array]
// The arrays are where stat() and statfs() leave numbers: lib/ reads them at once, before any other
// code runs. makeStats(bigint) and makeStatFs(bigint) make the result of an asynchronous one out of
// them, throwWithStack(error) throws `error` after having captured its stack.
void Configure(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  FsData* data = DataOf(isolate);
  CHECK(data->numbers.IsEmpty());
  data->make_stats.Reset(isolate, args[0].As<Function>());
  data->make_statfs.Reset(isolate, args[1].As<Function>());
  data->throw_with_stack.Reset(isolate, args[2].As<Function>());
  // Two results side by side: what a StatWatcher reports.
  constexpr size_t kCount = 2 * fs::kStatFields;
  Local<Float64Array> numbers =
      Float64Array::New(ArrayBuffer::New(isolate, kCount * sizeof(double)), 0, kCount);
  Local<BigInt64Array> big =
      BigInt64Array::New(ArrayBuffer::New(isolate, kCount * sizeof(int64_t)), 0, kCount);
  data->numbers.Reset(isolate, numbers);
  data->big_numbers.Reset(isolate, big);
  data->number_data = static_cast<double*>(numbers->Buffer()->Data());
  data->big_data = static_cast<int64_t*>(big->Buffer()->Data());
  Local<Value> both[] = {numbers, big};
  args.GetReturnValue().Set(Array::New(isolate, both, 2));
}

// Where lib/ reads the numbers of a stat. REQUIRES: Configure().
double* DoublesOf(FsData* data) {
  CHECK_NOT_NULL(data->number_data);
  return data->number_data;
}

// Copies numbers to where lib/ reads them.
void PublishNumbers(FsData* data, std::span<const int64_t> numbers, bool big) {
  double* doubles = DoublesOf(data);
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (big) {
      data->big_data[i] = numbers[i];
    } else {
      doubles[i] = static_cast<double>(numbers[i]);
    }
  }
}

void PublishStat(FsData* data, const fs::StatNumbers& numbers, bool big) {
  if (big) return PublishNumbers(data, numbers, big);
  std::ranges::copy(fs::ToDoubles(numbers), DoublesOf(data));
}

// The result of a stat in the form that was asked for: a synchronous caller reads the arrays.
Local<Value> NumbersResult(Isolate* isolate, const v8::Global<Function>& make, bool big,
                           bool is_synchronous) {
  if (is_synchronous) return {};
  Local<Value> argument = v8::Boolean::New(isolate, big);
  Local<Value> result;
  // Fails only with an exception pending, which the caller looks for.
  if (!make.Get(isolate)
           ->Call(isolate->GetCurrentContext(), v8::Undefined(isolate), 1, &argument)
           .ToLocal(&result)) {
    return {};
  }
  return result;
}

template <StatJob::Kind kKind>
void OnStat(const Arguments& args) {  // (path or fd, bigint, completion) -> Stats; see Configure()
  bool by_fd = kKind == StatJob::Kind::kFstat;
  bool big = BooleanArgument(args, 1);
  bool is_synchronous = args[2]->IsUndefined();
  RunJob<StatJob>(
      args, 2,
      [big, is_synchronous](Isolate* isolate, const StatJob& job) {
        PublishStat(DataOf(isolate), job.numbers, big);
        return NumbersResult(isolate, DataOf(isolate)->make_stats, big, is_synchronous);
      },
      kKind, by_fd ? std::string() : PathArgument(args, 0), by_fd ? Int32Argument(args, 0) : -1);
}

// (path, follow, bigint) -> whether there is something; fills the arrays of Configure() then.
// Synchronous, for callers that expect to find nothing and want no error made for that.
void TryStat(const Arguments& args) {
  StatJob job(BooleanArgument(args, 1) ? StatJob::Kind::kStat : StatJob::Kind::kLstat,
              PathArgument(args, 0), -1);
  job.Run();
  if (job.failed() && (job.failure().error == UV_ENOENT || job.failure().error == UV_ENOTDIR)) {
    return args.GetReturnValue().Set(false);
  }
  Isolate* isolate = args.GetIsolate();
  if (job.failed()) {
    isolate->ThrowException(ErrorOf(isolate, job.failure()));
    return;
  }
  PublishStat(DataOf(isolate), job.numbers, BooleanArgument(args, 2));
  args.GetReturnValue().Set(true);
}

void Statfs(const Arguments& args) {  // (path, bigint, completion) -> StatFs; see Configure()
  bool big = BooleanArgument(args, 1);
  bool is_synchronous = args[2]->IsUndefined();
  RunJob<StatfsJob>(
      args, 2,
      [big, is_synchronous](Isolate* isolate, const StatfsJob& job) {
        PublishNumbers(DataOf(isolate), job.numbers, big);
        return NumbersResult(isolate, DataOf(isolate)->make_statfs, big, is_synchronous);
      },
      PathArgument(args, 0));
}

// A position: a BigInt or a safe integer; the file's own, -1, for everything else.
int64_t PositionArgument(const Arguments& args, int index) {
  if (args[index]->IsBigInt()) return args[index].As<v8::BigInt>()->Int64Value();
  if (!args[index]->IsNumber()) return -1;
  constexpr double kMaxSafeInteger = 9007199254740991;
  double number = NumberArgument(args, index);
  // False for NaN too.
  if (!(std::abs(number) <= kMaxSafeInteger && std::trunc(number) == number)) return -1;
  return static_cast<int64_t>(number);
}

constexpr auto kTransferred = [](Isolate* isolate, const TransferJob& job) -> Local<Value> {
  return Number::New(isolate, static_cast<double>(job.transferred));
};

template <TransferJob::Kind kKind>
void OnTransfer(
    const Arguments& args) {  // (fd, view, offset, length, position, completion) -> bytes
  std::span<uint8_t> bytes = BytesOf(args[1]);
  auto offset = static_cast<size_t>(NumberArgument(args, 2));
  auto length = static_cast<size_t>(NumberArgument(args, 3));
  CHECK(offset <= bytes.size() && length <= bytes.size() - offset);
  RunJobWith<TransferJob>(args, 5, args[1], kTransferred, kKind, Int32Argument(args, 0),
                          std::vector<TransferJob::Piece>{{bytes.data() + offset, length}},
                          PositionArgument(args, 4));
}

template <TransferJob::Kind kKind>
void OnTransferMany(const Arguments& args) {  // (fd, views, position, completion) -> bytes
  CHECK(args[1]->IsArray());
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  Local<Array> views = args[1].As<Array>();
  std::vector<TransferJob::Piece> pieces;
  for (uint32_t i = 0; i < views->Length(); ++i) {
    Local<Value> view;
    if (!views->Get(context, i).ToLocal(&view)) return;
    std::span<uint8_t> bytes = BytesOf(view);
    pieces.push_back({bytes.data(), bytes.size()});
  }
  RunJobWith<TransferJob>(args, 3, args[1], kTransferred, kKind, Int32Argument(args, 0),
                          std::move(pieces), PositionArgument(args, 2));
}

// (fd, size, position, isLong, completion) -> Buffer, undefined at the end. isLong: many more of
// that size may follow.
void ReadPiece(const Arguments& args) {
  RunJob<ReadPieceJob>(
      args, 4,
      [](Isolate* isolate, ReadPieceJob& job) -> Local<Value> {
        size_t size;
        Deleter deleter;
        uint8_t* data = job.Release(&size, &deleter);
        if (data == nullptr) return {};
        return NewBuffer(EventLoop::From(isolate), data, size, deleter);
      },
      Int32Argument(args, 0), static_cast<size_t>(NumberArgument(args, 1)),
      PositionArgument(args, 2),
      BooleanArgument(args, 3) ? ReadPieceJob::Memory::kBlock : ReadPieceJob::Memory::kMalloc);
}

constexpr int32_t kNoDecoding = -1;

// A Uint8Array of one element, or undefined: see fs::StopFlag.
const fs::StopFlag* StopArgument(const Arguments& args, int index) {
  return args[index]->IsUndefined() ? nullptr : BytesOf(args[index]).data();
}

// What a file holds, as text for an encoding::Encoding.
Local<Value> FileText(Isolate* isolate, const ReadFileJob& job, int32_t decoding) {
  Local<String> text;
  if (!DecodeBytes(isolate, {job.data(), job.size()}, static_cast<encoding::Encoding>(decoding))
           .ToLocal(&text)) {
    return {};
  }
  return text;
}

// The same as bytes.
Local<ArrayBuffer> FileBytes(Isolate* isolate, ReadFileJob* job) {
  size_t size;
  Deleter deleter;
  uint8_t* memory = job->Release(&size, &deleter);
  return NewArrayBuffer(EventLoop::From(isolate), memory, size, deleter);
}

// For a job whose result JavaScript has before the next one.
ReadFileJob::Memory MemoryFor(int32_t decoding) {
  return decoding == kNoDecoding ? ReadFileJob::Memory::kOwn : ReadFileJob::Memory::kThread;
}

// (path or fd, flags, encoding::Encoding or -1, stop, completion) -> string, or Buffer for -1; an
// ArrayBuffer for a synchronous caller, whose JavaScript makes a Buffer of it in less time
void ReadFile(const Arguments& args) {
  bool by_fd = args[0]->IsInt32();
  bool is_synchronous = args[4]->IsUndefined();
  int32_t decoding = Int32Argument(args, 2);
  RunJobWith<ReadFileJob>(
      args, 4, args[3],
      [decoding, is_synchronous](Isolate* isolate, ReadFileJob& job) -> Local<Value> {
        if (decoding != kNoDecoding) return FileText(isolate, job, decoding);
        if (is_synchronous) return FileBytes(isolate, &job);
        size_t size;
        Deleter deleter;
        uint8_t* memory = job.Release(&size, &deleter);
        return NewBuffer(EventLoop::From(isolate), memory, size, deleter);
      },
      by_fd ? std::string() : PathArgument(args, 0), by_fd ? Int32Argument(args, 0) : -1,
      Int32Argument(args, 1), StopArgument(args, 3),
      is_synchronous ? MemoryFor(decoding) : ReadFileJob::Memory::kOwn);
}

// (what readKept() has returned, encoding::Encoding or -1) -> string, or ArrayBuffer for -1
void TakeKept(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const int32_t decoding = Int32Argument(args, 1);
  ReadFileJob job(Int32Argument(args, 0), MemoryFor(decoding));
  job.Run();
  if (job.failed()) {
    isolate->ThrowException(ErrorOf(isolate, job.failure()));
  } else if (decoding == kNoDecoding) {
    args.GetReturnValue().Set(FileBytes(isolate, &job));
  } else if (Local<Value> text = FileText(isolate, job, decoding); !text.IsEmpty()) {
    args.GetReturnValue().Set(text);
  }
}

// (path or fd, view, flags, mode, flush, stop, completion)
void WriteFile(const Arguments& args) {
  bool by_fd = args[0]->IsInt32();
  std::span<uint8_t> bytes = BytesOf(args[1]);
  const fs::StopFlag* stop = StopArgument(args, 5);
  Local<Value> memory = args[1];
  if (stop != nullptr) {
    Local<Value> both[] = {args[1], args[5]};
    memory = Array::New(args.GetIsolate(), both, 2);
  }
  RunJobWith<WriteFileJob>(args, 6, memory, kNothing, by_fd ? std::string() : PathArgument(args, 0),
                           by_fd ? Int32Argument(args, 0) : -1, Int32Argument(args, 2),
                           static_cast<mode_t>(Uint32Argument(args, 3)), bytes.data(), bytes.size(),
                           BooleanArgument(args, 4), stop);
}

void MakeDirectories(
    const Arguments& args) {  // (path, mode, completion) -> first made or undefined
  RunJob<MakeDirectoriesJob>(
      args, 2,
      [](Isolate* isolate, const MakeDirectoriesJob& job) -> Local<Value> {
        if (job.first_made.empty()) return {};
        return NewShortString(isolate, job.first_made);
      },
      PathArgument(args, 0), static_cast<mode_t>(Uint32Argument(args, 1)));
}

void MakeTemporary(const Arguments& args) {  // (prefix, asBuffer, completion) -> path
  bool as_buffer = BooleanArgument(args, 1);
  RunJob<MakeTemporaryJob>(
      args, 2,
      [as_buffer](Isolate* isolate, const MakeTemporaryJob& job) {
        return TextOrBytes(isolate, job.path, as_buffer);
      },
      PathArgument(args, 0));
}

template <ReadLinkJob::Kind kKind>
void OnReadLink(const Arguments& args) {  // (path, asBuffer, completion) -> path
  bool as_buffer = BooleanArgument(args, 1);
  RunJob<ReadLinkJob>(
      args, 2,
      [as_buffer](Isolate* isolate, const ReadLinkJob& job) {
        return TextOrBytes(isolate, job.target, as_buffer);
      },
      kKind, PathArgument(args, 0));
}

// (path, recursive, asBuffer, withTypes, completion) -> names, or with types
// [names, types as Uint8Array], and of a tree [names, types, folders, places of the entries'
// folders in them as Uint32Array]. Names and folders are one text with a NUL behind each but the
// last, names an array of Buffers with asBuffer. Names of a tree without types are paths relative
// to the folder.
void ReadDirectory(const Arguments& args) {
  bool recursive = BooleanArgument(args, 1);
  bool as_buffer = BooleanArgument(args, 2);
  bool with_types = BooleanArgument(args, 3);
  RunJob<ReadDirectoryJob>(
      args, 4,
      [as_buffer, with_types](Isolate* isolate, const ReadDirectoryJob& job) -> Local<Value> {
        Local<Value> names;
        if (as_buffer) {
          std::vector<Local<Value>> buffers;
          buffers.reserve(job.types.size());
          for (size_t at = 0; at < job.names.size(); at += strlen(&job.names[at]) + 1) {
            buffers.push_back(TextOrBytes(isolate, &job.names[at], true));
          }
          names = Array::New(isolate, buffers.data(), buffers.size());
        } else if (!DecodeNames(isolate, job.names).ToLocal(&names)) {
          return {};
        }
        if (!with_types) return names;
        std::vector<Local<Value>> result = {names, CopyToArray<v8::Uint8Array>(isolate, job.types)};
        if (job.folders.size() > 1) {
          std::string folders;
          for (const std::string& folder : job.folders) folders.append(folder).push_back('\0');
          Local<Value> folder_names;
          if (!DecodeNames(isolate, folders).ToLocal(&folder_names)) return {};
          result.push_back(folder_names);
          result.push_back(CopyToArray<v8::Uint32Array>(isolate, job.parents));
        }
        return Array::New(isolate, result.data(), result.size());
      },
      PathArgument(args, 0),
      recursive ? ReadDirectoryJob::Depth::kTree : ReadDirectoryJob::Depth::kOne,
      with_types ? ReadDirectoryJob::Form::kNames : ReadDirectoryJob::Form::kPaths);
}

// (fd, bytes, asBuffer, completion) -> [name, type, name, type, ...], undefined at the end
void ReadEntries(const Arguments& args) {
  bool as_buffer = BooleanArgument(args, 2);
  RunJob<ReadEntriesJob>(
      args, 3,
      [as_buffer](Isolate* isolate, const ReadEntriesJob& job) -> Local<Value> {
        if (job.entries.empty()) return {};
        std::vector<Local<Value>> values;
        values.reserve(job.entries.size() * 2);
        for (const ReadEntriesJob::Entry& entry : job.entries) {
          values.push_back(TextOrBytes(isolate, entry.name, as_buffer));
          if (values.back().IsEmpty()) return {};
          values.push_back(Integer::New(isolate, entry.type));
        }
        return Array::New(isolate, values.data(), values.size());
      },
      Int32Argument(args, 0), Uint32Argument(args, 1));
}

// (from, to, options, mode, onlyOne, completion) -> undefined, or [refusal, from, to] for
// CopyTreeJob::Refusal, or with onlyOne for a folder its CopyTreeJob::directory_mode
void CopyTree(const Arguments& args) {
  RunJob<CopyTreeJob>(
      args, 5,
      [](Isolate* isolate, const CopyTreeJob& job) -> Local<Value> {
        if (job.is_directory) return Integer::New(isolate, job.directory_mode);
        if (job.refusal == CopyTreeJob::Refusal::kNone) return {};
        Local<Value> why[] = {Integer::New(isolate, static_cast<int>(job.refusal)),
                              NewShortString(isolate, job.refused_from),
                              NewShortString(isolate, job.refused_to)};
        return Array::New(isolate, why, std::size(why));
      },
      BooleanArgument(args, 4) ? CopyTreeJob::Depth::kOne : CopyTreeJob::Depth::kTree,
      PathArgument(args, 0), PathArgument(args, 1), Uint32Argument(args, 2),
      Int32Argument(args, 3));
}

// (path, kind as in kRemoveKinds, force, retries, retryDelay, completion)
void Remove(const Arguments& args) {
  static constexpr RemoveJob::Kind kRemoveKinds[] = {RemoveJob::Kind::kOne, RemoveJob::Kind::kTree,
                                                     RemoveJob::Kind::kDirectoryTree};
  uint32_t kind = Uint32Argument(args, 1);
  CHECK(kind < std::size(kRemoveKinds));
  RunJob<RemoveJob>(args, 5, kNothing, kRemoveKinds[kind], PathArgument(args, 0),
                    BooleanArgument(args, 2), Uint32Argument(args, 3), Int32Argument(args, 4));
}

// --- Synchronous only: the module loader and stdio -----------------------------------------------

// (path or fd) -> string
void ReadFileUtf8(const Arguments& args) {
  bool by_fd = args[0]->IsInt32();
  Isolate* isolate = args.GetIsolate();
  ReadFileJob job(by_fd ? std::string() : PathArgument(args, 0),
                  by_fd ? Int32Argument(args, 0) : -1, O_RDONLY, nullptr,
                  ReadFileJob::Memory::kThread);
  job.Run();
  if (job.failed()) {
    isolate->ThrowException(ErrorOf(isolate, job.failure()));
    return;
  }
  Local<Value> text = FileText(isolate, job, static_cast<int32_t>(encoding::Encoding::kUtf8));
  if (!text.IsEmpty()) args.GetReturnValue().Set(text);
}

// Writes everything, waiting where the descriptor is non-blocking. Returns 0 or UV_E*.
int WriteAllBytes(int fd, const char* data, size_t size) {
  while (size > 0) {
    ssize_t count = write(fd, data, size);
    if (count >= 0) {
      data += count;
      size -= static_cast<size_t>(count);
    } else if (errno == EAGAIN) {
      pollfd waiting = {fd, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
  return 0;
}

// (fd, string) -> 0 or UV_E*
void WriteAllUtf8(const Arguments& args) {
  std::string text = ToUtf8(args.GetIsolate(), args[1]);
  args.GetReturnValue().Set(WriteAllBytes(Int32Argument(args, 0), text.data(), text.size()));
}

// (fd, bytes) -> 0 or UV_E*
void WriteAll(const Arguments& args) {
  std::span<uint8_t> bytes = BytesOf(args[1]);
  args.GetReturnValue().Set(WriteAllBytes(
      Int32Argument(args, 0), reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// (fd) -> "FILE", "TTY", "PIPE", "TCP", "UDP", "UNKNOWN" or "INVALID"
void GuessHandleType(const Arguments& args) {
  const char* name = "UNKNOWN";
  int fd = Int32Argument(args, 0);
  if (fcntl(fd, F_GETFD) < 0) {
    name = "INVALID";
  } else {
    switch (uv_guess_handle(fd)) {
      case UV_FILE:
        name = "FILE";
        break;
      case UV_TTY:
        name = "TTY";
        break;
      case UV_NAMED_PIPE:
        name = "PIPE";
        break;
      case UV_TCP:
        name = "TCP";
        break;
      case UV_UDP:
        name = "UDP";
        break;
      default:
        break;
    }
  }
  args.GetReturnValue().Set(NewShortString(args.GetIsolate(), name));
}

// --- Synchronous calls that optimised code makes without leaving for the API ---------------------
//
// The system's part of these takes a microsecond; the way through V8's API and a Job half of one.
// Each returns a number, of which a negative one is UV_E*: lib/ makes the error.

// A path in a fast call: on the stack, where it is ASCII in one piece, not longer than that, and
// without NUL.
class StackPath {
 public:
  explicit StackPath(Local<Value> value) {
    const Flat<uint8_t> text = FlatCharacters<uint8_t>(value);
    if (text.data == nullptr || text.size >= sizeof(text_)) return;
    text_[text.size] = '\0';
    is_there_ = CopyName(text.data, text.size);
  }
  bool is_there() const { return is_there_; }
  const char* c_str() const { return text_; }

 private:
  // Copies and looks in one: returns whether all bytes are 1 to 127. After a system call each line
  // of code comes from far away, so that three functions of the C library would take longer.
  bool CopyName(const uint8_t* from, size_t size) {
    constexpr uint64_t kOnes = 0x0101010101010101;
    uint64_t seen = 0;
    auto copy_word = [&](size_t at) {
      uint64_t word;
      memcpy(&word, from + at, sizeof(word));
      memcpy(text_ + at, &word, sizeof(word));
      seen |= word | (word - kOnes);  // the high bit of a byte that is 0, or above 127
    };
    size_t at = 0;
    for (; at + 8 <= size; at += 8) copy_word(at);
    for (; at < size; ++at) {
      text_[at] = static_cast<char>(from[at]);
      seen |= from[at] | (uint64_t{from[at]} - 1);
    }
    return (seen & (kOnes * 0x80)) == 0;
  }

  bool is_there_ = false;
  char text_[512];
};

// `call` with the path, or the general function where that can't be had here.
template <typename Call>
[[gnu::always_inline]] inline int32_t WithStackPath(Local<Value> path,
                                                    FastApiCallbackOptions& options, Call call) {
  const StackPath text(path);
  options.fallback = !text.is_there();
  return options.fallback ? 0 : call(text.c_str());
}

// (path, flags, mode) -> fd or UV_E*
void OpenSync(const Arguments& args) {
  args.GetReturnValue().Set(fs::Open(PathArgument(args, 0).c_str(), Int32Argument(args, 1),
                                     static_cast<mode_t>(Uint32Argument(args, 2))));
}
int32_t FastOpenSync(Local<Value>, Local<Value> path, int32_t flags, uint32_t mode,
                     FastApiCallbackOptions& options) {
  return WithStackPath(path, options, [&](const char* text) {
    return fs::Open(text, flags, static_cast<mode_t>(mode));
  });
}

// (fd) -> 0 or UV_E*
void CloseSync(const Arguments& args) {
  args.GetReturnValue().Set(fs::Close(Int32Argument(args, 0)));
}
int32_t FastCloseSync(Local<Value>, int32_t fd) { return fs::Close(fd); }

// (path, mode) -> 0 or UV_E*
void AccessSync(const Arguments& args) {
  args.GetReturnValue().Set(fs::Access(PathArgument(args, 0).c_str(), Int32Argument(args, 1)));
}
int32_t FastAccessSync(Local<Value>, Local<Value> path, int32_t mode,
                       FastApiCallbackOptions& options) {
  return WithStackPath(path, options, [&](const char* text) { return fs::Access(text, mode); });
}

// (path) -> what takeKept() takes, or UV_E* of open(2). For a path with NUL it is UV_EINVAL, and
// lib/ finds out.
void ReadKept(const Arguments& args) {
  const std::string path = PathArgument(args, 0);
  args.GetReturnValue().Set(path.find('\0') != std::string::npos ? UV_EINVAL
                                                                 : fs::ReadKept(path.c_str()));
}
int32_t FastReadKept(Local<Value>, Local<Value> path, FastApiCallbackOptions& options) {
  return WithStackPath(path, options, [](const char* text) { return fs::ReadKept(text); });
}

// (path or fd, numbers) -> 0 or UV_E*; fills the array of doubles that lib/ has of Configure(). It
// is an argument, since the way to it from the isolate takes longer than to fill it. lib/ has not
// looked for a NUL in the path: with one it gets UV_EINVAL, and finds out.
using DoubleArray = v8::FastApiTypedArray<double>;
template <StatJob::Kind kKind>
[[gnu::always_inline]] inline int32_t StatInto(double* numbers, const char* path, int fd) {
  struct statx info;
  const int error = fs::Statx(kKind, path, fd, &info);
  if (error == 0) fs::ToDoubles(info, numbers);
  return error;
}
template <StatJob::Kind kKind>
void StatSync(const Arguments& args) {
  const std::string path = PathArgument(args, 0);
  args.GetReturnValue().Set(
      path.find('\0') != std::string::npos
          ? UV_EINVAL
          : StatInto<kKind>(DoublesOf(DataOf(args.GetIsolate())), path.c_str(), -1));
}
template <StatJob::Kind kKind>
int32_t FastStatSync(Local<Object>, Local<Value> path, const DoubleArray& numbers,
                     FastApiCallbackOptions& options) {
  return WithStackPath(path, options, [&](const char* text) {
    double* out;
    CHECK(numbers.length() >= fs::kStatFields && numbers.getStorageIfAligned(&out));
    return StatInto<kKind>(out, text, -1);
  });
}
void FstatSync(const Arguments& args) {
  args.GetReturnValue().Set(StatInto<StatJob::Kind::kFstat>(DoublesOf(DataOf(args.GetIsolate())),
                                                            "", Int32Argument(args, 0)));
}
int32_t FastFstatSync(Local<Object>, int32_t fd, const DoubleArray& numbers) {
  double* out;
  CHECK(numbers.length() >= fs::kStatFields && numbers.getStorageIfAligned(&out));
  return StatInto<StatJob::Kind::kFstat>(out, "", fd);
}

// (count) -> Array of spare Dates, whose time is for setDate() to tell
void SpareDates(const Arguments& args) {
  Local<Context> context = args.GetIsolate()->GetCurrentContext();
  std::vector<Local<Value>> dates(Uint32Argument(args, 0));
  for (Local<Value>& date : dates) date = spare_date::New(context);
  args.GetReturnValue().Set(Array::New(args.GetIsolate(), dates.data(), dates.size()));
}

// (spare Date, milliseconds) -> whether it has that time now
void SetDate(const Arguments& args) {
  args.GetReturnValue().Set(args[1]->IsNumber() &&
                            spare_date::Set(args[0], args[1].As<v8::Number>()->Value()));
}
bool FastSetDate(Local<Value>, Local<Value> date, double milliseconds) {
  return spare_date::Set(date, milliseconds);
}

const v8::CFunction kFastOpenSync = v8::CFunction::Make(FastOpenSync);
const v8::CFunction kFastCloseSync = v8::CFunction::Make(FastCloseSync);
const v8::CFunction kFastAccessSync = v8::CFunction::Make(FastAccessSync);
const v8::CFunction kFastStatSync = v8::CFunction::Make(FastStatSync<StatJob::Kind::kStat>);
const v8::CFunction kFastLstatSync = v8::CFunction::Make(FastStatSync<StatJob::Kind::kLstat>);
const v8::CFunction kFastFstatSync = v8::CFunction::Make(FastFstatSync);
const v8::CFunction kFastReadKept = v8::CFunction::Make(FastReadKept);
const v8::CFunction kFastSetDate = v8::CFunction::Make(FastSetDate);

// (error, syscall, path) throws what such an operation does; the path may be undefined.
void Fail(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  const std::string syscall = ToUtf8(isolate, args[1]);
  fs::Failure failure{Int32Argument(args, 0), syscall.c_str(), {}, {}};
  if (!args[2]->IsUndefined()) failure.path = PathArgument(args, 2);
  isolate->ThrowException(ErrorOf(isolate, failure));
}

constexpr FunctionSpec kFunctions[] = {
    {"accessSync", AccessSync, SideEffect::kYes, &kFastAccessSync},
    {"closeSync", CloseSync, SideEffect::kYes, &kFastCloseSync},
    {"fail", Fail},
    {"fstatSync", FstatSync, SideEffect::kYes, &kFastFstatSync},
    {"lstatSync", StatSync<StatJob::Kind::kLstat>, SideEffect::kYes, &kFastLstatSync},
    {"openSync", OpenSync, SideEffect::kYes, &kFastOpenSync},
    {"setDate", SetDate, SideEffect::kYes, &kFastSetDate},
    {"spareDates", SpareDates},
    {"statSync", StatSync<StatJob::Kind::kStat>, SideEffect::kYes, &kFastStatSync},
    {"access", OnPathWithNumber<PathJob::Kind::kAccess>},
    {"chmod", OnPathWithNumber<PathJob::Kind::kChmod>},
    {"chown", OnPathWithOwner<PathJob::Kind::kChown>},
    {"close", OnDescriptor<DescriptorJob::Kind::kClose>},
    {"configure", Configure},
    {"copyFile", CopyFile},
    {"copyTree", CopyTree},
    {"fchmod", OnDescriptorWithNumber<DescriptorJob::Kind::kFchmod>},
    {"fchown", Fchown},
    {"fdatasync", OnDescriptor<DescriptorJob::Kind::kFdatasync>},
    {"flushBytes", FlushBytes},
    {"fstat", OnStat<StatJob::Kind::kFstat>},
    {"fsync", OnDescriptor<DescriptorJob::Kind::kFsync>},
    {"ftruncate", OnDescriptorWithNumber<DescriptorJob::Kind::kFtruncate>},
    {"futimes", OnTimes<TimesJob::Kind::kFutimes>},
    {"guessHandleType", GuessHandleType},
    {"lchown", OnPathWithOwner<PathJob::Kind::kLchown>},
    {"link", OnTwoPaths<TwoPathJob::Kind::kLink>},
    {"lstat", OnStat<StatJob::Kind::kLstat>},
    {"lutimes", OnTimes<TimesJob::Kind::kLutimes>},
    {"makeDirectories", MakeDirectories},
    {"mkdir", OnPathWithNumber<PathJob::Kind::kMkdir>},
    {"mkdtemp", MakeTemporary},
    {"nativeRealpath", OnReadLink<ReadLinkJob::Kind::kNativeRealPath>},
    {"onFlushOutput", OnFlushOutput},
    {"open", Open},
    {"openOutput", OpenOutput},
    {"opendir", OpenDirectory},
    {"read", OnTransfer<TransferJob::Kind::kRead>},
    {"readEntries", ReadEntries},
    {"readFile", ReadFile},
    {"readFileUtf8", ReadFileUtf8},
    {"readKept", ReadKept, SideEffect::kYes, &kFastReadKept},
    {"readPiece", ReadPiece},
    {"readdir", ReadDirectory},
    {"readlink", OnReadLink<ReadLinkJob::Kind::kReadLink>},
    {"readv", OnTransferMany<TransferJob::Kind::kRead>},
    {"realpath", OnReadLink<ReadLinkJob::Kind::kRealPath>},
    {"rename", OnTwoPaths<TwoPathJob::Kind::kRename>},
    {"rm", Remove},
    {"rmdir", OnPath<PathJob::Kind::kRmdir>},
    {"stat", OnStat<StatJob::Kind::kStat>},
    {"statfs", Statfs},
    {"symlink", OnTwoPaths<TwoPathJob::Kind::kSymlink>},
    {"takeKept", TakeKept},
    {"truncate", OnPathWithNumber<PathJob::Kind::kTruncate>},
    {"tryStat", TryStat},
    {"tryWrite", TryWrite},
    {"tryWriteUtf8", TryWriteUtf8},
    {"unlink", OnPath<PathJob::Kind::kUnlink>},
    {"utimes", OnTimes<TimesJob::Kind::kUtimes>},
    {"write", OnTransfer<TransferJob::Kind::kWrite>},
    {"writeAll", WriteAll},
    {"writeAllUtf8", WriteAllUtf8},
    {"writeFile", WriteFile},
    {"writev", OnTransferMany<TransferJob::Kind::kWrite>},
};

}  // namespace

const BindingSpec kFsBinding = {"fs", kFunctions};

}  // namespace gyre
