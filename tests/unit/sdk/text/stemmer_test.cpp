#include "textmill/text/stemmer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace textmill::text {
namespace {

std::string stem(std::string_view language, std::string_view word) {
  return std::string(Stemmer(language).stem(word));
}

TEST(Stemmer, BringsWordFormsTogether) {
  EXPECT_EQ(stem("en", "visits"), stem("en", "visiting"));
  EXPECT_EQ(stem("de", "katzen"), stem("de", "katze"));
  EXPECT_EQ(stem("ru", "кошки"), stem("ru", "кошка"));
  EXPECT_EQ(stem("pt-BR", "casas"), stem("pt", "casa"));
}

TEST(Stemmer, LeavesWordsOfUnknownLanguagesAlone) {
  EXPECT_FALSE(Stemmer("ja").known());
  EXPECT_EQ(stem("ja", "東京"), "東京");
  EXPECT_EQ(stem("", "visits"), "visits");
}

TEST(IrregularSingular, IsFoundForPluralsNoStemmerUndoes) {
  EXPECT_EQ(english_irregular_singular("children"), "child");
  EXPECT_EQ(english_irregular_singular("alumni"), "alumnus");
  EXPECT_EQ(english_irregular_singular("women"), "woman");
  EXPECT_EQ(english_irregular_singular("chairs"), "");
}

}  // namespace
}  // namespace textmill::text
