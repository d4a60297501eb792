// Texts with reference summaries, as JSON Lines: {"id", "text", "spans": [[begin, end]...], "references":
// [[sentence...]...] or "summary": [sentence...], "meta": {"licence"}}. Offsets are UTF-8 bytes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "../src/article.hpp"

namespace textmill::summarizer::maker {

struct GoldText {
  std::string id;
  std::string text;
  std::string licence;  ///< as the row says; empty if it does not
  std::vector<Span> spans;
  std::vector<std::vector<std::string>> references;
};

/// Throws std::runtime_error, naming the file, if it cannot be read or a row is not as above.
std::vector<GoldText> read_gold(const std::string& path);

/// The text as the summarizer wants it: the given sentences, a block per line, words by a simple rule (runs
/// of letters and digits). `gold` must outlive the article.
Article to_article(const GoldText& gold);

/// The words of a text by the same rule.
std::vector<Span> split_words(std::string_view text);

}  // namespace textmill::summarizer::maker
