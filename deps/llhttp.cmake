# Gyre::Llhttp: the parser of HTTP/1 messages. Debian 13 has it as a library (libllhttp-dev), of
# which the archive is taken, as deps/libraries.cmake says of its libraries; Debian 12 as the C
# sources in node-llhttp, which are compiled here.
#
# Defines besides the target: nothing. The version stands in <llhttp.h>.
# REQUIRES: GYRE_STATIC_LIBRARIES of deps/libraries.cmake.

include_guard(GLOBAL)

pkg_check_modules(LLHTTP QUIET libllhttp>=8.1)
add_library(gyre_llhttp_interface INTERFACE)
add_library(Gyre::Llhttp ALIAS gyre_llhttp_interface)
if(LLHTTP_FOUND)
  find_library(GYRE_LLHTTP_ARCHIVE NAMES libllhttp.a HINTS ${LLHTTP_LIBRARY_DIRS})
  mark_as_advanced(GYRE_LLHTTP_ARCHIVE)
  target_include_directories(gyre_llhttp_interface SYSTEM INTERFACE ${LLHTTP_INCLUDE_DIRS})
  if(GYRE_STATIC_LIBRARIES AND GYRE_LLHTTP_ARCHIVE)
    target_link_libraries(gyre_llhttp_interface INTERFACE "${GYRE_LLHTTP_ARCHIVE}")
  else()
    target_link_libraries(gyre_llhttp_interface INTERFACE ${LLHTTP_LINK_LIBRARIES})
  endif()
else()
  find_path(GYRE_LLHTTP_SOURCES llhttp.c PATHS /usr/share/llhttp NO_DEFAULT_PATH)
  find_path(GYRE_LLHTTP_HEADER llhttp.h PATHS /usr/share/include/llhttp NO_DEFAULT_PATH)
  mark_as_advanced(GYRE_LLHTTP_SOURCES GYRE_LLHTTP_HEADER)
  if(NOT GYRE_LLHTTP_SOURCES OR NOT GYRE_LLHTTP_HEADER)
    message(FATAL_ERROR
      "llhttp is missing: install libllhttp-dev or node-llhttp (tools/setup does)")
  endif()
  add_library(gyre_llhttp STATIC
    "${GYRE_LLHTTP_SOURCES}/api.c" "${GYRE_LLHTTP_SOURCES}/http.c" "${GYRE_LLHTTP_SOURCES}/llhttp.c")
  target_include_directories(gyre_llhttp SYSTEM PUBLIC "${GYRE_LLHTTP_HEADER}")
  # Loose mode takes a carriage return without a line feed for the end of a head or of a chunk's size
  # in this version, which lets requests be smuggled past a proxy.
  target_compile_definitions(gyre_llhttp PUBLIC LLHTTP_STRICT_MODE=1)
  target_compile_options(gyre_llhttp PRIVATE -w -fPIC)
  target_link_libraries(gyre_llhttp_interface INTERFACE gyre_llhttp)
endif()
