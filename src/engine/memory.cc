// SPDX-License-Identifier: MIT

#include "engine/memory.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

// Linux's numbers; <sys/mman.h> of glibc before 2.35 has no names for them.
#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#define MADV_POPULATE_WRITE 23
#endif

namespace gyre {

namespace {

// What V8 and the deserialiser take of malloc() until the first script runs.
constexpr size_t kStartUpMalloc = size_t{1408} << 10;

// Setting any of these ends that glibc adapts them, so they are set to what it arrives at after a
// block of the size has been freed once: blocks of up to 32 MiB come from the heap, where they are
// used again without a fault a page, and twice that may be free at its end.
constexpr int kMmapThreshold = 32 << 20;
constexpr int kTrimThreshold = 64 << 20;

}  // namespace

void Prefault(const void* address, size_t length, Access access) {
  constexpr uintptr_t kPage = 4096;
  uintptr_t begin = reinterpret_cast<uintptr_t>(address) & ~(kPage - 1);
  uintptr_t end = (reinterpret_cast<uintptr_t>(address) + length + kPage - 1) & ~(kPage - 1);
  (void)madvise(reinterpret_cast<void*>(begin), end - begin,
                access == Access::kRead ? MADV_POPULATE_READ : MADV_POPULATE_WRITE);
}

void PrepareMalloc() {
  mallopt(M_MMAP_THRESHOLD, kMmapThreshold);
  mallopt(M_TRIM_THRESHOLD, kTrimThreshold);
  void* volatile block = std::malloc(kStartUpMalloc);  // volatile: the pair is not optimised away
  if (block != nullptr) Prefault(block, kStartUpMalloc, Access::kWrite);
  std::free(block);
}

}  // namespace gyre
