// SPDX-License-Identifier: MIT
//
// What:    loads the shared library that stands before OpenSSL (crypto/crypto_api.h tells why).
// Owner:   the process; once loaded it stays.
// Threads: any.

#ifndef GYRE_BINDINGS_CRYPTO_LIBRARY_H_
#define GYRE_BINDINGS_CRYPTO_LIBRARY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/crypto_api.h"

namespace gyre {

// Finds the library beside `executable`. Returns what went wrong, or an empty text.
std::string LoadCryptoLibrary(const std::string& executable);

// Its functions; nullptr before it has been loaded.
const crypto::CryptoApi* CryptoLibrary();

// REQUIRES: the library has been loaded. False where OpenSSL refuses SHA-1.
bool Sha1(std::string_view data, uint8_t (&digest)[20]);

}  // namespace gyre

#endif  // GYRE_BINDINGS_CRYPTO_LIBRARY_H_
