// SPDX-License-Identifier: MIT
//
// What:    the compile cache on disk. What V8 has compiled for a program is kept in one file, a
//          *pack*, and mapped by the next start of the same program.
// Owner:   a Realm, as binding data; the mapping lives as long as it.
// Threads: loop thread of the Realm. Several processes may use one folder: a pack is read as a
//          whole and replaced by rename(), so that a reader sees an old or a new one, never a half.
//
// An entry is found by the name of the script, and used only if the text has the same 128-bit hash
// and V8 accepts the data (same version, same flags). A pack is named by the program and V8's
// version, so that other versions write other packs.

#ifndef GYRE_BINDINGS_CODE_CACHE_H_
#define GYRE_BINDINGS_CODE_CACHE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/v8_compat.h"

namespace gyre {

class CodeCache {
 public:
  enum class Kind : uint64_t { kFunction = 1, kModule = 2 };

  // What is asked for one script. `found` is empty when there is nothing; it points into the pack.
  struct Query {
    uint64_t name;
    uint64_t text_low;
    uint64_t text_high;
    std::span<const uint8_t> found;

    // For V8, which takes ownership of the object, not of the bytes; nullptr when nothing was
    // found.
    v8::ScriptCompiler::CachedData* data() const;
  };

  ~CodeCache();

  static CodeCache* Of(v8::Isolate* isolate);

  // Uses the pack at `path`, which need not exist yet. Returns 0 or a negative error number.
  [[nodiscard]] int Open(const std::string& path);
  bool is_open() const { return !path_.empty(); }

  Query Find(v8::Isolate* isolate, Kind kind, v8::Local<v8::Value> name,
             v8::Local<v8::String> text);

  // Notes that a script was compiled, to be stored by Store() unless it came out of the pack.
  void Add(v8::Isolate* isolate, const Query& query, bool rejected,
           v8::Local<v8::Function> function);
  void Add(v8::Isolate* isolate, const Query& query, bool rejected,
           v8::Local<v8::UnboundModuleScript> script);

  // Writes the pack anew if there is something to add to it. Returns 0 or a negative error number.
  [[nodiscard]] int Store(v8::Isolate* isolate);

 private:
  struct Entry {
    uint64_t name;
    uint64_t text_low;
    uint64_t text_high;
    uint64_t offset;
    uint64_t size;
  };
  struct Header;
  struct Compiled {
    Query query;
    v8::Global<v8::Function> function;
    v8::Global<v8::UnboundModuleScript> script;
  };

  void Unmap();

  std::string path_;
  const uint8_t* map_ = nullptr;
  size_t map_size_ = 0;
  std::unordered_map<uint64_t, Entry> entries_;
  std::unordered_map<uint64_t, bool> used_;
  std::vector<Compiled> compiled_;
};

}  // namespace gyre

#endif  // GYRE_BINDINGS_CODE_CACHE_H_
