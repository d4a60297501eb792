// Whether a place lies inside a quotation or parenthesis that is closed soon.
#pragma once

#include <string_view>

#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {

/// Follows opening and closing marks through a text, forwards only.
class OpenQuotes {
 public:
  explicit OpenQuotes(std::size_t begin) : scanned_(begin) {}

  /// True if `at` is between an opening mark and its closing one. `at` must not go back.
  bool holds(std::string_view text, std::size_t at) {
    while (scanned_ < at) {
      const Decoded next = decode(text, scanned_);
      scanned_ += next.length;
      count(text, next.code_point);
    }
    return depth_ > 0 || straight_;
  }

  /// Forgets what was open: a sentence ended at `at`.
  void restart(std::size_t at) {
    depth_ = 0;
    straight_ = false;
    scanned_ = at;
  }

 private:
  static constexpr std::size_t kSoon = 1500;  // bytes; what is closed later was not meant as one

  void count(std::string_view text, char32_t c) {
    const Category category = c < 0x80 ? Category::Cn : properties(c).category;
    if (c == '"') {
      straight_ = !straight_ && text.substr(scanned_, kSoon).find('"') != std::string_view::npos;
    } else if (c == '(' || c == '[' || category == Category::Ps || category == Category::Pi) {
      depth_ += closes_soon(text, c);
    } else if (c == ')' || c == ']' || category == Category::Pe || category == Category::Pf) {
      depth_ -= depth_ > 0;  // a curly apostrophe outside a quotation closes nothing
    }
  }

  bool closes_soon(std::string_view text, char32_t open) const {
    const std::string_view close = closing(open);
    return close.empty() || text.substr(scanned_, kSoon).find(close) != std::string_view::npos;
  }

  /// The mark that closes what `open` opens; empty if it is not one of the usual ones.
  static std::string_view closing(char32_t open) {
    switch (open) {
      case '(':
        return ")";
      case '[':
        return "]";
      case 0xAB:
        return "»";
      case 0x2018:
        return "’";
      case 0x201C:
        return "”";
      case 0x300C:
        return "」";
      case 0xFF08:
        return "）";
      default:
        return {};
    }
  }

  std::size_t scanned_;
  int depth_ = 0;
  bool straight_ = false;
};

}  // namespace textmill::text
