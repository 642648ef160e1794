// SPDX-License-Identifier: MIT
//
// What:    the startup snapshot: V8's heap after lib/internal/bootstrap has run, and a code cache
// for
//          each module that is not in it. No handle, descriptor, environment variable, argv or time
//          gets into it.
// Owner:   the data is a constant of the executable (made by gyre_mksnapshot during the build).
// Threads: any (read only).

#ifndef GYRE_RUNTIME_SNAPSHOT_H_
#define GYRE_RUNTIME_SNAPSHOT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/v8_compat.h"

namespace gyre {

// A view of the file that gyre_mksnapshot wrote:
//   u64 module count, u64 blob size, module count x { u64 offset, u64 size }, blob, code caches
// Offsets are from the start of the file. A module in the blob has size 0.
class SnapshotData {
 public:
  // The snapshot in this executable; nullptr in the snapshot builder and in unit tests of the core.
  static const SnapshotData* Embedded();

  // `file` outlives the view. Returns false when the layout is not ours.
  [[nodiscard]] bool Parse(std::string_view file);

  v8::StartupData blob() const { return {blob_.data(), static_cast<int>(blob_.size())}; }
  // Empty when the module has none.
  std::string_view code_cache(size_t module_index) const;

  // The inverse of Parse().
  static std::string Serialize(std::string_view blob, const std::vector<std::string>& caches);

 private:
  std::string_view file_;
  std::string_view blob_;
  uint64_t module_count_ = 0;
};

// Every address that the blob may refer to, null-terminated: the functions of all bindings, the
// sources of lib/. The same list, in the same order, in the builder and in the runtime.
const intptr_t* ExternalReferences();

// Runs lib/internal/bootstrap and writes heap and code caches. Empty, with a message on stderr,
// when the bootstrap fails.
class Process;
std::string BuildSnapshot(Process* process);

// Context number in the blob: `vm` contexts start from the plain one.
inline constexpr size_t kMainContextIndex = 0;

}  // namespace gyre

#endif  // GYRE_RUNTIME_SNAPSHOT_H_
