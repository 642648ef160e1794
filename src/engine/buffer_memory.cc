// SPDX-License-Identifier: MIT

#include "engine/buffer_memory.h"

#include <cstdlib>

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

}  // namespace

void* AllocateBlock() { return Blocks()->Allocate(); }

void DeleteBlock(void* block, size_t, void*) { Blocks()->Free(block); }

void FreeBufferMemory(void* data, size_t, void*) { std::free(data); }

}  // namespace gyre
