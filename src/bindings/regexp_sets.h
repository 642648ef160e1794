// SPDX-License-Identifier: MIT
//
// What:    regular expression literals with the flag v (ECMA-262, 22.2.1, UnicodeSetsMode) for V8
//          before 11.2, which does not know it. They are rewritten into the flag u: classes become
//          plain ranges, and strings in them alternatives. Only where V8's own parser says that
//          such a literal stands there; what follows it on that line moves.
//          Such an expression says that its flag is u. `new RegExp(text, 'v')` is V8's, which
//          refuses it.
// Owner:   nobody; stateless.
// Threads: the isolate's thread.

#ifndef GYRE_BINDINGS_REGEXP_SETS_H_
#define GYRE_BINDINGS_REGEXP_SETS_H_

#include "engine/v8_compat.h"

namespace gyre {

// `source` with the literal at `position` rewritten, which the compiler has stumbled over. Empty
// when none with the flag v and correct syntax is there.
[[nodiscard]] v8::MaybeLocal<v8::String> RewriteRegExpSets(v8::Isolate* isolate,
                                                           v8::Local<v8::String> source,
                                                           int position);

}  // namespace gyre

#endif  // GYRE_BINDINGS_REGEXP_SETS_H_
