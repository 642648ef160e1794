// SPDX-License-Identifier: MIT

#include "engine/buffer_memory.h"

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace gyre {

namespace {

// What a block holds while it is handed back.
struct Returned {
  Returned* next;
  size_t size;
};

constexpr size_t kLargest = size_t{32} << 10;
constexpr size_t kMostReturned = size_t{1} << 20;
// Freed at a time, so that nobody's malloc() takes long.
constexpr int kBatch = 32;

std::atomic<Returned*> returned{nullptr};  // a stack
std::atomic<size_t> returned_bytes{0};

// What was taken off the stack and is not freed yet. Whoever has set `reclaims` may change it.
std::atomic_flag reclaims = ATOMIC_FLAG_INIT;
std::atomic<Returned*> taken{nullptr};

}  // namespace

void ReturnBufferMemory(void* data, size_t size) {
  if (size < sizeof(Returned) || size > kLargest ||
      returned_bytes.load(std::memory_order_relaxed) > kMostReturned) {
    std::free(data);
    return;
  }
  returned_bytes.fetch_add(size, std::memory_order_relaxed);
  auto* block = static_cast<Returned*>(data);
  block->size = size;
  block->next = returned.load(std::memory_order_relaxed);
  while (!returned.compare_exchange_weak(block->next, block, std::memory_order_release,
                                         std::memory_order_relaxed)) {
  }
}

void* AllocateBufferMemory(size_t size, bool clear) {
  void* found = nullptr;
  if ((taken.load(std::memory_order_relaxed) != nullptr ||
       returned.load(std::memory_order_relaxed) != nullptr) &&
      !reclaims.test_and_set(std::memory_order_acquire)) {  // else another thread is at it
    Returned* block = taken.load(std::memory_order_relaxed);
    if (block == nullptr) block = returned.exchange(nullptr, std::memory_order_acquire);
    size_t bytes = 0;
    for (int i = 0; i < kBatch && block != nullptr && found == nullptr; ++i) {
      Returned* next = block->next;
      bytes += block->size;
      if (block->size == size) {
        found = block;
      } else {
        std::free(block);
      }
      block = next;
    }
    taken.store(block, std::memory_order_relaxed);
    reclaims.clear(std::memory_order_release);
    returned_bytes.fetch_sub(bytes, std::memory_order_relaxed);
  }
  if (found == nullptr) return clear ? std::calloc(size, 1) : std::malloc(size);
  if (clear) std::memset(found, 0, size);
  return found;
}

void DeleteBufferMemory(void* data, size_t size, void*) { ReturnBufferMemory(data, size); }

}  // namespace gyre
