// SPDX-License-Identifier: MIT
//
// What:    what runs between any two callbacks: process.nextTick callbacks (queued in JavaScript)
// and
//          microtasks (queued in V8), until both are empty; then rejected promises are examined.
// Owner:   EventLoop.
// Threads: loop thread only.

#ifndef GYRE_LOOP_TASK_QUEUE_H_
#define GYRE_LOOP_TASK_QUEUE_H_

namespace gyre {

class EventLoop;

class TaskQueue {
 public:
  explicit TaskQueue(EventLoop* loop) : loop_(loop) {}
  TaskQueue(const TaskQueue&) = delete;
  TaskQueue& operator=(const TaskQueue&) = delete;

  // With a tick waiting: ticks first, then microtasks. Without: microtasks first, then the ticks
  // they queued. An exception is reported; what is left waits for the next drain.
  // REQUIRES: the outermost CallbackScope is closing, a HandleScope and the context are entered.
  void Drain();

  // One microtask checkpoint.
  void RunMicrotasks();

 private:
  EventLoop* const loop_;
};

}  // namespace gyre

#endif  // GYRE_LOOP_TASK_QUEUE_H_
