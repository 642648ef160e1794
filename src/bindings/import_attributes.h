// SPDX-License-Identifier: MIT
//
// What:    import attributes for V8 before 12, which knows them under the older keyword `assert`.
//          Texts are rewritten, and only where V8's own parser says that the word stands there as
//          code. Nothing moves when there are blanks around the word to take two characters from;
//          without them, the rest of that line moves by two columns.
// Owner:   nobody; stateless.
// Threads: the isolate's thread.

#ifndef GYRE_BINDINGS_IMPORT_ATTRIBUTES_H_
#define GYRE_BINDINGS_IMPORT_ATTRIBUTES_H_

#include "engine/v8_compat.h"

namespace gyre {

enum class SourceKind { kScript, kModule };

// `import x from 'y' with { ... }`: the compiler has stumbled over a token at `position`. Empty
// when that is not `with` before a brace.
[[nodiscard]] v8::MaybeLocal<v8::String> RewriteAttributeKeyword(v8::Isolate* isolate,
                                                                 v8::Local<v8::String> source,
                                                                 int position);

// `import(x, { with: ... })`: the key is read when the program runs, so no compiler complains.
// Finds the places by their look, and asks V8 about each by compiling the text with something in
// its place that is an error exactly where it is code. Returns `source` itself when there is none,
// which costs a search for two words.
[[nodiscard]] v8::Local<v8::String> RewriteAttributeKeys(v8::Isolate* isolate,
                                                         v8::Local<v8::String> source,
                                                         SourceKind kind);

}  // namespace gyre

#endif  // GYRE_BINDINGS_IMPORT_ATTRIBUTES_H_
