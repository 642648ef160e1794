// SPDX-License-Identifier: MIT
//
// binding('spawn_sync'): a child process that JavaScript waits for.
//
//   spawnSync(file, args, cwd, env, uid, gid, flags, stdio, timeout, maxBuffer, killSignal)
//     -> [pid, status or null, signal number, UV_E* or 0, outputs], or UV_E* when it did not start
//
// `stdio` says what becomes descriptor 0, 1, 2, ... of the child: a number (a descriptor of ours),
// null (nothing), a view (a pipe that these bytes can be read from), or true (a pipe whose bytes
// are collected into the entry of `outputs`). One poll(2) waits for the pipes, the end of the
// process and the timeout; the event loop of the realm stands still meanwhile. A timeout or too
// much output closes the pipes and sends `killSignal`: then only the end of the process is waited
// for.

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <memory>

#include "bindings/buffer.h"
#include "bindings/spawn.h"

namespace gyre {

using v8::Array;
using v8::Context;
using v8::Integer;
using v8::Isolate;
using v8::Local;
using v8::Null;
using v8::Value;

namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kReadSize = 64 * 1024;

struct FreeDeleter {
  void operator()(uint8_t* bytes) const { std::free(bytes); }
};

// One pipe to the child.
struct Channel {
  enum class Kind : uint8_t { kInput, kOutput };

  Kind kind;
  uint32_t index;                    // in stdio
  OwnedFd fd;                        // our end; closed when it is done
  std::span<const uint8_t> input{};  // what is left of it; JavaScript can't touch it meanwhile
  std::unique_ptr<uint8_t, FreeDeleter> output{};
  size_t size = 0;
  size_t capacity = 0;
};

class SyncProcess {
 public:
  SyncProcess(double timeout, double max_buffer, int kill_signal)
      : timeout_(timeout), max_buffer_(max_buffer), kill_signal_(kill_signal) {}

  // Returns 0 or UV_E*.
  int AddStdio(Local<Context> context, Local<Array> stdio, LaunchOptions* options);
  int Run(LaunchOptions* options);

  pid_t pid() const { return pid_; }
  const ExitStatus& exit_status() const { return exit_status_; }
  int error() const { return error_; }
  std::vector<Channel>& channels() { return channels_; }

 private:
  int OpenPipe(Channel::Kind kind, uint32_t index, LaunchOptions* options);
  void Wait(int exit_descriptor);
  int PollTimeout() const;
  void Read(Channel* channel);
  void Write(Channel* channel);
  void Stop(int error);
  void SetError(int error) {
    if (error_ == 0) error_ = error;
  }

  const double timeout_;     // milliseconds, 0 for none
  const double max_buffer_;  // bytes of all outputs together, 0 for no limit
  const int kill_signal_;
  Clock::time_point deadline_;
  std::vector<Channel> channels_;
  std::vector<OwnedFd> child_ends_;
  double collected_ = 0;
  pid_t pid_ = 0;
  ExitStatus exit_status_;
  int error_ = 0;
  bool stopped_ = false;
};

int SyncProcess::OpenPipe(Channel::Kind kind, uint32_t index, LaunchOptions* options) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  bool is_input = kind == Channel::Kind::kInput;
  OwnedFd ours(ends[is_input ? 1 : 0]);
  child_ends_.emplace_back(ends[is_input ? 0 : 1]);
  options->descriptors.push_back(child_ends_.back().get());
  if (fcntl(ours.get(), F_SETFL, O_NONBLOCK) != 0) return -errno;
  channels_.push_back({kind, index, std::move(ours)});
  return 0;
}

int SyncProcess::AddStdio(Local<Context> context, Local<Array> stdio, LaunchOptions* options) {
  for (uint32_t i = 0; i < stdio->Length(); ++i) {
    Local<Value> entry;
    // An array that lib/ has just filled has no accessors that could throw.
    if (!stdio->Get(context, i).ToLocal(&entry)) return UV_EINVAL;
    int status = 0;
    if (entry->IsInt32()) {
      options->descriptors.push_back(entry.As<v8::Int32>()->Value());
    } else if (entry->IsTrue()) {
      status = OpenPipe(Channel::Kind::kOutput, i, options);
    } else if (entry->IsNull()) {
      options->descriptors.push_back(-1);
    } else {
      status = OpenPipe(Channel::Kind::kInput, i, options);
      if (status == 0) channels_.back().input = BytesOf(entry);
    }
    if (status != 0) return status;
  }
  return 0;
}

int SyncProcess::Run(LaunchOptions* options) {
  // The time to start counts.
  deadline_ = Clock::now() + std::chrono::microseconds(static_cast<int64_t>(timeout_ * 1000));
  int pid = Launch(*options);
  child_ends_.clear();
  if (pid < 0) return pid;
  pid_ = pid;
  OwnedFd exit_descriptor(OpenExitDescriptor(pid));
  if (exit_descriptor.get() < 0) {
    kill(pid, SIGKILL);
    SetError(exit_descriptor.Release());
  } else {
    Wait(exit_descriptor.get());
  }
  exit_status_ = Reap(pid).value_or(ExitStatus{});
  return 0;
}

int SyncProcess::PollTimeout() const {
  if (timeout_ <= 0 || stopped_) return -1;
  auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, INT_MAX));
}

void SyncProcess::Wait(int exit_descriptor) {
  bool running = true;
  std::vector<struct pollfd> polled;
  std::vector<Channel*> owners;
  for (;;) {
    polled.clear();
    owners.clear();
    for (Channel& channel : channels_) {
      if (channel.fd.get() < 0) continue;
      short events = channel.kind == Channel::Kind::kInput ? POLLOUT : POLLIN;
      if (channel.kind == Channel::Kind::kInput && channel.input.empty()) {
        channel.fd.Reset();  // the end of the input
        continue;
      }
      polled.push_back({channel.fd.get(), events, 0});
      owners.push_back(&channel);
    }
    if (running) polled.push_back({exit_descriptor, POLLIN, 0});
    if (polled.empty()) return;

    int count = poll(polled.data(), polled.size(), PollTimeout());
    if (count < 0) {
      if (errno == EINTR) continue;
      SetError(-errno);
      kill(pid_, SIGKILL);
      return;
    }
    if (count == 0 && PollTimeout() == 0) {
      if (running) {
        Stop(UV_ETIMEDOUT);
      } else {
        // Somebody else holds the pipes.
        SetError(UV_ETIMEDOUT);
        return;
      }
      continue;
    }
    for (size_t i = 0; i < owners.size() && !stopped_; ++i) {
      if (polled[i].revents == 0) continue;
      if (owners[i]->kind == Channel::Kind::kInput) {
        Write(owners[i]);
      } else {
        Read(owners[i]);
      }
    }
    if (running && polled.back().revents != 0) running = false;
  }
}

void SyncProcess::Read(Channel* channel) {
  if (channel->capacity - channel->size < kReadSize) {
    size_t capacity = std::max(channel->capacity * 2, kReadSize);
    auto* grown = static_cast<uint8_t*>(std::realloc(channel->output.get(), capacity));
    if (grown == nullptr) return Stop(UV_ENOMEM);
    (void)channel->output.release();  // realloc() has freed or grown it
    channel->output.reset(grown);
    channel->capacity = capacity;
  }
  ssize_t count = read(channel->fd.get(), channel->output.get() + channel->size, kReadSize);
  if (count < 0) {
    if (errno == EINTR || errno == EAGAIN) return;
    SetError(-errno);
  }
  if (count <= 0) return channel->fd.Reset();
  channel->size += static_cast<size_t>(count);
  collected_ += static_cast<double>(count);
  if (max_buffer_ > 0 && collected_ > max_buffer_) Stop(UV_ENOBUFS);
}

void SyncProcess::Write(Channel* channel) {
  // SIGPIPE is ignored in this process.
  ssize_t count = write(channel->fd.get(), channel->input.data(), channel->input.size());
  if (count < 0) {
    if (errno == EINTR || errno == EAGAIN) return;
    SetError(-errno);
    return channel->fd.Reset();
  }
  channel->input = channel->input.subspan(static_cast<size_t>(count));
}

void SyncProcess::Stop(int error) {
  SetError(error);
  stopped_ = true;
  // The signal comes before SIGPIPE.
  int status = uv_kill(pid_, kill_signal_);
  for (Channel& channel : channels_) channel.fd.Reset();
  // A signal that does not exist, say: the process must not be waited for in vain.
  if (status != 0 && status != UV_ESRCH) {
    SetError(status);
    kill(pid_, SIGKILL);
  }
}

// --- The binding ---------------------------------------------------------------------------------

void SpawnSync(const Arguments& args) {
  EventLoop* loop = LoopOf(args);
  Isolate* isolate = args.GetIsolate();
  Local<Context> context = isolate->GetCurrentContext();
  constexpr int kStdio = kLaunchArguments;
  CHECK(args[kStdio]->IsArray());
  LaunchOptions options = LaunchOptionsOf(args);
  SyncProcess process(NumberArgument(args, kStdio + 1), NumberArgument(args, kStdio + 2),
                      Int32Argument(args, kStdio + 3));
  Local<Array> stdio = args[kStdio].As<Array>();
  int status = process.AddStdio(context, stdio, &options);
  if (status == 0) status = process.Run(&options);
  if (status != 0) return args.GetReturnValue().Set(status);

  std::vector<Local<Value>> outputs(stdio->Length(), Null(isolate).As<Value>());
  for (Channel& channel : process.channels()) {
    if (channel.kind != Channel::Kind::kOutput) continue;
    if (channel.size == 0) {
      outputs[channel.index] = CopyToBuffer(loop, {});
      continue;
    }
    uint8_t* bytes = channel.output.release();
    // What was reserved in vain does not stay with the Buffer.
    void* fitting = std::realloc(bytes, channel.size);
    outputs[channel.index] = NewBuffer(loop, fitting != nullptr ? fitting : bytes, channel.size);
  }
  const ExitStatus& exit = process.exit_status();
  Local<Value> code = Null(isolate);
  if (exit.signal == 0) code = Integer::New(isolate, exit.code);
  Local<Value> result[] = {
      Integer::New(isolate, process.pid()), code, Integer::New(isolate, exit.signal),
      Integer::New(isolate, process.error()), Array::New(isolate, outputs.data(), outputs.size())};
  args.GetReturnValue().Set(Array::New(isolate, result, std::size(result)));
}

constexpr FunctionSpec kFunctions[] = {{"spawnSync", SpawnSync}};

}  // namespace

const BindingSpec kSpawnSyncBinding = {"spawn_sync", kFunctions};

}  // namespace gyre
