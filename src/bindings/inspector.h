// SPDX-License-Identifier: MIT
//
// What:    what the runtime and other bindings tell V8's inspector and the debuggers connected to
//          it. All of it does nothing in a program that never used the inspector.
// Owner:   nobody; the inspector itself is inspector::Agent, made when first used.
// Threads: loop thread only.

#ifndef GYRE_BINDINGS_INSPECTOR_H_
#define GYRE_BINDINGS_INSPECTOR_H_

#include <string_view>

#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

// Makes a context of `vm` known to the sessions as `name`. V8 forgets the context when it is
// collected.
void TellInspectorOfContext(EventLoop* loop, v8::Local<v8::Context> context, std::string_view name,
                            std::string_view origin);

// --inspect-brk-node: listens, waits for a debugger and pauses at the next statement. Where nothing
// can listen it says so and returns.
// REQUIRES: the loop's context is entered, and nothing of lib/ runs yet.
void DebugFirstStatement(EventLoop* loop);

// The program has ended: returns when no debugger of another process is connected any more.
void WaitForDebuggersToLeave(EventLoop* loop);

}  // namespace gyre

#endif  // GYRE_BINDINGS_INSPECTOR_H_
