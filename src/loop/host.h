// SPDX-License-Identifier: MIT
//
// What:    what the loop and the bindings may ask of the Realm above them, so that arrows point
// down. Owner:   the Realm implements it and outlives its EventLoop.
// Threads: loop thread only.

#ifndef GYRE_LOOP_HOST_H_
#define GYRE_LOOP_HOST_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/v8_compat.h"

namespace gyre {

// What the command line said and where the executable is. Constant after construction.
struct ProcessInfo {
  std::string exec_path;               // absolute path of the executable
  std::string argv0;                   // as the parent process spelled it
  std::vector<std::string> exec_argv;  // options of the runtime, before the script
  std::vector<std::string> argv;       // script and its arguments, or only the arguments
  double start_time_ns = 0;            // uv_hrtime() at the first line of main()
  double v8_start_ns = 0;              // uv_hrtime() when V8 had been started
};

// One option as lib/ sees it: internal/options asks by name.
struct OptionValue {
  enum class Kind { kBoolean, kString, kStringList, kNumber };
  Kind kind = Kind::kBoolean;
  bool boolean = false;
  double number = 0;
  bool given = false;  // by the command line or the environment
  std::string string;
  std::vector<std::string> list;
};

enum class ExceptionOrigin { kUncaughtException, kUnhandledRejection };

class Host {
 public:
  virtual ~Host() = default;

  // Routes an exception that left JavaScript to process's 'uncaughtException'; ends the realm when
  // nobody handles it. `message` may be empty (then V8 makes one from the error).
  virtual void ReportException(v8::Local<v8::Value> error, v8::Local<v8::Message> message,
                               ExceptionOrigin origin) = 0;

  // Ends the realm with `code`: JavaScript is terminated, the loop stops, teardown follows once the
  // stack has unwound. The caller returns to V8 at once.
  virtual void RequestExit(int code) = 0;

  virtual const ProcessInfo& process_info() const = 0;

  // Names, with their dashes, of the options that NODE_OPTIONS may hold.
  virtual const std::vector<std::string>& environment_options() const = 0;

  // nullptr for a name that no option has.
  virtual const OptionValue* option(const std::string& name) const = 0;

  // The wrapper function of a module of lib/; empty with a pending exception. With kWhole its inner
  // functions are compiled at once.
  enum class Compilation { kLazy, kWhole };
  virtual v8::MaybeLocal<v8::Function> CompileBuiltin(std::string_view id, Compilation how) = 0;
  virtual std::vector<std::string_view> builtin_ids() const = 0;

  // In the snapshot builder: the built-ins that a context made from the snapshot will have, as
  // lib/internal/polyfills/inventory lists them. Empty elsewhere.
  virtual const std::string& native_features() const = 0;

  // In a process that has just been forked off this realm's: what depends on the process is made
  // anew. `at_end` is called when the program has ended, unless a signal ends it.
  // REQUIRES: Platform::Workers::kLater, and a realm that has opened nothing.
  virtual void BeginForkedProcess(std::function<void()> at_end) = 0;
};

}  // namespace gyre

#endif  // GYRE_LOOP_HOST_H_
