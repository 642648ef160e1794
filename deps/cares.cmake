# Gyre::CAres: the resolver that asks name servers. Statically, as deps/libraries.cmake says of its
# libraries and for the same reason.
#
# REQUIRES: GYRE_STATIC_LIBRARIES of deps/libraries.cmake.

include_guard(GLOBAL)

pkg_check_modules(CARES REQUIRED libcares>=1.18)
add_library(gyre_cares INTERFACE)
add_library(Gyre::CAres ALIAS gyre_cares)
target_include_directories(gyre_cares SYSTEM INTERFACE ${CARES_INCLUDE_DIRS})
find_library(GYRE_CARES_ARCHIVE NAMES libcares.a libcares_static.a HINTS ${CARES_LIBRARY_DIRS})
mark_as_advanced(GYRE_CARES_ARCHIVE)
if(GYRE_STATIC_LIBRARIES AND GYRE_CARES_ARCHIVE)
  target_link_libraries(gyre_cares INTERFACE "${GYRE_CARES_ARCHIVE}")
else()
  target_link_libraries(gyre_cares INTERFACE ${CARES_LINK_LIBRARIES})
endif()
