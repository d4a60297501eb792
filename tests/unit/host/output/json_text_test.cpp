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

}  // namespace
}  // namespace textmill::host
