// Words of scripts that do not write blanks between them, by ICU's dictionaries.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "textmill/text/unicode.hpp"

namespace textmill::text {

/// True for scripts whose words only a dictionary can tell apart.
bool needs_dictionary(Script script);

/// End of the run of such letters, their marks and digits included, that begins at `at`.
std::size_t dictionary_run_end(std::string_view text, std::size_t at);

/// Appends the ends of the words of a run, counted from its begin. The run is handed to ICU in pieces of a
/// few thousand bytes, so memory does not grow with it. If ICU fails every code point is a word.
void dictionary_word_ends(std::string_view run, std::vector<std::size_t>& ends);

}  // namespace textmill::text
