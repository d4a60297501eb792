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

inline constexpr char32_t kJoiningDash = 0x2012;  ///< what &ndash; becomes by the rules of that checker
inline constexpr char32_t kJoiningBar = 0x2015;   ///< and &mdash;, which ends a word for the search alone

struct HtmlRules {
  /// As that checker reads: [gallery id="7"] is text, <blockquote>, <q>, <kbd>, <samp>, <iframe> and <title>
  /// are not, a single <br> is a blank, and words beside &ndash; and &mdash; are one.
  bool yoast = false;
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
