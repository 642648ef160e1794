// SPDX-License-Identifier: MIT
//
// What:    one isolate, its context, its event loop and its standard library: everything that one
//          JavaScript program needs. Several can live in a process, one after the other or each on
//          a
//          thread of its own.
// Owner:   whoever created it (the command line, a test).
// Threads: the creating thread only. The isolate is entered while a method runs, not in between: so
//          several realms can live on one thread.

#ifndef GYRE_RUNTIME_REALM_H_
#define GYRE_RUNTIME_REALM_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "engine/v8_compat.h"
#include "loop/event_loop.h"
#include "loop/host.h"
#include "runtime/builtins.h"
#include "runtime/process.h"

namespace gyre {

enum class BootMode { kSnapshot, kSource };

struct RealmOptions {
  BootMode boot = BootMode::kSnapshot;     // kSource where the executable holds no snapshot
  const SnapshotData* snapshot = nullptr;  // instead of the executable's own
  std::string lib_dir;                     // boots from these files instead of the embedded ones
  ProcessInfo process_info;
  std::map<std::string, OptionValue> options;
  std::vector<std::string> environment_options;
};

class Realm final : public Host {
 public:
  // Boots a realm; nullptr with a message on stderr when the standard library does not start.
  static std::unique_ptr<Realm> Create(Process* process, RealmOptions options);
  // Teardown in numbered phases; see the definition.
  ~Realm() override;
  Realm(const Realm&) = delete;
  Realm& operator=(const Realm&) = delete;

  // Serialises a realm that was booted for it; see BuildSnapshot().
  static std::string MakeBlob(Process* process, std::string native_features);
  // What a fresh context of this isolate has, for MakeBlob(). Empty with a message on stderr on
  // failure.
  std::string TakeInventory();

  // Runs lib/internal/main/<name>, then the loop until nothing keeps it alive, 'beforeExit' and
  // 'exit'. Returns the exit code.
  int Run(std::string_view main_name);

  v8::Isolate* isolate() const { return isolate_; }
  EventLoop* loop() { return loop_.get(); }
  BuiltinLoader* builtins() { return &*builtins_; }

  // Host
  void ReportException(v8::Local<v8::Value> error, v8::Local<v8::Message> message,
                       ExceptionOrigin origin) override;
  void RequestExit(int code) override;
  const ProcessInfo& process_info() const override { return options_.process_info; }
  const std::vector<std::string>& environment_options() const override {
    return options_.environment_options;
  }
  const OptionValue* option(const std::string& name) const override;
  v8::MaybeLocal<v8::Function> CompileBuiltin(std::string_view id, Compilation how) override;
  std::vector<std::string_view> builtin_ids() const override;
  const std::string& native_features() const override { return native_features_; }
  void BeginForkedProcess(std::function<void()> at_end) override;

 private:
  Realm(Process* process, RealmOptions options);

  // Settings that are not part of a snapshot: callbacks, microtask policy.
  void ConfigureIsolate();
  // Makes a fresh context and runs internal/bootstrap/realm in it.
  bool BootFromSource();
  bool BootFromSnapshot();
  void SpinUntilDone();
  int EmitExit();

  // Constant after construction.
  Process* const process_;
  // But for the times of the start, which are those of the fork.
  RealmOptions options_;
  std::string native_features_;
  std::unique_ptr<v8::ArrayBuffer::Allocator> allocator_;
  v8::StartupData blob_{};  // V8 keeps its address: each later context is made from it
  v8::Isolate* isolate_ = nullptr;
  std::optional<BuiltinLoader> builtins_;

  // Loop thread only.
  std::unique_ptr<EventLoop> loop_;
  int exit_code_ = 0;
  std::function<void()> at_end_;  // of a forked process
  bool exit_requested_ = false;
};

}  // namespace gyre

#endif  // GYRE_RUNTIME_REALM_H_
