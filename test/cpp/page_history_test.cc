// SPDX-License-Identifier: MIT
//
// PageHistory: a fork has pages of its own where the first fork has written, and only there; what
// they hold is the parent's, in huge pages too.

#include "engine/page_history.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <functional>

namespace gyre::test {
namespace {

constexpr size_t kPage = 4096;
constexpr size_t kPages = 100;

class PageHistoryTest : public testing::Test {
 protected:
  PageHistoryTest() {
    void* memory =
        mmap(nullptr, kPages * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(memory, MAP_FAILED);
    bytes_ = static_cast<volatile uint8_t*>(memory);
    for (size_t i = 0; i < kPages; ++i) bytes_[i * kPage] = static_cast<uint8_t>(i + 1);
  }
  ~PageHistoryTest() override { munmap(const_cast<uint8_t*>(bytes_), kPages * kPage); }

  // Whether a fork has the page for itself (proc(5), /proc/pid/pagemap).
  bool IsOwn(size_t page) const {
    int pagemap = open("/proc/self/pagemap", O_RDONLY);
    uint64_t entry = 0;
    uintptr_t number = reinterpret_cast<uintptr_t>(bytes_) / kPage + page;
    bool is_read = pread(pagemap, &entry, sizeof(entry), static_cast<off_t>(number * 8)) == 8;
    close(pagemap);
    return is_read && (entry >> 56 & 1) != 0;
  }

  // What `body` gives in a fork.
  static int InFork(const std::function<int()>& body) {
    pid_t pid = fork();
    if (pid == 0) _exit(body());
    int status = 0;
    EXPECT_EQ(waitpid(pid, &status, 0), pid);
    EXPECT_TRUE(WIFEXITED(status));
    return WEXITSTATUS(status);
  }

  void SetUp() override {
    constexpr int kPopulateWrite = 23;
    if (madvise(const_cast<uint8_t*>(bytes_), kPage, kPopulateWrite) != 0) {
      GTEST_SKIP() << "MADV_POPULATE_WRITE needs Linux 5.14";
    }
  }

  volatile uint8_t* bytes_;
};

TEST_F(PageHistoryTest, WhatTheFirstForkWroteToIsThere) {
  PageHistory history;
  EXPECT_EQ(InFork([&] {
              history.Prepare();
              bool was_own = IsOwn(10);
              for (size_t page : {10, 11, 60}) bytes_[page * kPage] = 0;
              history.Note();
              return was_own ? 1 : 0;
            }),
            0);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(InFork([&] {
                history.Prepare();
                for (size_t page = 0; page < kPages; ++page) {
                  if (bytes_[page * kPage] != page + 1) return 1;
                  bool is_wanted = page == 10 || page == 11 || page == 60;
                  if (IsOwn(page) != is_wanted) return static_cast<int>(2 + page);
                }
                bytes_[10 * kPage] = 0;  // is nobody else's
                history.Note();          // too late
                return 0;
              }),
              0);
  }
  EXPECT_EQ(bytes_[10 * kPage], 11);
}

TEST_F(PageHistoryTest, MemoryThatIsGoneIsPassedOver) {
  PageHistory history;
  InFork([&] {
    void* memory = mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile uint8_t*>(memory) = 1;
    bytes_[99 * kPage] = 0;
    history.Note();
    return 0;
  });
  EXPECT_EQ(InFork([&] {
              history.Prepare();
              return IsOwn(99) && !IsOwn(98) ? 0 : 1;
            }),
            0);
}

constexpr size_t kHugePage = size_t{2} << 20;

// A whole block that is written to all over, and one of a file that is read all over, between
// neighbours that are left alone.
TEST_F(PageHistoryTest, WhereMuchIsTouchedHugePagesHoldTheSame) {
  constexpr size_t kBlocks = 3;
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  for (size_t i = 0; i < kBlocks * kHugePage / sizeof(i); ++i) std::fwrite(&i, sizeof(i), 1, file);
  std::fflush(file);
  auto map = [&](int protection, int flags, int fd) {
    // Aligned: over a part of what is reserved.
    void* reserved =
        mmap(nullptr, (kBlocks + 1) * kHugePage, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    auto begin = (reinterpret_cast<uintptr_t>(reserved) + kHugePage - 1) & ~(kHugePage - 1);
    void* mapped = mmap(reinterpret_cast<void*>(begin), kBlocks * kHugePage, protection,
                        flags | MAP_FIXED, fd, 0);
    EXPECT_NE(mapped, MAP_FAILED);
    return static_cast<volatile size_t*>(mapped);
  };
  volatile size_t* text = map(PROT_READ | PROT_EXEC, MAP_PRIVATE, fileno(file));
  volatile size_t* data = map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  constexpr size_t kCount = kBlocks * kHugePage / sizeof(size_t);
  constexpr size_t kInPage = kPage / sizeof(size_t);
  for (size_t i = 0; i < kCount; ++i) data[i] = ~i;

  PageHistory history;
  history.Settle();  // nothing is noted
  for (int round = 0; round < 4; ++round) {
    history.Settle();
    EXPECT_EQ(InFork([&] {
                history.Prepare();
                for (size_t i = 0; i < kCount; i += 7) {
                  if (text[i] != i) return 1;
                }
                for (size_t i = 0; i < kCount; i += 7) {
                  if (data[i] != ~i) return 2;
                }
                for (size_t i = 0; i < kHugePage / sizeof(size_t); i += kInPage) {
                  data[kCount / kBlocks + i] = 1;
                }
                history.Note();
                return 0;
              }),
              0);
    for (size_t i = 0; i < kCount; ++i) {
      ASSERT_EQ(data[i], ~i);
      ASSERT_EQ(text[i], i);
    }
    data[kCount / 2] = ~(kCount / 2);  // the parent goes on writing
  }
  // The rights are what they were.
  EXPECT_DEATH(const_cast<size_t*>(text)[kCount / 2] = 1, "");
  munmap(const_cast<size_t*>(text), kBlocks * kHugePage);
  munmap(const_cast<size_t*>(data), kBlocks * kHugePage);
  std::fclose(file);
}

// As a library that only the test file has loaded.
TEST_F(PageHistoryTest, WhatOnlyTheForkHasMappedIsPassedOver) {
  std::FILE* file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  ASSERT_EQ(ftruncate(fileno(file), 3 * kHugePage), 0);
  PageHistory history;
  EXPECT_EQ(InFork([&] {
              void* mapped =
                  mmap(nullptr, 3 * kHugePage, PROT_READ | PROT_EXEC, MAP_PRIVATE, fileno(file), 0);
              if (mapped == MAP_FAILED) return 1;
              for (size_t i = 0; i < 3 * kHugePage; i += kPage) {
                static_cast<void>(static_cast<volatile char*>(mapped)[i]);
              }
              history.Note();
              return 0;
            }),
            0);
  history.Settle();
  EXPECT_EQ(InFork([&] {
              history.Prepare();
              return bytes_[5 * kPage] == 6 ? 0 : 1;
            }),
            0);
  std::fclose(file);
}

}  // namespace
}  // namespace gyre::test
