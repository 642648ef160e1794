// SPDX-License-Identifier: MIT

#include "engine/page_history.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>

namespace gyre {

namespace {

constexpr uintptr_t kPage = 4096;

// The bits of an entry of /proc/self/pagemap (proc(5)).
constexpr uint64_t kPresent = uint64_t{1} << 63;
constexpr uint64_t kOfFile = uint64_t{1} << 61;
constexpr uint64_t kExclusive = uint64_t{1} << 56;

// A call costs as much as to map so many pages that nobody asked for; those of files need no copy.
constexpr uintptr_t kReadGap = 32 * kPage;
constexpr uintptr_t kWriteGap = 1 * kPage;

// What is larger is reserved (a sanitizer has terabytes of shadow memory), and not looked through.
constexpr uintptr_t kLargest = uintptr_t{1} << 30;

}  // namespace

PageHistory::PageHistory() {
  void* memory =
      mmap(nullptr, sizeof(Table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  table_ = memory == MAP_FAILED ? nullptr : static_cast<Table*>(memory);
}

PageHistory::~PageHistory() {
  if (table_ != nullptr) munmap(table_, sizeof(Table));
}

void PageHistory::Prepare() const {
  if (table_ == nullptr) return;
  for (size_t i = 0; i < table_->count; ++i) {
    const Range& range = table_->ranges[i];
    Prefault(reinterpret_cast<void*>(range.begin), range.end - range.begin, range.access);
  }
}

void PageHistory::Note() {
  if (table_ == nullptr || table_->count > 0) return;
  int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  size_t count = 0;
  auto add = [this, &count](uintptr_t page, Access access) {
    uintptr_t gap = access == Access::kRead ? kReadGap : kWriteGap;
    Range* last = count > 0 ? &table_->ranges[count - 1] : nullptr;
    if (last != nullptr && last->access == access && page - last->end <= gap) {
      last->end = page + kPage;
    } else if (count < Table::kCapacity) {
      table_->ranges[count++] = {page, page + kPage, access};
    }
  };
  uintptr_t begin;
  uintptr_t end;
  std::array<char, 5> rights;
  std::array<uint64_t, 1024> entries;
  while (pagemap >= 0 && maps != nullptr &&
         std::fscanf(maps, "%" SCNxPTR "-%" SCNxPTR " %4s%*[^\n]", &begin, &end, rights.data()) ==
             3) {
    bool is_private = rights[3] == 'p';
    if (rights[0] != 'r' || !is_private || end - begin > kLargest) continue;
    for (uintptr_t page = begin; page < end;) {
      size_t wanted = std::min(entries.size(), (end - page) / kPage) * sizeof(uint64_t);
      ssize_t size = pread(pagemap, entries.data(), wanted,
                           static_cast<off_t>(page / kPage * sizeof(uint64_t)));
      if (size <= 0) break;
      for (size_t i = 0; i < static_cast<size_t>(size) / sizeof(uint64_t); ++i, page += kPage) {
        uint64_t entry = entries[i];
        if ((entry & kPresent) == 0) continue;
        if ((entry & kOfFile) != 0) {
          add(page, Access::kRead);
        } else if ((entry & kExclusive) != 0 && rights[1] == 'w') {
          add(page, Access::kWrite);
        }
      }
    }
  }
  if (maps != nullptr) std::fclose(maps);
  if (pagemap >= 0) close(pagemap);
  // The last of all: who is killed before has noted nothing.
  table_->count = count;
}

}  // namespace gyre
