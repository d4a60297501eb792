// The text of an HTML page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/markup.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

struct HtmlText {
  std::string title;  ///< of the page, white space folded
  std::string text;   ///< paragraphs, headings, list items ("• ...") and table rows, each a line; an empty
                      ///< line between blocks that are not items of one list
  std::vector<MarkupRow> rows;  ///< one for each of these lines, bullets left out
};

/// What a reader of the page would call its text: the content of <main>, or else of the only <article>, or
/// else of <body>, without navigation, form controls, asides, footers, scripts and hidden elements. White
/// space is folded, except in <pre>. `html` is valid UTF-8; tag soup is read as browsers do (gumbo). Fails
/// for a page whose elements nest so deeply that reading it would take time quadratic in its size; browsers
/// draw the line at 512.
Result<HtmlText> html_to_text(std::string_view html);

/// The encoding a page declares in its first 1024 bytes (<meta charset> or http-equiv), or nothing.
std::string_view declared_charset(std::string_view html);

}  // namespace textmill::host
