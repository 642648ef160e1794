// SPDX-License-Identifier: MIT
//
// gyre_mksnapshot OUTPUT: runs lib/internal/bootstrap and writes the startup snapshot. A build
// tool.

#include <uv.h>

#include <cstdio>
#include <fstream>

#include "runtime/process.h"
#include "runtime/snapshot.h"

int main(int argc, char** argv) {
  argv = uv_setup_args(argc, argv);
  if (argc != 2) {
    std::fputs("usage: gyre_mksnapshot OUTPUT\n", stderr);
    return 2;
  }
  // Hash seeds and the random state of Math are V8's own affair: they are made anew at start.
  gyre::Process process({});
  std::string data = gyre::BuildSnapshot(&process);
  if (data.empty()) return 1;
  std::ofstream file(argv[1], std::ios::binary | std::ios::trunc);
  file.write(data.data(), static_cast<std::streamsize>(data.size()));
  file.close();
  if (!file) {
    std::fprintf(stderr, "gyre_mksnapshot: %s could not be written\n", argv[1]);
    return 1;
  }
  return 0;
}
