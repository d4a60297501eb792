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
