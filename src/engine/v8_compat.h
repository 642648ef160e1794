// SPDX-License-Identifier: MIT
//
// What:    the one place that knows V8's versions (10.2 on Debian 12, 11.3 on Debian 13).
// Everything
//          else includes V8 through this header and contains no #if V8_MAJOR_VERSION.
// Owner:   nobody; stateless.
// Threads: any.

#ifndef GYRE_ENGINE_V8_COMPAT_H_
#define GYRE_ENGINE_V8_COMPAT_H_

#include <libplatform/libplatform.h>
#include <v8-version.h>
#include <v8.h>

#include <bit>
#include <memory>

namespace gyre::compat {

// ScriptCompiler::CompileFunction was named CompileFunctionInContext before V8 10.6.
inline v8::MaybeLocal<v8::Function> CompileFunction(
    v8::Local<v8::Context> context, v8::ScriptCompiler::Source* source, size_t parameter_count,
    v8::Local<v8::String>* parameters, size_t extension_count, v8::Local<v8::Object>* extensions,
    v8::ScriptCompiler::CompileOptions options = v8::ScriptCompiler::kNoCompileOptions) {
#if V8_MAJOR_VERSION > 10 || (V8_MAJOR_VERSION == 10 && V8_MINOR_VERSION >= 6)
  return v8::ScriptCompiler::CompileFunction(context, source, parameter_count, parameters,
                                             extension_count, extensions, options);
#else
  return v8::ScriptCompiler::CompileFunctionInContext(context, source, parameter_count, parameters,
                                                      extension_count, extensions, options);
#endif
}

// A session of an inspector (v8_inspector::V8Inspector); the client may do all that it can since V8
// 11. A template: <v8-inspector.h> is not for everybody.
template <typename Inspector, typename Channel, typename View>
auto ConnectInspector(Inspector* inspector, int group, Channel* channel, View state) {
#if V8_MAJOR_VERSION >= 11
  return inspector->connect(group, channel, state, Inspector::kFullyTrusted);
#else
  return inspector->connect(group, channel, state);
#endif
}

// An internal field that holds a module record: V8 takes all of v8::Data there since version 12.
inline void SetModuleField(v8::Local<v8::Object> object, int index, v8::Local<v8::Module> module) {
#if V8_MAJOR_VERSION >= 12
  object->SetInternalField(index, module);
#else
  object->SetInternalField(index, std::bit_cast<v8::Local<v8::Value>>(module));
#endif
}
inline v8::Local<v8::Module> GetModuleField(v8::Local<v8::Object> object, int index) {
#if V8_MAJOR_VERSION >= 12
  return object->GetInternalField(index).As<v8::Module>();
#else
  return std::bit_cast<v8::Local<v8::Module>>(object->GetInternalField(index));
#endif
}

// V8's default platform gained a PriorityMode parameter at the end; the first four are stable.
inline std::unique_ptr<v8::Platform> NewDefaultPlatform(int worker_threads) {
  return v8::platform::NewDefaultPlatform(worker_threads);
}

// One without threads: what is posted to them must go elsewhere.
inline std::unique_ptr<v8::Platform> NewThreadlessPlatform() {
  return v8::platform::NewSingleThreadedDefaultPlatform();
}

// The callback for heap exhaustion takes `bool is_heap_oom` before V8 11 and OOMDetails after.
#if V8_MAJOR_VERSION >= 11
using OutOfMemoryDetails = const v8::OOMDetails&;
inline bool IsHeapOutOfMemory(OutOfMemoryDetails details) { return details.is_heap_oom; }
#else
using OutOfMemoryDetails = bool;
inline bool IsHeapOutOfMemory(OutOfMemoryDetails is_heap_oom) { return is_heap_oom; }
#endif

// V8's snapshot checksum is verified at every start unless switched off; the blob is part of our
// own executable, whose integrity the package manager guards. V8 11 would also freeze its flags
// when it is initialised, and abort in v8.setFlagsFromString(). Import attributes are parsed under
// the older keyword `assert` until V8 12, behind a flag. The memory of ArrayBuffers is freed by the
// thread that allocates it: on a thread of V8's own each free(), four for a Buffer, took the lock
// of the heap that the loop thread allocates from, and both spent their time waiting. Fast calls
// (FunctionSpec::fast) are on by default since V8 11.
#if V8_MAJOR_VERSION >= 12
inline constexpr const char* kStartupFlags =
    "--no-verify-snapshot-checksum --no-concurrent-array-buffer-sweeping "
    "--no-freeze-flags-after-init";
inline constexpr bool kKnowsImportAttributes = true;
#elif V8_MAJOR_VERSION == 11
inline constexpr const char* kStartupFlags =
    "--no-verify-snapshot-checksum --no-concurrent-array-buffer-sweeping --turbo-fast-api-calls "
    "--no-freeze-flags-after-init --harmony-import-assertions";
inline constexpr bool kKnowsImportAttributes = false;
#else
inline constexpr const char* kStartupFlags =
    "--no-verify-snapshot-checksum --no-concurrent-array-buffer-sweeping --turbo-fast-api-calls "
    "--harmony-import-assertions";
inline constexpr bool kKnowsImportAttributes = false;
#endif

// The two words of a typed array whose sum is the address of its bytes (v8::internal::JSTypedArray,
// external_pointer and base_pointer); 0 where that is not known.
inline constexpr int kTypedArrayData = V8_MAJOR_VERSION < 12 ? 64 : 0;
inline constexpr int kTypedArrayBase = V8_MAJOR_VERSION < 12 ? 72 : 0;

// Whether regular expressions may have the flag v.
inline constexpr bool kKnowsRegExpSets = V8_MAJOR_VERSION > 11 ||
                                         (V8_MAJOR_VERSION == 11 && V8_MINOR_VERSION >= 2);

// A platform that hands jobs to another one. V8 11 creates a job without running it (CreateJob), V8
// 10 posts it (PostJob).
class PlatformWithJobs : public v8::Platform {
 public:
  explicit PlatformWithJobs(std::unique_ptr<v8::Platform> base)
      : base_(std::move(base)), workers_(base_.get()) {}

  std::unique_ptr<v8::JobHandle> PostJob(v8::TaskPriority priority,
                                         std::unique_ptr<v8::JobTask> job) override {
    return workers_->PostJob(priority, std::move(job));
  }
#if V8_MAJOR_VERSION > 10 || (V8_MAJOR_VERSION == 10 && V8_MINOR_VERSION >= 5)
  std::unique_ptr<v8::JobHandle> CreateJob(v8::TaskPriority priority,
                                           std::unique_ptr<v8::JobTask> job) override {
    return workers_->CreateJob(priority, std::move(job));
  }
#endif

 protected:
  v8::Platform* base() const { return base_.get(); }
  // Where jobs and worker tasks go: the base, or what SetWorkers() was given.
  v8::Platform* workers() const { return workers_; }
  void SetWorkers(std::unique_ptr<v8::Platform> workers) {
    late_ = std::move(workers);
    workers_ = late_.get();
  }

 private:
  const std::unique_ptr<v8::Platform> base_;
  std::unique_ptr<v8::Platform> late_;
  v8::Platform* workers_;
};

}  // namespace gyre::compat

#endif  // GYRE_ENGINE_V8_COMPAT_H_
