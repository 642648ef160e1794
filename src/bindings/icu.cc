// SPDX-License-Identifier: MIT
//
// binding('icu'): domain names (UTS #46) and the character encodings of TextDecoder, by ICU.

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/uidna.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "bindings/binding.h"
#include "engine/v8_util.h"

namespace gyre {

using v8::ArrayBuffer;
using v8::BackingStore;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::String;

namespace {

// --- Domain names ---

struct IdnaData {
  IdnaData() {
    UErrorCode status = U_ZERO_ERROR;
    // As the URL Standard asks: bidi and joiner rules, non-transitional, no STD3 rules.
    idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                               UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
                           &status);
    // Fails only without memory or without ICU's data.
    CHECK(U_SUCCESS(status));
  }
  ~IdnaData() { uidna_close(idna); }
  IdnaData(const IdnaData&) = delete;
  IdnaData& operator=(const IdnaData&) = delete;

  UIDNA* idna;
};

// Lengths and hyphens are not checked (VerifyDnsLength and CheckHyphens are false).
constexpr uint32_t kIgnoredErrors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

using IdnaFunction = int32_t (*)(const UIDNA*, const UChar*, int32_t, UChar*, int32_t, UIDNAInfo*,
                                 UErrorCode*);

enum class OnError : uint8_t { kFail, kKeep };

// Returns '' to JavaScript for a name that is invalid.
void ConvertName(const Arguments& args, IdnaFunction function, OnError on_error) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsString());
  std::u16string input = ToUtf16(isolate, args[0].As<String>());
  const UIDNA* idna = LoopOf(args)->binding_data<IdnaData>()->idna;
  std::u16string output(input.size() + 64, u'\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status;
  for (;;) {
    status = U_ZERO_ERROR;
    int32_t length = function(idna, input.data(), static_cast<int32_t>(input.size()), output.data(),
                              static_cast<int32_t>(output.size()), &info, &status);
    output.resize(
        U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? static_cast<size_t>(length) : 0);
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
  }
  if (U_FAILURE(status) || (on_error == OnError::kFail && (info.errors & ~kIgnoredErrors) != 0)) {
    return args.GetReturnValue().SetEmptyString();
  }
  // A few times as long as the input at most, hence below V8's limit: names come from URLs, which
  // fit into a string many times over; if not, the exception stays pending.
  Local<String> result;
  if (NewTwoByteString(isolate, output).ToLocal(&result)) args.GetReturnValue().Set(result);
}

// (name, lenient) -> the ASCII form, or ''
void ToAscii(const Arguments& args) {
  ConvertName(args, uidna_nameToASCII, BooleanArgument(args, 1) ? OnError::kKeep : OnError::kFail);
}

// (name) -> the Unicode form, in which labels that are wrong stay as they are
void ToUnicode(const Arguments& args) { ConvertName(args, uidna_nameToUnicode, OnError::kKeep); }

// --- Encodings ---

// The names of the Encoding Standard for which ICU's converter of that name has another table.
constexpr std::pair<std::string_view, const char*> kConverterNames[] = {
    {"big5", "ibm-1375_P100-2008"},      // with the Hong Kong supplement
    {"euc-kr", "windows-949-2000"},      // the superset that pages use
    {"gbk", "gb18030"},                  // decoded alike
    {"shift_jis", "ibm-943_P15A-2003"},  // Windows' extensions
    {"windows-874", "windows-874-2000"},
};

const char* ConverterName(const std::string& name) {
  for (const auto& [standard, icu] : kConverterNames) {
    if (name == standard) return icu;
  }
  return name.c_str();
}

enum ConverterFlags : int32_t {
  kFatal = 2,
  kIgnoreBom = 4,
  kGb18030 = 8,
};

// Lives in the backing store of an ArrayBuffer, so that the garbage collector frees it.
struct Converter {
  UConverter* converter;
  int32_t flags;
};

void DeleteConverter(void* data, size_t /*length*/, void* /*deleter_data*/) {
  auto* holder = static_cast<Converter*>(data);
  ucnv_close(holder->converter);
  delete holder;
}

// Whether `units` are an escape sequence of ISO-2022-JP; one that follows another is an error, too.
bool IsEscapeSequence(std::string_view units) {
  units.remove_prefix(1);
  return units == "(B" || units == "(J" || units == "(I" || units == "$@" || units == "$B";
}

// What a converter does with bytes that are wrong, where ICU's own substitution differs from the
// Encoding Standard: each error is one U+FFFD (ICU has U+001A for some bytes); 0x80 is the euro
// sign in gb18030; and in ISO-2022-JP, of what is no escape sequence the ESC alone is wrong.
void SubstituteInput(const void* context, UConverterToUnicodeArgs* args, const char* units,
                     int32_t length, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // Reset, close, clone.
  auto flags = static_cast<const Converter*>(context)->flags;
  std::u16string text = u"\ufffd";
  std::string_view bytes(units, static_cast<size_t>(length));
  if ((flags & kGb18030) != 0 && bytes == "\x80") {
    text = u"\u20ac";
  } else if ((flags & kFatal) != 0) {
    return;  // The status stays what it is.
  } else if (bytes.starts_with('\x1b') && !IsEscapeSequence(bytes)) {
    for (char byte : bytes.substr(1)) text += static_cast<char16_t>(byte & 0x7f);
  }
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(args, text.data(), static_cast<int32_t>(text.size()), 0, status);
}

// nullptr when ICU has no such converter.
UConverter* OpenConverter(Isolate* isolate, Local<v8::Value> name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(ConverterName(ToUtf8(isolate, name)), &status);
  return U_SUCCESS(status) ? converter : nullptr;
}

// (name) -> whether createConverter() would succeed
void HasConverter(const Arguments& args) {
  UConverter* converter = OpenConverter(args.GetIsolate(), args[0]);
  args.GetReturnValue().Set(converter != nullptr);
  if (converter != nullptr) ucnv_close(converter);
}

// (name, flags) -> a converter for decodeConverter(), or undefined
void CreateConverter(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  UConverter* converter = OpenConverter(isolate, args[0]);
  if (converter == nullptr) return;
  auto* holder = new Converter{converter, Int32Argument(args, 1)};
  UErrorCode status = U_ZERO_ERROR;
  const char* name = ucnv_getName(converter, &status);
  if (std::string_view(name) == "gb18030") holder->flags |= kGb18030;
  ucnv_setToUCallBack(converter, SubstituteInput, holder, nullptr, nullptr, &status);
  CHECK(U_SUCCESS(status));
  std::unique_ptr<BackingStore> store =
      ArrayBuffer::NewBackingStore(holder, sizeof(Converter), DeleteConverter, nullptr);
  args.GetReturnValue().Set(ArrayBuffer::New(isolate, std::move(store)));
}

// GB 18030-2022 gave characters to what stood for private ones in the edition of 2005, that of ICU.
void UpdateGb18030(std::span<char16_t> text) {
  constexpr std::u16string_view kVertical =
      u"\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19";
  constexpr std::pair<char16_t, char16_t> kIdeographs[] = {
      {u'\ue81e', u'\u9fb4'}, {u'\ue826', u'\u9fb5'}, {u'\ue82b', u'\u9fb6'},
      {u'\ue82c', u'\u9fb7'}, {u'\ue832', u'\u9fb8'}, {u'\ue843', u'\u9fb9'},
      {u'\ue854', u'\u9fba'}, {u'\ue864', u'\u9fbb'},
  };
  for (char16_t& unit : text) {
    if (unit < 0xe78d || unit > 0xe864) continue;
    if (unit <= 0xe796) unit = kVertical[static_cast<size_t>(unit - 0xe78d)];
    for (const auto& [before, after] : kIdeographs) {
      if (unit == before) unit = after;
    }
  }
}

// (converter, bytes, flush) -> text, or undefined when the converter is fatal and the bytes are
// wrong. With `flush` an incomplete character at the end is an error, and the converter starts
// afresh.
void DecodeConverter(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  CHECK(args[0]->IsArrayBuffer());
  auto* holder = static_cast<Converter*>(args[0].As<ArrayBuffer>()->Data());
  std::span<uint8_t> bytes = BytesOf(args[1]);
  bool flush = BooleanArgument(args, 2);
  UConverter* converter = holder->converter;

  std::u16string text(bytes.size() + 16, u'\0');
  size_t length = 0;
  const auto* source = reinterpret_cast<const char*>(bytes.data());
  const char* source_end = source + bytes.size();
  UErrorCode status;
  do {
    status = U_ZERO_ERROR;
    UChar* target = text.data() + length;
    ucnv_toUnicode(converter, &target, text.data() + text.size(), &source, source_end, nullptr,
                   flush, &status);
    length = static_cast<size_t>(target - text.data());
    if (status == U_BUFFER_OVERFLOW_ERROR) text.resize(text.size() * 2);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) {
    ucnv_reset(converter);
    return;
  }
  if (flush) ucnv_reset(converter);
  if ((holder->flags & kGb18030) != 0) UpdateGb18030({text.data(), length});
  std::u16string_view result(text.data(), length);
  if ((holder->flags & kIgnoreBom) == 0 && !result.empty() && result[0] == u'\ufeff') {
    result.remove_prefix(1);
  }
  Local<String> string;
  if (NewTwoByteString(isolate, result).ToLocal(&string)) args.GetReturnValue().Set(string);
}

constexpr FunctionSpec kFunctions[] = {
    {"toASCII", ToAscii, SideEffect::kNone},
    {"toUnicode", ToUnicode, SideEffect::kNone},
    {"hasConverter", HasConverter, SideEffect::kNone},
    {"createConverter", CreateConverter, SideEffect::kNone},
    {"decodeConverter", DecodeConverter},
};

}  // namespace

const BindingSpec kIcuBinding = {"icu", kFunctions};

}  // namespace gyre
