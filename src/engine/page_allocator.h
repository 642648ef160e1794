// SPDX-License-Identifier: MIT
//
// What:    where V8's heap gets its pages: blocks in huge pages, and for all else the allocator of
//          V8's own platform.
// Owner:   Platform, once; V8 holds a pointer for the life of the process.
// Threads: any.

#ifndef GYRE_ENGINE_PAGE_ALLOCATOR_H_
#define GYRE_ENGINE_PAGE_ALLOCATOR_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_set>

#include "engine/huge_page_pool.h"
#include "engine/v8_compat.h"

namespace gyre {

// V8 asks for its heap in chunks of 256 KiB, and makes each out of four system calls and 64 faults.
// Here a chunk is a block of a HugePagePool, readable and writable from the beginning, and what it
// asks for that a block has already costs nothing.
class PageAllocator final : public v8::PageAllocator {
 public:
  // The size and alignment of V8's chunks (v8::internal::MemoryChunk).
  static constexpr size_t kChunk = size_t{256} << 10;

  explicit PageAllocator(v8::PageAllocator* base) : base_(base) {}

  PageAllocator(const PageAllocator&) = delete;
  PageAllocator& operator=(const PageAllocator&) = delete;

  // The time in which V8 sets a heap up and reads its snapshot, on this thread. The chunks that the
  // snapshot goes into are faulted in with one call each, where the system grants no huge pages.
  class StartUp {
   public:
    // `young` is the size of a semispace in bytes. V8 makes the read-only space first, then a
    // semispace, of which the first chunk serves for a while, then what the snapshot fills. Were
    // the order another one, the wrong pages would be there early, no more.
    explicit StartUp(size_t young);
    ~StartUp();

    StartUp(const StartUp&) = delete;
    StartUp& operator=(const StartUp&) = delete;

   private:
    friend class PageAllocator;

    bool IsReadOnlySpace() const { return taken_ == 1; }
    // Whether the chunk that was taken last will be filled.
    bool IsFilled() const { return taken_ <= 2 || taken_ > first_filled_; }

    StartUp* const outer_;
    size_t taken_ = 0;           // chunks
    const size_t first_filled_;  // the first chunk behind the semispace
  };

  // v8::PageAllocator
  size_t AllocatePageSize() override { return base_->AllocatePageSize(); }
  size_t CommitPageSize() override { return base_->CommitPageSize(); }
  void SetRandomMmapSeed(int64_t seed) override { base_->SetRandomMmapSeed(seed); }
  void* GetRandomMmapAddr() override { return base_->GetRandomMmapAddr(); }
  void* AllocatePages(void* address, size_t length, size_t alignment,
                      Permission permissions) override;
  bool FreePages(void* address, size_t length) override;
  // The end of a chunk is kept: a hole would cost the huge page.
  bool ReleasePages(void* address, size_t length, size_t new_length) override;
  bool SetPermissions(void* address, size_t length, Permission permissions) override;
  bool DiscardSystemPages(void* address, size_t size) override {
    return base_->DiscardSystemPages(address, size);
  }
  bool DecommitPages(void* address, size_t size) override;

 private:
  // What V8 frees in a collection it wants again soon: as much as a young generation begins with.
  static constexpr size_t kMostFree = (size_t{4} << 20) / kChunk;

  // Whether all of the chunk that has `address` can still be read and written.
  bool IsUntouched(const void* address);
  void NoteTouched(const void* address);

  v8::PageAllocator* const base_;
  HugePagePool chunks_{
      {.block_size = kChunk, .most_free = kMostFree, .zeroed = true, .in_forks = false}};

  std::mutex mutex_;
  // Guarded by mutex_: chunks of which V8 has taken rights away.
  std::unordered_set<uintptr_t> touched_;
};

}  // namespace gyre

#endif  // GYRE_ENGINE_PAGE_ALLOCATOR_H_
