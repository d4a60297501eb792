#include "lexicon.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

TEST(Lexicon, KnowsRarityAndClassesOfCommonWords) {
  const Lexicon& lexicon = english_lexicon();
  EXPECT_LT(lexicon.find("government").rarity, lexicon.find("algorithm").rarity);
  EXPECT_LT(lexicon.find("algorithm").rarity, lexicon.find("zyxwv").rarity);
  EXPECT_EQ(lexicon.find("government").main, kNoun);
  EXPECT_EQ(lexicon.find("describes").main, kVerb);
  EXPECT_TRUE(lexicon.find("visit").bits & kNoun);
  EXPECT_TRUE(lexicon.find("visit").bits & kVerb);
  EXPECT_TRUE(lexicon.find("distributed").bits & kPastForm);
  EXPECT_TRUE(lexicon.find("several").bits & kLight);
}

TEST(Lexicon, GuessesUnknownWordsByTheirEndings) {
  const Lexicon& lexicon = english_lexicon();
  EXPECT_EQ(lexicon.find("blorkously").main, kAdverb);
  EXPECT_EQ(lexicon.find("blorkous").main, kAdjective);
  EXPECT_EQ(lexicon.find("blork").main, kNoun);
  EXPECT_TRUE(lexicon.find("blorking").bits & kIngForm);
  EXPECT_EQ(lexicon.find("blork").rarity, 255);
}

TEST(Lexicon, KnowsNothingWhenItIsEmpty) { EXPECT_EQ(Lexicon().find("government").bits, 0); }

TEST(Lexicon, RefusesWhatIsNoLexicon) {
  EXPECT_THROW(Lexicon("/nonexistent/english.lexicon"), std::runtime_error);
  const std::string path = testing::TempDir() + "broken.lexicon";
  std::ofstream(path) << "# comment\nword zz1n\n";
  EXPECT_THROW(Lexicon{path}, std::runtime_error);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace textmill::keyword_density
