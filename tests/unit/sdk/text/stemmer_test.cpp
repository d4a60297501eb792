#include "textmill/text/stemmer.hpp"

#include <gtest/gtest.h>
#include <libstemmer.h>

#include <iterator>
#include <memory>
#include <random>
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

// Words of any shape, put together from the endings the algorithm knows and from single letters.
TEST(Stemmer, FindsTheStemsOfLibstemmerInEnglish) {
  static constexpr std::string_view kParts[] = {
      "a",      "e",       "i",       "o",       "u",       "y",      "b",     "c",      "d",     "f",
      "g",      "l",       "m",       "n",       "r",       "s",      "t",     "w",      "x",     "z",
      "h",      "'",       "k",       "ational", "tional",  "enci",   "anci",  "abli",   "ent",   "li",
      "izer",   "ation",   "ator",    "al",      "ism",     "iti",    "ful",   "ness",   "ous",   "ive",
      "bil",    "og",      "less",    "alize",   "icate",   "ical",   "ance",  "ence",   "er",    "ic",
      "able",   "ible",    "ant",     "ement",   "ate",     "ion",    "eed",   "ly",     "ed",    "ing",
      "bl",     "iz",      "sses",    "ied",     "ies",     "us",     "gener", "commun", "arsen", "inning",
      "outing", "canning", "herring", "earring", "proceed", "exceed", "sky",   "news",   "1",     "-"};
  Stemmer ours("en");
  const std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> theirs(sb_stemmer_new("en", nullptr),
                                                                         &sb_stemmer_delete);
  std::mt19937 random(1);
  for (int i = 0; i < 300'000; ++i) {
    std::string word;
    for (auto parts = random() % 6 + 1; parts > 0; --parts) word += kParts[random() % std::size(kParts)];
    const auto* stem_bytes = sb_stemmer_stem(theirs.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                             static_cast<int>(word.size()));
    const std::string expected(reinterpret_cast<const char*>(stem_bytes),
                               static_cast<std::size_t>(sb_stemmer_length(theirs.get())));
    ASSERT_EQ(ours.stem(word), expected) << word;
  }
}

TEST(Stemmer, TakesLongAndForeignWordsOfAnEnglishText) {
  EXPECT_EQ(stem("en", std::string(80, 'a') + "ing"), std::string(80, 'a'));
  EXPECT_EQ(stem("en", std::string(59, 'a') + "ing"), std::string(59, 'a'));
  EXPECT_EQ(stem("en", "Visiting"), "Visit");
  EXPECT_EQ(stem("en", "кошки"), "кошки");
  EXPECT_EQ(stem("en", ""), "");
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
