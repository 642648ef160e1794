// SPDX-License-Identifier: MIT
//
// The memory of ArrayBuffers: what is handed back from other threads is freed once, and what a
// buffer gets is as asked for.

#include "engine/buffer_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace gyre::test {
namespace {

TEST(BufferMemory, IsClearedWhereItMustBe) {
  BufferAllocator allocator;
  for (int round = 0; round < 200; ++round) {
    for (size_t size : {1u, 8u, 16u, 24u, 1000u, 4096u, 32768u, 40000u}) {
      auto* bytes = static_cast<unsigned char*>(allocator.Allocate(size));
      ASSERT_NE(bytes, nullptr);
      EXPECT_TRUE(std::all_of(bytes, bytes + size, [](unsigned char b) { return b == 0; }));
      std::memset(bytes, 0xff, size);
      allocator.Free(bytes, size);
    }
  }
}

// Sanitizers see a block that is lost, freed twice or used afterwards.
TEST(BufferMemory, ComesBackFromManyThreads) {
  BufferAllocator allocator;
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    std::vector<std::pair<void*, size_t>> blocks;
    for (size_t i = 0; i < 3000; ++i) {
      const size_t size = 1 + i * 37 % 2000;
      void* data = allocator.AllocateUninitialized(size);
      ASSERT_NE(data, nullptr);
      std::memset(data, t, size);
      blocks.emplace_back(data, size);
    }
    threads.emplace_back([blocks = std::move(blocks)] {
      for (auto [data, size] : blocks) {
        ReturnBufferMemory(data, size);
        if (size % 100 == 0) std::free(AllocateBufferMemory(64));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int i = 0; i < 1000; ++i) std::free(AllocateBufferMemory(2001));
}

// More of them than are kept, so that arenas also end.
TEST(BufferMemory, BlocksAreApartAndComeBackFromManyThreads) {
  constexpr size_t kThreads = 4;
  constexpr size_t kCount = 300;
  for (int round = 0; round < 2; ++round) {
    std::vector<std::vector<unsigned char*>> blocks(kThreads);
    for (size_t i = 0; i < kThreads * kCount; ++i) {
      auto* block = static_cast<unsigned char*>(AllocateBlock());
      ASSERT_NE(block, nullptr);
      block[0] = block[kBlockSize - 1] = static_cast<unsigned char>(i % kThreads);
      blocks[i % kThreads].push_back(block);
    }
    std::vector<std::thread> threads;
    for (size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([t, mine = std::move(blocks[t])] {
        for (unsigned char* block : mine) {
          EXPECT_EQ(block[0], t);
          EXPECT_EQ(block[kBlockSize - 1], t);
          DeleteBlock(block, kBlockSize, nullptr);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
}

}  // namespace
}  // namespace gyre::test
