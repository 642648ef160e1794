// SPDX-License-Identifier: MIT
//
// For executables without a snapshot: its builder and the unit tests of the core.

#include "runtime/snapshot.h"

namespace gyre {

const SnapshotData* SnapshotData::Embedded() { return nullptr; }

}  // namespace gyre
