// The ways a number can be written in digits, as far as rules tell them apart: most rules that ask for a day
// or a year are ruled out before the number is read.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill::entity_tagger {

/// Plain digits of some length and value; the last kind is that of numbers with separators.
struct DigitKind {
  std::uint32_t min_size, max_size;
  int low, high;
};
inline constexpr DigitKind kDigitKinds[] = {{1, 1, 0, 0},
                                            {1, 1, 1, 9},
                                            {2, 2, 0, 12},
                                            {2, 2, 13, 24},
                                            {2, 2, 25, 31},
                                            {2, 2, 32, 99},
                                            {3, 3, 0, 999},
                                            {4, 4, 0, 999},
                                            {4, 4, 1000, 1699},
                                            {4, 4, 1700, 1899},
                                            {4, 4, 1900, 2099},
                                            {4, 4, 2100, 2999},
                                            {4, 4, 3000, 9999},
                                            {8, 8, 0, 99999999},
                                            {5, 0xFFFFFFFF, 0, 2000000000},
                                            {1, 0xFFFFFFFF, 0, 2000000000}};
inline constexpr std::uint32_t kDigitKindCount = sizeof kDigitKinds / sizeof *kDigitKinds;
inline constexpr std::uint32_t kSeparatedDigits = kDigitKindCount - 1, kEightDigits = kDigitKindCount - 3;

/// The kind of a piece that is a number.
inline std::uint32_t digit_kind_of(std::string_view written) {
  int value = 0;
  for (const char c : written) {
    if (c < '0' || c > '9') return kSeparatedDigits;
    if (written.size() <= 4) value = value * 10 + (c - '0');
  }
  const auto size = static_cast<std::uint32_t>(written.size());
  std::uint32_t kind = 0;
  while (size < kDigitKinds[kind].min_size || size > kDigitKinds[kind].max_size ||
         value > kDigitKinds[kind].high)
    ++kind;
  return kind;
}

}  // namespace textmill::entity_tagger
