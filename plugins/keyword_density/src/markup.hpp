// A text with HTML marks in it, as editors store posts, read as its reader sees it.
//
// For documents whose text field holds HTML. Whole web pages are better given to the host as HTML, which
// finds their main text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source.hpp"

namespace textmill::keyword_density {

/// True if the text begins with an HTML tag or comment and has a tag that closes or stands alone.
bool looks_like_html(std::string_view text);

struct HtmlRules {
  bool short_codes_are_text = false;  ///< [gallery id="7"]
  bool skip_quotes = false;           ///< leave <blockquote> out
};

/// The text without its marks, its blocks, and the way back. Comments, scripts, styles, code, alternative
/// texts and [short codes] are left out, inline tags leave no trace, entities are their characters. Blocks
/// are separated by line ends.
class PlainText {
 public:
  explicit PlainText(std::string_view html, const HtmlRules& rules = {});

  std::string_view text() const { return text_; }
  const std::vector<Block>& blocks() const { return blocks_; }
  /// Where a span of `text()` is in the HTML. It must not be empty.
  Span in_html(Span span) const;

 private:
  friend class HtmlReader;
  struct Run {
    std::uint32_t plain = 0;  // where it begins in text_
    std::uint32_t begin = 0;  // in the HTML
    std::uint32_t end = 0;
  };
  std::uint32_t source_of(std::uint32_t at, bool end) const;

  std::string text_;
  std::vector<Block> blocks_;
  std::vector<Run> runs_;  // by `plain`; a run that is as long in both is verbatim, others are entities
};

}  // namespace textmill::keyword_density
