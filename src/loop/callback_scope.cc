// SPDX-License-Identifier: MIT

#include "loop/callback_scope.h"

namespace gyre {

using v8::Function;
using v8::Global;
using v8::Local;
using v8::MaybeLocal;
using v8::Object;
using v8::String;
using v8::TryCatch;
using v8::Undefined;
using v8::Value;

CallbackScope::CallbackScope(EventLoop* loop, const Global<Value>* frame)
    : loop_(loop),
      handle_scope_(loop->isolate()),
      context_(loop->depth_ == 0 ? loop->entered_ : v8::Local<v8::Context>()) {
  if (context_.IsEmpty()) {
    context_ = loop->context();
    context_scope_.emplace(context_);
  }
  ++loop_->depth_;
  loop_->PublishTime();
  if (frame != nullptr && !frame->IsEmpty()) {
    if (loop_->depth_ > 1) outer_frame_ = context_->GetContinuationPreservedEmbedderData();
    loop_->SetFrame(frame->Get(loop_->isolate()));
  }
}

CallbackScope::~CallbackScope() {
  // The callback may have left its frame behind, by enterWith() or by throwing.
  if (loop_->depth_ == 1) {
    if (loop_->frame_set_) {
      context_->SetContinuationPreservedEmbedderData(Undefined(loop_->isolate()));
      loop_->frame_set_ = false;
    }
  } else if (!outer_frame_.IsEmpty()) {
    context_->SetContinuationPreservedEmbedderData(outer_frame_);
  }
  if (loop_->depth_ == 1 && !failed_ && !loop_->stopping()) loop_->tasks()->Drain();
  if (loop_->depth_ == 1 && loop_->interrupted_) loop_->TellInterrupted();
  --loop_->depth_;
}

MaybeLocal<Value> CallbackScope::Call(Local<Function> function, Local<Value> receiver, int argc,
                                      Local<Value>* argv) {
  if (loop_->stopping()) return {};
  if (loop_->depth_ == 1 && loop_->try_catch_ != nullptr) {
    return Finish(function->Call(context_, receiver, argc, argv), loop_->try_catch_);
  }
  TryCatch try_catch(loop_->isolate());
  return Finish(function->Call(context_, receiver, argc, argv), &try_catch);
}

MaybeLocal<Value> CallbackScope::Finish(MaybeLocal<Value> result, TryCatch* try_catch) {
  failed_ = result.IsEmpty();
  if (failed_) Report(try_catch);
  return result;
}

void CallbackScope::Report(TryCatch* try_catch) {
  if (loop_->depth_ == 1 && loop_->interrupted_) {
    try_catch->Reset();
    loop_->TellInterrupted();
    return;
  }
  if (!try_catch->HasCaught() || try_catch->HasTerminated() || loop_->stopping()) return;
  Local<Value> error = try_catch->Exception();
  Local<v8::Message> message = try_catch->Message();
  try_catch->Reset();
  loop_->host()->ReportException(error, message, ExceptionOrigin::kUncaughtException);
}

MaybeLocal<Value> CallbackScope::Call(EntryPoint which, int argc, Local<Value>* argv) {
  return Call(loop_->entry_point(which), Undefined(loop_->isolate()), argc, argv);
}

MaybeLocal<Value> CallbackScope::CallMethod(Local<Object> object, Local<String> name, int argc,
                                            Local<Value>* argv) {
  if (loop_->stopping()) return {};
  Local<Value> function;
  {
    TryCatch try_catch(loop_->isolate());
    if (!object->Get(context_, name).ToLocal(&function)) {
      Report(&try_catch);
      return {};
    }
  }
  if (!function->IsFunction()) return {};
  return Call(function.As<Function>(), object, argc, argv);
}

void CaptureFrame(EventLoop* loop, Global<Value>* frame) {
  Local<Value> current =
      loop->isolate()->GetCurrentContext()->GetContinuationPreservedEmbedderData();
  if (current.IsEmpty() || current->IsUndefined()) {
    frame->Reset();
  } else {
    frame->Reset(loop->isolate(), current);
  }
}

}  // namespace gyre
