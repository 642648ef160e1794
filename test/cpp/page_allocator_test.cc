// SPDX-License-Identifier: MIT
//
// PageAllocator and Prefault: what V8 gets is aligned, writable and zero, the second time too, and
// pages that were asked for are there.

#include "engine/page_allocator.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "engine/memory.h"

namespace gyre::test {
namespace {

using Permission = v8::PageAllocator::Permission;
constexpr size_t kChunk = PageAllocator::kChunk;

class PageAllocatorTest : public testing::Test {
 protected:
  void* Allocate(size_t length, size_t alignment = kChunk) {
    return allocator_.AllocatePages(allocator_.GetRandomMmapAddr(), length, alignment,
                                    Permission::kNoAccess);
  }

  // How many of the pages from `address` on are in memory.
  static size_t Resident(void* address, size_t length) {
    std::vector<unsigned char> pages(length / 4096);
    EXPECT_EQ(mincore(address, length, pages.data()), 0);
    size_t count = 0;
    for (unsigned char page : pages) count += page & 1;
    return count;
  }

  std::unique_ptr<v8::Platform> platform_ = compat::NewDefaultPlatform(1);
  PageAllocator allocator_{platform_->GetPageAllocator()};
};

TEST_F(PageAllocatorTest, ChunksAreAlignedWritableAndZeroAlsoWhenUsedAgain) {
  for (int round = 0; round < 3; ++round) {
    std::vector<void*> chunks;
    {
      PageAllocator::StartUp start_up(4 * kChunk);
      for (int i = 0; i < 100; ++i) {  // more than are kept when they are freed
        void* chunk = Allocate(kChunk);
        ASSERT_NE(chunk, nullptr);
        EXPECT_EQ(reinterpret_cast<uintptr_t>(chunk) % kChunk, 0u);
        ASSERT_TRUE(allocator_.SetPermissions(chunk, kChunk, Permission::kReadWrite));
        chunks.push_back(chunk);
      }
    }
    for (void* chunk : chunks) {
      auto* bytes = static_cast<unsigned char*>(chunk);
      EXPECT_EQ(std::count(bytes, bytes + kChunk, 0), static_cast<ptrdiff_t>(kChunk));
      std::memset(bytes, 1, kChunk);
    }
    // In part and in any order, as V8 does.
    ASSERT_TRUE(allocator_.ReleasePages(chunks[3], kChunk, 4096));
    ASSERT_TRUE(allocator_.FreePages(chunks[3], 4096));
    for (size_t i = chunks.size(); i-- > 0;) {
      if (i == 3) continue;
      EXPECT_TRUE(allocator_.FreePages(chunks[i], kChunk));
    }
  }
}

TEST_F(PageAllocatorTest, RightsThatAreTakenAwayAreGivenBack) {
  std::vector<void*> chunks;
  for (int i = 0; i < 10; ++i) {
    void* chunk = Allocate(kChunk);
    ASSERT_TRUE(allocator_.SetPermissions(chunk, kChunk, Permission::kReadWrite));
    static_cast<char*>(chunk)[0] = 1;
    ASSERT_TRUE(allocator_.SetPermissions(chunk, kChunk,
                                          i % 2 == 0 ? Permission::kRead : Permission::kNoAccess));
    if (i % 2 == 0) {
      EXPECT_EQ(static_cast<char*>(chunk)[0], 1);
      EXPECT_DEATH(static_cast<volatile char*>(chunk)[0] = 2, "");
    } else {
      ASSERT_TRUE(allocator_.DecommitPages(chunk, kChunk));
    }
    chunks.push_back(chunk);
  }
  for (void* chunk : chunks) EXPECT_TRUE(allocator_.FreePages(chunk, kChunk));
  chunks.clear();
  for (int i = 0; i < 10; ++i) {
    void* chunk = Allocate(kChunk);
    EXPECT_EQ(static_cast<char*>(chunk)[0], 0);
    static_cast<char*>(chunk)[kChunk - 1] = 1;
    chunks.push_back(chunk);
  }
  for (void* chunk : chunks) EXPECT_TRUE(allocator_.FreePages(chunk, kChunk));
}

TEST_F(PageAllocatorTest, OtherSizesAreThePlatforms) {
  PageAllocator::StartUp start_up(kChunk);
  for (size_t length : {3 * kChunk, 20 * kChunk}) {
    void* large = Allocate(length);
    ASSERT_NE(large, nullptr);
    ASSERT_TRUE(allocator_.SetPermissions(large, length, Permission::kReadWrite));
    static_cast<char*>(large)[length - 1] = 1;
    EXPECT_TRUE(allocator_.FreePages(large, length));
  }
  PageAllocator::StartUp inner(kChunk);
  void* chunk = Allocate(kChunk);
  EXPECT_TRUE(allocator_.FreePages(chunk, kChunk));
}

TEST_F(PageAllocatorTest, WhatTheSnapshotFillsIsThere) {
  void* probe = mmap(nullptr, kChunk, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(probe, MAP_FAILED);
  Prefault(probe, kChunk, Access::kWrite);
  const bool populates = Resident(probe, kChunk) == kChunk / 4096;
  munmap(probe, kChunk);
  if (!populates) GTEST_SKIP() << "the system does not populate pages";

  PageAllocator::StartUp start_up(3 * kChunk);
  std::vector<void*> chunks;
  for (int i = 0; i < 6; ++i) {
    chunks.push_back(Allocate(kChunk));
    ASSERT_TRUE(allocator_.SetPermissions(chunks.back(), kChunk, Permission::kReadWrite));
    const bool is_filled = i <= 1 || i >= 4;
    if (is_filled) {
      EXPECT_EQ(Resident(chunks.back(), kChunk), kChunk / 4096) << i;
    }
  }
  for (void* chunk : chunks) EXPECT_TRUE(allocator_.FreePages(chunk, kChunk));
}

TEST(Prefault, IsAHintOnly) {
  Prefault(nullptr, 0, Access::kWrite);
  void* reserved = mmap(nullptr, kChunk, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(reserved, MAP_FAILED);
  Prefault(reserved, kChunk, Access::kWrite);
  Prefault(static_cast<char*>(reserved) + 100, 1, Access::kRead);
  EXPECT_EQ(munmap(reserved, kChunk), 0);
}

}  // namespace
}  // namespace gyre::test
