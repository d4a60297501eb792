// Where this Textmill is installed.
#pragma once

#include <filesystem>

namespace textmill::host {

/// The folder that holds bin/textmill and the folder of libraries: of the program, or of libtextmill if that
/// is what this code is part of. The build tree looks the same. Empty if it cannot be told.
std::filesystem::path install_prefix();

}  // namespace textmill::host
