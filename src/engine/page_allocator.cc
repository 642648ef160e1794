// SPDX-License-Identifier: MIT

#include "engine/page_allocator.h"

#include <sys/mman.h>

#include "engine/memory.h"

namespace gyre {

namespace {

thread_local PageAllocator::StartUp* current = nullptr;

uintptr_t ChunkOf(const void* address) {
  return reinterpret_cast<uintptr_t>(address) & ~(PageAllocator::kChunk - 1);
}

}  // namespace

PageAllocator::StartUp::StartUp(size_t young) : outer_(current), first_filled_(1 + young / kChunk) {
  current = this;
}

PageAllocator::StartUp::~StartUp() { current = outer_; }

void* PageAllocator::AllocatePages(void* address, size_t length, size_t alignment,
                                   Permission permissions) {
  const bool is_chunk = length == kChunk && alignment <= kChunk &&
                        (permissions == kNoAccess || permissions == kReadWrite);
  if (!is_chunk) return base_->AllocatePages(address, length, alignment, permissions);
  // The read-only space will be protected, which would split a huge page.
  const bool is_read_only = current != nullptr && current->taken_++ == 0;
  void* chunk = is_read_only ? nullptr : chunks_.Allocate();
  if (chunk == nullptr) return base_->AllocatePages(address, length, alignment, permissions);
  if (current != nullptr && current->IsFilled()) Prefault(chunk, kChunk, Access::kWrite);
  return chunk;
}

bool PageAllocator::FreePages(void* address, size_t length) {
  if (!chunks_.Owns(address)) return base_->FreePages(address, length);
  if (!IsUntouched(address)) {
    if (!base_->SetPermissions(address, kChunk, kReadWrite)) return false;
    std::lock_guard<std::mutex> lock(mutex_);
    touched_.erase(ChunkOf(address));
  }
  chunks_.Free(address);
  return true;
}

bool PageAllocator::ReleasePages(void* address, size_t length, size_t new_length) {
  return chunks_.Owns(address) || base_->ReleasePages(address, length, new_length);
}

bool PageAllocator::SetPermissions(void* address, size_t length, Permission permissions) {
  if (chunks_.Owns(address)) {
    if (permissions == kReadWrite && IsUntouched(address)) return true;
    if (permissions != kReadWrite) NoteTouched(address);
    return base_->SetPermissions(address, length, permissions);
  }
  const bool done = base_->SetPermissions(address, length, permissions);
  if (permissions == kReadWrite && length >= HugePagePool::kArenaSize) {
    (void)madvise(address, length, MADV_HUGEPAGE);
  }
  // The chunk for the code of regular expressions and handlers comes out of V8's code range.
  if (current != nullptr && (permissions == kReadWriteExecute || current->IsReadOnlySpace())) {
    Prefault(address, length, Access::kWrite);
  }
  return done;
}

bool PageAllocator::DecommitPages(void* address, size_t size) {
  if (chunks_.Owns(address)) NoteTouched(address);
  return base_->DecommitPages(address, size);
}

bool PageAllocator::IsUntouched(const void* address) {
  std::lock_guard<std::mutex> lock(mutex_);
  return !touched_.contains(ChunkOf(address));
}

void PageAllocator::NoteTouched(const void* address) {
  std::lock_guard<std::mutex> lock(mutex_);
  touched_.insert(ChunkOf(address));
}

}  // namespace gyre
