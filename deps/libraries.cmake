# The libraries that V8 and Gyre both use: Gyre::UV (libuv), Gyre::ICU, and the C++ library.
#
# They are linked statically where their archives are at hand (Debian's -dev packages have them) and
# deps/v8/bind_symbolic can take them out of what V8's library needs. That spares the dynamic linker
# five libraries and 2,700 symbols by name at every start: 2 ms and more of 8. The price is an
# executable of 36 MB, nearly all of it ICU's data, of which a process maps what it touches. Where
# that cannot be, and in sanitizer builds (whose run-time replaces parts of the C++ library), they
# are shared libraries as usual.
#
# Defines besides the targets: GYRE_STATIC_LIBRARIES (whether), GYRE_LIBRARIES_IN_EXECUTABLE (the
# start of the sonames that the executable takes the place of; empty if shared).

include_guard(GLOBAL)
include(CheckLinkerFlag)

option(GYRE_STATIC_LIBRARIES "Link libuv, ICU and the C++ library statically, if possible" ON)

find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBUV REQUIRED libuv>=1.44)
pkg_check_modules(ICU REQUIRED icu-uc icu-i18n)

set(_static ${GYRE_STATIC_LIBRARIES})
if(GYRE_SANITIZE OR NOT GYRE_BIND_V8 OR NOT CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  set(_static OFF)
endif()
if(_static)
  find_library(GYRE_UV_ARCHIVE NAMES libuv_a.a libuv.a HINTS ${LIBUV_LIBRARY_DIRS})
  find_library(GYRE_ICU_I18N_ARCHIVE NAMES libicui18n.a HINTS ${ICU_LIBRARY_DIRS})
  find_library(GYRE_ICU_UC_ARCHIVE NAMES libicuuc.a HINTS ${ICU_LIBRARY_DIRS})
  find_library(GYRE_ICU_DATA_ARCHIVE NAMES libicudata.a HINTS ${ICU_LIBRARY_DIRS})
  foreach(_archive UV ICU_I18N ICU_UC ICU_DATA)
    mark_as_advanced(GYRE_${_archive}_ARCHIVE)
    if(NOT GYRE_${_archive}_ARCHIVE)
      message(STATUS "No archive of ${_archive}: libuv, ICU and the C++ library are linked as shared libraries")
      set(_static OFF)
    endif()
  endforeach()
endif()
set(GYRE_STATIC_LIBRARIES ${_static})

add_library(gyre_uv INTERFACE)
add_library(Gyre::UV ALIAS gyre_uv)
add_library(gyre_icu INTERFACE)
add_library(Gyre::ICU ALIAS gyre_icu)
target_include_directories(gyre_uv SYSTEM INTERFACE ${LIBUV_INCLUDE_DIRS})
target_include_directories(gyre_icu SYSTEM INTERFACE ${ICU_INCLUDE_DIRS})
if(GYRE_STATIC_LIBRARIES)
  set(GYRE_LIBRARIES_IN_EXECUTABLE libuv.so. libicui18n.so. libicuuc.so. libstdc++.so.)
  target_link_libraries(gyre_uv INTERFACE "${GYRE_UV_ARCHIVE}" pthread dl)
  target_link_libraries(gyre_icu INTERFACE
    "${GYRE_ICU_I18N_ARCHIVE}" "${GYRE_ICU_UC_ARCHIVE}" "${GYRE_ICU_DATA_ARCHIVE}")
  # Of the C++ library as of the others, what V8's library refers to is linked and exported, too.
  target_link_options(gyre_icu INTERFACE -static-libstdc++ -Wl,--gc-sections)
  # The relocations that are left (the tables of ICU's classes) take 1 % of their room.
  check_linker_flag(CXX "-Wl,-z,pack-relative-relocs" GYRE_LINKER_PACKS_RELOCATIONS)
  if(GYRE_LINKER_PACKS_RELOCATIONS)
    target_link_options(gyre_icu INTERFACE -Wl,-z,pack-relative-relocs)
  endif()
else()
  set(GYRE_LIBRARIES_IN_EXECUTABLE "")
  target_link_libraries(gyre_uv INTERFACE ${LIBUV_LINK_LIBRARIES})
  target_link_libraries(gyre_icu INTERFACE ${ICU_LINK_LIBRARIES})
endif()
