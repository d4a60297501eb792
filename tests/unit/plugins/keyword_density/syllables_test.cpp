#include "syllables.hpp"

#include <gtest/gtest.h>

namespace textmill::keyword_density {
namespace {

struct Row {
  std::string_view word;
  std::uint32_t syllables;
};

void expect(std::string_view language, std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_EQ(count_syllables(row.word, language), row.syllables) << row.word;
}

TEST(CountSyllables, KnowsSilentLettersOfEnglish) {
  expect("en", {{"make", 1},
                {"makes", 1},
                {"table", 2},
                {"tables", 2},
                {"baked", 1},
                {"wanted", 2},
                {"boxes", 2},
                {"houses", 2},
                {"churches", 2},
                {"lately", 2},
                {"careful", 2},
                {"movement", 2},
                {"the", 1},
                {"be", 1},
                {"prism", 2},
                {"didn't", 2},
                {"rhythm", 1},
                {"queue", 1}});
}

TEST(CountSyllables, TellsEnglishDiphthongsFromTwoVowels) {
  expect("en", {{"nation", 2},
                {"special", 2},
                {"radio", 3},
                {"actual", 3},
                {"question", 2},
                {"video", 3},
                {"quiet", 2},
                {"people", 2},
                {"you", 1},
                {"Yesterday", 3}});
}

TEST(CountSyllables, ReadsOtherLanguagesByTheirOwnVowels) {
  expect("de", {{"Häuser", 2}, {"neue", 2}, {"Straße", 2}, {"Familie", 3}, {"bauen", 2}});
  expect("es", {{"día", 2}, {"bueno", 2}, {"caos", 2}, {"ciudad", 2}, {"país", 2}});
  expect("fr", {{"table", 1}, {"écoles", 2}, {"théâtre", 2}, {"maison", 2}, {"qualité", 3}});
  expect("it", {{"casa", 2}, {"piazza", 2}, {"poeta", 3}});
  expect("pt", {{"não", 1}, {"coração", 3}, {"poeta", 3}});
  expect("nl", {{"huis", 1}, {"radio", 3}, {"tweeën", 2}});
  expect("ru", {{"молоко", 3}, {"моя", 2}, {"в", 1}});
}

TEST(CountSyllables, GivesOneToWhatHasNoVowel) {
  expect("en", {{"", 1}, {"PhD", 1}, {"42", 1}, {"東京", 1}});
}

}  // namespace
}  // namespace textmill::keyword_density
