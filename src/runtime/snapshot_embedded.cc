// SPDX-License-Identifier: MIT
//
// The snapshot that the build has linked in; see deps/embed.cmake for the symbols.

#include "engine/check.h"
#include "runtime/snapshot.h"

extern "C" const char gyre_snapshot_begin[];
extern "C" const char gyre_snapshot_end[];

namespace gyre {

const SnapshotData* SnapshotData::Embedded() {
  static const SnapshotData data = [] {
    SnapshotData parsed;
    CHECK(parsed.Parse(
        {gyre_snapshot_begin, static_cast<size_t>(gyre_snapshot_end - gyre_snapshot_begin)}));
    return parsed;
  }();
  return &data;
}

}  // namespace gyre
