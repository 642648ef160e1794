// SPDX-License-Identifier: MIT
//
// What:    the memory of ArrayBuffers that we make: malloc's, or blocks in huge pages.
// Owner:   nobody; one list of arenas in the process.
// Threads: any.

#ifndef GYRE_ENGINE_BUFFER_MEMORY_H_
#define GYRE_ENGINE_BUFFER_MEMORY_H_

#include <cstddef>

namespace gyre {

// Of memory that is given away, as v8::BackingStore calls it.
using Deleter = void (*)(void* data, size_t size, void*);

// For memory from malloc().
void FreeBufferMemory(void* data, size_t size, void*);

// Memory, and who takes it back.
struct BufferMemory {
  void* data;  // null: there was none
  Deleter deleter;
};

// `size` bytes, 1 or more, not cleared. What is nearly a page, and wanted by the hundred, is a page
// that is used again: malloc() splits and joins chunks by headers which lie in memory that has left
// the caches since.
BufferMemory AllocateBufferMemory(size_t size);

// Blocks for what is read piece after piece by the size of a block. They lie in huge pages and are
// used again, since a page that is new costs more than reading into it.
inline constexpr size_t kBlockSize = size_t{64} << 10;

// Null without memory.
void* AllocateBlock();

// The deleter of a v8::BackingStore over a block.
void DeleteBlock(void* block, size_t size, void*);

}  // namespace gyre

#endif  // GYRE_ENGINE_BUFFER_MEMORY_H_
