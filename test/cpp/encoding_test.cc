// SPDX-License-Identifier: MIT
//
// The conversions of engine/encoding.h against slow ones written from the standards.

#include "engine/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace gyre::encoding {
namespace {

using Bytes = std::vector<uint8_t>;
using Units = std::vector<uint16_t>;

// Deterministic: a failure can be repeated.
class Random {
 public:
  size_t Below(size_t limit) { return engine_() % limit; }
  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  std::mt19937 engine_{20221};
};

// WHATWG Encoding, "UTF-8 decoder", byte by byte.
Units SlowDecodeUtf8(const Bytes& bytes, bool* valid) {
  Units units;
  *valid = true;
  uint32_t code_point = 0;
  int needed = 0;
  uint8_t low = 0x80;
  uint8_t high = 0xbf;
  const auto fail = [&] {
    *valid = false;
    units.push_back(0xfffd);
    code_point = 0;
    needed = 0;
    low = 0x80;
    high = 0xbf;
  };
  for (size_t i = 0; i < bytes.size(); i++) {
    const uint8_t byte = bytes[i];
    if (needed == 0) {
      if (byte < 0x80) {
        units.push_back(byte);
      } else if (byte >= 0xc2 && byte <= 0xdf) {
        needed = 1;
        code_point = byte & 0x1f;
      } else if (byte >= 0xe0 && byte <= 0xef) {
        if (byte == 0xe0) low = 0xa0;
        if (byte == 0xed) high = 0x9f;
        needed = 2;
        code_point = byte & 0x0f;
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        if (byte == 0xf0) low = 0x90;
        if (byte == 0xf4) high = 0x8f;
        needed = 3;
        code_point = byte & 0x07;
      } else {
        fail();
      }
      continue;
    }
    if (byte < low || byte > high) {
      fail();
      i--;
      continue;
    }
    low = 0x80;
    high = 0xbf;
    code_point = code_point << 6 | (byte & 0x3f);
    if (--needed > 0) continue;
    if (code_point < 0x10000) {
      units.push_back(static_cast<uint16_t>(code_point));
    } else {
      units.push_back(static_cast<uint16_t>(0xd7c0 + (code_point >> 10)));
      units.push_back(static_cast<uint16_t>(0xdc00 | (code_point & 0x3ff)));
    }
    code_point = 0;
  }
  if (needed > 0) fail();
  return units;
}

TEST(Encoding, DecodesUtf8LikeTheStandard) {
  constexpr uint8_t kInteresting[] = {0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0,
                                      0xa0, 0xe2, 0x82, 0xac, 0xed, 0x9f, 0xef, 0xbf, 0xbd,
                                      0xf0, 0x90, 0x9f, 0x98, 0xf4, 0x8f, 0xf5, 0xff};
  Random random;
  for (int round = 0; round < 100000; round++) {
    Bytes bytes(random.Below(60));
    for (uint8_t& byte : bytes) {
      byte = random.OneIn(2) ? kInteresting[random.Below(std::size(kInteresting))] : 'a';
    }
    bool valid;
    const Units expected = SlowDecodeUtf8(bytes, &valid);
    Units units(bytes.size());
    const Utf8Decoded decoded = DecodeUtf8(bytes.data(), bytes.size(), units.data());
    units.resize(decoded.units);
    ASSERT_EQ(units, expected);
    ASSERT_EQ(decoded.valid, valid);
    ASSERT_EQ(IsValidUtf8(bytes.data(), bytes.size()), valid);
    const bool narrow =
        std::all_of(expected.begin(), expected.end(), [](uint16_t u) { return u <= 0xff; });
    ASSERT_EQ(decoded.all_units <= 0xff, narrow);
  }
}

TEST(Encoding, EncodesWholeCharactersThatFit) {
  Random random;
  for (int round = 0; round < 100000; round++) {
    Units units(random.Below(50));
    for (uint16_t& unit : units) {
      unit = static_cast<uint16_t>(random.OneIn(2)   ? 'a'
                                   : random.OneIn(2) ? 0xd800 + random.Below(0x800)
                                                     : random.Below(0x10000));
    }
    Bytes all;
    std::vector<size_t> ends = {0};
    for (size_t i = 0; i < units.size(); i++) {
      uint32_t c = units[i];
      if (c >= 0xd800 && c < 0xdc00 && i + 1 < units.size() && units[i + 1] >= 0xdc00 &&
          units[i + 1] < 0xe000) {
        c = 0x10000 + ((c & 0x3ff) << 10 | (units[++i] & 0x3ffu));
      } else if (c >= 0xd800 && c < 0xe000) {
        c = 0xfffd;
      }
      const int rest = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      constexpr uint8_t kLead[] = {0x00, 0xc0, 0xe0, 0xf0};
      all.push_back(static_cast<uint8_t>(kLead[rest] | c >> (6 * rest)));
      for (int j = rest - 1; j >= 0; j--) {
        all.push_back(static_cast<uint8_t>(0x80 | (c >> (6 * j) & 0x3f)));
      }
      ends.push_back(all.size());
    }
    ASSERT_EQ(Utf8Length(units.data(), units.size()), all.size());
    const size_t capacity = random.Below(all.size() + 2);
    const size_t fits = *(std::upper_bound(ends.begin(), ends.end(), capacity) - 1);
    Bytes target(capacity);
    const Utf8Encoded encoded = EncodeUtf8(units.data(), units.size(), target.data(), capacity);
    ASSERT_EQ(encoded.written, fits);
    ASSERT_TRUE(std::equal(target.begin(), target.begin() + static_cast<long>(fits), all.begin()));
  }
}

TEST(Encoding, FindsAsciiPrefixAtEveryPlace) {
  for (size_t length = 0; length < 200; length++) {
    Bytes bytes(length, 'x');
    EXPECT_EQ(AsciiPrefixLength(bytes.data(), length), length);
    for (size_t i = 0; i < length; i++) {
      bytes[i] = 0x80;
      ASSERT_EQ(AsciiPrefixLength(bytes.data(), length), i);
      ASSERT_EQ(CountHighBytes(bytes.data(), length), 1u);
      bytes[i] = 'x';
    }
  }
}

TEST(Encoding, Base64AndHexGoThereAndBack) {
  Random random;
  for (size_t length = 0; length < 200; length++) {
    Bytes bytes(length);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random.Below(256));
    for (const Encoding variant : {Encoding::kBase64, Encoding::kBase64Url}) {
      Bytes digits(Base64EncodedLength(length, variant));
      EncodeBase64(bytes.data(), length, digits.data(), variant);
      // A guard behind the target: the vector code may not write beyond it.
      for (size_t room = 0; room <= length; room++) {
        Bytes decoded(room + 1, 0xee);
        ASSERT_EQ(DecodeBase64(digits.data(), digits.size(), decoded.data(), room), room);
        ASSERT_TRUE(
            std::equal(bytes.begin(), bytes.begin() + static_cast<long>(room), decoded.begin()));
        ASSERT_EQ(decoded[room], 0xee);
      }
      Bytes forgiving(digits.size() / 4 * 3 + 3);
      const ForgivingDecoded result =
          DecodeBase64Forgiving(digits.data(), digits.size(), forgiving.data());
      const bool other_alphabet =
          std::any_of(digits.begin(), digits.end(), [](uint8_t c) { return c == '-' || c == '_'; });
      if (other_alphabet) {
        ASSERT_EQ(result.status, ForgivingStatus::kInvalidCharacter);
      } else {
        ASSERT_EQ(result.status, ForgivingStatus::kOk);
        ASSERT_EQ(result.written, length);
        ASSERT_TRUE(std::equal(bytes.begin(), bytes.end(), forgiving.begin()));
      }
    }
    Bytes hex(length * 2);
    EncodeHex(bytes.data(), length, hex.data());
    Bytes decoded(length);
    ASSERT_EQ(DecodeHex(hex.data(), hex.size(), decoded.data(), length), length);
    ASSERT_EQ(decoded, bytes);
    if (length == 0) continue;
    const size_t bad = random.Below(hex.size());
    hex[bad] = "gG/:@`\x80"[random.Below(7)];
    ASSERT_EQ(DecodeHex(hex.data(), hex.size(), decoded.data(), length), bad / 2);
  }
}

TEST(Encoding, SearchesLikeStdString) {
  Random random;
  for (int round = 0; round < 50000; round++) {
    std::string haystack(random.Below(120), 'a');
    for (char& c : haystack) c = random.OneIn(8) ? 'b' : 'a';
    std::string needle(1 + random.Below(round % 2 == 0 ? 60 : 6), 'a');
    for (char& c : needle) c = random.OneIn(8) ? 'b' : 'a';
    const size_t from = random.Below(130);
    const std::span<const uint8_t> h(reinterpret_cast<const uint8_t*>(haystack.data()),
                                     haystack.size());
    const std::span<const uint8_t> n(reinterpret_cast<const uint8_t*>(needle.data()),
                                     needle.size());
    ASSERT_EQ(FindForward(h, n, from), haystack.find(needle, from));
    ASSERT_EQ(FindBackward(h, n, from), haystack.rfind(needle, from));
  }
}

}  // namespace
}  // namespace gyre::encoding
