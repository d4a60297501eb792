// The text that is compiled into the plugin as it is; what can be prepared is there as an image, see
// builtin_images.hpp.
#pragma once

#include <string_view>

namespace textmill::entity_tagger {

/// Titles, organisation words, first names.
std::string_view builtin_name_words();

}  // namespace textmill::entity_tagger
