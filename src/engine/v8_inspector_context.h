// SPDX-License-Identifier: MIT
//
// What:    the number that V8's inspector knows a context by. It shows a session the scripts of the
//          contexts that it knows, by the number that a context had when they were compiled: a
//          context that gets its number at the start has them shown to debuggers that come later.
// Owner:   nobody; stateless.
// Threads: the isolate's thread.

#ifndef GYRE_ENGINE_V8_INSPECTOR_CONTEXT_H_
#define GYRE_ENGINE_V8_INSPECTOR_CONTEXT_H_

#include "engine/v8_compat.h"

namespace v8::debug {

// Exported by V8's library for its inspector; no public header declares it.
V8_EXPORT void SetContextId(Local<Context> context, int id);

}  // namespace v8::debug

namespace gyre {

// What the inspector gives to the first context that it is told of, the main one.
inline constexpr int kMainContextId = 1;

}  // namespace gyre

#endif  // GYRE_ENGINE_V8_INSPECTOR_CONTEXT_H_
