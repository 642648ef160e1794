// SPDX-License-Identifier: MIT

#include "engine/encoding.h"

#include <array>
#include <cstring>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#include <tmmintrin.h>
#endif

namespace gyre::encoding {

namespace {

constexpr uint64_t kHighBits = 0x8080808080808080;

inline uint64_t Load64(const uint8_t* p) {
  uint64_t word;
  memcpy(&word, p, sizeof(word));
  return word;
}

// How many of the bytes below `p` are ASCII when `word`, loaded from there, has a high bit set.
inline size_t AsciiBytes(uint64_t word) {
  return static_cast<size_t>(__builtin_ctzll(word & kHighBits)) / 8;
}

// Copies units to bytes while they are ASCII. Returns how many.
inline size_t CopyAscii(const uint16_t* source, size_t length, uint8_t* target) {
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i not_ascii = _mm_set1_epi16(static_cast<int16_t>(0xff80));
  const __m128i zero = _mm_setzero_si128();
  for (; i + 16 <= length; i += 16) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + i));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + i + 8));
    const __m128i high = _mm_and_si128(_mm_or_si128(a, b), not_ascii);
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(high, zero)) != 0xffff) break;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(target + i), _mm_packus_epi16(a, b));
  }
#endif
  for (; i < length && source[i] < 0x80; i++) target[i] = static_cast<uint8_t>(source[i]);
  return i;
}

inline size_t CopyAscii(const uint8_t* source, size_t length, uint8_t* target) {
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    const uint64_t word = Load64(source + i);
    if ((word & kHighBits) != 0) break;
    memcpy(target + i, &word, sizeof(word));
  }
  for (; i < length && source[i] < 0x80; i++) target[i] = source[i];
  return i;
}

struct CodePoint {
  uint32_t value;  // kInvalid when the bytes are none
  uint32_t size;   // bytes it takes; for an invalid one, those that one U+FFFD stands for
};

constexpr uint32_t kInvalid = 0xffffffff;

inline bool IsContinuation(uint8_t byte) { return (byte & 0xc0) == 0x80; }

// Reads one character whose first byte is 128 or above.
inline CodePoint ReadCodePoint(const uint8_t* p, const uint8_t* end) {
  const uint8_t lead = *p;
  const size_t available = static_cast<size_t>(end - p);
  if (lead < 0xc2 || lead > 0xf4) return {kInvalid, 1};
  if (lead < 0xe0) {
    if (available < 2 || !IsContinuation(p[1])) return {kInvalid, 1};
    return {(lead & 0x1fu) << 6 | (p[1] & 0x3fu), 2};
  }
  // The second byte's range excludes overlong forms, surrogates and what is above U+10FFFF.
  uint8_t low = 0x80;
  uint8_t high = 0xbf;
  if (lead == 0xe0) low = 0xa0;
  if (lead == 0xed) high = 0x9f;
  if (lead == 0xf0) low = 0x90;
  if (lead == 0xf4) high = 0x8f;
  if (available < 2 || p[1] < low || p[1] > high) return {kInvalid, 1};
  if (available < 3 || !IsContinuation(p[2])) return {kInvalid, 2};
  if (lead < 0xf0) {
    return {(lead & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu), 3};
  }
  if (available < 4 || !IsContinuation(p[3])) return {kInvalid, 3};
  return {(lead & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu), 4};
}

inline bool IsLeadSurrogate(uint16_t unit) { return (unit & 0xfc00) == 0xd800; }
inline bool IsTrailSurrogate(uint16_t unit) { return (unit & 0xfc00) == 0xdc00; }

}  // namespace

// --- ASCII and Latin-1 ---------------------------------------------------------------------------

size_t AsciiPrefixLength(const uint8_t* data, size_t length) {
  size_t i = 0;
  // 64 bytes a step, a shape that the compiler turns into vector code.
  for (; i + 64 <= length; i += 64) {
    uint64_t all = 0;
    for (size_t j = 0; j < 64; j += 8) all |= Load64(data + i + j);
    if ((all & kHighBits) != 0) break;
  }
  for (; i + 8 <= length; i += 8) {
    const uint64_t word = Load64(data + i);
    if ((word & kHighBits) != 0) return i + AsciiBytes(word);
  }
  while (i < length && data[i] < 0x80) i++;
  return i;
}

void MaskToAscii(const uint8_t* source, size_t length, uint8_t* target) {
  for (size_t i = 0; i < length; i++) target[i] = source[i] & 0x7f;
}

size_t CountHighBytes(const uint8_t* data, size_t length) {
  size_t count = 0;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    count += static_cast<size_t>(__builtin_popcountll(Load64(data + i) & kHighBits));
  }
  for (; i < length; i++) count += data[i] >> 7;
  return count;
}

void NarrowToLatin1(const uint16_t* source, size_t length, uint8_t* target) {
  for (size_t i = 0; i < length; i++) target[i] = static_cast<uint8_t>(source[i]);
}

// --- UTF-8 ---------------------------------------------------------------------------------------

bool IsValidUtf8(const uint8_t* data, size_t length) {
  const uint8_t* p = data;
  const uint8_t* const end = data + length;
  while (p < end) {
    p += AsciiPrefixLength(p, static_cast<size_t>(end - p));
    while (p < end && *p >= 0x80) {
      const CodePoint c = ReadCodePoint(p, end);
      if (c.value == kInvalid) return false;
      p += c.size;
    }
  }
  return true;
}

Utf8Decoded DecodeUtf8(const uint8_t* source, size_t length, uint16_t* target) {
  const uint8_t* p = source;
  const uint8_t* const end = source + length;
  uint16_t* out = target;
  uint32_t all = 0;
  bool valid = true;
  while (p < end) {
#if defined(__SSE2__)
    if (end - p >= 16) {
      // Sixteen at once; if not all are ASCII, those before the first that is not. The store may go
      // beyond them but not beyond the target, which has a unit for every byte.
      const __m128i zero = _mm_setzero_si128();
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_unpacklo_epi8(bytes, zero));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(out + 8), _mm_unpackhi_epi8(bytes, zero));
      const auto mask = static_cast<unsigned>(_mm_movemask_epi8(bytes));
      if (mask == 0) {
        p += 16;
        out += 16;
        continue;
      }
      const int ascii = __builtin_ctz(mask);
      p += ascii;
      out += ascii;
    } else
#endif
    {
      while (p < end && *p < 0x80) *out++ = *p++;
    }
    while (p < end && *p >= 0x80) {
      // The two frequent kinds, valid and not at the end, without the general case's branches.
      if (end - p >= 4) {
        if ((*p & 0xe0) == 0xc0 && *p >= 0xc2 && IsContinuation(p[1])) {
          const uint32_t value = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
          all |= value;
          *out++ = static_cast<uint16_t>(value);
          p += 2;
          continue;
        }
        if ((*p & 0xf0) == 0xe0 && IsContinuation(p[1]) && IsContinuation(p[2])) {
          const uint32_t value = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
          if (value >= 0x800 && (value & 0xf800) != 0xd800) {
            all |= value;
            *out++ = static_cast<uint16_t>(value);
            p += 3;
            continue;
          }
        }
      }
      const CodePoint c = ReadCodePoint(p, end);
      p += c.size;
      if (c.value < 0x10000) {
        all |= c.value;
        *out++ = static_cast<uint16_t>(c.value);
      } else if (c.value != kInvalid) {
        all = 0xffff;
        *out++ = static_cast<uint16_t>(0xd7c0 + (c.value >> 10));
        *out++ = static_cast<uint16_t>(0xdc00 | (c.value & 0x3ff));
      } else {
        valid = false;
        all = 0xffff;
        *out++ = 0xfffd;
      }
    }
  }
  return {static_cast<size_t>(out - target), static_cast<uint16_t>(all), valid};
}

Utf8Encoded EncodeUtf8(const uint16_t* source, size_t length, uint8_t* target, size_t capacity) {
  size_t read = 0;
  size_t written = 0;
  while (read < length) {
    const uint16_t unit = source[read];
    uint8_t* out = target + written;
    const size_t room = capacity - written;
    if (unit < 0x80) {
      if (room == 0) break;
      // Two in a row are taken for the beginning of a run.
      if (read + 1 < length && source[read + 1] < 0x80) {
        const size_t left = length - read;
        const size_t ascii = CopyAscii(source + read, left < room ? left : room, out);
        read += ascii;
        written += ascii;
      } else {
        *out = static_cast<uint8_t>(unit);
        read++;
        written++;
      }
    } else if (unit < 0x800) {
      if (room < 2) break;
      out[0] = static_cast<uint8_t>(0xc0 | unit >> 6);
      out[1] = static_cast<uint8_t>(0x80 | (unit & 0x3f));
      read++;
      written += 2;
    } else if ((unit & 0xf800) != 0xd800) {
      if (room < 3) break;
      out[0] = static_cast<uint8_t>(0xe0 | unit >> 12);
      out[1] = static_cast<uint8_t>(0x80 | (unit >> 6 & 0x3f));
      out[2] = static_cast<uint8_t>(0x80 | (unit & 0x3f));
      read++;
      written += 3;
    } else if (IsLeadSurrogate(unit) && read + 1 < length && IsTrailSurrogate(source[read + 1])) {
      if (room < 4) break;
      const uint32_t value = 0x10000u + ((unit & 0x3ffu) << 10 | (source[read + 1] & 0x3ffu));
      out[0] = static_cast<uint8_t>(0xf0 | value >> 18);
      out[1] = static_cast<uint8_t>(0x80 | (value >> 12 & 0x3f));
      out[2] = static_cast<uint8_t>(0x80 | (value >> 6 & 0x3f));
      out[3] = static_cast<uint8_t>(0x80 | (value & 0x3f));
      read += 2;
      written += 4;
    } else {
      if (room < 3) break;
      out[0] = 0xef;  // U+FFFD
      out[1] = 0xbf;
      out[2] = 0xbd;
      read++;
      written += 3;
    }
  }
  return {read, written};
}

Utf8Encoded EncodeUtf8(const uint8_t* source, size_t length, uint8_t* target, size_t capacity) {
  size_t read = 0;
  size_t written = 0;
  while (read < length) {
    const size_t room = capacity - written;
    const size_t left = length - read;
    const size_t ascii = CopyAscii(source + read, left < room ? left : room, target + written);
    read += ascii;
    written += ascii;
    while (read < length && source[read] >= 0x80) {
      if (capacity - written < 2) return {read, written};
      target[written] = static_cast<uint8_t>(0xc0 | source[read] >> 6);
      target[written + 1] = static_cast<uint8_t>(0x80 | (source[read] & 0x3f));
      read++;
      written += 2;
    }
    if (written == capacity) break;
  }
  return {read, written};
}

size_t Utf8Length(const uint16_t* source, size_t length) {
  // Every unit counts as 1 to 3 bytes; a pair of surrogates would count 6 and is 4.
  size_t bytes = length;
  for (size_t i = 0; i < length; i++) {
    bytes += static_cast<size_t>(source[i] >= 0x80) + static_cast<size_t>(source[i] >= 0x800);
  }
  size_t pairs = 0;
  for (size_t i = 0; i + 1 < length; i++) {
    pairs += static_cast<size_t>(IsLeadSurrogate(source[i]) & IsTrailSurrogate(source[i + 1]));
  }
  return bytes - 2 * pairs;
}

// --- UTF-16 and windows-1252 ---------------------------------------------------------------------

size_t ReplaceLoneSurrogates(uint16_t* text, size_t length) {
  size_t replaced = 0;
  for (size_t i = 0; i < length; i++) {
    if ((text[i] & 0xf800) != 0xd800) continue;
    if (IsLeadSurrogate(text[i]) && i + 1 < length && IsTrailSurrogate(text[i + 1])) {
      i++;
      continue;
    }
    text[i] = 0xfffd;
    replaced++;
  }
  return replaced;
}

namespace {

// What windows-1252 has at 0x80 to 0x9f (WHATWG Encoding, index windows-1252).
constexpr uint16_t kWindows1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

}  // namespace

bool IsLatin1InWindows1252(const uint8_t* data, size_t length) {
  bool special = false;
  for (size_t i = 0; i < length; i++) special |= (data[i] & 0xe0) == 0x80;
  return !special;
}

void DecodeWindows1252(const uint8_t* source, size_t length, uint16_t* target) {
  for (size_t i = 0; i < length; i++) {
    const uint8_t byte = source[i];
    target[i] = (byte & 0xe0) == 0x80 ? kWindows1252[byte & 0x1f] : byte;
  }
}

// --- Base64 --------------------------------------------------------------------------------------

namespace {

constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kBase64UrlDigits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Two digits for twelve bits, so that three bytes take two lookups. 8 KiB each.
using DigitPairs = std::array<std::array<uint8_t, 2>, 4096>;

constexpr DigitPairs MakeDigitPairs(const char* digits) {
  DigitPairs pairs{};
  for (size_t i = 0; i < 4096; i++) {
    pairs[i] = {static_cast<uint8_t>(digits[i >> 6]), static_cast<uint8_t>(digits[i & 63])};
  }
  return pairs;
}

constexpr DigitPairs kBase64Pairs = MakeDigitPairs(kBase64Digits);
constexpr DigitPairs kBase64UrlPairs = MakeDigitPairs(kBase64UrlDigits);

// The value of a digit of either alphabet shifted to its place in a 24-bit group; a high bit
// where it is none. Four tables, so that a group takes four lookups and no shift.
constexpr uint32_t kNoDigit = 0x80000000;
using DigitValues = std::array<uint32_t, 256>;

constexpr DigitValues MakeDigitValues(int shift) {
  DigitValues values{};
  for (uint32_t& value : values) value = kNoDigit;
  for (uint32_t i = 0; i < 64; i++) {
    values[static_cast<uint8_t>(kBase64Digits[i])] = i << shift;
    values[static_cast<uint8_t>(kBase64UrlDigits[i])] = i << shift;
  }
  return values;
}

constexpr DigitValues kValues0 = MakeDigitValues(18);
constexpr DigitValues kValues1 = MakeDigitValues(12);
constexpr DigitValues kValues2 = MakeDigitValues(6);
constexpr DigitValues kValues3 = MakeDigitValues(0);

}  // namespace

#if defined(__SSE2__)
namespace {

// SSSE3 brings the byte shuffle. Every x86-64 made since 2006 has it, but the baseline does not say
// so.
bool HasSsse3() {
  static const bool has = __builtin_cpu_supports("ssse3") != 0;
  return has;
}

// Twelve bytes to sixteen digits a step, while sixteen can be read. Returns the bytes taken.
__attribute__((target("ssse3"))) size_t EncodeBase64Ssse3(const uint8_t* source, size_t length,
                                                          uint8_t* target, bool url) {
  // Each 32-bit lane receives the three bytes a b c of a group as b a c b, so that every 6-bit
  // field lies within one 16-bit half.
  const __m128i spread = _mm_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
  // What to add to a value to get its digit, by class: 0 is a-z, 1 to 10 are 0-9, 11 and 12 the
  // last two digits, 13 is A-Z.
  const __m128i offsets =
      url ? _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                          '0' - 52, '0' - 52, '0' - 52, '0' - 52, '-' - 62, '_' - 63, 'A', 0, 0)
          : _mm_setr_epi8('a' - 26, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52, '0' - 52,
                          '0' - 52, '0' - 52, '0' - 52, '0' - 52, '+' - 62, '/' - 63, 'A', 0, 0);
  size_t taken = 0;
  for (; taken + 16 <= length; taken += 12, target += 16) {
    const __m128i in =
        _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(source + taken)), spread);
    // Fields 0 and 2 are shifted down by a multiplication's high half, 1 and 3 up by its low half.
    const __m128i even =
        _mm_mulhi_epu16(_mm_and_si128(in, _mm_set1_epi32(0x0fc0fc00)), _mm_set1_epi32(0x04000040));
    const __m128i odd =
        _mm_mullo_epi16(_mm_and_si128(in, _mm_set1_epi32(0x003f03f0)), _mm_set1_epi32(0x01000010));
    const __m128i values = _mm_or_si128(even, odd);
    const __m128i upper = _mm_cmpgt_epi8(_mm_set1_epi8(26), values);
    const __m128i classes = _mm_or_si128(_mm_subs_epu8(values, _mm_set1_epi8(51)),
                                         _mm_and_si128(upper, _mm_set1_epi8(13)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(target),
                     _mm_add_epi8(values, _mm_shuffle_epi8(offsets, classes)));
  }
  return taken;
}

// Where a byte of `c` lies in [low, low + count).
inline __m128i InRange(__m128i c, char low, char count) {
  // Saturating subtraction of the largest member leaves 0 only for members.
  const __m128i shifted = _mm_sub_epi8(c, _mm_set1_epi8(low));
  return _mm_cmpeq_epi8(_mm_subs_epu8(shifted, _mm_set1_epi8(static_cast<char>(count - 1))),
                        _mm_setzero_si128());
}

inline __m128i Select(__m128i mask, int value) {
  return _mm_and_si128(mask, _mm_set1_epi8(static_cast<char>(value)));
}

enum class Alphabets : uint8_t { kBoth, kStandard };

// Sixteen digits to twelve bytes a step, while all are digits and sixteen bytes can be written.
// Returns the digits taken; three bytes are made of four.
__attribute__((target("ssse3"))) size_t DecodeBase64Ssse3(const uint8_t* source, size_t length,
                                                          uint8_t* target, size_t capacity,
                                                          Alphabets alphabets) {
  const __m128i pack = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  size_t taken = 0;
  size_t made = 0;
  for (; taken + 16 <= length && made + 16 <= capacity; taken += 16, made += 12) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + taken));
    const __m128i upper = InRange(c, 'A', 26);
    const __m128i lower = InRange(c, 'a', 26);
    const __m128i digit = InRange(c, '0', 10);
    __m128i plus = _mm_cmpeq_epi8(c, _mm_set1_epi8('+'));
    __m128i slash = _mm_cmpeq_epi8(c, _mm_set1_epi8('/'));
    __m128i base = c;
    if (alphabets == Alphabets::kBoth) {
      plus = _mm_or_si128(plus, _mm_cmpeq_epi8(c, _mm_set1_epi8('-')));
      slash = _mm_or_si128(slash, _mm_cmpeq_epi8(c, _mm_set1_epi8('_')));
    }
    const __m128i special = _mm_or_si128(plus, slash);
    const __m128i any = _mm_or_si128(_mm_or_si128(upper, lower), _mm_or_si128(digit, special));
    if (_mm_movemask_epi8(any) != 0xffff) break;
    // The last two digits have their values as such, the others by an offset.
    base = _mm_andnot_si128(special, base);
    const __m128i offset = _mm_or_si128(
        _mm_or_si128(Select(upper, -'A'), Select(lower, 26 - 'a')),
        _mm_or_si128(_mm_or_si128(Select(digit, 52 - '0'), Select(plus, 62)), Select(slash, 63)));
    const __m128i values = _mm_add_epi8(base, offset);
    // Joins 6 + 6 bits, then 12 + 12, then drops the unused byte of each group.
    const __m128i twelve = _mm_maddubs_epi16(values, _mm_set1_epi32(0x01400140));
    const __m128i groups = _mm_madd_epi16(twelve, _mm_set1_epi32(0x00011000));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(target + made), _mm_shuffle_epi8(groups, pack));
  }
  return taken;
}

}  // namespace
#endif

void EncodeBase64(const uint8_t* source, size_t length, uint8_t* target, Encoding variant) {
  const bool url = variant == Encoding::kBase64Url;
  const DigitPairs& pairs = url ? kBase64UrlPairs : kBase64Pairs;
  size_t start = 0;
#if defined(__SSE2__)
  if (length >= 16 && HasSsse3()) {
    start = EncodeBase64Ssse3(source, length, target, url);
    target += start / 3 * 4;
  }
#endif
  const size_t whole = length / 3 * 3;
  for (size_t i = start; i < whole; i += 3) {
    const uint32_t group = static_cast<uint32_t>(source[i]) << 16 |
                           static_cast<uint32_t>(source[i + 1]) << 8 | source[i + 2];
    memcpy(target, pairs[group >> 12].data(), 2);
    memcpy(target + 2, pairs[group & 0xfff].data(), 2);
    target += 4;
  }
  const size_t rest = length - whole;
  if (rest == 0) return;
  const uint32_t second = rest == 2 ? source[whole + 1] : 0;
  const uint32_t group = static_cast<uint32_t>(source[whole]) << 16 | second << 8;
  memcpy(target, pairs[group >> 12].data(), 2);
  if (rest == 2) target[2] = pairs[group & 0xfff][0];
  if (url) return;
  if (rest == 1) target[2] = '=';
  target[3] = '=';
}

size_t DecodeBase64(const uint8_t* source, size_t length, uint8_t* target, size_t capacity) {
  const uint8_t* p = source;
  const uint8_t* const end = source + length;
  uint8_t* out = target;
  uint8_t* const limit = target + capacity;
  for (;;) {
#if defined(__SSE2__)
    if (end - p >= 16 && HasSsse3()) {
      const size_t taken = DecodeBase64Ssse3(p, static_cast<size_t>(end - p), out,
                                             static_cast<size_t>(limit - out), Alphabets::kBoth);
      p += taken;
      out += taken / 4 * 3;
    }
#endif
    // Whole groups without anything to skip.
    while (end - p >= 4 && limit - out >= 3) {
      const uint32_t group = kValues0[p[0]] | kValues1[p[1]] | kValues2[p[2]] | kValues3[p[3]];
      if ((group & kNoDigit) != 0) break;
      out[0] = static_cast<uint8_t>(group >> 16);
      out[1] = static_cast<uint8_t>(group >> 8);
      out[2] = static_cast<uint8_t>(group);
      p += 4;
      out += 3;
    }
    // One group digit by digit.
    uint32_t group = 0;
    int digits = 0;
    bool stop = false;
    while (digits < 4) {
      if (p == end || *p == '=') {
        stop = true;
        break;
      }
      const uint32_t value = kValues3[*p++];
      if (value == kNoDigit) continue;
      group |= value << (18 - 6 * digits);
      digits++;
    }
    for (int byte = 0; byte < digits - 1; byte++) {
      if (out == limit) return static_cast<size_t>(out - target);
      *out++ = static_cast<uint8_t>(group >> (16 - 8 * byte));
    }
    if (stop || out == limit) return static_cast<size_t>(out - target);
  }
}

ForgivingDecoded DecodeBase64Forgiving(const uint8_t* source, size_t length, uint8_t* target) {
  const auto is_space = [](uint8_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  };
  const uint8_t* p = source;
  const uint8_t* const end = source + length;
  uint8_t* out = target;
  uint32_t group = 0;
  int digits = 0;
  size_t padding = 0;
  while (p < end) {
    if (digits == 0 && padding == 0) {
#if defined(__SSE2__)
      if (end - p >= 16 && HasSsse3()) {
        // A step writes four bytes too many, for which the digits behind it leave room.
        const size_t rest = static_cast<size_t>(end - p);
        const size_t taken =
            DecodeBase64Ssse3(p, rest, out, rest / 4 * 3 + 3, Alphabets::kStandard);
        p += taken;
        out += taken / 4 * 3;
      }
#endif
      while (end - p >= 4) {
        const uint32_t value = kValues0[p[0]] | kValues1[p[1]] | kValues2[p[2]] | kValues3[p[3]];
        // '-' and '_' belong to the other alphabet only; the slow path below refuses them.
        const auto other = [](uint8_t c) { return c == '-' || c == '_'; };
        if ((value & kNoDigit) != 0 || other(p[0]) || other(p[1]) || other(p[2]) || other(p[3])) {
          break;
        }
        out[0] = static_cast<uint8_t>(value >> 16);
        out[1] = static_cast<uint8_t>(value >> 8);
        out[2] = static_cast<uint8_t>(value);
        p += 4;
        out += 3;
      }
      if (p == end) break;
    }
    const uint8_t c = *p++;
    if (is_space(c)) continue;
    if (c == '=') {
      padding++;
      continue;
    }
    const uint32_t value = kValues3[c];
    if (value == kNoDigit || c == '-' || c == '_' || padding > 0) {
      return {ForgivingStatus::kInvalidCharacter, 0};
    }
    group |= value << (18 - 6 * digits);
    if (++digits == 4) {
      *out++ = static_cast<uint8_t>(group >> 16);
      *out++ = static_cast<uint8_t>(group >> 8);
      *out++ = static_cast<uint8_t>(group);
      group = 0;
      digits = 0;
    }
  }
  // Padding is right only where it completes a group.
  if (padding > 0 && (digits < 2 || static_cast<size_t>(digits) + padding != 4)) {
    return {ForgivingStatus::kInvalidCharacter, 0};
  }
  if (digits == 1) return {ForgivingStatus::kBadLength, 0};
  if (digits > 1) *out++ = static_cast<uint8_t>(group >> 16);
  if (digits > 2) *out++ = static_cast<uint8_t>(group >> 8);
  return {ForgivingStatus::kOk, static_cast<size_t>(out - target)};
}

// --- Hexadecimal ---------------------------------------------------------------------------------

namespace {

using HexPairs = std::array<std::array<uint8_t, 2>, 256>;

constexpr HexPairs MakeHexPairs() {
  constexpr char kDigits[] = "0123456789abcdef";
  HexPairs pairs{};
  for (size_t i = 0; i < 256; i++) {
    pairs[i] = {static_cast<uint8_t>(kDigits[i >> 4]), static_cast<uint8_t>(kDigits[i & 15])};
  }
  return pairs;
}

constexpr HexPairs kHexPairs = MakeHexPairs();

constexpr std::array<uint8_t, 256> MakeHexValues() {
  std::array<uint8_t, 256> values{};
  for (uint8_t& value : values) value = 0xff;
  for (uint8_t i = 0; i < 10; i++) values['0' + i] = i;
  for (uint8_t i = 0; i < 6; i++) {
    values['a' + i] = 10 + i;
    values['A' + i] = 10 + i;
  }
  return values;
}

constexpr std::array<uint8_t, 256> kHexValues = MakeHexValues();

}  // namespace

void EncodeHex(const uint8_t* source, size_t length, uint8_t* target) {
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i low_bits = _mm_set1_epi8(0x0f);
  const __m128i nine = _mm_set1_epi8(9);
  const __m128i zero_digit = _mm_set1_epi8('0');
  const __m128i to_letter = _mm_set1_epi8('a' - '0' - 10);
  for (; i + 16 <= length; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + i));
    const __m128i high = _mm_and_si128(_mm_srli_epi16(bytes, 4), low_bits);
    const __m128i low = _mm_and_si128(bytes, low_bits);
    for (int half = 0; half < 2; half++) {
      const __m128i nibbles =
          half == 0 ? _mm_unpacklo_epi8(high, low) : _mm_unpackhi_epi8(high, low);
      const __m128i letters = _mm_and_si128(_mm_cmpgt_epi8(nibbles, nine), to_letter);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(target + 2 * i + 16 * half),
                       _mm_add_epi8(_mm_add_epi8(nibbles, zero_digit), letters));
    }
  }
#endif
  for (; i < length; i++) memcpy(target + 2 * i, kHexPairs[source[i]].data(), 2);
}

size_t DecodeHex(const uint8_t* source, size_t length, uint8_t* target, size_t capacity) {
  size_t count = length / 2;
  if (count > capacity) count = capacity;
  size_t i = 0;
#if defined(__SSE2__)
  for (; i + 8 <= count; i += 8) {
    const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + 2 * i));
    const __m128i digit = InRange(c, '0', 10);
    const __m128i letter = InRange(_mm_or_si128(c, _mm_set1_epi8(0x20)), 'a', 6);
    if (_mm_movemask_epi8(_mm_or_si128(digit, letter)) != 0xffff) break;
    // A digit's low four bits are its value, a letter's are its value less nine.
    const __m128i nibbles = _mm_add_epi8(_mm_and_si128(c, _mm_set1_epi8(0x0f)), Select(letter, 9));
    const __m128i high = _mm_slli_epi16(_mm_and_si128(nibbles, _mm_set1_epi16(0xff)), 4);
    const __m128i bytes = _mm_or_si128(high, _mm_srli_epi16(nibbles, 8));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(target + i), _mm_packus_epi16(bytes, bytes));
  }
#endif
  for (; i < count; i++) {
    const uint8_t high = kHexValues[source[2 * i]];
    const uint8_t low = kHexValues[source[2 * i + 1]];
    if ((high | low) > 15) return i;
    target[i] = static_cast<uint8_t>(high << 4 | low);
  }
  return count;
}

// --- Byte order ----------------------------------------------------------------------------------

void SwapBytes16(uint8_t* data, size_t length) {
  for (size_t i = 0; i < length; i += 2) {
    uint16_t value;
    memcpy(&value, data + i, sizeof(value));
    value = __builtin_bswap16(value);
    memcpy(data + i, &value, sizeof(value));
  }
}

void SwapBytes32(uint8_t* data, size_t length) {
  for (size_t i = 0; i < length; i += 4) {
    uint32_t value;
    memcpy(&value, data + i, sizeof(value));
    value = __builtin_bswap32(value);
    memcpy(data + i, &value, sizeof(value));
  }
}

void SwapBytes64(uint8_t* data, size_t length) {
  for (size_t i = 0; i < length; i += 8) {
    uint64_t value;
    memcpy(&value, data + i, sizeof(value));
    value = __builtin_bswap64(value);
    memcpy(data + i, &value, sizeof(value));
  }
}

// --- Searching -----------------------------------------------------------------------------------
// Short needles are found by the C library's vectorised functions and re-tried where its answer
// does not fit (an odd position). That costs O(needle) a try, so long needles go through
// Knuth-Morris-Pratt, which is linear whatever the input.

namespace {

constexpr size_t kShortNeedle = 32;

// The first index of `needle(0..m)` in `haystack(from..n)`.
template <typename Haystack, typename Needle>
size_t LinearSearch(Haystack haystack, size_t n, Needle needle, size_t m, size_t from) {
  if (m > n) return kNotFound;
  // borders[i]: length of the longest proper prefix of the needle that ends at i as well.
  std::vector<size_t> borders(m, 0);
  for (size_t i = 1, k = 0; i < m; i++) {
    while (k > 0 && needle(i) != needle(k)) k = borders[k - 1];
    if (needle(i) == needle(k)) k++;
    borders[i] = k;
  }
  for (size_t i = from, k = 0; i < n; i++) {
    while (k > 0 && haystack(i) != needle(k)) k = borders[k - 1];
    if (haystack(i) == needle(k)) k++;
    if (k == m) return i + 1 - m;
  }
  return kNotFound;
}

inline uint16_t UnitAt(std::span<const uint8_t> bytes, size_t index) {
  uint16_t unit;
  memcpy(&unit, bytes.data() + 2 * index, sizeof(unit));
  return unit;
}

}  // namespace

size_t FindForward(std::span<const uint8_t> haystack, std::span<const uint8_t> needle,
                   size_t from) {
  const size_t m = needle.size();
  if (m > haystack.size() || from > haystack.size() - m) return kNotFound;
  const uint8_t* const start = haystack.data();
  if (m == 1) {
    const void* found = memchr(start + from, needle[0], haystack.size() - from);
    return found == nullptr ? kNotFound
                            : static_cast<size_t>(static_cast<const uint8_t*>(found) - start);
  }
#if defined(__SSE2__)
  // Sixteen positions a step: those where both the needle's first and its last byte stand. Only
  // they are compared as a whole. Text that makes too many of them goes to the linear search below.
  const __m128i first = _mm_set1_epi8(static_cast<char>(needle[0]));
  const __m128i last = _mm_set1_epi8(static_cast<char>(needle[m - 1]));
  const size_t begin = from;
  size_t candidates = 0;
  while (from + m + 15 <= haystack.size()) {
    const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(start + from));
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(start + from + m - 1));
    auto mask = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last))));
    for (; mask != 0; mask &= mask - 1) {
      const size_t position = from + static_cast<size_t>(__builtin_ctz(mask));
      if (memcmp(start + position + 1, needle.data() + 1, m - 2) == 0) return position;
      candidates++;
    }
    from += 16;
    if (candidates > 64 + (from - begin) / 16) break;
  }
#endif
  // The C library's memmem is linear in the worst case.
  const void* found = memmem(start + from, haystack.size() - from, needle.data(), m);
  if (found == nullptr) return kNotFound;
  return static_cast<size_t>(static_cast<const uint8_t*>(found) - start);
}

size_t FindBackward(std::span<const uint8_t> haystack, std::span<const uint8_t> needle,
                    size_t from) {
  const size_t m = needle.size();
  if (m > haystack.size()) return kNotFound;
  if (from > haystack.size() - m) from = haystack.size() - m;
  const size_t n = from + m;  // what may hold the match
  if (m > kShortNeedle) {
    // Forwards through both read backwards.
    const size_t found = LinearSearch([haystack, n](size_t i) { return haystack[n - 1 - i]; }, n,
                                      [needle, m](size_t i) { return needle[m - 1 - i]; }, m, 0);
    return found == kNotFound ? kNotFound : from - found;
  }
  size_t length = from + 1;
  while (length > 0) {
    const void* found = memrchr(haystack.data(), needle[0], length);
    if (found == nullptr) return kNotFound;
    const size_t position =
        static_cast<size_t>(static_cast<const uint8_t*>(found) - haystack.data());
    if (memcmp(haystack.data() + position, needle.data(), m) == 0) return position;
    length = position;
  }
  return kNotFound;
}

size_t FindForward16(std::span<const uint8_t> haystack, std::span<const uint8_t> needle,
                     size_t from) {
  from += from & 1;
  if (needle.size() > kShortNeedle) {
    const size_t found =
        LinearSearch([haystack](size_t i) { return UnitAt(haystack, i); }, haystack.size() / 2,
                     [needle](size_t i) { return UnitAt(needle, i); }, needle.size() / 2, from / 2);
    return found == kNotFound ? kNotFound : found * 2;
  }
  for (;; from++) {
    from = FindForward(haystack, needle, from);
    if (from == kNotFound || (from & 1) == 0) return from;
  }
}

size_t FindBackward16(std::span<const uint8_t> haystack, std::span<const uint8_t> needle,
                      size_t from) {
  const size_t m = needle.size() / 2;
  if (needle.size() > haystack.size()) return kNotFound;
  if (needle.size() > kShortNeedle) {
    if (from / 2 > haystack.size() / 2 - m) from = 2 * (haystack.size() / 2 - m);
    const size_t n = from / 2 + m;
    const size_t found =
        LinearSearch([haystack, n](size_t i) { return UnitAt(haystack, n - 1 - i); }, n,
                     [needle, m](size_t i) { return UnitAt(needle, m - 1 - i); }, m, 0);
    return found == kNotFound ? kNotFound : 2 * (from / 2 - found);
  }
  for (;;) {
    from = FindBackward(haystack, needle, from);
    if (from == kNotFound || (from & 1) == 0) return from;
    from--;
  }
}

}  // namespace gyre::encoding
