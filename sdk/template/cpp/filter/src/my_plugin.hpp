// The algorithm: plain functions over text and spans, so that it can be tested without a host.
#pragma once

#include <string_view>

namespace my_plugin {

/// True if there is a letter or a digit in it, of any script: a word, and no punctuation.
bool is_word(std::string_view token);

}  // namespace my_plugin
