# gyre_embed(TARGET FILE SYMBOL): links FILE into TARGET between the symbols SYMBOL_begin and SYMBOL_end.
include_guard(GLOBAL)

function(gyre_embed target file symbol)
  set(_source "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S")
  file(CONFIGURE OUTPUT "${_source}" @ONLY CONTENT [[
/* Made by deps/embed.cmake. */
    .section .rodata
    .balign 64
    .global @symbol@_begin
@symbol@_begin:
    .incbin "@file@"
    .global @symbol@_end
@symbol@_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties("${_source}" PROPERTIES OBJECT_DEPENDS "${file}" SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE "${_source}")
endfunction()
