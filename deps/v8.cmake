# Where V8 comes from. Defines
#   Gyre::V8          imported library: headers, the shared library, what it needs to link
#   V8_VERSION        e.g. 10.2.154.26          V8_MAJOR_VERSION   e.g. 10
#   GYRE_V8_LIBRARY   the file to install beside the executable (under GYRE_PRIVATE_LIBDIR)
#   gyre_v8_for(target)  makes that file, once the executable `target` is linked
#   GYRE_V8_PROVIDER  what was linked, in words: "Debian libnode108 18.20.4+dfsg-1~deb12u3, bound"
#
# The one provider at present is Debian's V8 (packages libnode-dev and libnodeN), unpacked privately
# by deps/v8/fetch.sh into build/deps/v8, which all presets share. Another provider (a static build,
# say) would be a second branch here that defines the same four names; nothing else in the tree
# knows where V8 is from.
#
# As Debian links it, the library costs its users 15 ms at every start: 56,000 relocations by symbol
# name, nearly all of them against itself. So what is linked and installed is a copy in which these
# are settled beforehand, made by deps/v8/bind_symbolic.cc (which tells how). The copy has one
# condition: the executable may not hold copies of the library's data, so everything that links
# Gyre::V8 is compiled with -fPIC and not merely -fPIE. There are two copies: the one that is linked
# (and that the executables of the build itself run with) has all of V8's symbols, the one beside the
# executable those that it asks for.

include_guard(GLOBAL)

set(GYRE_V8_ROOT "" CACHE PATH
    "An unpacked libnode-dev and libnodeN (the folder that holds usr/); fetched when empty")
option(GYRE_BIND_V8 "Link a copy of V8's library that is bound to itself: starts three times as fast" ON)
set(GYRE_DEPS_DIR "${PROJECT_SOURCE_DIR}/build/deps" CACHE PATH "Fetched dependencies, shared by all presets")

include("${CMAKE_CURRENT_LIST_DIR}/libraries.cmake")

# The private libraries stand at the same place relative to the executable in the build tree and
# when installed, so that one relative rpath serves both.
set(GYRE_PRIVATE_LIBDIR "lib/gyre")
set(GYRE_LINK_LIBDIR "lib/link")

# --- Debian's packages ----------------------------------------------------------------------------

if(GYRE_V8_ROOT)
  file(REAL_PATH "${GYRE_V8_ROOT}" _v8_root)
else()
  execute_process(
    COMMAND "${CMAKE_CURRENT_LIST_DIR}/v8/fetch.sh" "${GYRE_DEPS_DIR}/v8"
    RESULT_VARIABLE _v8_fetched)
  if(NOT _v8_fetched EQUAL 0)
    message(FATAL_ERROR "V8 could not be fetched; the reason stands above.")
  endif()
  file(REAL_PATH "${GYRE_DEPS_DIR}/v8/current" _v8_root)
endif()

# The one folder that is complete: /usr/include/node lacks the inspector and fast-call headers.
set(_v8_include "${_v8_root}/usr/include/nodejs/deps/v8/include")
file(GLOB _v8_libraries "${_v8_root}/usr/lib/*/libnode.so.*")
list(LENGTH _v8_libraries _v8_count)
if(NOT EXISTS "${_v8_include}/v8-inspector.h" OR NOT _v8_count EQUAL 1)
  message(FATAL_ERROR
    "${_v8_root} is no unpacked libnode-dev and libnodeN. Remove ${GYRE_DEPS_DIR}/v8 and configure again.")
endif()
set(_v8_plain "${_v8_libraries}")
get_filename_component(_v8_soname "${_v8_plain}" NAME)

file(STRINGS "${_v8_include}/v8-version.h" _v8_defines
     REGEX "#define V8_(MAJOR_VERSION|MINOR_VERSION|BUILD_NUMBER|PATCH_LEVEL) ")
foreach(_part MAJOR_VERSION MINOR_VERSION BUILD_NUMBER PATCH_LEVEL)
  string(REGEX REPLACE ".*V8_${_part} ([0-9]+).*" "\\1" _v8_${_part} "${_v8_defines}")
endforeach()
set(V8_MAJOR_VERSION ${_v8_MAJOR_VERSION})
set(V8_VERSION "${_v8_MAJOR_VERSION}.${_v8_MINOR_VERSION}.${_v8_BUILD_NUMBER}.${_v8_PATCH_LEVEL}")
if(V8_VERSION VERSION_LESS 10.2)
  message(FATAL_ERROR "V8 ${V8_VERSION} is too old: 10.2 (Debian 12) is the oldest that Gyre builds with.")
endif()

get_filename_component(_v8_package "${_v8_root}" NAME)
set(GYRE_V8_PROVIDER "${_v8_package}")

# --- The copies -----------------------------------------------------------------------------------

set(GYRE_V8_LIBRARY "${CMAKE_BINARY_DIR}/${GYRE_PRIVATE_LIBDIR}/${_v8_soname}")
set(_v8_linked "${CMAKE_BINARY_DIR}/${GYRE_LINK_LIBDIR}/${_v8_soname}")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/${GYRE_PRIVATE_LIBDIR}" "${CMAKE_BINARY_DIR}/${GYRE_LINK_LIBDIR}")
if(GYRE_BIND_V8 AND CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_executable(bind_symbolic "${CMAKE_CURRENT_LIST_DIR}/v8/bind_symbolic.cc")
  target_compile_features(bind_symbolic PRIVATE cxx_std_20)
  add_custom_command(
    OUTPUT "${_v8_linked}"
    COMMAND bind_symbolic "${_v8_plain}" "${_v8_linked}" ${GYRE_LIBRARIES_IN_EXECUTABLE}
    DEPENDS bind_symbolic "${_v8_plain}"
    COMMENT "Binding V8's library to itself"
    VERBATIM)
  function(gyre_v8_for target)
    add_custom_command(
      TARGET ${target} POST_BUILD
      BYPRODUCTS "${GYRE_V8_LIBRARY}"
      COMMAND bind_symbolic "${_v8_plain}" "${GYRE_V8_LIBRARY}" --for "$<TARGET_FILE:${target}>"
              ${GYRE_LIBRARIES_IN_EXECUTABLE}
      VERBATIM)
  endfunction()
  string(APPEND GYRE_V8_PROVIDER ", bound")
else()
  message(STATUS "V8's library is linked as it is: every start takes about 15 ms longer")
  add_custom_command(
    OUTPUT "${_v8_linked}"
    COMMAND "${CMAKE_COMMAND}" -E copy "${_v8_plain}" "${_v8_linked}"
    DEPENDS "${_v8_plain}"
    COMMENT "Copying V8's library"
    VERBATIM)
  function(gyre_v8_for target)
    add_custom_command(
      TARGET ${target} POST_BUILD
      BYPRODUCTS "${GYRE_V8_LIBRARY}"
      COMMAND "${CMAKE_COMMAND}" -E copy "${_v8_linked}" "${GYRE_V8_LIBRARY}"
      VERBATIM)
  endfunction()
endif()
add_custom_target(gyre_v8_library DEPENDS "${_v8_linked}")

add_library(Gyre::V8 SHARED IMPORTED GLOBAL)
set_target_properties(Gyre::V8 PROPERTIES
  IMPORTED_LOCATION "${_v8_linked}"
  IMPORTED_SONAME "${_v8_soname}"
  INTERFACE_INCLUDE_DIRECTORIES "${_v8_include}"
  INTERFACE_POSITION_INDEPENDENT_CODE ON
  INTERFACE_COMPILE_OPTIONS "-fPIC"
  INTERFACE_LINK_LIBRARIES "Gyre::ICU;Gyre::UV")
add_dependencies(Gyre::V8 gyre_v8_library)

message(STATUS "V8 ${V8_VERSION} (${GYRE_V8_PROVIDER})")
