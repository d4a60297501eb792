#include "pipeline/units.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

constexpr std::int64_t kSecond = 1000000000;

template <class T>
struct Good {
  std::string text;
  T want;
};

struct Bad {
  std::string text, want;
};

TEST(ParseInteger, IsDecimalOnly) {
  const std::vector<Good<std::int64_t>> good = {{"0", 0},
                                                {"12", 12},
                                                {"-3", -3},
                                                {"9223372036854775807", INT64_MAX},
                                                {"-9223372036854775808", INT64_MIN}};
  for (const auto& row : good) {
    const auto value = parse_integer(row.text);
    ASSERT_TRUE(value) << row.text << value.error().message();
    EXPECT_EQ(*value, row.want);
  }
  const std::vector<Bad> bad = {
      {"010", "a leading zero makes 010 an octal number to some readers of YAML; write it as 10"},
      {"-007", "a leading zero makes -007 an octal number to some readers of YAML; write it as -7"},
      {"00", "a leading zero makes 00 an octal number to some readers of YAML; write it as 0"},
      {"0x10", "expected a whole number, found '0x10'"},
      {"0o10", "expected a whole number, found '0o10'"},
      {"1.0", "expected a whole number, found '1.0'"},
      {"1e3", "expected a whole number, found '1e3'"},
      {"+5", "expected a whole number, found '+5'"},
      {"1_000", "expected a whole number, found '1_000'"},
      {"1,000", "expected a whole number, found '1,000'"},
      {"", "expected a whole number, found ''"},
      {"-", "expected a whole number, found '-'"},
      {" 1", "expected a whole number, found ' 1'"},
      {"٣", "expected a whole number, found '٣'"},
      {"9223372036854775808", "9223372036854775808 is out of range"},
  };
  for (const Bad& row : bad) EXPECT_EQ(parse_integer(row.text).error().message(), row.want);
}

TEST(ParseNumber, TakesFractionsAndExponents) {
  const std::vector<Good<double>> good = {
      {"0.5", 0.5}, {"-3", -3}, {"1e3", 1000}, {"2.5E-1", 0.25}, {"0", 0}};
  for (const auto& row : good) {
    const auto value = parse_number(row.text);
    ASSERT_TRUE(value) << row.text << value.error().message();
    EXPECT_EQ(*value, row.want);
  }
  const std::vector<Bad> bad = {
      {"08", "a leading zero makes 08 an octal number to some readers of YAML; write it as 8"},
      {"01.5", "a leading zero makes 01.5 an octal number to some readers of YAML; write it as 1.5"},
      {".5", "expected a number, found '.5'"},
      {"5.", "expected a number, found '5.'"},
      {".inf", "expected a number, found '.inf'"},
      {"nan", "expected a number, found 'nan'"},
      {"1e", "expected a number, found '1e'"},
      {"1e999", "1e999 is out of range"},
  };
  for (const Bad& row : bad) EXPECT_EQ(parse_number(row.text).error().message(), row.want);
}

TEST(ParsePercentage, NeedsNoSign) {
  EXPECT_EQ(*parse_percentage("3%"), 3.0);
  EXPECT_EQ(*parse_percentage("3"), 3.0);
  EXPECT_EQ(*parse_percentage("0.25%"), 0.25);
  EXPECT_EQ(parse_percentage("high").error().message(),
            "expected a percentage, a number such as 3%, found 'high'");
  EXPECT_EQ(parse_percentage("3 %").error().message(),
            "expected a percentage, a number such as 3%, found '3 %'");
}

TEST(ParseSize, TellsThousandsFromPowersOfTwo) {
  const std::vector<Good<std::int64_t>> good = {{"512", 512},
                                                {"0", 0},
                                                {"1B", 1},
                                                {"10kB", 10000},
                                                {"64MiB", 64 << 20},
                                                {"1.5KiB", 1536},
                                                {"2GB", 2000000000},
                                                {"0.1MB", 100000},
                                                {"8191TiB", 8191LL << 40}};
  for (const auto& row : good) {
    const auto value = parse_size(row.text);
    ASSERT_TRUE(value) << row.text << value.error().message();
    EXPECT_EQ(*value, row.want);
  }
  const std::string expected = "expected a size such as 64MiB, 10kB or 512";
  const std::vector<Bad> bad = {
      {"64 MiB", "' MiB' is no unit here; " + expected + "; did you mean 'MiB'?"},
      {"64mb", "'mb' is no unit here; " + expected + "; did you mean 'MB'?"},
      {"-1", expected + ", found '-1'"},
      {"big", expected + ", found 'big'"},
      {"010kB", "a leading zero makes 010kB an octal number to some readers of YAML; write it as 10kB"},
      {"0.3B", "0.3B is not a whole number of B"},
      {"9000000TiB", "9000000TiB is out of range"},
      {"99999999999999999999", "99999999999999999999 is out of range"},
  };
  for (const Bad& row : bad) EXPECT_EQ(parse_size(row.text).error().message(), row.want);
}

TEST(ParseDuration, NeedsAUnit) {
  const std::vector<Good<std::int64_t>> good = {
      {"2s", 2 * kSecond}, {"150ms", 150000000}, {"1m", 60 * kSecond}, {"1.5h", 5400 * kSecond},
      {"3us", 3000},       {"7ns", 7},           {"0.1s", 100000000}};
  for (const auto& row : good) {
    const auto value = parse_duration(row.text);
    ASSERT_TRUE(value) << row.text << value.error().message();
    EXPECT_EQ(*value, row.want);
  }
  const std::string expected = "expected a duration such as 2s, 150ms or 1m";
  const std::vector<Bad> bad = {
      {"2", "'2' has no unit; " + expected},    {"2sec", "'sec' is no unit here; " + expected},
      {"soon", expected + ", found 'soon'"},    {"0.5ns", "0.5ns is not a whole number of ns"},
      {"9999999h", "9999999h is out of range"},
  };
  for (const Bad& row : bad) EXPECT_EQ(parse_duration(row.text).error().message(), row.want);
}

TEST(UnitTexts, AreTheShortestThatParseBack) {
  for (const std::string text : {"64MiB", "10kB", "512B", "1GiB", "0B"})
    EXPECT_EQ(size_text(*parse_size(text)), text);
  for (const std::string text : {"2s", "150ms", "1m", "7ns", "0s"})
    EXPECT_EQ(duration_text(*parse_duration(text)), text);
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(3), "3");
}

}  // namespace
}  // namespace textmill::host
