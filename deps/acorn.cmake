# acorn: parses JavaScript into a tree, for the REPL. JavaScript, out of Debian's node-acorn; embedded
# beside lib/ as the module internal/deps/acorn.
#
# Defines GYRE_ACORN, the file.

include_guard(GLOBAL)

find_file(GYRE_ACORN_SOURCE NAMES acorn.js
  PATHS /usr/share/nodejs/acorn/dist /usr/lib/nodejs/acorn/dist
  NO_DEFAULT_PATH)
mark_as_advanced(GYRE_ACORN_SOURCE)
if(NOT GYRE_ACORN_SOURCE)
  message(FATAL_ERROR "acorn is missing: install node-acorn (tools/setup does)")
endif()

# What is embedded is ASCII; acorn has other characters in its comments only.
set(GYRE_ACORN "${CMAKE_CURRENT_BINARY_DIR}/acorn.js")
add_custom_command(
  OUTPUT "${GYRE_ACORN}"
  COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C tr -d "\\200-\\377"
    < "${GYRE_ACORN_SOURCE}" > "${GYRE_ACORN}"
  DEPENDS "${GYRE_ACORN_SOURCE}"
  VERBATIM)
