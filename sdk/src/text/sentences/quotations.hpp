// Quotations and parentheses: whether a place lies inside one that is closed soon, and who speaks.
#pragma once

#include <cstddef>
#include <string_view>

#include "marks.hpp"
#include "passage.hpp"

namespace textmill::text::sentences {

/// Follows opening and closing marks through a text, forwards only.
class OpenQuotes {
 public:
  explicit OpenQuotes(std::size_t begin) : scanned_(begin) {}

  /// True if `at` is between an opening mark and its closing one. `at` must not go back.
  bool holds(std::string_view text, std::size_t at);

  /// Forgets what was open: a sentence ended at `at`.
  void restart(std::size_t at);

 private:
  void count(std::string_view text, char32_t c);
  bool closes_soon(std::string_view text, char32_t open) const;

  std::size_t scanned_;
  int depth_ = 0;
  bool straight_ = false;
};

/// Between "（" and "）": Chinese and Japanese put whole sentences in brackets without ending the one around.
bool in_wide_bracket(const Passage& passage, std::size_t at);

/// "“Why?” Anna asked, ...", and without quotation marks, as novels have it, "Why? I asked."
bool says_who(const Passage& passage, const Mark& mark);

/// A dash and a capital behind the end of a sentence: the next speaker.
bool begins_speech(std::string_view text, const Mark& mark);

}  // namespace textmill::text::sentences
