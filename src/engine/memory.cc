// SPDX-License-Identifier: MIT

#include "engine/memory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

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

constexpr uintptr_t kSmallPage = 4096;
constexpr uintptr_t kHugePage = uintptr_t{2} << 20;
constexpr uintptr_t kHugeHeap = uintptr_t{32} << 20;

// Lets the heap of malloc() grow into huge pages. They must be wished for before the first of their
// small ones is touched, and malloc() touches the end of what it has: so that is filled up to the
// next huge page by a block that nobody uses.
void WishForHugeHeap() {
  const size_t free_at_end = mallinfo2().keepcost;
  if (free_at_end == 0) return;  // another malloc() than glibc's
  auto end = reinterpret_cast<uintptr_t>(sbrk(0));
  const uintptr_t begin = (end + kHugePage - 1) & ~(kHugePage - 1);
  mallopt(M_TOP_PAD, static_cast<int>(begin + kHugeHeap - end));
  // Static: it is not lost, only left alone.
  static void* const filling = std::malloc(begin - (end - free_at_end) - kSmallPage);
  if (filling != nullptr) (void)madvise(reinterpret_cast<void*>(begin), kHugeHeap, MADV_HUGEPAGE);
  // From there on it grows by larger steps than glibc's 128 KiB.
  mallopt(M_TOP_PAD, kHugePage);
}

}  // namespace

void Prefault(const void* address, size_t length, Access access) {
  constexpr uintptr_t kMask = ~(kSmallPage - 1);
  uintptr_t begin = reinterpret_cast<uintptr_t>(address) & kMask;
  uintptr_t end = (reinterpret_cast<uintptr_t>(address) + length + kSmallPage - 1) & kMask;
  (void)madvise(reinterpret_cast<void*>(begin), end - begin,
                access == Access::kRead ? MADV_POPULATE_READ : MADV_POPULATE_WRITE);
}

void PrepareMalloc() {
  mallopt(M_MMAP_THRESHOLD, kMmapThreshold);
  mallopt(M_TRIM_THRESHOLD, kTrimThreshold);
  WishForHugeHeap();
  void* volatile block = std::malloc(kStartUpMalloc);  // volatile: the pair is not optimised away
  if (block != nullptr) Prefault(block, kStartUpMalloc, Access::kWrite);
  std::free(block);
}

}  // namespace gyre
