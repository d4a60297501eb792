# textmill_add_plugin(NAME
#   SOURCES <file>...        the plugin's sources; the one with TEXTMILL_PLUGIN(...) must be among them
#   MANIFEST <plugin.yaml>   embedded byte for byte, read by the host without loading the plugin
#   [LIBRARIES <target>...]  linked privately, besides textmill::sdk
#   [RESOURCES <file>...]    models and word lists, put into a folder NAME beside the plugin
#   [NO_INSTALL])            for test plugins
#
# Makes two targets: NAME, the plugin itself, and NAME_core, an object library of all SOURCES that unit
# tests link (a module cannot be linked). The plugin exports textmill_plugin_v1 and nothing else; a symbol
# it needs and does not link is an error here, not when a user loads it. Whoever links NAME_core gets
# TEXTMILL_MANIFEST, the path of plugin.yaml, and TEXTMILL_RESOURCE_DIR, the folder of the resources, as
# strings for textmill::testkit::FakeHost.
include_guard(GLOBAL)
include(GNUInstallDirs)

# Writes a source file that puts `manifest` into the ELF section the host reads.
function(_textmill_manifest_source manifest output)
  file(READ ${manifest} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT [[
/* Made from a plugin.yaml; do not edit. */
__attribute__((section(".textmill_manifest"), used, retain))
static const unsigned char textmill_manifest[] = {
@bytes@
};
]])
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
endfunction()

function(textmill_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "NO_INSTALL" "MANIFEST" "SOURCES;LIBRARIES;RESOURCES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "textmill_add_plugin(${name}): unknown argument ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_SOURCES OR NOT arg_MANIFEST)
    message(FATAL_ERROR "textmill_add_plugin(${name}): SOURCES and MANIFEST are required")
  endif()
  cmake_path(ABSOLUTE_PATH arg_MANIFEST BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  set(extension cpp)
  if("C" IN_LIST languages)
    set(extension c)
  endif()
  set(manifest_source ${CMAKE_CURRENT_BINARY_DIR}/${name}_manifest.${extension})
  _textmill_manifest_source(${arg_MANIFEST} ${manifest_source})

  add_library(${name}_core OBJECT ${arg_SOURCES})
  target_link_libraries(${name}_core PUBLIC textmill::sdk ${arg_LIBRARIES})
  set_target_properties(${name}_core PROPERTIES POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)

  target_compile_definitions(${name}_core INTERFACE TEXTMILL_MANIFEST="${arg_MANIFEST}"
    TEXTMILL_RESOURCE_DIR="$<TARGET_FILE_DIR:${name}>/${name}")

  add_library(${name} MODULE ${manifest_source})
  target_link_libraries(${name} PRIVATE ${name}_core)
  set_target_properties(${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name}
    LINK_DEPENDS ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
  target_link_options(${name} PRIVATE "LINKER:--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map"
    "LINKER:-z,nodelete")
  if(NOT TEXTMILL_SANITIZER)  # with clang's sanitizers a module has undefined symbols by design
    target_link_options(${name} PRIVATE "LINKER:-z,defs")
  endif()
  if(TEXTMILL_PLUGIN_OUTPUT_DIR)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${TEXTMILL_PLUGIN_OUTPUT_DIR})
  endif()
  if(arg_RESOURCES)
    set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${name}_resources.stamp)
    add_custom_command(OUTPUT ${stamp} DEPENDS ${arg_RESOURCES} VERBATIM
      COMMAND ${CMAKE_COMMAND} -E make_directory $<TARGET_FILE_DIR:${name}>/${name}
      COMMAND ${CMAKE_COMMAND} -E copy ${arg_RESOURCES} $<TARGET_FILE_DIR:${name}>/${name}
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
      WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    add_custom_target(${name}_resources DEPENDS ${stamp})
    add_dependencies(${name}_core ${name}_resources)
  endif()

  if(NOT arg_NO_INSTALL)
    set_property(GLOBAL APPEND PROPERTY TEXTMILL_PLUGINS ${name})
    install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/textmill/plugins COMPONENT Plugins)
    if(arg_RESOURCES)
      install(FILES ${arg_RESOURCES} DESTINATION ${CMAKE_INSTALL_LIBDIR}/textmill/plugins/${name} COMPONENT Plugins)
    endif()
  endif()
endfunction()
