# Every library the project uses, found once. All are Debian 12 packages; each is used in one room only
# (docs/design/0001-house.md says which).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

# Debian's yaml-cpp 0.7 calls its target yaml-cpp, newer ones yaml-cpp::yaml-cpp.
find_package(yaml-cpp REQUIRED)
if(NOT TARGET yaml-cpp::yaml-cpp)
  add_library(yaml-cpp::yaml-cpp ALIAS yaml-cpp)
endif()

find_package(Boost 1.74 REQUIRED)          # headers only: Boost.DLL with std::filesystem, Boost.Beast
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(simdjson REQUIRED)
find_package(RapidJSON REQUIRED)
find_package(ZLIB REQUIRED)
find_package(TBB REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
find_library(TEXTMILL_LIBSTEMMER stemmer REQUIRED)  # no package file of its own: linked by name
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
find_path(TEXTMILL_ISO_CODES iso_3166-1.json PATHS /usr/share/iso-codes/json REQUIRED)  # package iso-codes
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)

# A start pays about 0.06 ms for each shared library, more than these small ones are worth.
option(TEXTMILL_STATIC_LIBRARIES "Link zlib, zstd, libdeflate, gumbo and xxHash from their archives" ON)
function(textmill_link_archive target name)
  find_library(TEXTMILL_ARCHIVE_${name} lib${name}.a)
  mark_as_advanced(TEXTMILL_ARCHIVE_${name})
  if(NOT TEXTMILL_STATIC_LIBRARIES OR NOT TEXTMILL_ARCHIVE_${name})
    return()
  endif()
  get_target_property(type ${target} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    set_target_properties(${target} PROPERTIES INTERFACE_LINK_LIBRARIES ${TEXTMILL_ARCHIVE_${name}})
  else()
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${TEXTMILL_ARCHIVE_${name}}
      IMPORTED_LOCATION_RELEASE ${TEXTMILL_ARCHIVE_${name}})
  endif()
endfunction()
textmill_link_archive(ZLIB::ZLIB z)
textmill_link_archive(PkgConfig::zstd zstd)
textmill_link_archive(PkgConfig::deflate deflate)
textmill_link_archive(PkgConfig::gumbo gumbo)
textmill_link_archive(PkgConfig::xxhash xxhash)
