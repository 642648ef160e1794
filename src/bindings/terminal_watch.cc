// SPDX-License-Identifier: MIT
//
// binding('terminal_watch'): Ctrl-C for JavaScript that callbacks run while a terminal is in raw
// mode, for the REPL.
//
// In raw mode Ctrl-C is a byte like any other. Nobody reads it while JavaScript keeps the loop
// busy, and a terminal cannot be asked what it holds without taking it. So a thread sleeps until
// the terminal has something; when that is still there after some milliseconds, the thread asks V8
// to call Look() on the loop's thread, in the middle of the JavaScript that runs. Look() reads
// ahead what was typed, and when Ctrl-C is among it ends that JavaScript. What else was typed is
// given to lib/ in the poll phase, in order: nothing is lost. A program that waits in a system call
// is not looked into, so a child process has its parent's terminal to itself: and while one is
// waited for, in a mode in which Ctrl-C is a signal (internal/repl/interrupt).
//
// Where JavaScript may be ended is said in bindings/interruption.h.

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "bindings/interruption.h"
#include "bindings/stream_handle.h"

namespace gyre {

using v8::Function;
using v8::Global;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::Uint8Array;
using v8::Value;

namespace {

constexpr char kCtrlC = '\x03';
// How long the loop may leave what was typed where it is.
constexpr std::chrono::milliseconds kPatience{20};

class TerminalWatch {
 public:
  // Takes `fd`, a descriptor of its own. While `*held` is above 0 nothing is ended: what runs knows
  // of its own way to be interrupted.
  TerminalWatch(EventLoop* loop, Local<Object> terminal, Local<Function> on_typed, int fd,
                const int* held)
      : loop_(loop),
        held_(held),
        terminal_(loop->isolate(), terminal),
        on_typed_(loop->isolate(), on_typed),
        fd_(fd),
        wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    CHECK(wake_ >= 0);
    // Signals are for the thread that runs JavaScript.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    thread_ = std::thread([this] { Watch(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
  ~TerminalWatch() {
    is_over_ = true;
    CHECK_EQ(eventfd_write(wake_, 1), 0);
    thread_.join();
    close(wake_);
    close(fd_);
  }
  TerminalWatch(const TerminalWatch&) = delete;
  TerminalWatch& operator=(const TerminalWatch&) = delete;

  // What was read ahead; empty for nothing.
  std::string Take() {
    interruption_.Reset();
    return std::exchange(typed_, {});
  }

  // Where lib/ has begun nothing: ends what was to be ended, if there is such a thing.
  void EndHere() {
    if (!interruption_.put_off() || *held_ > 0 || loop_->interrupted()) return;
    if (typed_.find(kCtrlC) == std::string::npos || WhoRuns(loop_->isolate()) == Runner::kLib) {
      return;
    }
    End();
  }

  // Where lib/ has begun nothing and Ctrl-C was a signal: ends what a callback runs.
  void EndNow() {
    if (*held_ == 0 && !loop_->interrupted()) End();
  }

  void TellTyped() {
    if (typed_.empty()) return;
    CallbackScope scope(loop_);
    scope.Call(on_typed_.Get(loop_->isolate()), v8::Undefined(loop_->isolate()), 0, nullptr);
  }

  static TerminalWatch* Of(Isolate* isolate);

 private:
  // --- The watching thread ---

  // Waits for a while, or for ever with -1, for the terminal to have something; less when woken.
  // Returns whether it has; the terminal that is gone ends the watch.
  bool WaitForKeys(int ms) {
    pollfd fds[] = {{wake_, POLLIN, 0}, {fd_, POLLIN, 0}};
    if (poll(fds, 2, ms) <= 0) return false;
    eventfd_t count;
    if (fds[0].revents != 0) eventfd_read(wake_, &count);
    if ((fds[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) is_over_ = true;
    return fds[1].revents == POLLIN;
  }

  void Watch() {
    while (!is_over_) {
      const bool has_keys = WaitForKeys(-1);
      // Of code that mostly calls lib/ the right moments are rare: so it is asked without a pause.
      if (!interruption_.put_off()) {
        if (!has_keys) continue;
        std::this_thread::sleep_for(kPatience);
        if (!WaitForKeys(0) && !interruption_.put_off()) continue;
      }
      if (is_over_ || is_requested_.exchange(true)) continue;
      loop_->isolate()->RequestInterrupt(
          [](Isolate* isolate, void*) {
            if (TerminalWatch* watch = Of(isolate)) watch->Look();
          },
          nullptr);
    }
  }

  // --- The loop's thread ---

  // In the middle of any JavaScript: none may be run, and nothing be thrown.
  void Look() {
    is_requested_ = false;
    Isolate* isolate = loop_->isolate();
    if (*held_ > 0 || loop_->stopping() || loop_->interrupted()) return interruption_.Reset();
    HandleScope scope(isolate);
    const Runner runner = WhoRuns(isolate);
    // The REPL's own work is not ended, and will come to an end.
    if (runner == Runner::kLib) return;
    ReadAhead();
    if (typed_.find(kCtrlC) == std::string::npos) return;
    if (!interruption_.MayEnd(runner)) {
      CHECK_EQ(eventfd_write(wake_, 1), 0);  // once more
      return;
    }
    End();
  }

  void End() {
    interruption_.Reset();
    // Who presses it again and again means this loop, and not the REPL.
    std::erase(typed_, kCtrlC);
    loop_->Interrupt();
  }

  void ReadAhead() {
    auto* stream = HandleWrap::Unwrap<StreamHandle>(terminal_.Get(loop_->isolate()));
    // Somebody else may be reading.
    if (stream == nullptr || uv_is_active(stream->uv_handle()) == 0) return;
    const bool had_none = typed_.empty();
    char buffer[4096];
    pollfd readable = {fd_, POLLIN, 0};
    while (poll(&readable, 1, 0) == 1 && readable.revents == POLLIN) {
      const ssize_t count = read(fd_, buffer, sizeof(buffer));
      if (count <= 0) break;
      typed_.append(buffer, static_cast<size_t>(count));
    }
    if (had_none && !typed_.empty()) {
      loop_->PostTask(std::make_unique<TypedTask>(loop_->isolate()), 0);
    }
  }

  class TypedTask final : public v8::Task {
   public:
    explicit TypedTask(Isolate* isolate) : isolate_(isolate) {}
    void Run() override {
      if (TerminalWatch* watch = Of(isolate_)) watch->TellTyped();
    }

   private:
    Isolate* const isolate_;
  };

  // Constant after construction.
  EventLoop* const loop_;
  const int* const held_;
  const Global<Object> terminal_;
  const Global<Function> on_typed_;
  const int fd_;
  const int wake_;

  // The loop's thread only.
  std::string typed_;

  // Both threads.
  std::atomic<bool> is_over_{false};
  std::atomic<bool> is_requested_{false};
  Interruption interruption_;

  std::thread thread_;  // last: it uses the members above
};

struct TerminalWatchData {
  int held = 0;  // also before there is a watch
  std::unique_ptr<TerminalWatch> watch;
};

TerminalWatch* TerminalWatch::Of(Isolate* isolate) {
  return EventLoop::From(isolate)->binding_data<TerminalWatchData>()->watch.get();
}

// (terminal, onTyped) -> 0 or UV_E*. `terminal` is a handle of binding('tty'); onTyped() is called
// when there is something for take().
void Start(const Arguments& args) {
  auto* stream = HandleWrap::Unwrap<StreamHandle>(args[0].As<Object>());
  uv_os_fd_t fd;
  int status = stream == nullptr ? UV_EBADF : uv_fileno(stream->uv_handle(), &fd);
  if (status != 0) return args.GetReturnValue().Set(status);
  const int own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (own < 0) return args.GetReturnValue().Set(uv_translate_sys_error(errno));
  EventLoop* loop = LoopOf(args);
  auto* data = loop->binding_data<TerminalWatchData>();
  data->watch.reset();
  data->watch = std::make_unique<TerminalWatch>(loop, args[0].As<Object>(), args[1].As<Function>(),
                                                own, &data->held);
  args.GetReturnValue().Set(0);
}

// ()
void Stop(const Arguments& args) { LoopOf(args)->binding_data<TerminalWatchData>()->watch.reset(); }

// () and (): what runs between them is not ended. They nest.
void Hold(const Arguments& args) { ++LoopOf(args)->binding_data<TerminalWatchData>()->held; }
void Release(const Arguments& args) {
  int& held = LoopOf(args)->binding_data<TerminalWatchData>()->held;
  CHECK(held > 0);
  --held;
}

// (): see internal/repl/interrupt
void EndHere(const Arguments& args) {
  if (TerminalWatch* watch = TerminalWatch::Of(args.GetIsolate())) watch->EndHere();
}

// (): likewise, for a Ctrl-C that was no key
void EndNow(const Arguments& args) {
  if (TerminalWatch* watch = TerminalWatch::Of(args.GetIsolate())) watch->EndNow();
}

// () -> a Uint8Array of what was read ahead, undefined for nothing
void Take(const Arguments& args) {
  TerminalWatch* watch = TerminalWatch::Of(args.GetIsolate());
  if (watch == nullptr) return;
  const std::string typed = watch->Take();
  if (typed.empty()) return;
  Local<v8::ArrayBuffer> memory = v8::ArrayBuffer::New(args.GetIsolate(), typed.size());
  std::memcpy(memory->GetBackingStore()->Data(), typed.data(), typed.size());
  args.GetReturnValue().Set(Uint8Array::New(memory, 0, typed.size()));
}

constexpr FunctionSpec kFunctions[] = {
    {"start", Start},
    {"stop", Stop},
    {"endHere", EndHere},
    {"endNow", EndNow},
    {"hold", Hold, SideEffect::kNone},
    {"release", Release, SideEffect::kNone},
    {"take", Take},
};

}  // namespace

const BindingSpec kTerminalWatchBinding = {"terminal_watch", kFunctions};

}  // namespace gyre
