// SPDX-License-Identifier: MIT
//
// What:    where V8's heap gets its pages while an isolate starts: one region of memory that is
//          mapped at once, of which what the snapshot fills is faulted in at once too. Afterwards,
//          and for all else, the allocator of V8's own platform.
// Owner:   Platform, once; V8 holds a pointer for the life of the process.
// Threads: any.

#ifndef GYRE_ENGINE_PAGE_ALLOCATOR_H_
#define GYRE_ENGINE_PAGE_ALLOCATOR_H_

#include <cstddef>
#include <cstdint>

#include "engine/v8_compat.h"

namespace gyre {

// V8 asks for its heap in chunks of 256 KiB, and makes each out of four system calls; the first
// touch of each page of it is a fault, some hundred nanoseconds on a good machine and many
// microseconds on a virtual one. A snapshot of 2 MiB is 500 of them. While a StartUp is there,
// chunks come out of a region that is readable and writable from the beginning, and those that the
// snapshot goes into are populated with one call each (madvise(2), MADV_POPULATE_WRITE).
class PageAllocator final : public v8::PageAllocator {
 public:
  // The size and alignment of V8's chunks (v8::internal::MemoryChunk).
  static constexpr size_t kChunk = size_t{256} << 10;

  explicit PageAllocator(v8::PageAllocator* base) : base_(base) {}

  PageAllocator(const PageAllocator&) = delete;
  PageAllocator& operator=(const PageAllocator&) = delete;

  // The time in which V8 sets a heap up and reads its snapshot, on this thread.
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

    // Null where the region does not serve the request.
    void* Take(size_t length, size_t alignment);
    // Whether [address, address + length) was just taken, hence is readable and writable.
    bool IsFresh(const void* address, size_t length);

    StartUp* const outer_;
    uint8_t* next_ = nullptr;
    uint8_t* end_ = nullptr;
    uint8_t* fresh_ = nullptr;
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
  bool FreePages(void* address, size_t length) override {
    return base_->FreePages(address, length);
  }
  bool ReleasePages(void* address, size_t length, size_t new_length) override {
    return base_->ReleasePages(address, length, new_length);
  }
  bool SetPermissions(void* address, size_t length, Permission permissions) override;
  bool DiscardSystemPages(void* address, size_t size) override {
    return base_->DiscardSystemPages(address, size);
  }
  bool DecommitPages(void* address, size_t size) override {
    return base_->DecommitPages(address, size);
  }

 private:
  v8::PageAllocator* const base_;
};

}  // namespace gyre

#endif  // GYRE_ENGINE_PAGE_ALLOCATOR_H_
