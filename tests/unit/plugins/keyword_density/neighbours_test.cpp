#include "neighbours.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

std::string beside(std::string_view phrase, std::string_view text) {
  Reading reading(text);
  PhraseSet own(reading.vocabulary);
  own.add(phrase, Matching::Forms);
  std::vector<Occurrence> found;
  Finder(own).find(reading.words, reading.text, found);
  StemNumbers stems("en");
  return to_string(neighbours(reading.words, reading.text, found, stems));
}

TEST(Neighbours, AreContentWordsThatComeBackBesideThePhrase) {
  EXPECT_EQ(beside("solar panel",
                   "A cheap solar panel on the roof. Cheap solar panels for your roofs. "
                   "One cheap solar panel."),
            "cheap (3), roof (2)");
}

TEST(Neighbours, CountOncePerOccurrenceAndWithinTheSentenceOnly) {
  EXPECT_EQ(beside("lamp", "Red red lamp. Red. Lamp here."), "");
  EXPECT_EQ(beside("lamp", "Red red lamp. A red lamp."), "Red (2)");
}

TEST(Neighbours, AreNotWordsOfThePhrase) { EXPECT_EQ(beside("tea", "Tea tea tea, green tea."), "green (4)"); }

TEST(StemNumbers, AreOneForAllFormsOfAWord) {
  StemNumbers stems("en");
  const std::uint32_t roof = stems.number_of("roof");
  EXPECT_EQ(stems.number_of("Roofs"), roof);
  EXPECT_NE(stems.number_of("room"), roof);
  EXPECT_EQ(stems.number_of("roof"), roof);
}

TEST(StemNumbers, AreTheSameWithALexicon) {
  StemNumbers by_stemmer("en");
  StemNumbers by_lexicon("en");
  by_lexicon.use(english_lexicon());
  for (const std::string_view word :
       {"roof", "Roofs", "child", "children", "axe", "axes", "axis", "man", "men", "agency", "agencies",
        "going", "blork", "blorks", "2018", "people", "person", "happily", "happy"}) {
    EXPECT_EQ(by_lexicon.number_of(word), by_stemmer.number_of(word)) << word;
  }
}

TEST(Neighbours, OfAPhraseThatIsNotThereAreNone) { EXPECT_EQ(beside("lamp", "A red chair."), ""); }

}  // namespace
}  // namespace textmill::keyword_density
