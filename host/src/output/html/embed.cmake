# output_embed(VARIABLE FILE...): makes FILE.inc, the file as a C++ raw string literal, for each file, and makes
# the build notice when one changes.
function(output_embed variable)
  set(outputs)
  foreach(file IN LISTS ARGN)
    cmake_path(GET file FILENAME name)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}.inc)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    file(READ ${file} content)
    file(CONFIGURE OUTPUT ${output} CONTENT "R\"textmill(@content@)textmill\"\n" @ONLY)
    list(APPEND outputs ${output})
  endforeach()
  set(${variable} ${outputs} PARENT_SCOPE)
endfunction()
