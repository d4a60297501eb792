// Pieces of a text with marks under them, for a terminal:
//
//    3 | She paid 5 euros to Ada.
//      |                     ^^^ expected PERSON
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::host {

struct TextMark {
  Span span;
  char sign = '^';
  std::string legend;
};

/// The lines that have marks, numbered, each mark on a line of its own below. A line wider than `width`
/// columns is shown in parts, those without marks left out. What a terminal would act on is shown as U+FFFD.
std::string marked_text(std::string_view text, std::vector<TextMark> marks, std::size_t width);

}  // namespace textmill::host
