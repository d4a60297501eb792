// The lines of a text and what can be said about each by itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::segmenter {

/// One line that is not blank.
struct Line {
  Span span;  ///< without blanks at either end and without the bullet
  std::uint32_t words =
      0;  ///< pieces between blanks that have a letter or digit among their first three bytes
  std::uint32_t capitals =
      0;  ///< words that begin with A-Z; any other capital counts at the line's begin only
  std::uint32_t letters = 0;        ///< bytes of letters; those beyond ASCII count in full
  std::uint32_t small_words = 0;    ///< words of up to three letters, all small: mostly function words
  std::uint32_t digits = 0;         ///< words that begin with a digit
  std::uint32_t blanks_before = 0;  ///< blank lines between this line and the one before
  bool bullet = false;    ///< begins with a bullet sign; it is outside `span` unless a list number follows
  bool numbered = false;  ///< begins with a list number such as "1." or "(a)", which is inside `span`
  bool closed = false;    ///< ends with a mark that can end a sentence, closing quotation marks allowed
};

/// Appends the lines of `text`. Ends of lines are LF, CR LF, CR, VT, FF, NEL and Unicode's separators.
/// Linear in the length of the text.
void find_lines(std::string_view text, std::vector<Line>& out);

}  // namespace textmill::segmenter
