#include "lexicon.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "lexicon_table.hpp"
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

/// A file of its own, gone with the test.
class TableFile {
 public:
  explicit TableFile(const std::string& content) { std::ofstream(path_, std::ios::binary) << content; }
  ~TableFile() { std::remove(path_.c_str()); }
  Lexicon open() const { return Lexicon(path_); }

 private:
  std::string path_ = testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST(Lexicon, KnowsTheWordsItsTableWasMadeOf) {
  const TableFile file(make_lexicon_table("# comment\nword 7f1n\nwalking 905v\nnew 022a\nqwfpg fe0-\n"));
  const Lexicon lexicon = file.open();
  EXPECT_EQ(lexicon.find("word").rarity, 0x7f);
  EXPECT_EQ(lexicon.find("walking").bits, kNoun | kVerb | kIngForm);
  EXPECT_EQ(lexicon.find("walking").main, kVerb);
  EXPECT_EQ(lexicon.find("new").bits, kAdjective | kLight);
  EXPECT_EQ(lexicon.find("qwfpg").rarity, 0xfe);
  EXPECT_EQ(lexicon.find("qwfpg").main, kNoun) << "its list told no class, so its ending does";
}

TEST(Lexicon, KnowsTheStemsTheStemmerGives) {
  const Lexicon& lexicon = english_lexicon();
  text::Stemmer stemmer("en");
  std::string buffer;
  for (const std::string word : {"visits", "happily", "relational", "children", "dies", "news", "agency"}) {
    const StemRule rule = lexicon.look_up(word).stem;
    ASSERT_TRUE(rule.is_known()) << word;
    EXPECT_EQ(rule.apply(word, buffer), english_stem(word, stemmer)) << word;
  }
  EXPECT_FALSE(lexicon.look_up("blorkously").stem.is_known());
}

TEST(Lexicon, NumbersItsStems) {
  const TableFile file(make_lexicon_table(
      "visit 105n\nvisits 205n\nvisitations 301n\nincomprehensibly 408r\nchildren 501n\n"));
  const Lexicon lexicon = file.open();
  EXPECT_EQ(lexicon.stems(), 3u);
  const std::uint32_t visit = lexicon.look_up("visit").stem_number;
  EXPECT_EQ(visit, 1u) << "the commonest word's";
  EXPECT_EQ(lexicon.look_up("visits").stem_number, visit);
  EXPECT_EQ(lexicon.number_of_stem("visit"), visit);
  EXPECT_EQ(lexicon.number_of_stem("visits"), 0u) << "a word, but no stem";
  EXPECT_EQ(lexicon.number_of_stem("child"), lexicon.look_up("children").stem_number);
  EXPECT_EQ(lexicon.find("child").rarity, 255) << "a stem, but no word of the list";
  EXPECT_EQ(lexicon.look_up("incomprehensibly").lexeme.main, kAdverb) << "too long for a slot";
  EXPECT_EQ(lexicon.number_of_stem("incomprehens"), lexicon.look_up("incomprehensibly").stem_number);
  EXPECT_EQ(lexicon.look_up("blork").stem_number, 0u);
  EXPECT_EQ(Lexicon().number_of_stem("visit"), 0u);
}

TEST(StemRule, TakesAWordToItsStem) {
  std::string buffer;
  EXPECT_EQ(StemRule::between("flies", "fli").apply("flies", buffer), "fli");
  EXPECT_EQ(StemRule::between("happy", "happi").apply("happy", buffer), "happi");
  EXPECT_EQ(StemRule::between("tooth", "tooth").apply("tooth", buffer), "tooth");
  EXPECT_FALSE(StemRule::between("people", "person").is_known()) << "more letters than a rule has room for";
  EXPECT_FALSE(StemRule::between("went", "go").is_known());
}

TEST(Lexicon, RefusesWhatIsNoLexicon) {
  EXPECT_THROW(Lexicon("/nonexistent/english.lexicon"), std::runtime_error);
  EXPECT_THROW(TableFile("# comment\nword 7f1n\n").open(), std::runtime_error);
  EXPECT_THROW(TableFile("").open(), std::runtime_error);
  const std::string table = make_lexicon_table("word 7f1n\n");
  EXPECT_THROW(TableFile(table.substr(0, table.size() - 1)).open(), std::runtime_error);
  EXPECT_THROW(make_lexicon_table("# comment\nword zz1n\n"), std::runtime_error);
}

TEST(Lexicon, LooksThroughADamagedTableWithoutHarm) {
  const std::string sound = make_lexicon_table("word 7f1n\nother 7f1n\n");
  for (std::size_t at = sizeof(LexiconHeader); at < sound.size(); ++at) {
    std::string damaged = sound;
    damaged[at] = '\xff';
    TableFile(damaged).open().find("word");
  }
  std::string full = sound;
  for (std::size_t slot = 0; slot < 16; ++slot)
    full[sizeof(LexiconHeader) + slot * sizeof(LexiconSlot) + 4] = 1;
  EXPECT_EQ(TableFile(full).open().find("blorkous").main, kAdjective);
  for (std::size_t slot = 0; slot < 16; ++slot)
    full[sizeof(LexiconHeader) + slot * sizeof(LexiconSlot) + 15] = 4;  // a word of four letters in each
  EXPECT_EQ(TableFile(full).open().find("blorkous").main, kAdjective);
}

}  // namespace
}  // namespace textmill::keyword_density
