// SPDX-License-Identifier: MIT
//
// libgyre_crypto.so: the functions of crypto_api.h over OpenSSL 3's EVP interface. Nothing of the
// C++ library is used, nor anything of the executable.

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>

#include <climits>
#include <cstring>

#include "crypto/crypto_api.h"

namespace gyre::crypto {

namespace {

// The opaque types of the interface are OpenSSL's own.
EVP_MD* Of(Digest* digest) { return reinterpret_cast<EVP_MD*>(digest); }
const EVP_MD* Of(const Digest* digest) { return reinterpret_cast<const EVP_MD*>(digest); }
EVP_MD_CTX* Of(Hash* hash) { return reinterpret_cast<EVP_MD_CTX*>(hash); }
const EVP_MD_CTX* Of(const Hash* hash) { return reinterpret_cast<const EVP_MD_CTX*>(hash); }
EVP_MAC_CTX* Of(Hmac* hmac) { return reinterpret_cast<EVP_MAC_CTX*>(hmac); }
EVP_CIPHER* Of(Cipher* cipher) { return reinterpret_cast<EVP_CIPHER*>(cipher); }
const EVP_CIPHER* Of(const Cipher* cipher) { return reinterpret_cast<const EVP_CIPHER*>(cipher); }
EVP_CIPHER_CTX* Of(CipherState* state) { return reinterpret_cast<EVP_CIPHER_CTX*>(state); }
const EVP_CIPHER_CTX* Of(const CipherState* state) {
  return reinterpret_cast<const EVP_CIPHER_CTX*>(state);
}

// OpenSSL takes a null pointer for "nothing given", which an empty input is not.
const uint8_t kNoBytes[1] = {0};
const uint8_t* Data(Bytes bytes) { return bytes.data == nullptr ? kNoBytes : bytes.data; }

// --- Errors --------------------------------------------------------------------------------------

// The part of an error's code that names the library which raised it. Providers have none.
const char* PrefixOf(int library) {
  switch (library) {
#define V(name)        \
  case ERR_LIB_##name: \
    return "OSSL_" #name "_";
    V(SYS)
    V(BN)
    V(RSA)
    V(DH)
    V(EVP)
    V(BUF)
    V(OBJ)
    V(PEM)
    V(DSA)
    V(X509)
    V(ASN1)
    V(CONF)
    V(CRYPTO)
    V(EC)
    V(BIO)
    V(PKCS7)
    V(X509V3)
    V(PKCS12)
    V(RAND)
    V(DSO)
    V(ENGINE)
    V(OCSP)
    V(UI)
    V(COMP)
    V(ECDSA)
    V(ECDH)
    V(OSSL_STORE)
    V(FIPS)
    V(CMS)
    V(TS)
    V(HMAC)
    V(CT)
    V(ASYNC)
    V(KDF)
    V(SM2)
    V(USER)
#undef V
    case ERR_LIB_SSL:
      return "SSL_";
    default:
      return "OSSL_";
  }
}

int NextError(ErrorInfo* out) {
  unsigned long error = ERR_get_error();
  if (error == 0) return 0;
  ERR_error_string_n(error, out->text, sizeof(out->text));
  out->library = ERR_lib_error_string(error);
  out->reason = ERR_reason_error_string(error);
  out->prefix = PrefixOf(ERR_GET_LIB(error));
  return 1;
}

void ClearErrors() { ERR_clear_error(); }

// --- Constants -----------------------------------------------------------------------------------

struct Constant {
  const char* name;
  double value;
};

constexpr Constant kConstants[] = {
#define V(name) {#name, static_cast<double>(name)},
    V(OPENSSL_VERSION_NUMBER) V(SSL_OP_ALL) V(SSL_OP_ALLOW_NO_DHE_KEX)
        V(SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION) V(SSL_OP_CIPHER_SERVER_PREFERENCE)
            V(SSL_OP_CISCO_ANYCONNECT) V(SSL_OP_COOKIE_EXCHANGE) V(SSL_OP_CRYPTOPRO_TLSEXT_BUG) V(
                SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) V(SSL_OP_LEGACY_SERVER_CONNECT)
                V(SSL_OP_NO_COMPRESSION) V(SSL_OP_NO_ENCRYPT_THEN_MAC) V(SSL_OP_NO_QUERY_MTU) V(
                    SSL_OP_NO_RENEGOTIATION) V(SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION)
                    V(SSL_OP_NO_SSLv2) V(SSL_OP_NO_SSLv3) V(SSL_OP_NO_TICKET) V(SSL_OP_NO_TLSv1) V(
                        SSL_OP_NO_TLSv1_1) V(SSL_OP_NO_TLSv1_2) V(SSL_OP_NO_TLSv1_3)
                        V(SSL_OP_PRIORITIZE_CHACHA) V(SSL_OP_TLS_ROLLBACK_BUG) V(ENGINE_METHOD_RSA)
                            V(ENGINE_METHOD_DSA) V(ENGINE_METHOD_DH) V(ENGINE_METHOD_RAND) V(
                                ENGINE_METHOD_EC) V(ENGINE_METHOD_CIPHERS) V(ENGINE_METHOD_DIGESTS)
                                V(ENGINE_METHOD_PKEY_METHS) V(ENGINE_METHOD_PKEY_ASN1_METHS)
                                    V(ENGINE_METHOD_ALL) V(ENGINE_METHOD_NONE)
                                        V(DH_CHECK_P_NOT_SAFE_PRIME) V(DH_CHECK_P_NOT_PRIME)
                                            V(DH_UNABLE_TO_CHECK_GENERATOR)
                                                V(DH_NOT_SUITABLE_GENERATOR) V(RSA_PKCS1_PADDING)
                                                    V(RSA_NO_PADDING) V(RSA_PKCS1_OAEP_PADDING)
                                                        V(RSA_X931_PADDING) V(RSA_PKCS1_PSS_PADDING)
                                                            V(RSA_PSS_SALTLEN_DIGEST)
#undef V
    // OpenSSL has changed these; Node has not.
    {"RSA_PSS_SALTLEN_MAX_SIGN", -2},
    {"RSA_PSS_SALTLEN_AUTO", -2},
    {"TLS1_VERSION", TLS1_VERSION},
    {"TLS1_1_VERSION", TLS1_1_VERSION},
    {"TLS1_2_VERSION", TLS1_2_VERSION},
    {"TLS1_3_VERSION", TLS1_3_VERSION},
    {"POINT_CONVERSION_COMPRESSED", POINT_CONVERSION_COMPRESSED},
    {"POINT_CONVERSION_UNCOMPRESSED", POINT_CONVERSION_UNCOMPRESSED},
    {"POINT_CONVERSION_HYBRID", POINT_CONVERSION_HYBRID},
};

void VisitConstants(ConstantVisitor visit, void* data) {
  for (const Constant& constant : kConstants) visit(constant.name, constant.value, data);
}

// --- Digests -------------------------------------------------------------------------------------

// Names are looked up in OpenSSL's old table, which has all the spellings ("RSA-SHA1"); what it
// finds is the name by which the implementation is then fetched, once.
Digest* FindDigest(const char* name) {
  ERR_clear_error();
  const EVP_MD* known = EVP_get_digestbyname(name);
  if (known == nullptr) {
    ERR_clear_error();
    return nullptr;
  }
  return reinterpret_cast<Digest*>(EVP_MD_fetch(nullptr, EVP_MD_get0_name(known), nullptr));
}

void FreeDigest(Digest* digest) { EVP_MD_free(Of(digest)); }

size_t DigestSize(const Digest* digest) {
  int size = EVP_MD_get_size(Of(digest));
  if (size > 0) return static_cast<size_t>(size);
  // These have a size of their own up to OpenSSL 3.3.
  if (EVP_MD_is_a(Of(digest), "SHAKE128") != 0) return 16;
  if (EVP_MD_is_a(Of(digest), "SHAKE256") != 0) return 32;
  return 0;
}

struct Visitor {
  NameVisitor visit;
  void* data;
};

void VisitDigest(const EVP_MD*, const char* name, const char*, void* argument) {
  // Capitals are the "long" names of what is listed in small letters too.
  const EVP_MD* known = name == nullptr ? nullptr : EVP_get_digestbyname(name);
  if (known == nullptr) return;
  EVP_MD* digest = EVP_MD_fetch(nullptr, EVP_MD_get0_name(known), nullptr);
  if (digest == nullptr) return;
  EVP_MD_free(digest);
  auto* visitor = static_cast<Visitor*>(argument);
  visitor->visit(name, visitor->data);
}

void VisitDigests(NameVisitor visit, void* data) {
  Visitor visitor{visit, data};
  ERR_set_mark();
  EVP_MD_do_all_sorted(VisitDigest, &visitor);
  ERR_pop_to_mark();
}

int CheckDigestSize(const Digest* digest, size_t size) {
  if (size == DigestSize(digest)) return 1;
  if ((EVP_MD_get_flags(Of(digest)) & EVP_MD_FLAG_XOF) != 0) return 1;
  ERR_raise(ERR_LIB_EVP, EVP_R_NOT_XOF_OR_INVALID_LENGTH);
  return 0;
}

Hash* NewHash() { return reinterpret_cast<Hash*>(EVP_MD_CTX_new()); }
void FreeHash(Hash* hash) { EVP_MD_CTX_free(Of(hash)); }

int StartHash(Hash* hash, const Digest* digest) {
  return EVP_DigestInit_ex2(Of(hash), Of(digest), nullptr);
}

int UpdateHash(Hash* hash, Bytes data) { return EVP_DigestUpdate(Of(hash), Data(data), data.size); }

int FinishHash(Hash* hash, uint8_t* out, size_t size) {
  if (size == 0) return 1;
  if (static_cast<size_t>(EVP_MD_CTX_get_size(Of(hash))) == size) {
    return EVP_DigestFinal_ex(Of(hash), out, nullptr);
  }
  return EVP_DigestFinalXOF(Of(hash), out, size);
}

int CopyHash(Hash* to, const Hash* from) { return EVP_MD_CTX_copy_ex(Of(to), Of(from)); }

// --- HMAC ----------------------------------------------------------------------------------------

// Fetched once a process, by gyre_crypto_api_1(): fetching goes through locks and comparisons of
// names.
EVP_MAC* hmac_method = nullptr;

Hmac* NewHmac(const Digest* digest, Bytes key) {
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(hmac_method);
  if (context == nullptr) return nullptr;
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST,
                                       const_cast<char*>(EVP_MD_get0_name(Of(digest))), 0),
      OSSL_PARAM_construct_end(),
  };
  if (EVP_MAC_init(context, Data(key), key.size, parameters) != 1) {
    EVP_MAC_CTX_free(context);
    return nullptr;
  }
  return reinterpret_cast<Hmac*>(context);
}

void FreeHmac(Hmac* hmac) { EVP_MAC_CTX_free(Of(hmac)); }

int UpdateHmac(Hmac* hmac, Bytes data) { return EVP_MAC_update(Of(hmac), Data(data), data.size); }

int FinishHmac(Hmac* hmac, uint8_t* out, size_t size) {
  size_t written;
  return EVP_MAC_final(Of(hmac), out, &written, size) == 1 && written == size;
}

// --- Random bytes and keys out of passwords ------------------------------------------------------

int Random(uint8_t* out, size_t size) {
  while (size > 0) {
    int part = size > INT_MAX ? INT_MAX : static_cast<int>(size);
    if (RAND_bytes(out, part) != 1) return 0;
    out += part;
    size -= static_cast<size_t>(part);
  }
  return 1;
}

int Pbkdf2(const Digest* digest, Bytes password, Bytes salt, uint32_t iterations, uint8_t* out,
           size_t size) {
  if (size == 0) return 1;
  if (password.size > INT_MAX || salt.size > INT_MAX || size > INT_MAX) {
    ERR_raise(ERR_LIB_EVP, ERR_R_PASSED_INVALID_ARGUMENT);
    return 0;
  }
  return PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(Data(password)),
                           static_cast<int>(password.size), Data(salt), static_cast<int>(salt.size),
                           static_cast<int>(iterations), Of(digest), static_cast<int>(size), out);
}

int CheckScrypt(uint64_t n, uint64_t r, uint64_t p, uint64_t max_memory) {
  // Without room for a key only the parameters are looked at.
  return EVP_PBE_scrypt(nullptr, 0, nullptr, 0, n, r, p, max_memory, nullptr, 0);
}

int Scrypt(Bytes password, Bytes salt, uint64_t n, uint64_t r, uint64_t p, uint64_t max_memory,
           uint8_t* out, size_t size) {
  if (size == 0) return CheckScrypt(n, r, p, max_memory);
  return EVP_PBE_scrypt(reinterpret_cast<const char*>(Data(password)), password.size, Data(salt),
                        salt.size, n, r, p, max_memory, out, size);
}

// RFC 5869. Over HMAC rather than OpenSSL's own, which refuses an empty key and long info.
int Hkdf(const Digest* digest, Bytes key, Bytes salt, Bytes info, uint8_t* out, size_t size) {
  const size_t digest_size = DigestSize(digest);
  uint8_t zeros[EVP_MAX_MD_SIZE] = {0};
  uint8_t extracted[EVP_MAX_MD_SIZE];
  if (salt.size == 0) salt = {zeros, digest_size};
  Hmac* hmac = NewHmac(digest, salt);
  if (hmac == nullptr) return 0;
  int ok = UpdateHmac(hmac, key) && FinishHmac(hmac, extracted, digest_size);
  FreeHmac(hmac);

  hmac = ok ? NewHmac(digest, {extracted, digest_size}) : nullptr;
  ok = hmac != nullptr;
  uint8_t block[EVP_MAX_MD_SIZE];
  size_t done = 0;
  for (uint8_t counter = 1; ok && done < size; counter++) {
    if (counter > 1) {
      // Starts again with the same key.
      ok = EVP_MAC_init(Of(hmac), nullptr, 0, nullptr) && UpdateHmac(hmac, {block, digest_size});
    }
    ok = ok && UpdateHmac(hmac, info) && UpdateHmac(hmac, {&counter, 1}) &&
         FinishHmac(hmac, block, digest_size);
    if (!ok) break;
    size_t part = size - done < digest_size ? size - done : digest_size;
    memcpy(out + done, block, part);
    done += part;
  }
  if (hmac != nullptr) FreeHmac(hmac);
  OPENSSL_cleanse(extracted, sizeof(extracted));
  OPENSSL_cleanse(block, sizeof(block));
  return ok;
}

int Equal(const uint8_t* a, const uint8_t* b, size_t size) {
  return size == 0 || CRYPTO_memcmp(a, b, size) == 0;
}

// --- Ciphers -------------------------------------------------------------------------------------

Cipher* Fetch(const EVP_CIPHER* known) {
  if (known == nullptr) {
    ERR_clear_error();
    return nullptr;
  }
  return reinterpret_cast<Cipher*>(EVP_CIPHER_fetch(nullptr, EVP_CIPHER_get0_name(known), nullptr));
}

Cipher* FindCipher(const char* name) {
  ERR_clear_error();
  return Fetch(EVP_get_cipherbyname(name));
}

Cipher* FindCipherByNid(int nid) {
  ERR_clear_error();
  return Fetch(EVP_get_cipherbynid(nid));
}

void FreeCipher(Cipher* cipher) { EVP_CIPHER_free(Of(cipher)); }

CipherMode ModeOf(const EVP_CIPHER* cipher) {
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_STREAM_CIPHER:
      return CipherMode::kStream;
    case EVP_CIPH_ECB_MODE:
      return CipherMode::kEcb;
    case EVP_CIPH_CBC_MODE:
      return CipherMode::kCbc;
    case EVP_CIPH_CFB_MODE:
      return CipherMode::kCfb;
    case EVP_CIPH_OFB_MODE:
      return CipherMode::kOfb;
    case EVP_CIPH_CTR_MODE:
      return CipherMode::kCtr;
    case EVP_CIPH_GCM_MODE:
      return CipherMode::kGcm;
    case EVP_CIPH_CCM_MODE:
      return CipherMode::kCcm;
    case EVP_CIPH_XTS_MODE:
      return CipherMode::kXts;
    case EVP_CIPH_WRAP_MODE:
      return CipherMode::kWrap;
    case EVP_CIPH_OCB_MODE:
      return CipherMode::kOcb;
    default:
      return CipherMode::kOther;
  }
}

// The modes whose tag is the caller's business. (OpenSSL's flag is also on ciphers made for TLS.)
bool IsAuthenticated(const EVP_CIPHER* cipher) {
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_GCM_MODE:
    case EVP_CIPH_CCM_MODE:
    case EVP_CIPH_OCB_MODE:
      return true;
    default:
      return EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305;
  }
}

void GetCipherInfo(const Cipher* cipher, CipherInfo* out) {
  const EVP_CIPHER* of = Of(cipher);
  out->nid = EVP_CIPHER_get_nid(of);
  const char* name = out->nid == NID_undef ? nullptr : OBJ_nid2sn(out->nid);
  out->name = name != nullptr ? name : EVP_CIPHER_get0_name(of);
  out->key_length = EVP_CIPHER_get_key_length(of);
  out->iv_length = EVP_CIPHER_get_iv_length(of);
  out->block_size = EVP_CIPHER_get_block_size(of);
  out->mode = ModeOf(of);
  out->authenticated = IsAuthenticated(of) ? 1 : 0;
}

void VisitCipher(const EVP_CIPHER*, const char* name, const char*, void* argument) {
  const EVP_CIPHER* known = name == nullptr ? nullptr : EVP_get_cipherbyname(name);
  if (known == nullptr) return;
  EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, EVP_CIPHER_get0_name(known), nullptr);
  if (cipher == nullptr) return;
  EVP_CIPHER_free(cipher);
  auto* visitor = static_cast<Visitor*>(argument);
  visitor->visit(name, visitor->data);
}

void VisitCiphers(NameVisitor visit, void* data) {
  Visitor visitor{visit, data};
  ERR_set_mark();
  EVP_CIPHER_do_all_sorted(VisitCipher, &visitor);
  ERR_pop_to_mark();
}

EVP_CIPHER_CTX* Prepare(const Cipher* cipher, Direction direction) {
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  if (context == nullptr) return nullptr;
  EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  if (EVP_CipherInit_ex(context, Of(cipher), nullptr, nullptr, nullptr,
                        static_cast<int>(direction)) == 1) {
    return context;
  }
  EVP_CIPHER_CTX_free(context);
  return nullptr;
}

int TakesKeyLength(const Cipher* cipher, int length) {
  if (EVP_CIPHER_get_key_length(Of(cipher)) == length) return 1;
  ERR_set_mark();
  EVP_CIPHER_CTX* context = Prepare(cipher, Direction::kEncrypt);
  int takes = context != nullptr && EVP_CIPHER_CTX_set_key_length(context, length) == 1;
  EVP_CIPHER_CTX_free(context);
  ERR_pop_to_mark();
  return takes;
}

int TakesIvLength(const Cipher* cipher, int length) {
  if (EVP_CIPHER_get_iv_length(Of(cipher)) == length) return 1;
  if (!IsAuthenticated(Of(cipher))) return 0;
  ERR_set_mark();
  EVP_CIPHER_CTX* context = Prepare(cipher, Direction::kEncrypt);
  int takes = context != nullptr &&
              EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, length, nullptr) == 1;
  EVP_CIPHER_CTX_free(context);
  ERR_pop_to_mark();
  return takes;
}

CipherState* NewCipherState(const Cipher* cipher, Direction direction, Bytes key, Bytes iv,
                            int tag_length) {
  EVP_CIPHER_CTX* context = Prepare(cipher, direction);
  if (context == nullptr) return nullptr;
  const CipherMode mode = ModeOf(Of(cipher));
  bool ok = true;
  if (IsAuthenticated(Of(cipher))) {
    ok = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(iv.size),
                             nullptr) == 1;
    // These two compute with the length of the tag; the others only cut it.
    if (ok && tag_length > 0 && (mode == CipherMode::kCcm || mode == CipherMode::kOcb)) {
      ok = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_length, nullptr) == 1;
    }
  }
  ok = ok &&
       (EVP_CIPHER_CTX_get_key_length(context) == static_cast<int>(key.size) ||
        EVP_CIPHER_CTX_set_key_length(context, static_cast<int>(key.size)) == 1) &&
       EVP_CipherInit_ex(context, nullptr, nullptr, Data(key), iv.size == 0 ? nullptr : iv.data,
                         static_cast<int>(direction)) == 1;
  if (ok) return reinterpret_cast<CipherState*>(context);
  EVP_CIPHER_CTX_free(context);
  return nullptr;
}

void FreeCipherState(CipherState* state) { EVP_CIPHER_CTX_free(Of(state)); }

int SetPadding(CipherState* state, Padding padding) {
  return EVP_CIPHER_CTX_set_padding(Of(state), static_cast<int>(padding));
}

size_t UpdateRoom(const CipherState* state, size_t size) {
  // Twice: wrapping adds a half block of check and, with padding, up to a half block of zeros.
  return size + 2 * static_cast<size_t>(EVP_CIPHER_CTX_get_block_size(Of(state))) + 16;
}

int UpdateCipher(CipherState* state, Bytes data, uint8_t* out, size_t* written) {
  *written = 0;
  if (data.size > INT_MAX - 64) {
    ERR_raise(ERR_LIB_EVP, ERR_R_PASSED_INVALID_ARGUMENT);
    return 0;
  }
  int length = 0;
  int ok = EVP_CipherUpdate(Of(state), out, &length, Data(data), static_cast<int>(data.size));
  if (ok == 1) *written = static_cast<size_t>(length);
  return ok == 1;
}

int FinishCipher(CipherState* state, uint8_t* out, size_t* written) {
  int length = 0;
  int ok = EVP_CipherFinal_ex(Of(state), out, &length);
  *written = ok == 1 ? static_cast<size_t>(length) : 0;
  return ok == 1;
}

int SetMessageLength(CipherState* state, size_t length) {
  int ignored;
  return length <= INT_MAX &&
         EVP_CipherUpdate(Of(state), nullptr, &ignored, nullptr, static_cast<int>(length)) == 1;
}

int AddAuthenticatedData(CipherState* state, Bytes data) {
  int ignored;
  return data.size <= INT_MAX && EVP_CipherUpdate(Of(state), nullptr, &ignored, Data(data),
                                                  static_cast<int>(data.size)) == 1;
}

int SetTag(CipherState* state, Bytes tag) {
  return EVP_CIPHER_CTX_ctrl(Of(state), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size),
                             const_cast<uint8_t*>(tag.data)) == 1;
}

int GetTag(CipherState* state, uint8_t* out, size_t size) {
  return EVP_CIPHER_CTX_ctrl(Of(state), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(size), out) == 1;
}

constexpr CryptoApi kApi = {
    .next_error = NextError,
    .clear_errors = ClearErrors,
    .visit_constants = VisitConstants,
    .find_digest = FindDigest,
    .free_digest = FreeDigest,
    .digest_size = DigestSize,
    .visit_digests = VisitDigests,
    .new_hash = NewHash,
    .free_hash = FreeHash,
    .start_hash = StartHash,
    .update_hash = UpdateHash,
    .finish_hash = FinishHash,
    .copy_hash = CopyHash,
    .check_digest_size = CheckDigestSize,
    .new_hmac = NewHmac,
    .free_hmac = FreeHmac,
    .update_hmac = UpdateHmac,
    .finish_hmac = FinishHmac,
    .random = Random,
    .pbkdf2 = Pbkdf2,
    .check_scrypt = CheckScrypt,
    .scrypt = Scrypt,
    .hkdf = Hkdf,
    .equal = Equal,
    .cleanse = OPENSSL_cleanse,
    .find_cipher = FindCipher,
    .find_cipher_by_nid = FindCipherByNid,
    .free_cipher = FreeCipher,
    .cipher_info = GetCipherInfo,
    .visit_ciphers = VisitCiphers,
    .takes_key_length = TakesKeyLength,
    .takes_iv_length = TakesIvLength,
    .new_cipher_state = NewCipherState,
    .free_cipher_state = FreeCipherState,
    .set_padding = SetPadding,
    .update_room = UpdateRoom,
    .update_cipher = UpdateCipher,
    .finish_cipher = FinishCipher,
    .set_message_length = SetMessageLength,
    .add_authenticated_data = AddAuthenticatedData,
    .set_tag = SetTag,
    .get_tag = GetTag,
};

}  // namespace

// Called once. No clean-up at exit: threads of the pool may still be computing then. No
// configuration file either: which algorithms a program finds is not a matter of the machine it
// runs on.
extern "C" __attribute__((visibility("default"))) const CryptoApi* gyre_crypto_api_1() {
  constexpr uint64_t kOptions = OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_NO_LOAD_CONFIG |
                                OPENSSL_INIT_ADD_ALL_CIPHERS | OPENSSL_INIT_ADD_ALL_DIGESTS |
                                OPENSSL_INIT_LOAD_CRYPTO_STRINGS;
  if (OPENSSL_init_crypto(kOptions, nullptr) != 1) return nullptr;
  hmac_method = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
  return hmac_method == nullptr ? nullptr : &kApi;
}

}  // namespace gyre::crypto
