// SPDX-License-Identifier: MIT

#include "runtime/snapshot.h"

#include <climits>
#include <cstdio>
#include <cstring>

#include "engine/check.h"
#include "runtime/builtins.h"
#include "runtime/realm.h"

namespace gyre {

namespace {

constexpr size_t kHeaderWords = 2;
constexpr size_t kAlignment = 16;

size_t Align(size_t offset) { return (offset + kAlignment - 1) / kAlignment * kAlignment; }

uint64_t WordAt(std::string_view file, size_t index) {
  uint64_t word;
  std::memcpy(&word, file.data() + index * sizeof(word), sizeof(word));
  return word;
}

}  // namespace

bool SnapshotData::Parse(std::string_view file) {
  if (file.size() < kHeaderWords * sizeof(uint64_t)) return false;
  uint64_t module_count = WordAt(file, 0);
  uint64_t blob_size = WordAt(file, 1);
  // Compared by division and subtraction: what stands in the file must not make a sum overflow.
  if (module_count > file.size() / (2 * sizeof(uint64_t))) return false;
  size_t blob_offset = Align((kHeaderWords + 2 * module_count) * sizeof(uint64_t));
  if (blob_offset > file.size() || blob_size > file.size() - blob_offset) return false;
  if (blob_size > INT_MAX) return false;  // v8::StartupData has an int
  for (size_t i = 0; i < module_count; ++i) {
    uint64_t offset = WordAt(file, kHeaderWords + 2 * i);
    uint64_t size = WordAt(file, kHeaderWords + 2 * i + 1);
    if (offset > file.size() || size > file.size() - offset) return false;
  }
  module_count_ = module_count;
  file_ = file;
  blob_ = file.substr(blob_offset, blob_size);
  return true;
}

std::string_view SnapshotData::code_cache(size_t module_index) const {
  CHECK(module_index < module_count_);
  uint64_t offset = WordAt(file_, kHeaderWords + 2 * module_index);
  uint64_t size = WordAt(file_, kHeaderWords + 2 * module_index + 1);
  return file_.substr(offset, size);
}

std::string SnapshotData::Serialize(std::string_view blob, const std::vector<std::string>& caches) {
  std::vector<uint64_t> header = {caches.size(), blob.size()};
  size_t offset = Align((kHeaderWords + 2 * caches.size()) * sizeof(uint64_t));
  std::string body(offset - (kHeaderWords + 2 * caches.size()) * sizeof(uint64_t), '\0');
  auto append = [&](std::string_view data) {
    body.append(data);
    offset += data.size();
    size_t padding = Align(offset) - offset;
    body.append(padding, '\0');
    offset += padding;
  };
  append(blob);
  for (const std::string& cache : caches) {
    header.push_back(offset);
    header.push_back(cache.size());
    append(cache);
  }
  std::string file(reinterpret_cast<const char*>(header.data()), header.size() * sizeof(uint64_t));
  return file + body;
}

std::string BuildSnapshot(Process* process) {
  // 1. What an ordinary context really has: the builder's isolate is not an ordinary one.
  std::string native_features;
  {
    RealmOptions options;
    options.boot = BootMode::kSource;
    std::unique_ptr<Realm> realm = Realm::Create(process, std::move(options));
    if (realm != nullptr) native_features = realm->TakeInventory();
  }
  if (native_features.empty()) return {};
  // 2. The heap.
  std::string blob = Realm::MakeBlob(process, std::move(native_features));
  if (blob.empty()) return {};
  // 3. The code caches, in a realm made from that heap: a cache refers to V8's read-only objects by
  // their place, which each blob has its own of.
  std::string file =
      SnapshotData::Serialize(blob, std::vector<std::string>(BuiltinSources().size()));
  SnapshotData snapshot;
  CHECK(snapshot.Parse(file));
  RealmOptions options;
  options.snapshot = &snapshot;
  std::unique_ptr<Realm> realm = Realm::Create(process, std::move(options));
  if (realm == nullptr) return {};
  v8::Isolate::Scope isolate_scope(realm->isolate());
  v8::HandleScope handle_scope(realm->isolate());
  v8::Local<v8::Context> context = realm->loop()->context();
  v8::Context::Scope context_scope(context);
  std::vector<std::string> caches;
  for (size_t i = 0; i < BuiltinSources().size(); ++i) {
    v8::TryCatch try_catch(realm->isolate());
    caches.push_back(realm->builtins()->MakeCodeCache(context, i));
    if (try_catch.HasCaught()) {
      std::fprintf(stderr, "lib/%s.js does not compile: %s\n", BuiltinSources()[i].id,
                   *v8::String::Utf8Value(realm->isolate(), try_catch.Message()->Get()));
      return {};
    }
  }
  return SnapshotData::Serialize(blob, caches);
}

}  // namespace gyre
