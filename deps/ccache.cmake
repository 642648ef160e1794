# Compiles through ccache where it is installed. It must be told to trust precompiled headers, which
# differ in nothing but their time stamp when made anew from the same source.
include_guard(GLOBAL)
find_program(GYRE_CCACHE ccache)
mark_as_advanced(GYRE_CCACHE)
if(GYRE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_CURRENT_LIST_DIR}/ccache.sh" "${GYRE_CCACHE}")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  endif()
endif()
