// SPDX-License-Identifier: MIT
//
// The handler can do little: it may have interrupted malloc() or V8 itself. It wakes the loop,
// which starts the server in its poll phase. JavaScript that never gets there is interrupted as
// well, but only when the signal has hit the code that V8 compiled, where no lock is held and
// nothing is half done (Unwinder::PCIsInV8 is meant for handlers). A signal that comes at another
// moment of an endless loop is lost; the next will not be.

#include "bindings/debug_signal.h"

#include <ucontext.h>
#include <v8-unwinder.h>

#include <atomic>
#include <csignal>

#include "loop/callback_scope.h"

namespace gyre {

namespace {

std::atomic<EventLoop*> loop_of_signal{nullptr};
pthread_t thread_of_loop;

void StartServer(EventLoop* loop) {
  if (loop->stopping() || !loop->has_entry_point(EntryPoint::kStartDebugServer)) return;
  CallbackScope scope(loop);
  scope.Call(EntryPoint::kStartDebugServer, 0, nullptr);
}

bool IsInCompiledCode(v8::Isolate* isolate, void* context) {
#if defined(__x86_64__)
  auto* pc = reinterpret_cast<void*>(static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP]);
  constexpr size_t kCapacity = 512;
  static v8::MemoryRange pages[kCapacity];  // too large for the stack of a handler
  const size_t count = isolate->CopyCodePages(kCapacity, pages);
  return v8::Unwinder::PCIsInV8(count < kCapacity ? count : kCapacity, pages, pc);
#else
  static_cast<void>(isolate);
  static_cast<void>(context);
  return false;
#endif
}

void OnSignal(int, siginfo_t*, void* context) {
  EventLoop* loop = loop_of_signal;
  if (loop == nullptr) return;
  loop->NotifyFromSignal();
  if (pthread_equal(pthread_self(), thread_of_loop) == 0) return;
  if (!IsInCompiledCode(loop->isolate(), context)) return;
  loop->isolate()->RequestInterrupt(
      [](v8::Isolate*, void* data) { StartServer(static_cast<EventLoop*>(data)); }, loop);
}

}  // namespace

void InstallDebugSignal(EventLoop* loop) {
  thread_of_loop = pthread_self();
  loop_of_signal = loop;
  loop->SetSignalCallback(StartServer);
  struct sigaction action = {};
  action.sa_sigaction = OnSignal;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigaction(SIGUSR1, &action, nullptr);
}

}  // namespace gyre
