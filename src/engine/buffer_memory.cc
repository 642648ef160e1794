// SPDX-License-Identifier: MIT

#include "engine/buffer_memory.h"

#include <sys/mman.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>

#include "engine/check.h"

namespace gyre {

namespace {

// A huge page: this header in the place of the first block, then kBlocks of them.
constexpr size_t kArenaSize = size_t{2} << 20;
constexpr uint32_t kBlocks = kArenaSize / kBlockSize - 1;
constexpr uint32_t kAllFree = (uint32_t{1} << kBlocks) - 1;
// V8 collects what is young when 32 MiB of it have come together: so many may be free for a moment
// and be wanted again.
constexpr size_t kMostFreeArenas = (size_t{32} << 20) / kArenaSize;

struct Arena {
  uint32_t free = kAllFree;  // a bit for each block
  // Among those with a free block.
  Arena* previous = nullptr;
  Arena* next = nullptr;
  std::byte* block(uint32_t i) {
    return reinterpret_cast<std::byte*>(this) + (size_t{i} + 1) * kBlockSize;
  }
};
static_assert(sizeof(Arena) <= kBlockSize);

// Guards what follows.
std::mutex arenas_mutex;
Arena* with_free = nullptr;  // the list of arenas with a free block
size_t free_arenas = 0;      // how many have nothing but free blocks

void Link(Arena* arena) {
  arena->previous = nullptr;
  arena->next = with_free;
  if (with_free != nullptr) with_free->previous = arena;
  with_free = arena;
}

void Unlink(Arena* arena) {
  (arena->previous == nullptr ? with_free : arena->previous->next) = arena->next;
  if (arena->next != nullptr) arena->next->previous = arena->previous;
}

Arena* NewArena() {
  // Twice as much, of which an aligned half is kept.
  void* memory = mmap(nullptr, 2 * kArenaSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto begin = reinterpret_cast<uintptr_t>(memory);
  uintptr_t base = (begin + kArenaSize - 1) & ~(kArenaSize - 1);
  if (base > begin) munmap(memory, base - begin);
  uintptr_t end = base + kArenaSize;
  if (end < begin + 2 * kArenaSize) {
    munmap(reinterpret_cast<void*>(end), begin + 2 * kArenaSize - end);
  }
  // A wish: where it is not granted everything works all the same.
  madvise(reinterpret_cast<void*>(base), kArenaSize, MADV_HUGEPAGE);
  return new (reinterpret_cast<void*>(base)) Arena;
}

}  // namespace

void* AllocateBlock() {
  std::lock_guard<std::mutex> lock(arenas_mutex);
  Arena* arena = with_free;
  if (arena == nullptr) {
    arena = NewArena();
    if (arena == nullptr) return nullptr;
    Link(arena);
  } else if (arena->free == kAllFree) {
    --free_arenas;
  }
  auto i = static_cast<uint32_t>(std::countr_zero(arena->free));
  arena->free &= ~(uint32_t{1} << i);
  if (arena->free == 0) Unlink(arena);
  return arena->block(i);
}

void DeleteBlock(void* block, size_t, void*) {
  auto address = reinterpret_cast<uintptr_t>(block);
  auto* arena = reinterpret_cast<Arena*>(address & ~(kArenaSize - 1));
  auto i = static_cast<uint32_t>((address & (kArenaSize - 1)) / kBlockSize - 1);
  std::lock_guard<std::mutex> lock(arenas_mutex);
  CHECK_EQ(arena->free & (uint32_t{1} << i), 0);
  if (arena->free == 0) Link(arena);
  arena->free |= uint32_t{1} << i;
  if (arena->free != kAllFree) return;
  if (free_arenas < kMostFreeArenas) {
    ++free_arenas;
    return;
  }
  Unlink(arena);
  munmap(arena, kArenaSize);
}

void FreeBufferMemory(void* data, size_t, void*) { std::free(data); }

}  // namespace gyre
