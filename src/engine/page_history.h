// SPDX-License-Identifier: MIT
//
// What:    which pages of memory the forks of a process touch: the first that ends well notes it,
//          those that follow have them there before they run, with one call for many.
// Owner:   the process that forks; forks keep theirs until they end.
// Threads: that which forks, and the main thread of a fork.

#ifndef GYRE_ENGINE_PAGE_HISTORY_H_
#define GYRE_ENGINE_PAGE_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/memory.h"

namespace gyre {

// A fork has the memory of its parent, but each page that it writes to is copied first, and files
// that are mapped, as the text of the program, it maps anew: some hundred faults, each dearer than
// any other (see Prefault). Forks that do nearly the same touch nearly the same pages.
//
// Where the pages lie close together, whole huge pages take their place: the parent reads the
// program's text from a copy in huge pages, which forks share, and a fork copies 2 MiB at once, in
// the time of some twenty pages.
//
// Nothing depends on it: what was not foreseen is a fault as ever, what was in vain is a copy.
class PageHistory {
 public:
  // REQUIRES: called before the forks are made.
  PageHistory();
  ~PageHistory();

  PageHistory(const PageHistory&) = delete;
  PageHistory& operator=(const PageHistory&) = delete;

  // In the parent, before it forks, while it has no fork: makes huge pages where a fork has noted
  // much, the first time. REQUIRES: nothing else writes to memory meanwhile.
  void Settle();

  // In a fork, as early as can be: has there what the one that noted it had at its end.
  void Prepare() const;

  // In a fork, at its end: notes what it has there of its own, unless that has been done.
  void Note();

 private:
  struct Range {
    uintptr_t begin;
    uintptr_t end;
    Access access;
  };
  // 2 MiB, as aligned, of which many pages are touched.
  struct Block {
    uintptr_t begin;
    Access access;
    int protection;  // PROT_*
    bool is_here;    // in the parent; known to Settle()
  };
  template <typename T, size_t kCapacity>
  struct List {
    size_t count;
    T items[kCapacity];
    void Add(const T& item) {
      if (count < kCapacity) items[count++] = item;
    }
    std::span<T> all() { return {items, count}; }
  };
  // Shared by all forks.
  struct Table {
    bool is_noted;
    bool is_settled;
    List<Range, 4000> ranges;  // no range goes over the boundary of a block
    List<Block, 200> blocks;   // what is in one of them is also in `ranges` until Settle()
  };

  Table* table_;  // null without memory for it: then nothing is noted
};

}  // namespace gyre

#endif  // GYRE_ENGINE_PAGE_HISTORY_H_
