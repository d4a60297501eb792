#include "word_pairs.hpp"

#include <algorithm>

namespace textmill::entity_tagger {

void WordPairs::set_kinds(std::size_t count, std::size_t plain) {
  beginning_ = static_cast<Kind>(plain - 1);
  row_words_ = (count + 63) / 64;
  bits_.assign(count * row_words_, 0);
}

void WordPairs::allow(Kind first, const std::vector<Kind>& seconds) {
  for (const Kind second : seconds) bits_[first * row_words_ + second / 64] |= 1ull << (second % 64);
}

void WordPairs::allow_all(Kind first) {
  std::fill_n(bits_.begin() + static_cast<std::ptrdiff_t>(first * row_words_), row_words_, ~0ull);
}

}  // namespace textmill::entity_tagger
