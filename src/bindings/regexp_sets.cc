// SPDX-License-Identifier: MIT

#include "bindings/regexp_sets.h"

#include <unicode/uset.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/v8_util.h"

namespace gyre {

using v8::Context;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::RegExp;
using v8::String;
using v8::TryCatch;

namespace {

struct CloseSet {
  void operator()(USet* set) const { uset_close(set); }
};
using CodePoints = std::unique_ptr<USet, CloseSet>;

// What a class matches: code points, and strings of none or several of them (ECMA-262, CharSet).
struct CharSet {
  CodePoints points{uset_openEmpty()};
  std::set<std::u16string> strings;

  void Add(const CharSet& other) {
    uset_addAll(points.get(), other.points.get());
    strings.insert(other.strings.begin(), other.strings.end());
  }
  void Retain(const CharSet& other) {
    uset_retainAll(points.get(), other.points.get());
    std::erase_if(strings, [&](const auto& text) { return !other.strings.contains(text); });
  }
  void Remove(const CharSet& other) {
    uset_removeAll(points.get(), other.points.get());
    std::erase_if(strings, [&](const auto& text) { return other.strings.contains(text); });
  }
};

constexpr bool IsOneOf(char16_t c, std::u16string_view list) {
  return list.find(c) != std::u16string_view::npos;
}

void AppendHex(std::u16string* out, UChar32 code_point) {
  constexpr std::u16string_view kDigits = u"0123456789abcdef";
  *out += u"\\u{";
  bool started = false;
  for (int shift = 20; shift >= 0; shift -= 4) {
    auto digit = static_cast<size_t>((code_point >> shift) & 0xf);
    started = started || digit != 0 || shift == 0;
    if (started) *out += kDigits[digit];
  }
  *out += u'}';
}

// Reads a pattern in the notation of the flag v and writes the same in that of the flag u. Methods
// return false, or nothing, at an error in it.
class PatternRewriter {
 public:
  PatternRewriter(Isolate* isolate, std::u16string_view pattern, bool ignores_case)
      : isolate_(isolate), pattern_(pattern), ignores_case_(ignores_case) {}

  std::optional<std::u16string> Rewrite() {
    std::u16string out;
    while (at_ < pattern_.size()) {
      char16_t c = pattern_[at_];
      if (c == '[') {
        ++at_;
        bool complement = Skip(u"^");
        std::optional<CharSet> set = ReadClass();
        if (!set || (complement && !set->strings.empty())) return {};
        Write(*set, complement, &out);
      } else if (c == '\\' && at_ + 1 < pattern_.size()) {
        size_t begin = at_;
        if (pattern_[at_ + 1] == 'p') {
          std::optional<CharSet> set = ReadProperty();
          if (!set) return {};
          if (!set->strings.empty()) {
            Write(*set, false, &out);
            continue;
          }
        } else {
          at_ += 2;
        }
        out += pattern_.substr(begin, at_ - begin);
      } else {
        out += c;
        ++at_;
      }
    }
    return out;
  }

 private:
  bool IsAt(std::u16string_view text) const {
    return pattern_.compare(at_, text.size(), text) == 0;
  }

  bool Skip(std::u16string_view text) {
    if (!IsAt(text)) return false;
    at_ += text.size();
    return true;
  }

  // Behind '[' or '[^', to behind ']'.
  std::optional<CharSet> ReadClass() {
    CharSet result;
    enum class Operator { kNone, kUnion, kRetain, kRemove } used = Operator::kNone;
    for (bool is_first = true; !Skip(u"]"); is_first = false) {
      if (at_ >= pattern_.size()) return {};
      Operator next = Operator::kUnion;
      if (!is_first) {
        if (Skip(u"&&")) {
          if (IsAt(u"&")) return {};
          next = Operator::kRetain;
        } else if (Skip(u"--")) {
          next = Operator::kRemove;
        }
        // One class, one operator. A union of one may still become something else.
        if (used != Operator::kNone && next != used) return {};
        used = next;
      }
      // Ranges belong to unions only.
      bool may_be_range = next == Operator::kUnion;
      bool was_range = false;
      std::optional<CharSet> operand = ReadOperand(may_be_range, &was_range);
      if (!operand) return {};
      if (was_range) used = Operator::kUnion;
      if (next == Operator::kRetain) {
        result.Retain(*operand);
      } else if (next == Operator::kRemove) {
        result.Remove(*operand);
      } else {
        result.Add(*operand);
      }
    }
    return result;
  }

  std::optional<CharSet> ReadOperand(bool may_be_range, bool* was_range) {
    if (Skip(u"[")) {
      bool complement = Skip(u"^");
      std::optional<CharSet> set = ReadClass();
      if (!set || (complement && !set->strings.empty())) return {};
      if (complement) uset_complement(set->points.get());
      return set;
    }
    if (IsAt(u"\\p") || IsAt(u"\\P")) return ReadProperty();
    if (Skip(u"\\q{")) return ReadStrings();
    if (IsAt(u"\\") && at_ + 1 < pattern_.size() && IsOneOf(pattern_[at_ + 1], u"dDsSwW")) {
      std::u16string escape(pattern_.substr(at_, 2));
      at_ += 2;
      return SetOf(escape);
    }
    std::optional<UChar32> from = ReadCharacter();
    if (!from) return {};
    UChar32 to = *from;
    if (may_be_range && IsAt(u"-") && !IsAt(u"--")) {
      ++at_;
      std::optional<UChar32> end = ReadCharacter();
      if (!end || *end < *from) return {};
      to = *end;
      *was_range = true;
    }
    CharSet set;
    uset_addRange(set.points.get(), *from, to);
    Close(&set);
    return set;
  }

  // \p{...} and \P{...}
  std::optional<CharSet> ReadProperty() {
    size_t end = pattern_.find(u'}', at_);
    if (end == std::u16string_view::npos) return {};
    std::u16string escape(pattern_.substr(at_, end + 1 - at_));
    at_ = end + 1;
    // ICU takes more names than ECMAScript, so V8 is asked; it does not know those whose values are
    // strings yet.
    constexpr std::u16string_view kOfStrings[] = {u"\\p{Basic_Emoji}",
                                                  u"\\p{Emoji_Keycap_Sequence}",
                                                  u"\\p{RGI_Emoji_Modifier_Sequence}",
                                                  u"\\p{RGI_Emoji_Flag_Sequence}",
                                                  u"\\p{RGI_Emoji_Tag_Sequence}",
                                                  u"\\p{RGI_Emoji_ZWJ_Sequence}",
                                                  u"\\p{RGI_Emoji}"};
    if (std::ranges::find(kOfStrings, escape) == std::end(kOfStrings) && !IsKnownToV8(escape)) {
      return {};
    }
    return SetOf(escape);
  }

  bool IsKnownToV8(std::u16string_view escape) const {
    TryCatch try_catch(isolate_);
    Local<String> text;
    Local<RegExp> expression;
    return NewTwoByteString(isolate_, escape).ToLocal(&text) &&
           RegExp::New(isolate_->GetCurrentContext(), text, RegExp::kUnicode).ToLocal(&expression);
  }

  // What one escape matches, by ICU.
  std::optional<CharSet> SetOf(const std::u16string& escape) const {
    std::u16string pattern = escape;
    // ECMA-262, 22.2.2.9, CharacterClassEscape: these are not ICU's.
    if (escape == u"\\d") pattern = u"[0-9]";
    if (escape == u"\\D") pattern = u"[^0-9]";
    if (escape == u"\\w" || escape == u"\\W") pattern = u"[0-9A-Z_a-z]";
    if (escape == u"\\s" || escape == u"\\S") {
      pattern = u"[\\u0009-\\u000d\\u0020\\u00a0\\ufeff\\u2028\\u2029\\p{Zs}]";
    }
    UErrorCode status = U_ZERO_ERROR;
    CodePoints all(uset_openPattern(pattern.data(), static_cast<int32_t>(pattern.size()), &status));
    if (U_FAILURE(status)) return {};
    CharSet set;
    int32_t ranges = uset_getRangeCount(all.get());
    for (int32_t i = ranges; i < uset_getItemCount(all.get()); ++i) {
      constexpr int32_t kLongest = 64;
      char16_t text[kLongest];
      UChar32 unused;
      int32_t length = uset_getItem(all.get(), i, &unused, &unused, text, kLongest, &status);
      if (U_FAILURE(status)) return {};
      set.strings.emplace(text, static_cast<size_t>(length));
    }
    uset_removeAllStrings(all.get());
    set.points = std::move(all);
    Close(&set);
    if (escape == u"\\W" || escape == u"\\S") uset_complement(set.points.get());
    return set;
  }

  // Behind '\q{', to behind '}'.
  std::optional<CharSet> ReadStrings() {
    CharSet set;
    std::u16string text;
    size_t count = 0;
    for (;; ++at_) {
      while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != '}') {
        std::optional<UChar32> c = ReadCharacter();
        if (!c) return {};
        AppendCodePoint(*c, &text);
        ++count;
      }
      if (at_ >= pattern_.size()) return {};
      if (count == 1) {
        UChar32 only;
        U16_GET(text.data(), 0, 0, text.size(), only);
        uset_add(set.points.get(), only);
      } else {
        set.strings.insert(text);
      }
      text.clear();
      count = 0;
      if (pattern_[at_] == '}') break;
    }
    ++at_;
    Close(&set);
    return set;
  }

  static void AppendCodePoint(UChar32 c, std::u16string* text) {
    if (c <= 0xffff) {
      *text += static_cast<char16_t>(c);
    } else {
      *text += static_cast<char16_t>(U16_LEAD(c));
      *text += static_cast<char16_t>(U16_TRAIL(c));
    }
  }

  // ECMA-262, ClassSetCharacter.
  std::optional<UChar32> ReadCharacter() {
    if (at_ >= pattern_.size()) return {};
    char16_t c = pattern_[at_];
    if (c == '\\') return ReadEscape();
    if (IsOneOf(c, u"()[]{}/-|")) return {};
    if (at_ + 1 < pattern_.size() && pattern_[at_ + 1] == c && IsOneOf(c, u"&!#$%*+,.:;<=>?@^`~")) {
      return {};  // kept for later versions of the language
    }
    UChar32 code_point;
    U16_NEXT(pattern_.data(), at_, pattern_.size(), code_point);
    return code_point;
  }

  std::optional<UChar32> ReadEscape() {
    if (++at_ >= pattern_.size()) return {};
    char16_t c = pattern_[at_++];
    switch (c) {
      case 'b':
        return '\b';
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return '\v';
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case '0':
        if (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9') return {};
        return 0;
      case 'c': {
        if (at_ >= pattern_.size()) return {};
        char16_t letter = pattern_[at_++] | 0x20;
        if (letter < 'a' || letter > 'z') return {};
        return letter & 0x1f;
      }
      case 'x':
        return ReadHex(2);
      case 'u':
        return ReadUnicodeEscape();
      default:
        if (IsOneOf(c, u"^$\\.*+?()[]{}|/&-!#%,:;<=>@`~")) return c;
        return {};
    }
  }

  // Behind '\u'.
  std::optional<UChar32> ReadUnicodeEscape() {
    if (Skip(u"{")) {
      size_t end = pattern_.find(u'}', at_);
      if (end == std::u16string_view::npos || end == at_) return {};
      UChar32 value = 0;
      while (at_ < end) {
        std::optional<UChar32> digit = ReadHex(1);
        if (!digit) return {};
        value = value * 16 + *digit;
        if (value > 0x10ffff) return {};
      }
      ++at_;
      return value;
    }
    std::optional<UChar32> lead = ReadHex(4);
    if (!lead || !U16_IS_LEAD(*lead) || !IsAt(u"\\u")) return lead;
    size_t before = at_;
    at_ += 2;
    std::optional<UChar32> trail = ReadHex(4);
    if (trail && U16_IS_TRAIL(*trail)) return U16_GET_SUPPLEMENTARY(*lead, *trail);
    at_ = before;
    return lead;
  }

  std::optional<UChar32> ReadHex(int digits) {
    UChar32 value = 0;
    for (; digits > 0; --digits, ++at_) {
      if (at_ >= pattern_.size()) return {};
      char16_t c = pattern_[at_];
      if (c >= '0' && c <= '9') {
        value = value * 16 + (c - '0');
      } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
        value = value * 16 + ((c | 0x20) - 'a' + 10);
      } else {
        return {};
      }
    }
    return value;
  }

  // With the flag i sets are compared by their folded characters (ECMA-262,
  // MaybeSimpleCaseFolding): here every character stands in them with all that fold to the same.
  void Close(CharSet* set) const {
    if (!ignores_case_) return;
    uset_closeOver(set->points.get(), USET_CASE_INSENSITIVE);
    uset_removeAllStrings(set->points.get());
  }

  // As (?:long|short|[ranges]).
  static void Write(const CharSet& set, bool complement, std::u16string* out) {
    if (!set.strings.empty()) *out += u"(?:";
    std::vector<std::u16string_view> strings(set.strings.begin(), set.strings.end());
    std::ranges::stable_sort(strings, std::ranges::greater{}, &std::u16string_view::size);
    bool has_empty = false;
    for (std::u16string_view text : strings) {
      has_empty = has_empty || text.empty();
      if (text.empty()) continue;
      for (size_t i = 0; i < text.size();) {
        UChar32 c;
        U16_NEXT(text.data(), i, text.size(), c);
        AppendHex(out, c);
      }
      *out += u'|';
    }
    *out += complement ? u"[^" : u"[";
    for (int32_t i = 0; i < uset_getRangeCount(set.points.get()); ++i) {
      UChar32 from;
      UChar32 to;
      UErrorCode status = U_ZERO_ERROR;
      uset_getItem(set.points.get(), i, &from, &to, nullptr, 0, &status);
      AppendHex(out, from);
      if (to == from) continue;
      *out += u'-';
      AppendHex(out, to);
    }
    *out += u']';
    if (has_empty) *out += u'|';
    if (!set.strings.empty()) *out += u')';
  }

  Isolate* const isolate_;
  const std::u16string_view pattern_;
  const bool ignores_case_;
  size_t at_ = 0;
};

// Where the body of the literal that begins at `at` ends, at its second slash (ECMA-262, 12.9.5);
// npos when it does not.
size_t FindEnd(std::u16string_view text, size_t at) {
  bool is_in_class = false;
  for (++at; at < text.size(); ++at) {
    char16_t c = text[at];
    if (c == '\n' || c == '\r') break;
    if (c == '\\') {
      ++at;
    } else if (c == '[') {
      is_in_class = true;
    } else if (c == ']') {
      is_in_class = false;
    } else if (c == '/' && !is_in_class) {
      return at;
    }
  }
  return std::u16string_view::npos;
}

}  // namespace

MaybeLocal<String> RewriteRegExpSets(Isolate* isolate, Local<String> source, int position) {
  if (compat::kKnowsRegExpSets || position < 0) return {};
  std::u16string text = ToUtf16(isolate, source);
  auto begin = static_cast<size_t>(position);
  if (begin >= text.size() || text[begin] != '/') return {};
  size_t slash = FindEnd(text, begin);
  if (slash == std::u16string::npos) return {};
  size_t end = slash + 1;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  std::u16string flags = text.substr(slash + 1, end - slash - 1);
  size_t sets = flags.find(u'v');
  if (sets == std::u16string::npos || flags.find(u'u') != std::u16string::npos) return {};
  flags[sets] = u'u';
  PatternRewriter rewriter(isolate, std::u16string_view(text).substr(begin + 1, slash - begin - 1),
                           flags.find(u'i') != std::u16string::npos);
  std::optional<std::u16string> rewritten = rewriter.Rewrite();
  if (!rewritten) return {};
  text.replace(begin, end - begin, u"/" + *rewritten + u"/" + flags);
  return NewTwoByteString(isolate, text);
}

}  // namespace gyre
