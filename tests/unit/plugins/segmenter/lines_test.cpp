#include "lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace textmill::segmenter {
namespace {

using ::testing::ElementsAre;

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  find_lines(text, lines);
  return lines;
}

std::vector<std::string> texts_of(std::string_view text) {
  std::vector<std::string> texts;
  for (const Line& line : lines_of(text)) texts.emplace_back(text_of(text, line.span));
  return texts;
}

TEST(FindLines, EndsLinesAtEveryKindOfLineEnd) {
  EXPECT_THAT(texts_of("a\nb\r\nc\rd\ve\ff\u0085g\u2028h\u2029i"),
              ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i"));
}

TEST(FindLines, LeavesOutBlankLinesAndCountsThem) {
  const auto lines = lines_of("\n\na\n \n\t\nb");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].blanks_before, 2U);
  EXPECT_EQ(lines[1].blanks_before, 2U);
}

TEST(FindLines, KeepsBulletsOutOfTheSpan) {
  for (const std::string bullet : {"  • ", "* ", "- ", "– ", "▪", "✓ ", "· "}) {
    const std::string text = bullet + "An item";
    EXPECT_THAT(texts_of(text), ElementsAre("An item")) << bullet;
    EXPECT_TRUE(lines_of(text)[0].bullet) << bullet;
  }
}

TEST(FindLines, TakesABulletAloneForText) {
  EXPECT_THAT(texts_of("•"), ElementsAre("•"));
  EXPECT_FALSE(lines_of("•")[0].bullet);
}

TEST(FindLines, DoesNotTakeASignInFrontOfAWordForABullet) {
  for (const std::string text : {"-5 degrees", "*note", "+44 20", "one - two"}) {
    EXPECT_FALSE(lines_of(text)[0].bullet) << text;
  }
}

TEST(FindLines, SeesListNumbers) {
  for (const std::string text :
       {"1. One", "12) Twelve", "(3) Three", "a) First", "(iv) Fourth", "iii) Third"}) {
    EXPECT_TRUE(lines_of(text)[0].numbered) << text;
  }
  for (const std::string text : {"1.5 litres", "2019. was", "(see below)", "A. Smith", "1.", "a b"}) {
    EXPECT_FALSE(lines_of(text)[0].numbered) << text;
  }
}

TEST(FindLines, SeesWhetherALineIsAWholeSentence) {
  for (const std::string text : {"It rains.", "Does it?", "“It does.”", "(It does!)", "Well…", "很好。"}) {
    EXPECT_TRUE(lines_of(text)[0].closed) << text;
  }
  for (const std::string text : {"Weather", "Follow us on:", "“Rain”", "a, b"}) {
    EXPECT_FALSE(lines_of(text)[0].closed) << text;
  }
}

TEST(FindLines, CountsWords) {
  const Line line = lines_of("The 2 Éclairs don't cost 3.50 - yet")[0];
  EXPECT_EQ(line.words, 7U);
  EXPECT_EQ(line.capitals, 1U);
  EXPECT_EQ(line.digits, 2U);
  EXPECT_EQ(lines_of("a bit of it all")[0].small_words, 4U);  // the last has no blank behind
  EXPECT_EQ(lines_of("Éclairs")[0].capitals, 1U);
}

TEST(FindLines, CountsWordsAlikeWhereverSixtyFourBytesEnd) {
  for (std::size_t length = 1; length < 200; ++length) {
    std::string text(length, 'x');
    text += " Two (words) \"more\" 7";
    const Line line = lines_of(text)[0];
    EXPECT_EQ(line.words, 5U) << length;
    EXPECT_EQ(line.capitals, 1U) << length;
    EXPECT_EQ(line.digits, 1U) << length;
  }
}

}  // namespace
}  // namespace textmill::segmenter
