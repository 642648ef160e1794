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

#include "engine/memory.h"

namespace gyre {

// A fork has the memory of its parent, but each page that it writes to is copied first, and files
// that are mapped, as the text of the program, it maps anew: some hundred faults, each dearer than
// any other (see Prefault). Forks that do nearly the same touch nearly the same pages.
//
// Nothing depends on it: what was not foreseen is a fault as ever, what was in vain is a copy.
class PageHistory {
 public:
  // REQUIRES: called before the forks are made.
  PageHistory();
  ~PageHistory();

  PageHistory(const PageHistory&) = delete;
  PageHistory& operator=(const PageHistory&) = delete;

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
  // Shared by all forks; it has content once `count` is not 0.
  struct Table {
    static constexpr size_t kCapacity = 4000;
    size_t count;
    Range ranges[kCapacity];
  };

  Table* table_;  // null without memory for it: then nothing is noted
};

}  // namespace gyre

#endif  // GYRE_ENGINE_PAGE_HISTORY_H_
