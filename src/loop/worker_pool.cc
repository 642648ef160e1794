// SPDX-License-Identifier: MIT

#include "loop/worker_pool.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>

#include "engine/check.h"

namespace gyre {

namespace {

constexpr uint64_t kMostSpinNanoseconds = 100'000;
// A job that takes longer than this has waited for a device: others shall not wait for it.
constexpr uint64_t kSlowNanoseconds = 100'000;
// Turns without poll, in which only jobs of the pool complete.
constexpr int kMaxRounds = 8;
constexpr uint32_t kMaxSpinPenalty = 256;

void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Until `ready()`; gives up after so many nanoseconds.
template <typename Ready>
bool SpinUntil(uint64_t limit, Ready ready) {
  uint64_t end = uv_hrtime() + limit;
  do {
    for (int i = 0; i < 64; ++i) {
      if (ready()) return true;
      Pause();
    }
  } while (uv_hrtime() < end);
  return ready();
}

int UsableProcessors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
}

// As libuv reads it: 4 by default, at least 1, at most 1024.
size_t ThreadLimit() {
  const char* text = std::getenv("UV_THREADPOOL_SIZE");
#ifdef GYRE_STRESS
  if (text == nullptr) return 1;
#endif
  if (text == nullptr) return 4;
  return static_cast<size_t>(std::clamp(std::atoi(text), 1, 1024));
}

uv_handle_t* AsHandle(void* handle) { return static_cast<uv_handle_t*>(handle); }

}  // namespace

WorkerPool::~WorkerPool() { CHECK(threads_.empty()); }

void WorkerPool::Open(uv_loop_t* loop) {
  loop_ = loop;
  can_spin_ = UsableProcessors() > 1;
  // Neither can fail: uv_loop_init() has opened the descriptor that all asyncs of a loop share.
  CHECK_EQ(
      uv_async_init(loop, &wake_,
                    [](uv_async_t* handle) { static_cast<WorkerPool*>(handle->data)->OnWake(); }),
      0);
  CHECK_EQ(uv_prepare_init(loop, &prepare_), 0);
  wake_.data = prepare_.data = this;
  uv_unref(AsHandle(&wake_));
  uv_unref(AsHandle(&prepare_));
}

void WorkerPool::SetArmed(bool armed) {
  if (armed_ == armed) return;
  armed_ = armed;
  if (armed) {
    uv_ref(AsHandle(&wake_));
    uv_prepare_start(&prepare_, [](uv_prepare_t* handle) {
      static_cast<WorkerPool*>(handle->data)->OnPrepare();
    });
  } else {
    uv_unref(AsHandle(&wake_));
    uv_prepare_stop(&prepare_);
  }
}

void WorkerPool::Submit(Job* job) {
  CHECK(!closing_);
  job->times_.queued = uv_hrtime();
  ++outstanding_;
  SetArmed(true);
  std::unique_lock<std::mutex> lock(mutex_);
  Enqueue(job);
  bool all_sleep = idle_ == threads_.size();
  if (all_sleep) CallOne();
  lock.unlock();
  if (all_sleep) work_came_.notify_one();
}

void WorkerPool::SubmitDone(Job* job) {
  CHECK(!closing_);
  uint64_t now = uv_hrtime();
  job->times_ = {.queued = now, .started = now, .ended = now};
  ++outstanding_;
  SetArmed(true);
  // Nobody is to be woken: this thread looks before it sleeps.
  Push(job);
}

bool WorkerPool::Cancel(Job* job) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    Job* previous = nullptr;
    Job* found = first_;
    while (found != nullptr && found != job) {
      previous = found;
      found = found->next_;
    }
    if (found == nullptr) return false;
    (previous == nullptr ? first_ : previous->next_) = job->next_;
    if (last_ == job) last_ = previous;
    waiting_.store(waiting_.load(std::memory_order_relaxed) - 1, std::memory_order_release);
  }
  job->status_ = UV_ECANCELED;
  Push(job);
  uv_async_send(&wake_);
  return true;
}

bool WorkerPool::HasBegun(const Job* job) {
  std::lock_guard<std::mutex> lock(mutex_);
  const Job* found = first_;
  while (found != nullptr && found != job) found = found->next_;
  return found == nullptr || found->times_.started != 0;
}

void WorkerPool::Close() {
  closing_ = true;
  if (outstanding_ == 0) CloseHandles();
}

void WorkerPool::CloseHandles() {
  // The threads first: one that has just ended a job may be about to use wake_.
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stops_ = true;
  }
  work_came_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  SetArmed(false);
  uv_close(AsHandle(&wake_), nullptr);
  uv_close(AsHandle(&prepare_), nullptr);
}

void WorkerPool::OnWake() {
  Job* latest = ended_.load(std::memory_order_acquire);
  if (latest != nullptr && latest->times_.ended != 0) {  // 0: it was cancelled
    uint64_t now = uv_hrtime();
    uint64_t took = std::clamp(now - std::min(now, latest->times_.ended), kLeastSpinNanoseconds,
                               kMostSpinNanoseconds);
    uint64_t mean = (7 * spin_nanoseconds_.load(std::memory_order_relaxed) + took) / 8;
    spin_nanoseconds_.store(mean, std::memory_order_relaxed);
  }
  DrainEnded();
}

bool WorkerPool::DrainEnded() {
  loop_sleeps_.store(false, std::memory_order_relaxed);
  Job* latest = ended_.exchange(nullptr, std::memory_order_acquire);
  if (latest == nullptr) return false;
  Job* job = nullptr;  // the order in which they ended
  while (latest != nullptr) {
    Job* next = latest->next_;
    latest->next_ = job;
    job = latest;
    latest = next;
  }
  while (job != nullptr) {
    Job* next = job->next_;
    --outstanding_;
    if (observer_ != nullptr) observer_(observer_data_, *job);
    job->Done(job->status_);
    job = next;
  }
  if (outstanding_ > 0) return true;
  if (closing_) {
    CloseHandles();
  } else {
    SetArmed(false);
  }
  return true;
}

bool WorkerPool::SpinForEnded() {
  if (!can_spin_) return false;
  if (spins_to_skip_ > 0) {
    --spins_to_skip_;
    return false;
  }
  uint64_t limit = spin_nanoseconds_.load(std::memory_order_relaxed);
  if (SpinUntil(limit, [this] { return ended_.load(std::memory_order_relaxed) != nullptr; })) {
    spin_penalty_ = 0;
    return true;
  }
  // Jobs take long, or the processors are busy: try it more and more seldom.
  spin_penalty_ = std::min(kMaxSpinPenalty, spin_penalty_ * 2 + 1);
  spins_to_skip_ = spin_penalty_;
  return false;
}

void WorkerPool::WakeForWaiting() {
  if (waiting_.load(std::memory_order_relaxed) == 0) return;
  size_t called = 0;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t left = waiting_.load(std::memory_order_relaxed); left > 0 && CanCall(); --left) {
      CallOne();
      ++called;
    }
  }
  for (; called > 0; --called) work_came_.notify_one();
}

void WorkerPool::OnPrepare() {
  for (int round = 0; round < kMaxRounds; ++round) {
    DrainEnded();
    if (!armed_) return;
    // Others have something to do. (Not always: 0 also says that libuv has to tell the kernel of
    // descriptors first, and may block after that.)
    if (uv_backend_timeout(loop_) == 0) break;
    if (ended_.load(std::memory_order_relaxed) == nullptr && !SpinForEnded()) break;
  }
  // From here on who ends a job wakes us; what was pushed before it could know is seen here.
  loop_sleeps_.store(true, std::memory_order_seq_cst);
  if (ended_.load(std::memory_order_seq_cst) != nullptr) {
    if (loop_sleeps_.exchange(false)) uv_async_send(&wake_);
  } else {
    WakeForWaiting();
  }
}

void WorkerPool::Enqueue(Job* job) {
  job->next_ = nullptr;
  (first_ == nullptr ? first_ : last_->next_) = job;
  last_ = job;
  waiting_.store(waiting_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

bool WorkerPool::CanCall() {
  if (limit_ == 0) limit_ = ThreadLimit();
  return idle_ > 0 || threads_.size() < limit_;
}

void WorkerPool::CallOne() {
  if (idle_ > 0) {
    --idle_;
    ++tickets_;
    return;
  }
  CHECK(CanCall());
  // Signals are for the thread that runs JavaScript.
  sigset_t all;
  sigset_t old;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  threads_.emplace_back([this] { RunThread(); });
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

void WorkerPool::Push(Job* job) {
  job->next_ = ended_.load(std::memory_order_relaxed);
  while (!ended_.compare_exchange_weak(job->next_, job, std::memory_order_seq_cst,
                                       std::memory_order_relaxed)) {
  }
}

bool WorkerPool::SpinForJob() {
  uint64_t limit = spin_nanoseconds_.load(std::memory_order_relaxed);
  return SpinUntil(limit, [this] { return waiting_.load(std::memory_order_relaxed) != 0; });
}

void WorkerPool::RunThread() {
  pthread_setname_np(pthread_self(), "gyre-pool");
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stops_) {
    if (Job* job = first_; job != nullptr) {
      first_ = job->next_;
      if (first_ == nullptr) last_ = nullptr;
      waiting_.store(waiting_.load(std::memory_order_relaxed) - 1, std::memory_order_release);
      lock.unlock();
      uint64_t started = uv_hrtime();
      if (job->times_.started == 0) job->times_.started = started;
      job->Work();
      while (job->IsPaused() && waiting_.load(std::memory_order_relaxed) == 0) job->Work();
      uint64_t ended = uv_hrtime();
      if (job->IsPaused()) {
        lock.lock();
        Enqueue(job);
      } else {
        job->times_.ended = ended;
        Push(job);  // the job may be gone from here on
        if (loop_sleeps_.load(std::memory_order_seq_cst) && loop_sleeps_.exchange(false)) {
          uv_async_send(&wake_);
        }
        lock.lock();
      }
      if (first_ != nullptr && ended - started > kSlowNanoseconds && CanCall()) {
        CallOne();
        work_came_.notify_one();
      }
      continue;
    }
    if (can_spin_ && !is_spinning_) {
      is_spinning_ = true;
      lock.unlock();
      SpinForJob();
      lock.lock();
      is_spinning_ = false;
      if (first_ != nullptr) continue;
    }
    if (stops_) return;
    ++idle_;
    work_came_.wait(lock, [this] { return tickets_ > 0 || stops_; });
    if (tickets_ > 0) --tickets_;
  }
}

}  // namespace gyre
