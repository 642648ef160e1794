// SPDX-License-Identifier: MIT

#include "engine/huge_page_pool.h"

#include <sys/mman.h>

#include <bit>
#include <cstring>

#include "engine/check.h"
#include "engine/memory.h"

namespace gyre {

namespace {

uintptr_t ArenaOf(const void* address) {
  return reinterpret_cast<uintptr_t>(address) & ~(HugePagePool::kArenaSize - 1);
}

}  // namespace

HugePagePool::HugePagePool(const Options& options)
    : options_(options), per_arena_(kArenaSize / options.block_size) {
  CHECK(std::has_single_bit(options.block_size) && per_arena_ <= kMostBlocks);
}

HugePagePool::~HugePagePool() {
  for (auto& [address, arena] : arenas_) munmap(arena.memory, kArenaSize);
}

void* HugePagePool::Allocate() {
  std::lock_guard<std::mutex> lock(mutex_);
  Arena* arena = with_free_;
  if (arena == nullptr) {
    arena = NewArena();
    if (arena == nullptr) return nullptr;
  }
  const size_t i = FirstFree(*arena);
  std::byte* block = arena->memory + i * options_.block_size;
  if (arena->absent[i]) {
    // What was torn out of its huge page comes back in small ones.
    arena->absent.reset(i);
    Prefault(block, options_.block_size, Access::kWrite);
  } else {
    --free_;
  }
  arena->free.reset(i);
  if (--arena->free_count == 0) Unlink(arena);
  return block;
}

size_t HugePagePool::FirstFree(const Arena& arena) {
  const Blocks present = arena.free & ~arena.absent;
  const Blocks& from = present.any() ? present : arena.free;
  return from._Find_first();
}

void HugePagePool::Free(void* block) {
  constexpr size_t kLeastToGive = size_t{64} << 10;
  std::lock_guard<std::mutex> lock(mutex_);
  auto found = arenas_.find(ArenaOf(block));
  CHECK(found != arenas_.end());
  Arena* arena = &found->second;
  const size_t offset = static_cast<size_t>(static_cast<std::byte*>(block) - arena->memory);
  const size_t i = offset / options_.block_size;
  CHECK(!arena->free[i]);
  if (arena->free_count++ == 0) Link(arena);
  arena->free.set(i);
  ++free_;
  if (free_ <= options_.most_free) {
    if (options_.zeroed) std::memset(block, 0, options_.block_size);
    return;
  }
  if (arena->free_count == per_arena_) {
    free_ -= per_arena_ - arena->absent.count();
    Unlink(arena);
    munmap(arena->memory, kArenaSize);
    arenas_.erase(found);
    return;
  }
  if (options_.block_size < kLeastToGive ||
      madvise(block, options_.block_size, MADV_DONTNEED) != 0) {
    if (options_.zeroed) std::memset(block, 0, options_.block_size);
    return;
  }
  arena->absent.set(i);
  --free_;
}

bool HugePagePool::Owns(const void* address) const {
  std::lock_guard<std::mutex> lock(mutex_);
  return arenas_.contains(ArenaOf(address));
}

HugePagePool::Arena* HugePagePool::NewArena() {
  // Twice as much, of which an aligned half is kept.
  void* mapped = mmap(nullptr, 2 * kArenaSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto begin = reinterpret_cast<uintptr_t>(mapped);
  uintptr_t base = (begin + kArenaSize - 1) & ~(kArenaSize - 1);
  if (base > begin) munmap(mapped, base - begin);
  uintptr_t end = base + kArenaSize;
  if (end < begin + 2 * kArenaSize) {
    munmap(reinterpret_cast<void*>(end), begin + 2 * kArenaSize - end);
  }
  auto* memory = reinterpret_cast<std::byte*>(base);
  // Wishes, both.
  (void)madvise(memory, kArenaSize, MADV_HUGEPAGE);
  if (!options_.in_forks) (void)madvise(memory, kArenaSize, MADV_DONTFORK);
  Arena* arena = &arenas_.try_emplace(base).first->second;
  arena->memory = memory;
  for (size_t i = 0; i < per_arena_; ++i) arena->free.set(i);
  arena->free_count = per_arena_;
  free_ += per_arena_;
  Link(arena);
  return arena;
}

void HugePagePool::Link(Arena* arena) {
  arena->previous = nullptr;
  arena->next = with_free_;
  if (with_free_ != nullptr) with_free_->previous = arena;
  with_free_ = arena;
}

void HugePagePool::Unlink(Arena* arena) {
  (arena->previous == nullptr ? with_free_ : arena->previous->next) = arena->next;
  if (arena->next != nullptr) arena->next->previous = arena->previous;
}

}  // namespace gyre
