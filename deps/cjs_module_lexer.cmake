# cjs-module-lexer: finds the names that a CommonJS module exports, for `import { name } from` it.
# JavaScript, out of Debian's node-cjs-module-lexer; embedded beside lib/ as the module
# internal/deps/cjs_module_lexer.
#
# Defines GYRE_CJS_MODULE_LEXER, the file.

include_guard(GLOBAL)

find_file(GYRE_CJS_MODULE_LEXER NAMES lexer.js
  PATHS /usr/share/nodejs/cjs-module-lexer /usr/lib/nodejs/cjs-module-lexer
  NO_DEFAULT_PATH)
mark_as_advanced(GYRE_CJS_MODULE_LEXER)
if(NOT GYRE_CJS_MODULE_LEXER)
  message(FATAL_ERROR "cjs-module-lexer is missing: install node-cjs-module-lexer (tools/setup does)")
endif()
