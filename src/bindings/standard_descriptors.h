// SPDX-License-Identifier: MIT
//
// What:    descriptors 0, 1 and 2, which belong to other processes, too: they are left as they were
//          found, and nobody waits for their reader for ever.
// Owner:   the process. The flags that were found are kept in one table.
// Threads: the main loop's, except for WriteBounded(), which any thread may call.

#ifndef GYRE_BINDINGS_STANDARD_DESCRIPTORS_H_
#define GYRE_BINDINGS_STANDARD_DESCRIPTORS_H_

#include <cstddef>

#include "bindings/binding.h"

namespace gyre {

// To be called before libuv makes a descriptor non-blocking. Keeps the flags of the first call for
// each of 0, 1 and 2; others are ignored.
void RememberDescriptorFlags(int fd);

// Gives the descriptors their flags back, for those that go on using them. A process that still
// reads or writes would be made to wait: to be called right before its end.
void RestoreDescriptorFlags();

// How long a reader may take nothing before what is left for it is given up.
constexpr int kFlushPatienceMs = 5000;

// Writes to a descriptor of any kind, blocking or not, as long as every kFlushPatienceMs some bytes
// are taken; a terminal is waited for. Returns 0, UV_ETIMEDOUT or another UV_E*.
[[nodiscard]] int WriteBounded(int fd, const char* data, size_t size);

// Lets lib/ write what standard output and error still hold. Called once, when the program may not
// run any more: this enters JavaScript after the end, but only code of lib/.
void FlushOutput(EventLoop* loop);

// Functions of binding('fs'), for standard output and error that are pipes or sockets.

// (fd) -> a descriptor that does not block, `fd` or one of our own, or UV_E*
void OpenOutput(const Arguments& args);
// (descriptor, bytes) -> how many bytes the kernel did not take, or UV_E*
void TryWrite(const Arguments& args);
// (descriptor, string) -> how many bytes the kernel did not take, or UV_E*
void TryWriteUtf8(const Arguments& args);
// (descriptor, bytes) -> 0 or UV_E*: WriteBounded()
void FlushBytes(const Arguments& args);
// (function): what FlushOutput() calls
void OnFlushOutput(const Arguments& args);

}  // namespace gyre

#endif  // GYRE_BINDINGS_STANDARD_DESCRIPTORS_H_
