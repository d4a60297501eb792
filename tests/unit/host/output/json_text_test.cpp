#include "output/json_text.hpp"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <random>

namespace textmill::host {
namespace {

std::string back_from_json(const std::string& json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  EXPECT_FALSE(document.HasParseError()) << json;
  return {document.GetString(), document.GetStringLength()};
}

TEST(JsonString, EscapesEveryByteAtEveryPlaceOfAWord) {
  for (int byte = 0; byte < 0x80; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text(20, 'x');
      text[at] = static_cast<char>(byte);
      EXPECT_EQ(back_from_json(json_string(text)), text) << byte << " at " << at;
    }
  }
}

TEST(JsonString, KeepsCodePointsBeyondAscii) {
  const std::string text = "Zürich, İstanbul, 日本 and 👩‍👧 \"said\" so";
  EXPECT_EQ(back_from_json(json_string(text)), text);
  EXPECT_NE(json_string(text).find("👩‍👧"), std::string::npos);
}

TEST(JsonString, TakesNothingWithoutAnAddress) { EXPECT_EQ(json_string({}), "\"\""); }

TEST(NumberTexts, GiveEachNumberItsOwnTextHoweverOftenAndInWhateverOrder) {
  std::mt19937 random(20261126);
  std::vector<double> numbers = {0.0, -0.0, 1.0, 1.0 / 3, 1e-300, 1e300, 96.6183574879227};
  for (int i = 0; i < 60; ++i) numbers.push_back(static_cast<double>(random()) / 7);
  NumberTexts<double> texts;
  for (int round = 0; round < 3000; ++round) {
    const double number = numbers[random() % numbers.size()];
    char expected[kNumberRoom], text[kNumberRoom];
    const std::string_view wanted(expected,
                                  static_cast<std::size_t>(put_number(expected, number) - expected));
    EXPECT_EQ(std::string_view(text, static_cast<std::size_t>(texts.put(text, number) - text)), wanted);
  }
}

TEST(CleanPrefix, AgreesWithAByteByByteScan) {
  std::mt19937 random(20261125);
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 40, ' ');
    for (char& c : text) c = static_cast<char>(random() % 8 == 0 ? random() : 'a');
    std::size_t expected = 0;
    while (expected < text.size() && static_cast<unsigned char>(text[expected]) >= 0x20 &&
           text[expected] != '"' && text[expected] != '\\') {
      ++expected;
    }
    EXPECT_EQ(clean_prefix(text.data(), text.data() + text.size()), expected)
        << ::testing::PrintToString(text);
  }
}

/// What `put_number` writes, without anything behind it.
template <class Number>
std::string number_text(Number number) {
  char digits[kNumberRoom];
  return std::string(digits, static_cast<std::size_t>(put_number(digits, number) - digits));
}

TEST(PutNumber, WritesOffsetsOfEveryLength) {
  std::vector<std::uint32_t> numbers = {0, 7, UINT32_MAX};
  for (std::uint64_t power = 10; power <= UINT32_MAX; power *= 10) {
    for (const std::uint64_t near : {power - 1, power, power + 1, power * 3 + 45})
      numbers.push_back(static_cast<std::uint32_t>(near));
  }
  for (const std::uint32_t number : numbers) EXPECT_EQ(number_text(number), std::to_string(number));
}

TEST(PutNumber, WritesTheShortestFloat) {
  struct Row {
    float number;
    const char* want;
  };
  for (const Row& row :
       {Row{0, "0"}, Row{-0.0F, "-0"}, Row{1, "1"}, Row{9, "9"}, Row{10, "10"}, Row{-3, "-3"},
        Row{0.1F, "0.1"}, Row{1.5F, "1.5"}, Row{1e5F, "1e+05"}, Row{123456, "123456"}}) {
    EXPECT_EQ(number_text(row.number), row.want);
  }
}

TEST(Piece, IsCopiedWholeWhateverItsLength) {
  for (std::size_t length = 0; length < 100; ++length) {
    const std::string text(length, 'x');
    const Piece piece(text);
    std::string out(piece.room() + 1, '-');
    const std::size_t size = static_cast<std::size_t>(piece.put(out.data()) - out.data());
    EXPECT_EQ(out.substr(0, size), text);
    EXPECT_EQ(out.back(), '-') << length;
  }
}

}  // namespace
}  // namespace textmill::host
