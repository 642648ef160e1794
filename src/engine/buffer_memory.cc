// SPDX-License-Identifier: MIT

#include "engine/buffer_memory.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>

#include "engine/huge_page_pool.h"

namespace gyre {

namespace {

// V8 collects what is young when 32 MiB of it have come together: so many may be free for a moment
// and be wanted again.
constexpr size_t kMostFree = (size_t{32} << 20) / kBlockSize;

// Not destroyed: V8's threads may free blocks until the process ends.
HugePagePool* Blocks() {
  static auto* const pool = new HugePagePool(
      {.block_size = kBlockSize, .most_free = kMostFree, .zeroed = false, .in_forks = true});
  return pool;
}

class PageStore {
 public:
  static constexpr size_t kPage = 4096;

  void* Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (count_ == 0) return pages_.Allocate();
    void* page = spare_[--count_];
    if (count_ > 0) Prefetch(spare_[count_ - 1]);
    return page;
  }

  void Give(void* page) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (count_ < kMostSpare) {
      spare_[count_++] = page;
    } else {
      pages_.Free(page);
    }
  }

 private:
  // As much as V8 collects at once; see kMostFree.
  static constexpr size_t kMostSpare = (size_t{32} << 20) / kPage;

  // What is taken next has been in no cache for long; the rest of it follows by itself.
  static void Prefetch(void* page) {
    constexpr size_t kLine = 64;
    for (size_t i = 0; i < 8; ++i) {
      __builtin_prefetch(static_cast<std::byte*>(page) + i * kLine, 1);
    }
  }

  std::mutex mutex_;
  // Guarded by mutex_. Apart from the pages, so that none of them is touched.
  void* spare_[kMostSpare];
  size_t count_ = 0;
  HugePagePool pages_{{.block_size = kPage, .most_free = 0, .zeroed = false, .in_forks = true}};
};

// Not destroyed, as Blocks().
PageStore* Pages() {
  static auto* const store = new PageStore;
  return store;
}

void GivePage(void* page, size_t, void*) { Pages()->Give(page); }

}  // namespace

BufferMemory AllocateBufferMemory(size_t size) {
  // A first huge page costs more than some hundred calls of malloc() do.
  constexpr uint32_t kFirst = 256;
  static std::atomic<uint32_t> calls = 0;
  if (size <= PageStore::kPage / 2 || size > PageStore::kPage ||
      (calls.load(std::memory_order_relaxed) < kFirst &&
       calls.fetch_add(1, std::memory_order_relaxed) < kFirst)) {
    return {std::malloc(size), FreeBufferMemory};
  }
  return {Pages()->Take(), GivePage};
}

void* AllocateBlock() { return Blocks()->Allocate(); }

void DeleteBlock(void* block, size_t, void*) { Blocks()->Free(block); }

void FreeBufferMemory(void* data, size_t, void*) { std::free(data); }

}  // namespace gyre
