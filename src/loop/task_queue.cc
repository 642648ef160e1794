// SPDX-License-Identifier: MIT

#include "loop/task_queue.h"

#include "loop/event_loop.h"

namespace gyre {

void TaskQueue::RunMicrotasks() {
  v8::Isolate* isolate = loop_->isolate();
  loop_->context()->GetMicrotaskQueue()->PerformCheckpoint(isolate);
}

void TaskQueue::Drain() {
  const int32_t& has_tick = loop_->flag(Flag::kHasTick);
  const int32_t& has_rejection = loop_->flag(Flag::kHasRejection);
  if (has_tick == 0) RunMicrotasks();
  if ((has_tick == 0 && has_rejection == 0) || loop_->stopping()) return;
  v8::Isolate* isolate = loop_->isolate();
  v8::TryCatch try_catch(isolate);
  if (!loop_->entry_point(EntryPoint::kProcessTicks)
           ->Call(loop_->context(), v8::Undefined(isolate), 0, nullptr)
           .IsEmpty()) {
    return;
  }
  if (try_catch.HasTerminated() || loop_->interrupted() || loop_->stopping()) return;
  v8::Local<v8::Value> error = try_catch.Exception();
  v8::Local<v8::Message> message = try_catch.Message();
  try_catch.Reset();
  loop_->host()->ReportException(error, message, ExceptionOrigin::kUncaughtException);
}

}  // namespace gyre
