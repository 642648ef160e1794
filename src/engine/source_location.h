// SPDX-License-Identifier: MIT
//
// What:    where an exception was thrown, as lib/ prints it.
// Owner:   nobody; stateless.
// Threads: the isolate's thread.

#ifndef GYRE_ENGINE_SOURCE_LOCATION_H_
#define GYRE_ENGINE_SOURCE_LOCATION_H_

#include "engine/v8_util.h"

namespace gyre {

// { filename, line (1-based), startColumn, endColumn (0-based), sourceLine } or undefined when the
// message knows no script. With --trace-uncaught also thrownAt, the stack as text.
[[nodiscard]] v8::Local<v8::Value> SourceLocationOf(v8::Local<v8::Context> context,
                                                    v8::Local<v8::Message> message);

}  // namespace gyre

#endif  // GYRE_ENGINE_SOURCE_LOCATION_H_
