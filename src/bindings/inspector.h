// SPDX-License-Identifier: MIT
//
// What:    what other bindings tell V8's inspector.
// Owner:   nobody; the inspector itself is state of binding('inspector'), made when first used.
// Threads: loop thread only.

#ifndef GYRE_BINDINGS_INSPECTOR_H_
#define GYRE_BINDINGS_INSPECTOR_H_

#include <string_view>

#include "engine/v8_compat.h"
#include "loop/event_loop.h"

namespace gyre {

// Makes a context of `vm` known to the sessions as `name`. Does nothing in a program that never
// used the inspector. V8 forgets the context when it is collected.
void TellInspectorOfContext(EventLoop* loop, v8::Local<v8::Context> context, std::string_view name);

}  // namespace gyre

#endif  // GYRE_BINDINGS_INSPECTOR_H_
