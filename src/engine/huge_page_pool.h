// SPDX-License-Identifier: MIT
//
// What:    blocks of memory of one size, cut out of huge pages, and used again.
// Owner:   who allocates of one kind: the pages of V8's heap, the blocks of ArrayBuffers.
// Threads: any.

#ifndef GYRE_ENGINE_HUGE_PAGE_POOL_H_
#define GYRE_ENGINE_HUGE_PAGE_POOL_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace gyre {

// The first touch of a page is a fault, and each page is looked up on its own in the tables of the
// processor, which a virtual machine may keep twice. A huge page (2 MiB, madvise(2), MADV_HUGEPAGE)
// is one of each instead of 512. Where the system grants none, all works the same, with small ones.
class HugePagePool {
 public:
  static constexpr size_t kArenaSize = size_t{2} << 20;

  struct Options {
    size_t block_size;  // bytes, and the alignment: a power of two from 4 KiB to 2 MiB
    // For so many free blocks memory is kept, the rest goes back to the system: blocks of 64 KiB
    // and more one by one, smaller ones with all their huge page.
    size_t most_free;
    bool zeroed;    // whether a block holds zeros; else it may hold what it did when it was freed
    bool in_forks;  // false: a child between fork and exec has no copy of it (MADV_DONTFORK)
  };
  explicit HugePagePool(const Options& options);
  ~HugePagePool();
  HugePagePool(const HugePagePool&) = delete;
  HugePagePool& operator=(const HugePagePool&) = delete;

  // A block that is readable and writable; null without memory.
  void* Allocate();

  // REQUIRES: `block` is of this pool, readable and writable.
  void Free(void* block);

  // Whether the byte at `address` is in a block of this pool.
  bool Owns(const void* address) const;

 private:
  static constexpr size_t kMostBlocks = kArenaSize >> 12;
  using Blocks = std::bitset<kMostBlocks>;

  // 2 MiB.
  struct Arena {
    std::byte* memory = nullptr;
    Blocks free;
    Blocks absent;  // those of the free ones whose memory the system has
    size_t free_count = 0;
    // Among those with a free block.
    Arena* previous = nullptr;
    Arena* next = nullptr;
  };

  Arena* NewArena();
  void Link(Arena* arena);
  void Unlink(Arena* arena);

  // The first free block, one that is there before one that is absent.
  static size_t FirstFree(const Arena& arena);

  const Options options_;
  const size_t per_arena_;

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::unordered_map<uintptr_t, Arena> arenas_;  // by address
  Arena* with_free_ = nullptr;
  size_t free_ = 0;  // free blocks that are not absent
};

}  // namespace gyre

#endif  // GYRE_ENGINE_HUGE_PAGE_POOL_H_
