#include "passage.hpp"

#include <algorithm>
#include <vector>

#include "signs.hpp"
#include "textmill/text/fold.hpp"

namespace textmill::text::sentences {
namespace {

constexpr std::size_t kLongestWord = 40;  // bytes looked at

bool is_bullet(char32_t c) { return c == 0x2022 || c == 0x2043; }

}  // namespace

Passage::Passage(std::string_view whole, Span range, const SentenceOptions& rules)
    : text(whole.substr(0, range.end)),
      options(rules),
      function_words(function_words_of(rules.language)),
      begin(range.begin),
      start(range.begin) {}

std::size_t Passage::first_of_sentence() const {
  std::size_t at = start;
  while (at < text.size()) {
    const Decoded next = sign_at(text, at);
    if (!is_blank(next.code_point) && !is_bullet(next.code_point)) break;
    at += next.length;
  }
  return at;
}

std::string_view Passage::word_before(std::size_t at) const {
  std::size_t first = at;
  while (first > start && at - first < kLongestWord) {
    const char c = text[first - 1];
    if (is_ascii(c)) {
      if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '.') break;
      --first;
      continue;
    }
    const Decoded before = decode_before(text, first);
    const Category category = properties(before.code_point).category;
    if (!is_letter(category) && !is_mark(category) && before.code_point != 0xB0) break;
    first -= before.length;
  }
  while (first < at && text[first] == '.') ++first;
  return text.substr(first, at - first);
}

std::string_view Passage::word_after(std::size_t at) const {
  std::size_t end = at;
  while (end < text.size() && end - at < kLongestWord) {
    if (is_ascii_letter(text[end])) {
      ++end;
      continue;
    }
    const Decoded next = sign_at(text, end);
    const Category category = properties(next.code_point).category;
    if (!is_letter(category) && !is_mark(category) && !is_apostrophe(next.code_point)) break;
    end += next.length;
  }
  return text.substr(std::min(at, text.size()), end - std::min(at, text.size()));
}

bool Passage::is_starter(std::string_view word) const {
  constexpr std::size_t kLongest = 24;
  if (word.empty() || word.size() > kLongest) return false;
  return function_words.contains(fold(word));
}

}  // namespace textmill::text::sentences
