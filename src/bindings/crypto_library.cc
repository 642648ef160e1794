// SPDX-License-Identifier: MIT

#include "bindings/crypto_library.h"

#include <dlfcn.h>

#include <atomic>
#include <mutex>

namespace gyre {

namespace {

std::atomic<const crypto::CryptoApi*> loaded{nullptr};

}  // namespace

std::string LoadCryptoLibrary(const std::string& executable) {
  static std::mutex mutex;
  std::lock_guard<std::mutex> lock(mutex);
  if (loaded != nullptr) return {};
  std::string directory = executable.substr(0, executable.rfind('/'));
  std::string path = directory + "/../lib/gyre/libgyre_crypto.so";
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return dlerror();
  auto get_api = reinterpret_cast<crypto::GetCryptoApi>(dlsym(library, crypto::kGetCryptoApiName));
  if (get_api == nullptr) return path + " belongs to another version of Gyre";
  loaded = get_api();
  return loaded == nullptr ? "OpenSSL cannot be initialised" : "";
}

const crypto::CryptoApi* CryptoLibrary() { return loaded; }

bool Sha1(std::string_view data, uint8_t (&digest)[20]) {
  const crypto::CryptoApi* api = loaded;
  crypto::Digest* sha1 = api->find_digest("sha1");
  crypto::Hash* hash = sha1 == nullptr ? nullptr : api->new_hash();
  bool done =
      hash != nullptr && api->start_hash(hash, sha1) == 1 &&
      api->update_hash(hash, {reinterpret_cast<const uint8_t*>(data.data()), data.size()}) == 1 &&
      api->finish_hash(hash, digest, sizeof(digest)) == 1;
  if (hash != nullptr) api->free_hash(hash);
  if (sha1 != nullptr) api->free_digest(sha1);
  if (!done) api->clear_errors();
  return done;
}

}  // namespace gyre
