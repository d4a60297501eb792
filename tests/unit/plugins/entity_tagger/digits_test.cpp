#include "digits.hpp"

#include <gtest/gtest.h>

#include <charconv>

namespace textmill::entity_tagger {
namespace {

TEST(Digits, EveryNumberIsOfTheKindWhoseBoundsHoldIt) {
  for (const std::string_view written :
       {"0",    "7",    "00",   "07",   "12",    "13",       "24",       "25",   "31",
        "32",   "99",   "007",  "0999", "1000",  "1699",     "1700",     "1899", "1900",
        "2024", "2100", "3000", "9999", "12345", "20220423", "123456789"}) {
    int value = 0;
    std::from_chars(written.data(), written.data() + written.size(), value);
    const DigitKind& kind = kDigitKinds[digit_kind_of(written)];
    EXPECT_NE(digit_kind_of(written), kSeparatedDigits) << written;
    EXPECT_GE(written.size(), kind.min_size) << written;
    EXPECT_LE(written.size(), kind.max_size) << written;
    EXPECT_GE(value, kind.low) << written;
    EXPECT_LE(value, kind.high) << written;
  }
}

TEST(Digits, SeparatorsMakeAKindOfTheirOwn) {
  for (const std::string_view written : {"1.5", "1,000", "23.4.2022"})
    EXPECT_EQ(digit_kind_of(written), kSeparatedDigits) << written;
  EXPECT_EQ(digit_kind_of("20220423"), kEightDigits);
  EXPECT_NE(digit_kind_of("123456789012345678901234567890"), kSeparatedDigits);
}

}  // namespace
}  // namespace textmill::entity_tagger
