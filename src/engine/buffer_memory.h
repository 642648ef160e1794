// SPDX-License-Identifier: MIT
//
// What:    the memory of ArrayBuffers that we make: malloc's, or blocks in huge pages.
// Owner:   nobody; one list of arenas in the process.
// Threads: any.

#ifndef GYRE_ENGINE_BUFFER_MEMORY_H_
#define GYRE_ENGINE_BUFFER_MEMORY_H_

#include <cstddef>

namespace gyre {

// The deleter of a v8::BackingStore over memory from malloc().
void FreeBufferMemory(void* data, size_t size, void*);

// Blocks for what is read piece after piece by the size of a block. They lie in huge pages and are
// used again, since a page that is new costs more than reading into it.
inline constexpr size_t kBlockSize = size_t{64} << 10;

// Null without memory.
void* AllocateBlock();

// The deleter of a v8::BackingStore over a block.
void DeleteBlock(void* block, size_t size, void*);

}  // namespace gyre

#endif  // GYRE_ENGINE_BUFFER_MEMORY_H_
