// SPDX-License-Identifier: MIT
//
// What:    what binding('contextify') shares with binding('esm'): contexts as arguments, where a
//          text comes from, and errors that carry their source line.
// Owner:   nobody; stateless.
// Threads: loop thread of the Realm.

#ifndef GYRE_BINDINGS_CONTEXTIFY_H_
#define GYRE_BINDINGS_CONTEXTIFY_H_

#include <functional>

#include "bindings/binding.h"
#include "bindings/import_attributes.h"

namespace gyre {

// The context that a function argument means: null or undefined is the main one, an object the one
// that vm.createContext() gave it.
[[nodiscard]] v8::Local<v8::Context> ContextArgument(const Arguments& args, int index);

// Has "file:line", the source line and a caret put in front of the stack of the error that
// `try_catch` holds, once. The stack is read and written by `decorator`, a function of
// lib/internal/vm.js (error, text): reading it may run Error.prepareStackTrace, which may throw,
// and V8 does not survive that under a TryCatch. Does nothing when `decorator` is no function.
void DecorateError(v8::Local<v8::Context> context, const v8::TryCatch& try_catch,
                   v8::Local<v8::Value> decorator);

// Lets what `try_catch` holds go on to the caller. A termination does so by itself, and rethrown it
// would be an exception that code can catch.
void PassOn(v8::TryCatch* try_catch);

// Where a text comes from, for the compiler. `host` is what import() in it is told: a symbol or an
// object that lib/internal/vm.js made, which lives as long as the code. Anything else: the main
// loader answers.
[[nodiscard]] v8::ScriptOrigin OriginOf(v8::Isolate* isolate, v8::Local<v8::Value> name, int line,
                                        int column, SourceKind kind, v8::Local<v8::Value> host);

// The `host` that belongs to the host-defined options of a script: a symbol, an object, or
// undefined. For code without a script (eval that is called by a job) that of the context it runs
// in.
[[nodiscard]] v8::Local<v8::Value> ImportHostOf(v8::Local<v8::Context> context,
                                                v8::Local<v8::Data> options);

struct RunLimits {
  double timeout;        // milliseconds; 0 for none
  bool break_on_sigint;  // Ctrl+C ends the run instead of the process
};

// Calls `run` in a context of vm's, and then runs the microtasks of a context that has a queue of
// its own. Empty with an exception pending: what was thrown, with its source line as
// DecorateError() puts it, or ERR_SCRIPT_EXECUTION_TIMEOUT, ERR_SCRIPT_EXECUTION_INTERRUPTED.
[[nodiscard]] v8::MaybeLocal<v8::Value> RunWithLimits(
    v8::Local<v8::Context> context, const RunLimits& limits, v8::Local<v8::Value> decorator,
    const std::function<v8::MaybeLocal<v8::Value>()>& run);

}  // namespace gyre

#endif  // GYRE_BINDINGS_CONTEXTIFY_H_
