// SPDX-License-Identifier: MIT

#include "bindings/interruption.h"

#include "engine/v8_util.h"

namespace gyre {

namespace {

// Then it is ended wherever it is.
constexpr std::chrono::milliseconds kPatience{2000};
// How much of a stack is looked at.
constexpr int kMaxFrames = 50;

}  // namespace

Runner WhoRuns(v8::Isolate* isolate) {
  v8::HandleScope scope(isolate);
  v8::Local<v8::StackTrace> stack =
      v8::StackTrace::CurrentStackTrace(isolate, kMaxFrames, v8::StackTrace::kScriptName);
  for (int i = 0; i < stack->GetFrameCount(); ++i) {
    v8::Local<v8::String> name =
        stack->GetFrame(isolate, static_cast<uint32_t>(i))->GetScriptName();
    if (!name.IsEmpty() && ToUtf8(isolate, name).starts_with("node:")) continue;
    return i == 0 ? Runner::kProgram : Runner::kLibForProgram;
  }
  return Runner::kLib;
}

bool Interruption::MayEnd(Runner runner) {
  if (runner == Runner::kProgram) return true;
  const auto now = std::chrono::steady_clock::now();
  if (!put_off_) until_ = now + kPatience;
  put_off_ = true;
  return now >= until_;
}

}  // namespace gyre
