// Words of scripts that do not write blanks between them, by ICU's dictionaries.
#pragma once

#include <cstddef>
#include <string>
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

/// Replaces `out` by the text in UTF-16 if each of its characters has three bytes in UTF-8 and so one unit
/// there, as those of the scripts with dictionaries have; else false.
bool decode_three_bytes(std::string_view text, std::u16string& out);

}  // namespace textmill::text
