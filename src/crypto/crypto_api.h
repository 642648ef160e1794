// SPDX-License-Identifier: MIT
//
// What:    what src/bindings/crypto.cc asks of OpenSSL, as a table of plain functions. The
// functions
//          stand in a shared library of their own (libgyre_crypto.so, the one thing here that is
//          linked with libcrypto), which is loaded when a program first uses cryptography: a
//          program that does not, never maps the 5 MB of libcrypto. The table is plain so that
//          nothing has to be resolved between the two but one symbol, and so that the library needs
//          neither V8 nor the C++ library.
// Owner:   the table is constant and lives as long as the process. What a function returns by
//          pointer belongs to the caller, who gives it back to the Free function beside it.
// Threads: any. An object may be used by one thread at a time. Errors are those of the calling
//          thread: read them before leaving it.

#ifndef GYRE_CRYPTO_CRYPTO_API_H_
#define GYRE_CRYPTO_CRYPTO_API_H_

#include <cstddef>
#include <cstdint>

namespace gyre::crypto {

struct Bytes {
  const uint8_t* data;
  size_t size;
};

// One entry of OpenSSL's queue of errors.
struct ErrorInfo {
  char text[256];       // "error:1C800064:Provider routines::bad decrypt"
  const char* library;  // "Provider routines", static, may be nullptr
  const char* reason;   // "bad decrypt", static, may be nullptr
  const char* prefix;   // how the code of the error goes on after "ERR_": "OSSL_EVP_"
};

enum class Direction : int { kDecrypt = 0, kEncrypt = 1 };
enum class Padding : int { kNone = 0, kStandard = 1 };

enum class CipherMode : int {
  kStream,
  kEcb,
  kCbc,
  kCfb,
  kOfb,
  kCtr,
  kGcm,
  kCcm,
  kXts,
  kWrap,
  kOcb,
  kOther,
};

struct CipherInfo {
  const char* name;  // lower or mixed case, as OpenSSL's tables have it; static
  int nid;
  int key_length;
  int iv_length;
  int block_size;
  CipherMode mode;
  int authenticated;  // 1 if it makes and checks a tag
};

// Made and known by the library only.
struct Digest;
struct Hash;
struct Hmac;
struct Cipher;
struct CipherState;

using NameVisitor = void (*)(const char* name, void* data);
using ConstantVisitor = void (*)(const char* name, double value, void* data);

// Functions that return int return 1 for success, 0 for failure, in which case NextError() tells
// why (or does not: not every failure is explained). Output goes to exactly `size` bytes unless
// said otherwise.
struct CryptoApi {
  int (*next_error)(ErrorInfo* out);  // the oldest error; 0 when there is none
  void (*clear_errors)();
  void (*visit_constants)(ConstantVisitor visit, void* data);

  // nullptr without an error when OpenSSL has no digest of that name, with an error when it has but
  // will not do it.
  Digest* (*find_digest)(const char* name);
  void (*free_digest)(Digest* digest);
  size_t (*digest_size)(const Digest* digest);
  void (*visit_digests)(NameVisitor visit, void* data);

  Hash* (*new_hash)();
  void (*free_hash)(Hash* hash);
  // Begins a message; what was begun before is dropped.
  int (*start_hash)(Hash* hash, const Digest* digest);
  int (*update_hash)(Hash* hash, Bytes data);
  // `size` other than the digest's own only if the digest is extendable.
  int (*finish_hash)(Hash* hash, uint8_t* out, size_t size);
  int (*copy_hash)(Hash* to, const Hash* from);
  // Fails, with the error that finishing would have, if the digest cannot give `size` bytes.
  int (*check_digest_size)(const Digest* digest, size_t size);

  Hmac* (*new_hmac)(const Digest* digest, Bytes key);
  void (*free_hmac)(Hmac* hmac);
  int (*update_hmac)(Hmac* hmac, Bytes data);
  int (*finish_hmac)(Hmac* hmac, uint8_t* out, size_t size);

  int (*random)(uint8_t* out, size_t size);
  int (*pbkdf2)(const Digest* digest, Bytes password, Bytes salt, uint32_t iterations, uint8_t* out,
                size_t size);
  int (*check_scrypt)(uint64_t n, uint64_t r, uint64_t p, uint64_t max_memory);
  int (*scrypt)(Bytes password, Bytes salt, uint64_t n, uint64_t r, uint64_t p, uint64_t max_memory,
                uint8_t* out, size_t size);
  // REQUIRES: `size` is at most 255 times the digest's.
  int (*hkdf)(const Digest* digest, Bytes key, Bytes salt, Bytes info, uint8_t* out, size_t size);
  // Whether equal, in a time that depends on `size` only.
  int (*equal)(const uint8_t* a, const uint8_t* b, size_t size);
  // Overwrites a secret.
  void (*cleanse)(void* data, size_t size);

  // As find_digest.
  Cipher* (*find_cipher)(const char* name);
  Cipher* (*find_cipher_by_nid)(int nid);
  void (*free_cipher)(Cipher* cipher);
  void (*cipher_info)(const Cipher* cipher, CipherInfo* out);
  void (*visit_ciphers)(NameVisitor visit, void* data);
  // Whether `cipher` can be made to take a key, an initialisation vector of that length.
  int (*takes_key_length)(const Cipher* cipher, int length);
  int (*takes_iv_length)(const Cipher* cipher, int length);

  // `tag_length` is 0 where there is none, or none has been asked for.
  CipherState* (*new_cipher_state)(const Cipher* cipher, Direction direction, Bytes key, Bytes iv,
                                   int tag_length);
  void (*free_cipher_state)(CipherState* state);
  int (*set_padding)(CipherState* state, Padding padding);
  // Room that update_cipher() needs for the output of `size` bytes of input.
  size_t (*update_room)(const CipherState* state, size_t size);
  int (*update_cipher)(CipherState* state, Bytes data, uint8_t* out, size_t* written);
  // Room for a block in `out`.
  int (*finish_cipher)(CipherState* state, uint8_t* out, size_t* written);
  // For the CCM mode, which wants to know it beforehand.
  int (*set_message_length)(CipherState* state, size_t length);
  int (*add_authenticated_data)(CipherState* state, Bytes data);
  int (*set_tag)(CipherState* state, Bytes tag);
  int (*get_tag)(CipherState* state, uint8_t* out, size_t size);
};

// The symbol that the library exports. It returns nullptr when OpenSSL cannot be initialised.
using GetCryptoApi = const CryptoApi* (*)();
inline constexpr const char* kGetCryptoApiName = "gyre_crypto_api_1";

}  // namespace gyre::crypto

#endif  // GYRE_CRYPTO_CRYPTO_API_H_
