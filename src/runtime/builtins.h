// SPDX-License-Identifier: MIT
//
// What:    the sources of lib/, embedded in the executable, and how one is compiled: out of the
// code
//          cache when there is a fresh one, from source otherwise.
// Owner:   the sources are constants of the executable; BuiltinLoader belongs to a Realm.
// Threads: the Realm's thread.

#ifndef GYRE_RUNTIME_BUILTINS_H_
#define GYRE_RUNTIME_BUILTINS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/v8_compat.h"
#include "runtime/snapshot.h"

namespace gyre {

// One file of lib/: "internal/timers" with its ASCII text, which lives as long as the process.
struct BuiltinSource {
  const char* id;
  const char* text;
  size_t length;
};

// Every file of lib/, sorted by id. Made by the build.
std::span<const BuiltinSource> BuiltinSources();

// The addresses behind the external strings of the sources: external references of the snapshot.
std::span<const intptr_t> BuiltinReferences();

class BuiltinLoader {
 public:
  // `lib_dir`: when not empty, modules are read from this folder instead (for developing lib/).
  BuiltinLoader(v8::Isolate* isolate, const SnapshotData* snapshot, std::string lib_dir)
      : isolate_(isolate), snapshot_(snapshot), lib_dir_(std::move(lib_dir)) {}

  enum class Eagerness { kLazy, kEager };

  // The wrapper function (exports, require, module, process, binding) of a module. Empty with a
  // pending exception when the id is unknown or the source has a syntax error.
  // kEager compiles its inner functions, too, for what a snapshot is to hold ready.
  v8::MaybeLocal<v8::Function> Compile(v8::Local<v8::Context> context, std::string_view id,
                                       Eagerness eagerness = Eagerness::kLazy);

  // The same with every inner function compiled, as a code cache. For the snapshot builder.
  std::string MakeCodeCache(v8::Local<v8::Context> context, size_t index);

  static constexpr const char* kParameters[] = {"exports", "require", "module", "process",
                                                "binding"};

 private:
  v8::MaybeLocal<v8::Function> CompileSource(v8::Local<v8::Context> context, std::string_view id,
                                             v8::Local<v8::String> source, Eagerness eagerness,
                                             std::string_view cache);

  v8::Isolate* const isolate_;
  const SnapshotData* const snapshot_;
  const std::string lib_dir_;
};

}  // namespace gyre

#endif  // GYRE_RUNTIME_BUILTINS_H_
