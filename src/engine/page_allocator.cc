// SPDX-License-Identifier: MIT

#include "engine/page_allocator.h"

#include <sys/mman.h>

#include "engine/memory.h"

namespace gyre {

namespace {

// Chunks of the region beside the semispace's: what the snapshot of the standard library takes, and
// some to spare; what is left over is given back.
constexpr size_t kOtherChunks = 20;

thread_local PageAllocator::StartUp* current = nullptr;

}  // namespace

PageAllocator::StartUp::StartUp(size_t young) : outer_(current), first_filled_(1 + young / kChunk) {
  current = this;
  size_t length = (first_filled_ + kOtherChunks) * kChunk;
  void* mapped = mmap(nullptr, length + kChunk, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) return;
  auto* begin = static_cast<uint8_t*>(mapped);
  size_t excess = (kChunk - reinterpret_cast<uintptr_t>(begin) % kChunk) % kChunk;
  if (excess > 0) munmap(begin, excess);
  next_ = begin + excess;
  end_ = next_ + length;
  munmap(end_, kChunk - excess);
  // As V8 has it for its own mappings: a child between fork and exec needs no copy of the heap.
  (void)madvise(next_, length, MADV_DONTFORK);
}

PageAllocator::StartUp::~StartUp() {
  if (next_ != end_) munmap(next_, static_cast<size_t>(end_ - next_));
  current = outer_;
}

void* PageAllocator::StartUp::Take(size_t length, size_t alignment) {
  if (length != kChunk || alignment > kChunk || next_ == end_) return nullptr;
  fresh_ = next_;
  next_ += kChunk;
  const size_t index = taken_++;
  if (index < 2 || index >= first_filled_) Prefault(fresh_, kChunk, Access::kWrite);
  return fresh_;
}

bool PageAllocator::StartUp::IsFresh(const void* address, size_t length) {
  if (fresh_ == nullptr || address != fresh_ || length > kChunk) return false;
  fresh_ = nullptr;
  return true;
}

void* PageAllocator::AllocatePages(void* address, size_t length, size_t alignment,
                                   Permission permissions) {
  if (current != nullptr && (permissions == kNoAccess || permissions == kReadWrite)) {
    if (void* taken = current->Take(length, alignment); taken != nullptr) return taken;
  }
  return base_->AllocatePages(address, length, alignment, permissions);
}

bool PageAllocator::SetPermissions(void* address, size_t length, Permission permissions) {
  if (current != nullptr && permissions == kReadWrite && current->IsFresh(address, length))
    return true;
  const bool done = base_->SetPermissions(address, length, permissions);
  // The chunk for the code of regular expressions and handlers comes out of V8's code range.
  if (current != nullptr && permissions == kReadWriteExecute)
    Prefault(address, length, Access::kWrite);
  return done;
}

}  // namespace gyre
