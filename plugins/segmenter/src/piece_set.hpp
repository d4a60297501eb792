// Which of some short pieces a text has, found in one pass.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace textmill::segmenter {

/// At most 16 pieces of at least two bytes each, which must outlive the set.
template <std::size_t kCount>
class PieceSet {
 public:
  static_assert(kCount <= 16);

  constexpr explicit PieceSet(const std::array<std::string_view, kCount>& pieces) : pieces_(pieces) {
    for (std::size_t i = 0; i < kCount; ++i) {
      first_[static_cast<unsigned char>(pieces[i][0])] |= static_cast<std::uint16_t>(1U << i);
      second_[static_cast<unsigned char>(pieces[i][1])] |= static_cast<std::uint16_t>(1U << i);
    }
  }

  /// How many of the pieces occur in `text`; each counts once.
  std::uint32_t count_in(std::string_view text) const {
    unsigned found = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
      unsigned maybe = first_[static_cast<unsigned char>(text[at])] &
                       second_[static_cast<unsigned char>(text[at + 1])] & ~found;
      for (; maybe != 0; maybe &= maybe - 1) {
        const auto piece = static_cast<unsigned>(__builtin_ctz(maybe));
        if (text.substr(at).starts_with(pieces_[piece])) found |= 1U << piece;
      }
    }
    return static_cast<std::uint32_t>(__builtin_popcount(found));
  }

 private:
  std::array<std::string_view, kCount> pieces_;
  std::array<std::uint16_t, 256> first_{};
  std::array<std::uint16_t, 256> second_{};
};

}  // namespace textmill::segmenter
