#include <gtest/gtest.h>

#include "break_test_file.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/words.hpp"

namespace textmill::text {
namespace {

const std::string kFolder = "/usr/share/unicode/auxiliary/";

template <class NextEnd>
void expect_all(const std::string& file, NextEnd next_end) {
  const auto cases = read_break_cases(kFolder + file);
  if (cases.empty()) GTEST_SKIP() << kFolder << file << " is not there (Debian package unicode-data)";
  for (const BreakCase& c : cases) EXPECT_EQ(boundaries(c.text, next_end), c.boundaries) << c.line;
}

TEST(WordEnd, PassesTheStandardsTestFile) { expect_all("WordBreakTest.txt", word_end); }

TEST(SentenceEnd, PassesTheStandardsTestFile) { expect_all("SentenceBreakTest.txt", sentence_end); }

TEST(Properties, AreThoseOfTheStandard) {
  EXPECT_EQ(properties('a').category, Category::Ll);
  EXPECT_EQ(properties(U'Ж').script, Script::Cyrillic);
  EXPECT_EQ(properties(U'漢').script, Script::Han);
  EXPECT_EQ(properties(U'٣').category, Category::Nd);
  EXPECT_EQ(properties(0x2019).word, WordBreak::MidNumLet);
  EXPECT_TRUE(properties(0x1F600).emoji);
  EXPECT_FALSE(properties(0x2764).emoji);
  EXPECT_TRUE(properties(0x2764).pictographic);
}

TEST(Properties, OfValuesThatAreNoCodePointsAreThoseOfAnUnassignedOne) {
  EXPECT_EQ(properties(0x110000).category, Category::Cn);
  EXPECT_EQ(properties(0xFFFFFFFF).category, Category::Cn);
}

TEST(IsSpace, KnowsWideAndNoBreakBlanks) {
  for (const char32_t c : {U' ', U'\t', U'\n', U'\u0085', U'\u00A0', U'\u2003', U'\u2028', U'\u3000'}) {
    EXPECT_TRUE(is_space(c)) << std::hex << static_cast<std::uint32_t>(c);
  }
  for (const char32_t c : {U'a', U'\u200B', U'\uFEFF', U'_'}) {
    EXPECT_FALSE(is_space(c)) << std::hex << static_cast<std::uint32_t>(c);
  }
}

}  // namespace
}  // namespace textmill::text
