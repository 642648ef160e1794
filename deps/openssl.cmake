# Cryptography: OpenSSL's libcrypto, behind the shared library libgyre_crypto.so, which the
# executable loads when a program first asks for it (src/crypto/crypto_api.h tells why). It stands
# beside V8's library, in the build tree and when installed.
#
# Defines the target gyre_crypto and OPENSSL_VERSION.
# REQUIRES: the targets gyre and gyre_flags, and GYRE_PRIVATE_LIBDIR of deps/v8.cmake.

include_guard(GLOBAL)

find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)

add_library(gyre_crypto MODULE src/crypto/openssl.cc)
target_include_directories(gyre_crypto PRIVATE src)
target_compile_options(gyre_crypto PRIVATE -fno-exceptions)
target_link_libraries(gyre_crypto PRIVATE gyre_flags OpenSSL::Crypto)
set_target_properties(gyre_crypto PROPERTIES
  CXX_VISIBILITY_PRESET hidden
  VISIBILITY_INLINES_HIDDEN ON
  LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${GYRE_PRIVATE_LIBDIR}"
  SKIP_BUILD_RPATH ON)
# Of the C++ library nothing is used, so it is not to be needed.
target_link_options(gyre_crypto PRIVATE -Wl,--as-needed)
if(NOT GYRE_SANITIZE)
  target_link_options(gyre_crypto PRIVATE -Wl,--no-undefined)
endif()
add_dependencies(gyre gyre_crypto)

install(TARGETS gyre_crypto LIBRARY DESTINATION "${GYRE_PRIVATE_LIBDIR}" COMPONENT runtime)
