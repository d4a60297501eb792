# Debian packages: cpack -G DEB in the build folder makes textmill, textmill-plugins and textmill-dev.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME textmill)
set(CPACK_PACKAGE_VENDOR Textmill)
set(CPACK_PACKAGE_CONTACT "The Textmill maintainers <textmill@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Runtime Plugins Development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(same "(= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME textmill)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "textmill-plugins ${same}")
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION "runs text through a chain of native analysers
 A pipeline file chains plugins; each reads the text and what the others found,
 over files, folders and compressed corpora, with the same result whatever the
 number of workers.")

set(CPACK_DEBIAN_PLUGINS_PACKAGE_NAME textmill-plugins)
set(CPACK_DEBIAN_PLUGINS_PACKAGE_DEPENDS "textmill ${same}")
set(CPACK_DEBIAN_PLUGINS_DESCRIPTION "segmenter, keyphrases, entities and summaries for textmill
 The plugins that most pipelines begin with.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME textmill-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "textmill ${same}, libicu-dev, libstemmer-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "cmake, libyaml-cpp-dev, libgtest-dev, libgmock-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "headers, test kit and templates for plugins of textmill
 With what `textmill new plugin` needs, for CMake and for pkg-config.")

foreach(component IN ITEMS Runtime Plugins Development)
  string(TOUPPER ${component} upper)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}
    RENAME copyright COMPONENT ${component})
endforeach()
include(CPack)
