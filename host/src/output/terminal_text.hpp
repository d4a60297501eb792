// Text for a terminal: as wide as it looks, without anything that could steer the terminal, wrapped.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace textmill::host {

/// Columns that `text` (valid UTF-8, one line) takes: 2 for wide East Asian characters and emoji, 0 for
/// combining and invisible ones.
std::size_t display_width(std::string_view text);

/// One line that shows what is there and does nothing: white space becomes single spaces; control characters
/// (escape sequences begin with one) and those that turn the direction of writing become U+FFFD.
std::string one_line(std::string_view text);

/// At most `width` columns; what is longer ends in an ellipsis.
std::string fit(std::string_view text, std::size_t width);

/// Padded with spaces to `width` columns; longer text stays as it is.
std::string pad(std::string_view text, std::size_t width);

/// Appends `text` (one line) broken at spaces to lines of at most `width` columns, the first one after
/// `first`, the others after as many spaces. A longer word has a line of its own.
void wrap(std::string_view text, std::string_view first, std::size_t width, std::string& out);

enum class Style { Plain, Strong, Faint, Error, Warning, Note, Title };

/// Puts text into colour, or not.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string operator()(Style style, std::string_view text) const;

 private:
  bool on_;
};

}  // namespace textmill::host
