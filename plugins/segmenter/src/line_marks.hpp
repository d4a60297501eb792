// What a line says by itself: notices, trails of links, captions, bylines, table rows, quotations.
#pragma once

#include <cstddef>
#include <string_view>

#include "lines.hpp"

namespace textmill::segmenter {

struct LineMarks {
  bool notice = false;   ///< says what such lines say: "Read next", "All rights reserved"
  bool trail = false;    ///< a trail of links: "Home > Sport > Running"
  bool caption = false;  ///< "Figure 2 ...", "Photo: ..."
  bool byline = false;   ///< "By Anna Berg"
  bool row = false;      ///< of a table
  bool quote = false;    ///< a quotation that fills the line
};

/// How many bytes are signs of program code.
std::size_t count_code_signs(std::string_view text);

/// Looks at one line; `line` is its text.
LineMarks mark_line(std::string_view line, const Line& about);

}  // namespace textmill::segmenter
