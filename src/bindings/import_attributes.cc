// SPDX-License-Identifier: MIT

#include "bindings/import_attributes.h"

#include <string>
#include <string_view>
#include <vector>

#include "engine/v8_util.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::Module;
using v8::ScriptCompiler;
using v8::ScriptOrigin;
using v8::String;
using v8::TryCatch;

namespace {

constexpr std::u16string_view kWith = u"with";
constexpr std::u16string_view kImport = u"import";

bool IsSpace(char16_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsIdentifier(char16_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c >= 0x80;
}

size_t SkipSpaces(std::u16string_view text, size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

// Writes `replacement` over [begin, end), with blanks before it as far as there is room. Line ends
// that are replaced come behind it.
void Replace(std::u16string* text, size_t begin, size_t end, std::u16string replacement) {
  for (size_t i = begin; i < end; ++i) {
    char16_t c = (*text)[i];
    if (c == '\n' || (c == '\r' && (i + 1 == text->size() || (*text)[i + 1] != '\n'))) {
      replacement += u'\n';
    }
  }
  if (replacement.size() < end - begin) {
    replacement.insert(0, end - begin - replacement.size(), u' ');
  }
  text->replace(begin, end - begin, replacement);
}

// The end of the string literal that begins at `at`.
size_t SkipString(std::u16string_view text, size_t at) {
  char16_t quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at;
}

// Where the key `with` of the second argument of an import() call stands whose parenthesis is at
// `open`; npos when there is none.
size_t FindKey(std::u16string_view text, size_t open) {
  int depth = 1;
  for (size_t at = open + 1; at < text.size(); ++at) {
    char16_t c = text[at];
    if (c == '\'' || c == '"' || c == '`') {
      at = SkipString(text, at);
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth == 0) return std::u16string_view::npos;
    } else if (c == ';' && depth == 1) {
      return std::u16string_view::npos;
    } else if (c == ',' && depth == 1) {
      size_t brace = SkipSpaces(text, at + 1);
      if (brace >= text.size() || text[brace] != '{') return std::u16string_view::npos;
      size_t key = SkipSpaces(text, brace + 1);
      if (text.compare(key, kWith.size(), kWith) != 0) return std::u16string_view::npos;
      size_t colon = SkipSpaces(text, key + kWith.size());
      return colon < text.size() && text[colon] == ':' ? key : std::u16string_view::npos;
    }
  }
  return std::u16string_view::npos;
}

// Whether the characters at `at` are code, and not in a comment, a string or the like.
bool IsCode(Isolate* isolate, std::u16string_view text, size_t at, SourceKind kind) {
  std::u16string probe(text);
  probe.replace(at, kWith.size(), u"@@@@");
  Local<String> source;
  TryCatch try_catch(isolate);
  if (!NewTwoByteString(isolate, probe).ToLocal(&source)) return false;
  ScriptOrigin origin(isolate, String::Empty(isolate), 0, 0, false, -1, Local<v8::Value>(), false,
                      false, kind == SourceKind::kModule);
  ScriptCompiler::Source compiled(source, origin);
  if (kind == SourceKind::kModule) {
    static_cast<void>(ScriptCompiler::CompileModule(isolate, &compiled).IsEmpty());
  } else {
    // As a function: a `return` outside of functions is fine in CommonJS.
    static_cast<void>(
        compat::CompileFunction(isolate->GetCurrentContext(), &compiled, 0, nullptr, 0, nullptr)
            .IsEmpty());
  }
  return try_catch.HasCaught() && !try_catch.Message().IsEmpty() &&
         try_catch.Message()->GetStartPosition() == static_cast<int>(at);
}

}  // namespace

MaybeLocal<String> RewriteAttributeKeyword(Isolate* isolate, Local<String> source, int position) {
  if (compat::kKnowsImportAttributes || position < 0) return {};
  std::u16string text = ToUtf16(isolate, source);
  auto at = static_cast<size_t>(position);
  if (at > text.size() || text.compare(at, kWith.size(), kWith) != 0) return {};
  // `assert` must stand on the line of the specifier.
  size_t begin = at;
  while (begin > 0 && IsSpace(text[begin - 1])) --begin;
  size_t end = SkipSpaces(text, at + kWith.size());
  if (end >= text.size() || text[end] != '{') return {};
  Replace(&text, begin, end + 1, u"assert{");
  return NewTwoByteString(isolate, text);
}

Local<String> RewriteAttributeKeys(Isolate* isolate, Local<String> source, SourceKind kind) {
  if (compat::kKnowsImportAttributes) return source;
  if (source->IsOneByte()) {
    // The usual case, and nearly always the end of the matter.
    std::string bytes(static_cast<size_t>(source->Length()), '\0');
    source->WriteOneByte(isolate, reinterpret_cast<uint8_t*>(bytes.data()), 0, source->Length(),
                         String::NO_NULL_TERMINATION);
    size_t call = bytes.find("import");
    if (call == std::string::npos || bytes.find("with", call) == std::string::npos) return source;
  }
  std::u16string text = ToUtf16(isolate, source);
  std::vector<size_t> keys;
  for (size_t at = text.find(kImport); at != std::u16string::npos;
       at = text.find(kImport, at + kImport.size())) {
    if (at > 0 && (IsIdentifier(text[at - 1]) || text[at - 1] == '.')) continue;
    size_t open = SkipSpaces(text, at + kImport.size());
    if (open >= text.size() || text[open] != '(') continue;
    size_t key = FindKey(text, open);
    if (key != std::u16string::npos && IsCode(isolate, text, key, kind)) keys.push_back(key);
  }
  if (keys.empty()) return source;
  // From the end, so that positions stay.
  for (size_t i = keys.size(); i-- > 0;) {
    size_t begin = keys[i];
    while (IsSpace(text[begin - 1])) --begin;
    Replace(&text, begin, text.find(u':', keys[i]), u"assert");
  }
  Local<String> rewritten;
  return NewTwoByteString(isolate, text).ToLocal(&rewritten) ? rewritten : source;
}

}  // namespace gyre
