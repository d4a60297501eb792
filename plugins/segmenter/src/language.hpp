// Which language a text is in.
#pragma once

#include <string>
#include <string_view>

namespace textmill::segmenter {

struct Language {
  std::string code = "und";  ///< two-letter code where there is one, as cld2 gives it; "und": cannot be told
  double confidence = 0;     ///< 0 to 1
};

/// Detects the language of a text from its first few thousand bytes. Any thread.
Language detect_language(std::string_view text);

/// True if there are abbreviations for the language, or other signs of its own that the rules know.
bool has_rules(std::string_view code);

}  // namespace textmill::segmenter
