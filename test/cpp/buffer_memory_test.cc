// SPDX-License-Identifier: MIT
//
// The blocks in huge pages: each is one's own, and comes back from any thread.

#include "engine/buffer_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <iterator>
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

// Pages as well, of which more are free in the end than are kept.
TEST(BufferMemory, EachSizeIsOnesOwnAndComesBackFromManyThreads) {
  constexpr size_t kThreads = 4;
  constexpr size_t kSizes[] = {1, 2048, 2049, 3000, 4095, 4096, 4097, 70000};
  for (int round = 0; round < 2; ++round) {
    std::vector<std::thread> threads;
    for (size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([t, &kSizes] {
        struct Piece {
          BufferMemory memory;
          size_t size;
          unsigned char mark;
        };
        std::vector<Piece> pieces;
        for (size_t i = 0; i < 6000; ++i) {
          const size_t size = i % 100 == 0 ? kSizes[i / 100 % std::size(kSizes)] : 4096 - i % 2000;
          Piece piece = {AllocateBufferMemory(size), size, static_cast<unsigned char>(i + t)};
          ASSERT_NE(piece.memory.data, nullptr);
          memset(piece.memory.data, piece.mark, size);
          pieces.push_back(piece);
        }
        for (const Piece& piece : pieces) {
          const auto* bytes = static_cast<unsigned char*>(piece.memory.data);
          EXPECT_EQ(std::count(bytes, bytes + piece.size, piece.mark),
                    static_cast<ptrdiff_t>(piece.size));
          piece.memory.deleter(piece.memory.data, piece.size, nullptr);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
}

}  // namespace
}  // namespace gyre::test
