// SPDX-License-Identifier: MIT
//
// What:    CHECK family: conditions that cannot fail. They stay in release builds.
// Owner:   nobody; stateless.
// Threads: any.

#ifndef GYRE_ENGINE_CHECK_H_
#define GYRE_ENGINE_CHECK_H_

namespace v8 {
class Isolate;
}

namespace gyre {

// Prints "file:line: CHECK(expression) failed" to stderr and aborts.
[[noreturn]] void CheckFailed(const char* file, int line, const char* expression);

// Prints `what` with the JavaScript stack of the current isolate, if there is one, and aborts.
[[noreturn]] void FatalError(const char* location, const char* what);

// Prints the JavaScript stack of the running code to stderr.
// REQUIRES: a context is entered and memory can still be allocated.
void PrintJavaScriptStack(v8::Isolate* isolate);

}  // namespace gyre

#define CHECK(condition)                                                                      \
  do {                                                                                        \
    if (__builtin_expect(!(condition), 0)) gyre::CheckFailed(__FILE__, __LINE__, #condition); \
  } while (0)
#define CHECK_EQ(a, b) CHECK((a) == (b))
#define CHECK_NE(a, b) CHECK((a) != (b))
#define CHECK_LT(a, b) CHECK((a) < (b))
#define CHECK_LE(a, b) CHECK((a) <= (b))
#define CHECK_NOT_NULL(p) CHECK((p) != nullptr)

#endif  // GYRE_ENGINE_CHECK_H_
