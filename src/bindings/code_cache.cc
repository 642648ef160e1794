// SPDX-License-Identifier: MIT
//
// The pack:
//
//     Header     magic, V8's version tag, number of entries, size of the file
//     Entry[]    name, hash of the text, place of the data
//     data       each aligned to 8 bytes, as V8 wants it
//
// binding('code_cache') opens and stores it.

#include "bindings/code_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "bindings/binding.h"

namespace gyre {

using v8::Function;
using v8::Isolate;
using v8::Local;
using v8::ScriptCompiler;
using v8::String;
using v8::UnboundModuleScript;
using v8::Value;

struct CodeCache::Header {
  uint64_t magic;
  uint64_t version;
  uint64_t count;
  uint64_t size;
};

namespace {

constexpr uint64_t kMagic = 0x31304b4341504a47;  // "GJPACK01"

// A pack that has grown above this is written without what the last run did not use; one that is
// above it even so is not written at all.
constexpr size_t kMaxPackSize = 64u << 20;
// Packs of a folder together; the oldest go first.
constexpr uint64_t kMaxFolderSize = 512u << 20;

constexpr size_t AlignUp(size_t size) { return (size + 7) & ~size_t{7}; }

XXH128_hash_t HashOf(Isolate* isolate, Local<String> text) {
  auto length = static_cast<size_t>(text->Length());
  if (text->IsOneByte()) {
    if (text->IsExternalOneByte()) {
      return XXH3_128bits(text->GetExternalOneByteStringResource()->data(), length);
    }
    std::unique_ptr<uint8_t[]> bytes(new uint8_t[length]);
    text->WriteOneByte(isolate, bytes.get(), 0, text->Length(), String::NO_NULL_TERMINATION);
    return XXH3_128bits(bytes.get(), length);
  }
  std::unique_ptr<uint16_t[]> units(new uint16_t[length]);
  text->Write(isolate, units.get(), 0, text->Length(), String::NO_NULL_TERMINATION);
  return XXH3_128bits_withSeed(units.get(), length * 2, 1);
}

int WriteAll(int fd, const void* data, size_t size) {
  const auto* bytes = static_cast<const uint8_t*>(data);
  while (size > 0) {
    ssize_t count = write(fd, bytes, size);
    if (count < 0) {
      if (errno == EINTR) continue;
      return -errno;
    }
    bytes += count;
    size -= static_cast<size_t>(count);
  }
  return 0;
}

// Removes the oldest packs of a folder until the rest is small enough.
void Prune(const std::string& folder) {
  DIR* dir = opendir(folder.c_str());
  if (dir == nullptr) return;
  struct Pack {
    std::string path;
    time_t time;
    uint64_t size;
  };
  std::vector<Pack> packs;
  uint64_t total = 0;
  while (const dirent* item = readdir(dir)) {
    std::string name = item->d_name;
    if (name.size() < 5 || name.compare(name.size() - 5, 5, ".pack") != 0) continue;
    struct stat info;
    std::string path = folder + "/" + name;
    if (stat(path.c_str(), &info) != 0) continue;
    packs.push_back({path, info.st_mtime, static_cast<uint64_t>(info.st_size)});
    total += packs.back().size;
  }
  closedir(dir);
  if (total <= kMaxFolderSize) return;
  std::sort(packs.begin(), packs.end(),
            [](const Pack& a, const Pack& b) { return a.time < b.time; });
  for (const Pack& pack : packs) {
    if (total <= kMaxFolderSize) break;
    if (unlink(pack.path.c_str()) == 0) total -= pack.size;
  }
}

}  // namespace

ScriptCompiler::CachedData* CodeCache::Query::data() const {
  if (found.empty()) return nullptr;
  return new ScriptCompiler::CachedData(found.data(), static_cast<int>(found.size()),
                                        ScriptCompiler::CachedData::BufferNotOwned);
}

CodeCache::~CodeCache() { Unmap(); }

void CodeCache::Unmap() {
  if (map_ != nullptr) munmap(const_cast<uint8_t*>(map_), map_size_);
  map_ = nullptr;
  map_size_ = 0;
}

CodeCache* CodeCache::Of(Isolate* isolate) {
  return EventLoop::From(isolate)->binding_data<CodeCache>();
}

int CodeCache::Open(const std::string& path) {
  path_ = path;
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? 0 : -errno;
  struct stat info;
  if (fstat(fd, &info) != 0 || static_cast<size_t>(info.st_size) < sizeof(Header)) {
    close(fd);
    return 0;
  }
  map_size_ = static_cast<size_t>(info.st_size);
  void* map = mmap(nullptr, map_size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  close(fd);
  if (map == MAP_FAILED) return -errno;
  map_ = static_cast<const uint8_t*>(map);
  Header header;
  memcpy(&header, map_, sizeof(header));
  // What is not as we write it is as good as absent.
  if (header.magic != kMagic || header.version != ScriptCompiler::CachedDataVersionTag() ||
      header.size != map_size_ || header.count > (map_size_ - sizeof(Header)) / sizeof(Entry)) {
    return 0;
  }
  entries_.reserve(header.count);
  for (uint64_t i = 0; i < header.count; ++i) {
    Entry entry;
    memcpy(&entry, map_ + sizeof(Header) + i * sizeof(Entry), sizeof(entry));
    if (entry.offset > map_size_ || entry.size > map_size_ - entry.offset) continue;
    entries_.emplace(entry.name, entry);
  }
  return 0;
}

CodeCache::Query CodeCache::Find(Isolate* isolate, Kind kind, Local<Value> name,
                                 Local<String> text) {
  std::string name_text = ToUtf8(isolate, name);
  XXH128_hash_t hash = HashOf(isolate, text);
  Query query = {
      XXH3_64bits_withSeed(name_text.data(), name_text.size(), static_cast<uint64_t>(kind)),
      hash.low64,
      hash.high64,
      {}};
  auto it = entries_.find(query.name);
  if (it != entries_.end() && it->second.text_low == hash.low64 &&
      it->second.text_high == hash.high64) {
    query.found = {map_ + it->second.offset, it->second.size};
  }
  return query;
}

void CodeCache::Add(Isolate* isolate, const Query& query, bool rejected, Local<Function> function) {
  if (!query.found.empty() && !rejected) {
    used_[query.name] = true;
    return;
  }
  compiled_.push_back({query, {isolate, function}, {}});
}

void CodeCache::Add(Isolate* isolate, const Query& query, bool rejected,
                    Local<UnboundModuleScript> script) {
  if (!query.found.empty() && !rejected) {
    used_[query.name] = true;
    return;
  }
  compiled_.push_back({query, {}, {isolate, script}});
}

int CodeCache::Store(Isolate* isolate) {
  if (!is_open() || compiled_.empty()) return 0;
  v8::HandleScope handle_scope(isolate);
  std::vector<std::unique_ptr<ScriptCompiler::CachedData>> made;
  struct Item {
    Entry entry;
    const uint8_t* data;
  };
  std::vector<Item> items;
  std::unordered_map<uint64_t, bool> replaced;
  size_t total = sizeof(Header);
  auto add = [&](uint64_t name, uint64_t low, uint64_t high, const uint8_t* data, size_t size) {
    items.push_back({{name, low, high, 0, size}, data});
    total += sizeof(Entry) + AlignUp(size);
  };
  for (Compiled& compiled : compiled_) {
    if (replaced[compiled.query.name]) continue;
    replaced[compiled.query.name] = true;
    std::unique_ptr<ScriptCompiler::CachedData> data(
        compiled.function.IsEmpty()
            ? ScriptCompiler::CreateCodeCache(compiled.script.Get(isolate))
            : ScriptCompiler::CreateCodeCacheForFunction(compiled.function.Get(isolate)));
    if (data == nullptr) continue;
    add(compiled.query.name, compiled.query.text_low, compiled.query.text_high, data->data,
        static_cast<size_t>(data->length));
    made.push_back(std::move(data));
  }
  auto keep = [&](bool used) {
    for (const auto& [name, entry] : entries_) {
      if (replaced.count(name) != 0 || (used_.count(name) != 0) != used) continue;
      add(name, entry.text_low, entry.text_high, map_ + entry.offset, entry.size);
    }
  };
  keep(true);
  if (total > kMaxPackSize) return 0;
  size_t with_used = items.size();
  size_t size_with_used = total;
  keep(false);
  if (total > kMaxPackSize) {
    items.resize(with_used);
    total = size_with_used;
  }

  std::string temporary = path_ + "." + std::to_string(getpid());
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return -errno;
  std::string head;
  head.reserve(sizeof(Header) + items.size() * sizeof(Entry));
  Header header = {kMagic, ScriptCompiler::CachedDataVersionTag(), items.size(), total};
  head.append(reinterpret_cast<const char*>(&header), sizeof(header));
  size_t offset = sizeof(Header) + items.size() * sizeof(Entry);
  for (Item& item : items) {
    item.entry.offset = offset;
    offset += AlignUp(item.entry.size);
    head.append(reinterpret_cast<const char*>(&item.entry), sizeof(Entry));
  }
  std::string body;
  body.reserve(offset - head.size());
  for (const Item& item : items) {
    body.append(reinterpret_cast<const char*>(item.data), item.entry.size);
    body.resize(AlignUp(body.size()));
  }
  int status = WriteAll(fd, head.data(), head.size());
  if (status == 0) status = WriteAll(fd, body.data(), body.size());
  if (close(fd) != 0 && status == 0) status = -errno;
  if (status == 0 && rename(temporary.c_str(), path_.c_str()) != 0) status = -errno;
  if (status != 0) {
    unlink(temporary.c_str());
    return status;
  }
  compiled_.clear();
  Prune(path_.substr(0, path_.rfind('/')));
  return 0;
}

namespace {

// (folder, program) -> 0 or a negative error number. The folder exists.
void Open(const Arguments& args) {
  Isolate* isolate = args.GetIsolate();
  std::string program = ToUtf8(isolate, args[1]);
  XXH128_hash_t hash =
      XXH3_128bits_withSeed(program.data(), program.size(), ScriptCompiler::CachedDataVersionTag());
  char name[48];
  std::snprintf(name, sizeof(name), "/%016llx%016llx.pack",
                static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  args.GetReturnValue().Set(CodeCache::Of(isolate)->Open(ToUtf8(isolate, args[0]) + name));
}

// () -> 0 or a negative error number
void Store(const Arguments& args) {
  args.GetReturnValue().Set(CodeCache::Of(args.GetIsolate())->Store(args.GetIsolate()));
}

constexpr FunctionSpec kFunctions[] = {
    {"open", Open},
    {"store", Store},
};

}  // namespace

const BindingSpec kCodeCacheBinding = {"code_cache", kFunctions};

}  // namespace gyre
