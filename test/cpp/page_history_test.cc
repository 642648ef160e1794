// SPDX-License-Identifier: MIT
//
// PageHistory: a fork has pages of its own where the first fork has written, and only there; what
// they hold is the parent's.

#include "engine/page_history.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
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

}  // namespace
}  // namespace gyre::test
