#include "word_pairs.hpp"

#include <stdexcept>
#include <string>

namespace textmill::entity_tagger {

void WordPairs::set_kinds(std::size_t count, std::size_t plain) {
  if (count > kMostKinds)
    throw std::length_error("a grammar tells " + std::to_string(count) +
                            " kinds of pieces apart, more than " + std::to_string(kMostKinds));
  beginning_ = plain - 1;
  row_words_ = (count + 63) / 64;
  bits_.assign(count * row_words_, 0);
  before_.assign(row_words_, 0);
}

void WordPairs::allow(Kind first, const std::vector<Kind>& seconds) {
  for (const Kind second : seconds) bits_[first * row_words_ + second / 64] |= 1ull << (second % 64);
}

void WordPairs::allow_all(Kind first) {
  for (std::size_t i = 0; i < row_words_; ++i) bits_[first * row_words_ + i] = ~0ull;
}

}  // namespace textmill::entity_tagger
