// SPDX-License-Identifier: MIT
//
// What:    has memory there before it is touched. The first touch of a page is a fault: some
//          hundred nanoseconds on a good machine, ten microseconds and more on a virtual one, and
//          a start has over a thousand. One call for many pages costs a tenth of that.
// Owner:   nobody; stateless.
// Threads: any.

#ifndef GYRE_ENGINE_MEMORY_H_
#define GYRE_ENGINE_MEMORY_H_

#include <cstddef>

namespace gyre {

enum class Access { kRead, kWrite };

// Maps the pages of [address, address + length), rounded outwards, as if each had been read, or
// written to (madvise(2), MADV_POPULATE_*). A hint: nothing happens before Linux 5.14, and what
// can't be mapped is found out by who touches it.
void Prefault(const void* address, size_t length, Access access);

// Sets malloc() up for the life of the process, and has there what the start of an isolate takes of
// it. REQUIRES: called once, by main(), while there is one thread.
void PrepareMalloc();

}  // namespace gyre

#endif  // GYRE_ENGINE_MEMORY_H_
