# Gyre::Compression: zlib and brotli. Statically, as deps/libraries.cmake says of its libraries and
# for the same reason.
#
# REQUIRES: GYRE_STATIC_LIBRARIES of deps/libraries.cmake.

include_guard(GLOBAL)

pkg_check_modules(COMPRESSION REQUIRED zlib libbrotlienc libbrotlidec)
add_library(gyre_compression INTERFACE)
add_library(Gyre::Compression ALIAS gyre_compression)
target_include_directories(gyre_compression SYSTEM INTERFACE ${COMPRESSION_INCLUDE_DIRS})
set(_archives "")
foreach(_name z brotlienc brotlidec brotlicommon)
  find_library(GYRE_${_name}_ARCHIVE NAMES lib${_name}.a lib${_name}-static.a
               HINTS ${COMPRESSION_LIBRARY_DIRS})
  mark_as_advanced(GYRE_${_name}_ARCHIVE)
  list(APPEND _archives "${GYRE_${_name}_ARCHIVE}")
endforeach()
if(GYRE_STATIC_LIBRARIES AND NOT "${_archives}" MATCHES "NOTFOUND")
  target_link_libraries(gyre_compression INTERFACE ${_archives})
else()
  target_link_libraries(gyre_compression INTERFACE ${COMPRESSION_LINK_LIBRARIES})
endif()
