// SPDX-License-Identifier: MIT
//
// What:    the memory of ArrayBuffers: malloc's, and how it gets back there. V8 frees most of it on
//          a thread of its own, where each free() takes the lock of the heap that the loop thread
//          allocates from: both threads spend more time waiting for one another than working. So
//          small blocks are handed back, and used again or freed by the next who asks for memory.
// Owner:   nobody; one stack of blocks, and one list of arenas, in the process.
// Threads: any.

#ifndef GYRE_ENGINE_BUFFER_MEMORY_H_
#define GYRE_ENGINE_BUFFER_MEMORY_H_

#include <cstddef>

#include "engine/v8_compat.h"

namespace gyre {

// malloc(), or calloc(): a block that was handed back and has just this size, or a new one. Frees
// some of what has been handed back on the way. Null without memory.
void* AllocateBufferMemory(size_t size, bool clear = false);

// free(), sooner or later: at once where the block is large, or 1 MiB has been handed back already.
void ReturnBufferMemory(void* data, size_t size);

// The deleter of a v8::BackingStore over memory from malloc().
void DeleteBufferMemory(void* data, size_t size, void*);

// Blocks for what is read piece after piece by the size of a block. They lie in huge pages and are
// used again, since a page that is new costs more than reading into it.
inline constexpr size_t kBlockSize = size_t{64} << 10;

// Null without memory.
void* AllocateBlock();

// The deleter of a v8::BackingStore over a block.
void DeleteBlock(void* block, size_t size, void*);

// V8's own ArrayBuffers.
class BufferAllocator final : public v8::ArrayBuffer::Allocator {
 public:
  void* Allocate(size_t size) override { return AllocateBufferMemory(size, true); }
  void* AllocateUninitialized(size_t size) override { return AllocateBufferMemory(size); }
  void Free(void* data, size_t size) override { ReturnBufferMemory(data, size); }
};

}  // namespace gyre

#endif  // GYRE_ENGINE_BUFFER_MEMORY_H_
