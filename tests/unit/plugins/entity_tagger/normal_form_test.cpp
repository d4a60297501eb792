#include "normal_form.hpp"

#include <gmock/gmock.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <random>
#include <string>

namespace textmill::entity_tagger {
namespace {

/// The number rounded to twelve significant digits, written out.
std::string rounded(double value) {
  char buffer[400];
  std::snprintf(buffer, sizeof buffer, "%.12g", value);
  std::from_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr};
}

TEST(PlainNumber, HasTwelveSignificantDigitsAtMost) {
  EXPECT_EQ(plain_number(0.1 + 0.2), "0.3");
  EXPECT_EQ(plain_number(2.12e12), "2120000000000");
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double digits = static_cast<double>(random() % (i % 2 ? 100000 : 1000000000000000));
    const double scale = std::array{1e-6, 0.01, 0.1, 1.0 / 3, 1000.0, 1e9}[random() % 6];
    for (const double value : {digits * scale, -digits / 1000, digits / 7}) {
      if (value > 0 && value == static_cast<double>(static_cast<long long>(value))) continue;
      EXPECT_EQ(plain_number(value), rounded(value)) << value;
    }
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
