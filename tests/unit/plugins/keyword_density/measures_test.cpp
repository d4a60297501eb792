#include "measures.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

Measures measured(std::string_view phrase, std::string_view text) {
  PhraseSet set("en");
  set.add(phrase, Matching::Forms);
  const Reading reading(text, "en", &set.keys());
  std::vector<Occurrence> found;
  Finder(set).find(reading.words, reading.text, found);
  return measure(reading.words, found);
}

TEST(Measure, RelatesOccurrencesToTheWordsOfMainText) {
  const Measures m = measured(
      "lamp shop", "= Lamp shop opens\nThe lamp shop is new.\n! lamp shop\n# The shop\nNothing else here.");
  EXPECT_EQ(m.count, 2u);
  EXPECT_EQ(m.words, 13u);
  EXPECT_DOUBLE_EQ(m.density, 100.0 * 2 / 13);
  EXPECT_DOUBLE_EQ(m.word_share, 100.0 * 4 / 13);
  EXPECT_EQ(m.per_role[static_cast<std::size_t>(Role::Title)], 1u);
  EXPECT_EQ(m.in_first_paragraph, 1u);
  EXPECT_EQ(m.headings, 1u);
  EXPECT_EQ(m.headings_with, 0u);
  EXPECT_EQ(m.paragraphs, 2u);
  EXPECT_EQ(m.paragraphs_with, 1u);
  EXPECT_EQ(m.sentences, 4u);
  EXPECT_EQ(m.sentences_with, 2u);
}

TEST(Measure, KnowsTheLongestStretchWithoutAnOccurrence) {
  EXPECT_DOUBLE_EQ(measured("lamp", "lamp a b c d e f g h lamp").longest_gap, 80);
  EXPECT_DOUBLE_EQ(measured("lamp", "lamp lamp").longest_gap, 0);
  EXPECT_DOUBLE_EQ(measured("lamp", "a b c d").longest_gap, 100);
}

TEST(Measure, CallsAnEvenSpreadEven) {
  EXPECT_DOUBLE_EQ(measured("lamp", "lamp b c d e lamp g h i j").evenness, 100);
  EXPECT_DOUBLE_EQ(measured("lamp", "lamp lamp c d e f g h i j k l m n o p q r s t").evenness, 50);
}

TEST(Measure, GivesZerosForATextWithoutWords) {
  const Measures m = measured("lamp", "...");
  EXPECT_EQ(m.density, 0);
  EXPECT_EQ(m.word_share, 0);
  EXPECT_EQ(m.longest_gap, 0);
}

}  // namespace
}  // namespace textmill::keyword_density
