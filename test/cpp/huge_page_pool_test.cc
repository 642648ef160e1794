// SPDX-License-Identifier: MIT
//
// HugePagePool: blocks are apart and aligned, hold what they should when they are used again, and
// what is free beyond the limit is the system's.

#include "engine/huge_page_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <set>
#include <vector>

namespace gyre::test {
namespace {

constexpr size_t kSize = size_t{256} << 10;
constexpr size_t kPerArena = HugePagePool::kArenaSize / kSize;

TEST(HugePagePool, BlocksAreApartAndAligned) {
  for (size_t size : {size_t{4} << 10, size_t{64} << 10, kSize, HugePagePool::kArenaSize}) {
    HugePagePool pool({.block_size = size, .most_free = 0, .zeroed = false, .in_forks = true});
    std::set<char*> blocks;
    for (int i = 0; i < 70; ++i) {
      auto* block = static_cast<char*>(pool.Allocate());
      ASSERT_NE(block, nullptr);
      EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % size, 0u);
      EXPECT_TRUE(pool.Owns(block + size - 1));
      std::memset(block, i, size);
      blocks.insert(block);
    }
    EXPECT_EQ(blocks.size(), 70u);
    for (char* block : blocks) {
      EXPECT_EQ(std::count(block, block + size, block[0]), static_cast<ptrdiff_t>(size));
      pool.Free(block);
    }
    EXPECT_FALSE(pool.Owns(*blocks.begin()));
  }
  int local = 0;
  HugePagePool other({.block_size = kSize, .most_free = 0, .zeroed = false, .in_forks = true});
  EXPECT_FALSE(other.Owns(&local));
}

TEST(HugePagePool, WhatIsZeroedIsZeroAndTheRestAsItWas) {
  for (bool zeroed : {false, true}) {
    HugePagePool pool(
        {.block_size = kSize, .most_free = kPerArena, .zeroed = zeroed, .in_forks = false});
    auto* block = static_cast<char*>(pool.Allocate());
    block[kSize - 1] = 7;
    pool.Free(block);
    auto* again = static_cast<char*>(pool.Allocate());
    EXPECT_EQ(again, block);
    EXPECT_EQ(again[kSize - 1], zeroed ? 0 : 7);
    pool.Free(again);
  }
}

TEST(HugePagePool, SmallBlocksGoBackWithTheirArena) {
  constexpr size_t kPage = 4096;
  constexpr size_t kPages = HugePagePool::kArenaSize / kPage;
  HugePagePool pool({.block_size = kPage, .most_free = 0, .zeroed = false, .in_forks = true});
  std::vector<char*> blocks;
  for (size_t i = 0; i < 2 * kPages; ++i) {
    blocks.push_back(static_cast<char*>(pool.Allocate()));
    std::memset(blocks.back(), 1, kPage);
  }
  EXPECT_EQ(std::set<char*>(blocks.begin(), blocks.end()).size(), blocks.size());
  auto* const kept = blocks.front();
  for (char* block : blocks) {
    if (block != kept) pool.Free(block);
  }
  // What is left of an arena stays; that of which nothing is left has gone.
  for (char* block : blocks) {
    const bool same = reinterpret_cast<uintptr_t>(block) / HugePagePool::kArenaSize ==
                      reinterpret_cast<uintptr_t>(kept) / HugePagePool::kArenaSize;
    EXPECT_EQ(pool.Owns(block), same);
    if (same) {
      EXPECT_EQ(block[kPage - 1], 1);
    }
  }
  std::set<void*> again;
  for (size_t i = 0; i < kPages; ++i) again.insert(pool.Allocate());
  EXPECT_EQ(again.size(), kPages);
  EXPECT_FALSE(again.contains(kept));
  for (void* block : again) pool.Free(block);
  pool.Free(kept);
  EXPECT_FALSE(pool.Owns(kept));
}

// Of each arena one block stays in use.
TEST(HugePagePool, BeyondTheLimitMemoryGoesBack) {
  HugePagePool pool({.block_size = kSize, .most_free = 1, .zeroed = true, .in_forks = false});
  std::vector<char*> blocks;
  for (size_t i = 0; i < 4 * kPerArena; ++i) {
    blocks.push_back(static_cast<char*>(pool.Allocate()));
    std::memset(blocks.back(), 1, kSize);
  }
  std::vector<char*> used;
  std::set<uintptr_t> arenas;
  for (char* block : blocks) {
    if (arenas.insert(reinterpret_cast<uintptr_t>(block) / HugePagePool::kArenaSize).second) {
      used.push_back(block);
    } else {
      pool.Free(block);
      EXPECT_EQ(block[0], 0);  // what is mapped still reads as zeros
    }
  }
  EXPECT_EQ(used.size(), 4u);
  std::set<char*> again;
  for (size_t i = used.size(); i < blocks.size(); ++i) {
    auto* block = static_cast<char*>(pool.Allocate());
    EXPECT_EQ(std::count(block, block + kSize, 0), static_cast<ptrdiff_t>(kSize));
    again.insert(block);
  }
  EXPECT_EQ(again.size(), blocks.size() - used.size());
  for (char* block : used) EXPECT_EQ(block[0], 1);
  for (char* block : again) pool.Free(block);
  for (char* block : used) pool.Free(block);
}

}  // namespace
}  // namespace gyre::test
