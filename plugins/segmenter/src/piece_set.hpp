// Which of some short pieces a text has, found in one pass.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace textmill::segmenter {

/// At most 64 pieces of at least two bytes each, which must outlive the set.
template <std::size_t kCount>
class PieceSet {
 public:
  static_assert(kCount <= 64);

  constexpr explicit PieceSet(const std::array<std::string_view, kCount>& pieces) : pieces_(pieces) {
    for (std::size_t i = 0; i < kCount; ++i) {
      first_[static_cast<unsigned char>(pieces[i][0])] |= std::uint64_t{1} << i;
      second_[static_cast<unsigned char>(pieces[i][1])] |= std::uint64_t{1} << i;
    }
  }

  /// How many of the pieces occur in `text`; each counts once.
  std::uint32_t count_in(std::string_view text) const {
    std::uint64_t found = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) found |= at_place(text, at, ~found);
    return static_cast<std::uint32_t>(std::popcount(found));
  }

  /// Whether a piece stands at the begin of a word of `text`; words begin behind blanks.
  bool begins_word_of(std::string_view text) const {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      const bool begins = at == 0 || text[at - 1] == ' ';
      if (begins && at_place(text, at, ~std::uint64_t{0}) != 0) return true;
    }
    return false;
  }

 private:
  /// Those of the pieces `wanted` (a bit each) that stand at a place.
  std::uint64_t at_place(std::string_view text, std::size_t at, std::uint64_t wanted) const {
    std::uint64_t maybe = first_[static_cast<unsigned char>(text[at])] &
                          second_[static_cast<unsigned char>(text[at + 1])] & wanted;
    std::uint64_t found = 0;
    for (; maybe != 0; maybe &= maybe - 1) {
      const int piece = std::countr_zero(maybe);
      if (text.substr(at).starts_with(pieces_[static_cast<std::size_t>(piece)]))
        found |= std::uint64_t{1} << piece;
    }
    return found;
  }

  std::array<std::string_view, kCount> pieces_;
  std::array<std::uint64_t, 256> first_{};
  std::array<std::uint64_t, 256> second_{};
};

}  // namespace textmill::segmenter
