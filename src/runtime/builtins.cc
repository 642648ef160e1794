// SPDX-License-Identifier: MIT

#include "runtime/builtins.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

#include "engine/v8_util.h"

namespace gyre {

using v8::Context;
using v8::Function;
using v8::Isolate;
using v8::Local;
using v8::MaybeLocal;
using v8::ScriptCompiler;
using v8::ScriptOrigin;
using v8::String;

namespace {

// Text inside the executable: V8 must not free it, and the snapshot refers to it instead of
// copying.
class StaticResource final : public String::ExternalOneByteStringResource {
 public:
  StaticResource() = default;
  void Initialize(const BuiltinSource& source) { source_ = &source; }
  const char* data() const override { return source_->text; }
  size_t length() const override { return source_->length; }
  void Dispose() override {}

 private:
  const BuiltinSource* source_ = nullptr;
};

std::vector<StaticResource>& Resources() {
  static std::vector<StaticResource> resources = [] {
    std::span<const BuiltinSource> sources = BuiltinSources();
    std::vector<StaticResource> made(sources.size());
    for (size_t i = 0; i < sources.size(); ++i) made[i].Initialize(sources[i]);
    return made;
  }();
  return resources;
}

std::optional<size_t> IndexOf(std::string_view id) {
  std::span<const BuiltinSource> sources = BuiltinSources();
  auto it = std::lower_bound(
      sources.begin(), sources.end(), id,
      [](const BuiltinSource& source, std::string_view wanted) { return source.id < wanted; });
  if (it == sources.end() || it->id != id) return std::nullopt;
  return static_cast<size_t>(it - sources.begin());
}

}  // namespace

std::span<const intptr_t> BuiltinReferences() {
  static const std::vector<intptr_t> references = [] {
    std::vector<intptr_t> made;
    for (StaticResource& resource : Resources()) {
      made.push_back(reinterpret_cast<intptr_t>(&resource));
    }
    return made;
  }();
  return references;
}

MaybeLocal<Function> BuiltinLoader::Compile(Local<Context> context, std::string_view id,
                                            Eagerness eagerness) {
  if (!lib_dir_.empty()) {
    std::ifstream file(lib_dir_ + "/" + std::string(id) + ".js", std::ios::binary);
    if (file) {
      std::string text(std::istreambuf_iterator<char>(file), {});
      Local<String> source;
      if (!NewString(isolate_, text).ToLocal(&source)) return {};
      return CompileSource(context, id, source, Eagerness::kLazy, {});
    }
  }
  std::optional<size_t> index = IndexOf(id);
  if (!index) {
    ThrowError(isolate_, "ERR_UNKNOWN_BUILTIN_MODULE",
               "No such built-in module: " + std::string(id));
    return {};
  }
  Local<String> source;
  if (!String::NewExternalOneByte(isolate_, &Resources()[*index]).ToLocal(&source)) return {};
  std::string_view cache;
  if (snapshot_ != nullptr) cache = snapshot_->code_cache(*index);
  return CompileSource(context, id, source, eagerness, cache);
}

MaybeLocal<Function> BuiltinLoader::CompileSource(Local<Context> context, std::string_view id,
                                                  Local<String> source, Eagerness eagerness,
                                                  std::string_view cache) {
  ScriptOrigin origin(isolate_, NewShortString(isolate_, "node:" + std::string(id)));
  constexpr size_t kCount = std::size(kParameters);
  Local<String> parameters[kCount];
  for (size_t i = 0; i < kCount; ++i) parameters[i] = NewShortString(isolate_, kParameters[i]);
  ScriptCompiler::CachedData* cached = nullptr;
  if (!cache.empty()) {
    cached = new ScriptCompiler::CachedData(reinterpret_cast<const uint8_t*>(cache.data()),
                                            static_cast<int>(cache.size()),
                                            ScriptCompiler::CachedData::BufferNotOwned);
  }
  ScriptCompiler::Source script(source, origin, cached);  // owns `cached`
  ScriptCompiler::CompileOptions options = ScriptCompiler::kNoCompileOptions;
  if (cached != nullptr) {
    options = ScriptCompiler::kConsumeCodeCache;
  } else if (eagerness == Eagerness::kEager) {
    options = ScriptCompiler::kEagerCompile;
  }
  return compat::CompileFunction(context, &script, kCount, parameters, 0, nullptr, options);
}

std::string BuiltinLoader::MakeCodeCache(Local<Context> context, size_t index) {
  const BuiltinSource& builtin = BuiltinSources()[index];
  Local<String> source;
  Local<Function> function;
  if (!String::NewExternalOneByte(isolate_, &Resources()[index]).ToLocal(&source) ||
      !CompileSource(context, builtin.id, source, Eagerness::kEager, {}).ToLocal(&function)) {
    return {};
  }
  std::unique_ptr<ScriptCompiler::CachedData> data(
      ScriptCompiler::CreateCodeCacheForFunction(function));
  return data ? std::string(reinterpret_cast<const char*>(data->data),
                            static_cast<size_t>(data->length))
              : std::string();
}

}  // namespace gyre
