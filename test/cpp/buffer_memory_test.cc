// SPDX-License-Identifier: MIT
//
// The blocks in huge pages: each is one's own, and comes back from any thread.

#include "engine/buffer_memory.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gyre::test {
namespace {

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
