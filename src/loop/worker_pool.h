// SPDX-License-Identifier: MIT
//
// What:    the threads that do the blocking work of one event loop (files), and the way of a job to
//          them and back. For short jobs the waking of threads costs more than the work, on both
//          ends, so it is avoided where it can be:
//
//            loop thread                              worker
//            Submit()  --- waiting jobs, a lock --->  takes one at a time; out of work, looks a
//                                                     moment for more before it sleeps
//            drains all that is done  <-- a stack --  pushes; wakes the loop only if it sleeps
//            before it blocks in poll, looks
//            a moment for what ends soon
//
//          A thread is woken (or started, up to UV_THREADPOOL_SIZE) when a job comes and no other
//          is awake, when a job has taken long while others wait, and for each job that waits when
//          the loop is about to block. So no job waits behind a slow one.
// Owner:   EventLoop. A job belongs to whoever submits it; the pool lets go of it in Done().
// Threads: loop thread only, except Job::Work(), which runs on a thread of the pool.

#ifndef GYRE_LOOP_WORKER_POOL_H_
#define GYRE_LOOP_WORKER_POOL_H_

#include <uv.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace gyre {

class WorkerPool {
 public:
  class Job {
   public:
    // uv_hrtime() of its way, for the tracer; 0 for what was not reached.
    struct Times {
      uint64_t queued = 0;
      uint64_t started = 0;
      uint64_t ended = 0;
    };

    Job() = default;
    virtual ~Job() = default;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    const Times& times() const { return times_; }

    // What it does, in a word: "readFile". A literal.
    virtual const char* kind() const = 0;

   private:
    friend class WorkerPool;
    // The work itself. Knows nothing of JavaScript.
    virtual void Work() = 0;
    // After Work(): it has only paused, and is called again when those that wait had their turn.
    virtual bool IsPaused() const { return false; }
    // Once, on the loop thread: 0, or UV_ECANCELED when Work() has not run to its end. May delete
    // the job.
    virtual void Done(int status) = 0;

    Job* next_ = nullptr;  // in whichever list it is
    int status_ = 0;
    Times times_;
  };

  // Told of each job that has ended, before Done(). Loop thread.
  using Observer = void (*)(void* data, const Job& job);

  WorkerPool() = default;
  // REQUIRES: never opened, or Close() was called and the loop has run since.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void Open(uv_loop_t* loop);
  // Jobs that have been submitted keep the loop alive until they are done.
  void Submit(Job* job);
  // Takes a job whose work the caller has found done: Done(0) follows in the next turn.
  void SubmitDone(Job* job);
  // Takes a job out that no thread works on: Done(UV_ECANCELED) follows in a later turn. Returns
  // whether it was in time.
  bool Cancel(Job* job);
  // No job is under way.
  bool idle() const { return outstanding_ == 0; }
  // Whether a thread has begun it.
  bool HasBegun(const Job* job);
  // Ends the threads and closes the handles, once all jobs are done.
  void Close();

  void set_observer(Observer observer, void* data) {
    observer_ = observer;
    observer_data_ = data;
  }

 private:
  // --- Loop thread
  void OnPrepare();
  // A job has ended while the loop slept.
  void OnWake();
  // Runs Done() of what has ended. Returns whether there was anything.
  bool DrainEnded();
  // Looks for something that has ended, for as long as it takes to sleep and be woken.
  bool SpinForEnded();
  // A thread for each job that waits, as far as there may be more.
  void WakeForWaiting();
  void SetArmed(bool armed);
  void CloseHandles();

  // --- Threads of the pool
  void RunThread();
  void Push(Job* job);
  bool SpinForJob();

  // --- Any thread, with mutex_ held
  void Enqueue(Job* job);
  bool CanCall();
  // Gives a ticket to a thread that sleeps, which the caller notifies, or starts one.
  void CallOne();

  // To look for longer than being woken takes would waste more than it saves. That is some ten
  // microseconds on a good machine and more on a virtual one, so it is measured; what is measured
  // counts from this on.
  static constexpr uint64_t kLeastSpinNanoseconds = 30'000;

  // Constant after Open().
  uv_loop_t* loop_ = nullptr;
  bool can_spin_ = false;

  // Loop thread only.
  uv_async_t wake_;
  uv_prepare_t prepare_;
  size_t outstanding_ = 0;  // submitted and not done
  bool armed_ = false;      // the handles are active: jobs are outstanding
  bool closing_ = false;
  uint32_t spins_to_skip_ = 0;  // spinning has been in vain
  uint32_t spin_penalty_ = 0;
  Observer observer_ = nullptr;
  void* observer_data_ = nullptr;

  // Guarded by mutex_.
  std::mutex mutex_;
  std::condition_variable work_came_;
  Job* first_ = nullptr;  // jobs that wait, in order
  Job* last_ = nullptr;
  std::vector<std::thread> threads_;
  size_t limit_ = 0;          // of threads; 0: the environment has not been asked
  size_t idle_ = 0;           // threads that sleep and have not been woken
  size_t tickets_ = 0;        // of those woken that still have to notice
  bool is_spinning_ = false;  // one of the threads is in SpinForJob()
  bool stops_ = false;

  // Shared.
  std::atomic<size_t> waiting_{0};        // jobs between first_ and last_, to look without the lock
  std::atomic<Job*> ended_{nullptr};      // a stack: the latest first
  std::atomic<bool> loop_sleeps_{false};  // it must be woken by wake_
  // How long to look before sleeping: a running mean of what being woken takes.
  std::atomic<uint64_t> spin_nanoseconds_{kLeastSpinNanoseconds};
};

}  // namespace gyre

#endif  // GYRE_LOOP_WORKER_POOL_H_
