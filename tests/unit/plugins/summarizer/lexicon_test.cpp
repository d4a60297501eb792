#include "lexicon.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textmill::summarizer {
namespace {

struct Words {
  explicit Words(const std::string& words) : text(words) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
      begin = end + 1;
    }
  }
  std::string text;
  std::vector<Span> spans;
};

TEST(Lexicon, GivesFormsOfAWordOneStem) {
  Lexicon lexicon("en");
  const auto stem = lexicon.look_up("visit").stem;
  for (const char* form : {"Visits", "visiting", "visited", "visit's"})
    EXPECT_EQ(lexicon.look_up(form).stem, stem);
  EXPECT_NE(lexicon.look_up("vista").stem, stem);
}

TEST(Lexicon, KnowsAStemThatComesAsAWordLater) {
  Lexicon lexicon("en");
  const auto stem = lexicon.look_up("studies").stem;
  EXPECT_EQ(lexicon.stem_count(), 1u);
  const WordForm own = lexicon.look_up("studi");
  EXPECT_EQ(own.stem, stem);
  EXPECT_EQ(own.length, 5u);
  EXPECT_EQ(lexicon.stem_count(), 1u);
}

TEST(Lexicon, TellsWhatWordsShow) {
  Lexicon lexicon("en");
  EXPECT_EQ(lexicon.look_up("We").flags, kStop | kCapital | kFirstPerson | kWe);
  EXPECT_TRUE(lexicon.look_up("propose").flags & kProposingVerb);
  EXPECT_TRUE(lexicon.look_up("said").flags & kReporting);
  EXPECT_EQ(lexicon.look_up("US").flags, kCapital);
  EXPECT_EQ(lexicon.look_up("bridge").flags, 0);
}

TEST(Lexicon, FindsTheWordsOfATextAsItFindsThemAlone) {
  std::string text;
  for (int i = 0; i < 3000; ++i)
    text += "word" + std::to_string(i * 7 % 1900) + (i % 9 ? "s " : "-longer-than-most ");
  const Words words(text + "the Study of studies and a study");
  Lexicon lexicon("en"), other("en");
  std::vector<WordForm> forms;
  for (int again = 0; again < 2; ++again) {
    lexicon.look_up(words.text, words.spans, forms);
    ASSERT_EQ(forms.size(), words.spans.size());
    for (std::size_t w = 0; w < forms.size(); ++w) {
      const WordForm alone = other.look_up(text_of(words.text, words.spans[w]));
      const WordForm same = lexicon.look_up(text_of(words.text, words.spans[w]));
      ASSERT_EQ(forms[w].stem, same.stem);
      ASSERT_EQ(forms[w].flags, alone.flags);
      ASSERT_EQ(forms[w].length, alone.length);
    }
    EXPECT_EQ(lexicon.stem_count(), other.stem_count());
  }
}

}  // namespace
}  // namespace textmill::summarizer
