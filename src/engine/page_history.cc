// SPDX-License-Identifier: MIT

#include "engine/page_history.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>

// Linux's number; <sys/mman.h> of glibc before 2.37 has no name for it.
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

namespace gyre {

namespace {

constexpr uintptr_t kPage = 4096;
constexpr uintptr_t kHugePage = uintptr_t{2} << 20;

// A huge page is made and copied in the time in which so many small ones are.
constexpr size_t kManyPages = 24;

// The bits of an entry of /proc/self/pagemap (proc(5)).
constexpr uint64_t kPresent = uint64_t{1} << 63;
constexpr uint64_t kOfFile = uint64_t{1} << 61;
constexpr uint64_t kExclusive = uint64_t{1} << 56;

// A call costs as much as to map so many pages that nobody asked for; those of files need no copy.
constexpr uintptr_t kReadGap = 32 * kPage;
constexpr uintptr_t kWriteGap = 1 * kPage;

// What is larger is reserved (a sanitizer has terabytes of shadow memory), and not looked through.
constexpr uintptr_t kLargest = uintptr_t{1} << 30;

bool SystemGrantsHugePages() {
#ifdef __SANITIZE_ADDRESS__
  return false;  // a whole block may be neither read nor written to
#endif
  std::array<char, 64> text{};
  int file = open("/sys/kernel/mm/transparent_hugepage/enabled", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t size = read(file, text.data(), text.size() - 1);
  close(file);
  return size > 0 && std::strstr(text.data(), "[never]") == nullptr;
}

// Memory of this process alone that can be read.
struct Mapping {
  uintptr_t begin;
  uintptr_t end;
  int protection;  // PROT_*
};

// Calls `visit` with each mapping, by address (proc(5), /proc/pid/maps).
template <typename Visit>
void ForEachMapping(Visit visit) {
  std::FILE* maps = std::fopen("/proc/self/maps", "re");
  if (maps == nullptr) return;
  Mapping mapping;
  std::array<char, 5> rights;
  while (std::fscanf(maps, "%" SCNxPTR "-%" SCNxPTR " %4s%*[^\n]", &mapping.begin, &mapping.end,
                     rights.data()) == 3) {
    if (rights[0] != 'r' || rights[3] != 'p' || mapping.end - mapping.begin > kLargest) continue;
    mapping.protection =
        PROT_READ | (rights[1] == 'w' ? PROT_WRITE : 0) | (rights[2] == 'x' ? PROT_EXEC : 0);
    visit(mapping);
  }
  std::fclose(maps);
}

// Huge pages that take the place of others with the same content.
class HugeCopies {
 public:
  // Room for so many.
  explicit HugeCopies(size_t count) {
    if (count == 0) return;
    void* mapped = mmap(nullptr, (count + 1) * kHugePage, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED) return;
    mapped_ = reinterpret_cast<uintptr_t>(mapped);
    end_ = mapped_ + (count + 1) * kHugePage;
    next_ = (mapped_ + kHugePage - 1) & ~(kHugePage - 1);
    (void)madvise(reinterpret_cast<void*>(next_), count * kHugePage, MADV_HUGEPAGE);
  }
  ~HugeCopies() {
    if (mapped_ != 0) munmap(reinterpret_cast<void*>(mapped_), end_ - mapped_);
  }
  HugeCopies(const HugeCopies&) = delete;
  HugeCopies& operator=(const HugeCopies&) = delete;

  // Between the copy and the change nothing is written to: not by this function, which has its
  // variables on the stack, and the stack is in no block.
  bool Replace(uintptr_t block, int protection) {
    if (mapped_ == 0 || next_ + kHugePage > end_) return false;
    auto* copy = reinterpret_cast<void*>(next_);
    auto* original = reinterpret_cast<void*>(block);
    memcpy(copy, original, kHugePage);
    if (protection != (PROT_READ | PROT_WRITE) && mprotect(copy, kHugePage, protection) != 0)
      return false;
    if (mremap(copy, kHugePage, kHugePage, MREMAP_MAYMOVE | MREMAP_FIXED, original) == MAP_FAILED)
      return false;
    next_ += kHugePage;
    return true;
  }

 private:
  uintptr_t mapped_ = 0;
  uintptr_t end_ = 0;
  uintptr_t next_ = 0;
};

}  // namespace

PageHistory::PageHistory() {
  void* memory =
      mmap(nullptr, sizeof(Table), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  table_ = memory == MAP_FAILED ? nullptr : static_cast<Table*>(memory);
}

PageHistory::~PageHistory() {
  if (table_ != nullptr) munmap(table_, sizeof(Table));
}

void PageHistory::Settle() {
  if (table_ == nullptr || !table_->is_noted || table_->is_settled) return;
  table_->is_settled = true;
  if (!SystemGrantsHugePages()) table_->blocks.count = 0;
  // The fork may have mapped what is not here.
  ForEachMapping([this](const Mapping& mapping) {
    for (Block& block : table_->blocks.all()) {
      if (block.begin >= mapping.begin && block.begin + kHugePage <= mapping.end &&
          block.protection == mapping.protection) {
        block.is_here = true;
      }
    }
  });
  // What can't be settled stays with its pages.
  auto fails = [](const Block& block) {
    if (!block.is_here) return true;
    auto* memory = reinterpret_cast<void*>(block.begin);
    if (block.access == Access::kWrite) return madvise(memory, kHugePage, MADV_COLLAPSE) != 0;
    HugeCopies copies(1);
    return !copies.Replace(block.begin, block.protection);
  };
  std::span<Block> blocks = table_->blocks.all();
  auto blocks_end = std::remove_if(blocks.begin(), blocks.end(), fails);
  table_->blocks.count = static_cast<size_t>(blocks_end - blocks.begin());
  auto is_settled = [this](const Range& range) {
    return std::ranges::any_of(table_->blocks.all(), [&](const Block& block) {
      return range.begin >= block.begin && range.end <= block.begin + kHugePage;
    });
  };
  std::span<Range> ranges = table_->ranges.all();
  auto ranges_end = std::remove_if(ranges.begin(), ranges.end(), is_settled);
  table_->ranges.count = static_cast<size_t>(ranges_end - ranges.begin());
  // Forks share what the parent has for reading.
  blocks = table_->blocks.all();
  blocks_end = std::remove_if(blocks.begin(), blocks.end(),
                              [](const Block& block) { return block.access == Access::kRead; });
  table_->blocks.count = static_cast<size_t>(blocks_end - blocks.begin());
}

void PageHistory::Prepare() const {
  if (table_ == nullptr || !table_->is_noted) return;
  if (table_->is_settled) {
    HugeCopies copies(table_->blocks.count);
    for (const Block& block : table_->blocks.all()) copies.Replace(block.begin, block.protection);
  }
  for (const Range& range : table_->ranges.all()) {
    Prefault(reinterpret_cast<void*>(range.begin), range.end - range.begin, range.access);
  }
}

void PageHistory::Note() {
  if (table_ == nullptr || table_->is_noted) return;
  // One that was killed before may have left something.
  table_->ranges.count = 0;
  table_->blocks.count = 0;
  int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
  if (pagemap < 0) return;
  auto add = [this](uintptr_t page, Access access) {
    uintptr_t gap = access == Access::kRead ? kReadGap : kWriteGap;
    std::span<Range> ranges = table_->ranges.all();
    Range* last = ranges.empty() ? nullptr : &ranges.back();
    if (last != nullptr && last->access == access && page - last->end <= gap &&
        page / kHugePage == last->begin / kHugePage) {
      last->end = page + kPage;
    } else {
      table_->ranges.Add({page, page + kPage, access});
    }
  };
  std::array<uint64_t, kHugePage / kPage> entries;
  ForEachMapping([&](const Mapping& mapping) {
    const bool is_writable = (mapping.protection & PROT_WRITE) != 0;
    // A block at a time, or what the mapping has of it.
    for (uintptr_t page = mapping.begin; page < mapping.end;) {
      const uintptr_t block = page & ~(kHugePage - 1);
      const uintptr_t stop = std::min(mapping.end, block + kHugePage);
      const bool is_whole = page == block && stop == block + kHugePage;
      ssize_t size = pread(pagemap, entries.data(), (stop - page) / kPage * sizeof(uint64_t),
                           static_cast<off_t>(page / kPage * sizeof(uint64_t)));
      if (size <= 0) return;
      size_t read = 0;
      size_t written = 0;
      for (size_t i = 0; i < static_cast<size_t>(size) / sizeof(uint64_t); ++i, page += kPage) {
        uint64_t entry = entries[i];
        if ((entry & kPresent) == 0) continue;
        if ((entry & kOfFile) != 0) {
          ++read;
          add(page, Access::kRead);
        } else if ((entry & kExclusive) != 0 && is_writable) {
          ++written;
          add(page, Access::kWrite);
        }
      }
      if (!is_whole) continue;
      if (written >= kManyPages && mapping.protection == (PROT_READ | PROT_WRITE)) {
        table_->blocks.Add({block, Access::kWrite, mapping.protection, false});
      } else if (read >= kManyPages && !is_writable) {
        table_->blocks.Add({block, Access::kRead, mapping.protection, false});
      }
    }
  });
  close(pagemap);
  // The last of all: who is killed before has noted nothing.
  table_->is_noted = true;
}

}  // namespace gyre
