// SPDX-License-Identifier: MIT
//
// SnapshotData: what is written is read back, what is damaged is refused; a realm boots from what
// BuildSnapshot() made.

#include "runtime/snapshot.h"

#include <cstring>
#include <limits>

#include "support.h"

namespace gyre::test {
namespace {

std::string FileOf(const std::vector<uint64_t>& words, const std::string& rest = {}) {
  return std::string(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(uint64_t)) +
         rest;
}

std::string_view View(const v8::StartupData& blob) {
  return {blob.data, static_cast<size_t>(blob.raw_size)};
}

TEST(SnapshotDataTest, ReadsWhatItWrote) {
  for (const std::vector<std::string>& caches :
       {std::vector<std::string>{}, {"one"}, {"", "two", "", std::string(1000, 'x')}}) {
    for (const std::string& blob : {std::string(), std::string("b"), std::string(4097, 'b')}) {
      std::string file = SnapshotData::Serialize(blob, caches);
      SnapshotData data;
      ASSERT_TRUE(data.Parse(file));
      EXPECT_EQ(View(data.blob()), blob);
      for (size_t i = 0; i < caches.size(); ++i) EXPECT_EQ(data.code_cache(i), caches[i]);
    }
  }
}

TEST(SnapshotDataTest, EveryPartIsAligned) {
  std::string file = SnapshotData::Serialize("abc", {"d", "efg", ""});
  SnapshotData data;
  ASSERT_TRUE(data.Parse(file));
  auto offset = [&](const char* part) { return part - file.data(); };
  EXPECT_EQ(offset(data.blob().data) % 16, 0);
  EXPECT_EQ(offset(data.code_cache(0).data()) % 16, 0);
  EXPECT_EQ(offset(data.code_cache(1).data()) % 16, 0);
}

TEST(SnapshotDataTest, EveryTruncationIsRefusedOrHarmless) {
  std::string file = SnapshotData::Serialize("blob", {"first", "second"});
  for (size_t length = 0; length < file.size(); ++length) {
    // A copy, so that a sanitizer sees a read past the end.
    std::vector<char> copy(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
    SnapshotData data;
    if (!data.Parse({copy.data(), copy.size()})) continue;
    // Only padding is missing.
    EXPECT_EQ(data.code_cache(1), "second");
  }
}

TEST(SnapshotDataTest, GarbageIsRefused) {
  constexpr uint64_t kHuge = std::numeric_limits<uint64_t>::max();
  const std::string garbage[] = {
      "",
      "short",
      std::string(16, '\xff'),
      std::string(4096, '\xff'),
      FileOf({0, kHuge}),
      FileOf({0, kHuge - 15}),
      FileOf({kHuge, 0}),
      FileOf({kHuge / 16, 0}),
      FileOf({1ull << 60, 0, 0, 0}),  // (2 + 2 * count) * 8 is 16 modulo 2^64
      FileOf({1, 0}),                 // the table is missing
      FileOf({1, 0, 32, 1}),          // a cache one byte past the end
      FileOf({1, 0, kHuge, 1}),       // offset + size overflows
      FileOf({1, 0, 0, kHuge}),
      FileOf({1, 1ull << 32, 0, 0}),
  };
  for (const std::string& file : garbage) {
    SnapshotData data;
    EXPECT_FALSE(data.Parse(file)) << testing::PrintToString(file.substr(0, 64));
  }
}

TEST(SnapshotDataTest, EveryFlippedBitOfTheHeaderIsRefusedOrHarmless) {
  const std::string file = SnapshotData::Serialize("blob", {"first", "second"});
  constexpr size_t kHeaderSize = (2 + 2 * 2) * sizeof(uint64_t);
  for (size_t bit = 0; bit < kHeaderSize * 8; ++bit) {
    std::vector<char> copy(file.begin(), file.end());
    copy[bit / 8] = static_cast<char>(copy[bit / 8] ^ (1 << (bit % 8)));
    SnapshotData data;
    if (!data.Parse({copy.data(), copy.size()})) continue;
    auto inside = [&](std::string_view part) {
      return part.empty() ||
             (part.data() >= copy.data() && part.data() + part.size() <= copy.data() + copy.size());
    };
    EXPECT_TRUE(inside(View(data.blob())));
    uint64_t count;
    std::memcpy(&count, copy.data(), sizeof(count));
    for (size_t i = 0; i < count; ++i) EXPECT_TRUE(inside(data.code_cache(i)));
  }
}

TEST(SnapshotDataDeathTest, AModuleThatIsNoneIsABug) {
  std::string file = SnapshotData::Serialize("blob", {"first"});
  SnapshotData data;
  ASSERT_TRUE(data.Parse(file));
  EXPECT_DEATH(data.code_cache(1), "CHECK\\(module_index < module_count_\\) failed");
}

TEST(SnapshotDataTest, ThisExecutableHasNone) { EXPECT_EQ(SnapshotData::Embedded(), nullptr); }

// One for all: building takes a second or two.
class BuiltSnapshotTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    file_ = new std::string(BuildSnapshot(GetProcess()));
    data_ = new SnapshotData();
    ASSERT_TRUE(data_->Parse(*file_));
  }
  static void TearDownTestSuite() {
    delete data_;
    delete file_;
    data_ = nullptr;
    file_ = nullptr;
  }

  static inline std::string* file_ = nullptr;
  static inline SnapshotData* data_ = nullptr;
};

TEST_F(BuiltSnapshotTest, HoldsAHeapAndACacheForEachModuleOutsideOfIt) {
  EXPECT_GT(data_->blob().raw_size, 100'000);
  size_t cached = 0;
  for (size_t i = 0; i < BuiltinSources().size(); ++i) {
    if (!data_->code_cache(i).empty()) ++cached;
  }
  EXPECT_GT(cached, 10u);
}

TEST_F(BuiltSnapshotTest, ARealmBootsFromItAndRuns) {
  EXPECT_EQ(RunText("process.exitCode = [1, 2, 3].map((x) => x * 7).at(-1)", data_), 21);
}

TEST_F(BuiltSnapshotTest, RealmsOfOneSnapshotShareNothing) {
  EXPECT_EQ(
      RunText("globalThis.leak = 1; require('path').leak = 1; Array.prototype.leak = 1", data_), 0);
  EXPECT_EQ(RunText("process.exitCode = 'leak' in globalThis || 'leak' in require('path') || "
                    "'leak' in [] ? 1 : 7",
                    data_),
            7);
}

TEST_F(BuiltSnapshotTest, ContextsOfVmComeFromItAfterTheBootToo) {
  EXPECT_EQ(RunText("setTimeout(() => { process.exitCode = "
                    "require('vm').runInNewContext('[20, 1].reduce((a, b) => a + b)'); }, 1)",
                    data_),
            21);
}

TEST_F(BuiltSnapshotTest, TheLoopsNumbersAreThoseOfTheRealm) {
  // The flags and the clock are connected again: a tick, a timer and an immediate all run.
  EXPECT_EQ(RunText(R"(
      let sum = 0;
      process.nextTick(() => { sum += 1; });
      setTimeout(() => { sum += 2; }, 1);
      setImmediate(() => { sum += 4; });
      Promise.resolve().then(() => { sum += 8; });
      process.on('exit', () => { process.exitCode = sum; }))",
                    data_),
            15);
}

TEST_F(BuiltSnapshotTest, ItIsTheSameFromTheSources) {
  // What a program can see must not depend on how the realm was booted.
  const char* kProgram = R"(
      let hash = 0;
      const names = Reflect.ownKeys(globalThis).concat(Reflect.ownKeys(process)).map(String).sort();
      for (const c of names.join()) hash = (hash * 31 + c.charCodeAt(0)) & 0x7fffffff;
      process.exitCode = hash % 251;)";
  EXPECT_EQ(RunText(kProgram, data_), RunText(kProgram));
}

}  // namespace
}  // namespace gyre::test
