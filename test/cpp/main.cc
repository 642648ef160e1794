// SPDX-License-Identifier: MIT
//
// The unit tests of the C++ core. V8 can be started once in a process: it is here, for all of them.

#include <gtest/gtest.h>
#include <uv.h>

#include "support.h"

int main(int argc, char** argv) {
  argv = uv_setup_args(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  // V8 has threads by now: a death test runs in a process of its own.
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  gyre::Process process({"--expose-gc"});
  gyre::test::SetProcess(&process);
  return RUN_ALL_TESTS();
}
