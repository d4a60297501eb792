#include "words.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::ElementsAre;

std::vector<std::string> words_of(std::string_view text, std::string_view language = "en") {
  const Reading reading(text, language);
  std::vector<std::string> out;
  for (const Word& word : reading.words.words) out.emplace_back(text_of(reading.text, word.span));
  return out;
}

bool same_key(std::string_view a, std::string_view b, std::string_view language = "en") {
  const Reading reading(std::string(a) + " x\n" + std::string(b) + " x", language);
  return reading.words.words.front().key == reading.words.words[reading.words.words.size() - 2].key;
}

TEST(ReadWords, SplitsHyphensAndKeepsNamesWithMarks) {
  EXPECT_THAT(words_of("state-of-the-art C++ and C#, .NET at AT&T."),
              ElementsAre("state", "of", "the", "art", "C++", "and", "C#", ".NET", "at", "AT&T"));
  EXPECT_THAT(words_of("Node.js 2.5 costs 1/4."), ElementsAre("Node.js", "2.5", "costs", "1/4"));
}

TEST(ReadWords, LeavesOutPossessiveEndingsElisionAndInvisibleMarks) {
  EXPECT_THAT(words_of("Lena's and Lena’s oven"), ElementsAre("Lena", "and", "Lena", "oven"));
  EXPECT_THAT(words_of("L'abricot et l’arbre", "fr"), ElementsAre("abricot", "et", "arbre"));
  EXPECT_THAT(words_of("a \u202Eriver\u202C flows"), ElementsAre("a", "river", "flows"));
}

TEST(ReadWords, TakesTokensAsAnyTokenizerMayLabelThem) {
  const std::string text = "\uFF03ovens bake";
  const std::vector<Span> tokens = {{0, 8}, {9, 13}};
  const auto first_word = [&](const std::vector<std::uint32_t>& labels, std::vector<TokenKind> kinds) {
    Vocabulary vocabulary("en");
    vocabulary.intern_everything();
    Words words;
    read_words({text, tokens, labels, kinds, {}, {}}, vocabulary, words);
    return std::string(text_of(text, words.words.front().span));
  };
  EXPECT_EQ(first_word({0, 0}, {TokenKind::Tag}), "ovens");
  EXPECT_EQ(first_word({0xFFFFFFFFu, 0}, {TokenKind::Word}), "bake");
  EXPECT_EQ(first_word({}, {}), "\uFF03ovens");
}

TEST(ReadWords, TakesAWordWithInvisibleCharactersAsOne) {
  EXPECT_TRUE(same_key("ri\u200Bver", "river"));
  EXPECT_TRUE(same_key("ri\u00ADver", "river"));
  EXPECT_TRUE(same_key("ri\uFEFFver", "river"));
}

TEST(ReadWords, GivesFormsOfAWordOneKey) {
  struct Row {
    std::string_view a;
    std::string_view b;
    std::string_view language;
    bool same;
  };
  for (const Row& row : {
           Row{"chairs", "chair", "en", true},
           Row{"Children", "child", "en", true},
           Row{"CAFÉ", "cafe", "en", true},
           Row{"Cafe\u0301", "café", "en", true},
           Row{"Katzen", "Katze", "de", true},
           Row{"батареи", "батарея", "ru", true},
           Row{"U.S.", "US", "en", true},
           Row{"us", "US", "en", false},
           Row{"It", "IT", "en", false},
           Row{"C", "C++", "en", false},
           Row{"AIDS", "aid", "en", false},
           Row{"STRASSE", "Straße", "de", true},
           Row{"İSTANBUL", "istanbul", "tr", true},
           Row{"السيارة", "سيارة", "ar", true},
       }) {
    EXPECT_EQ(same_key(row.a, row.b, row.language), row.same) << row.a << " " << row.b;
  }
}

TEST(ReadWords, DoesNotTellAcronymsFromWordsAmongCapitals) {
  const Reading reading("VISIT US NOW\nThe US visit");
  EXPECT_TRUE(reading.words.words[1].marks & kShout);
  EXPECT_NE(reading.words.words[1].key, reading.words.words[4].key);
  EXPECT_FALSE(reading.words.words[4].marks & kShout);
}

TEST(ReadWords, CountsMainTextOnly) {
  const Reading reading("= A title here\n! Read next\nBody text.\n* An item");
  EXPECT_EQ(reading.words.counted, 7u);
  EXPECT_EQ(reading.words.per_role[static_cast<std::size_t>(Role::Title)], 3u);
  EXPECT_EQ(reading.words.per_role[static_cast<std::size_t>(Role::Outside)], 0u);
}

TEST(ReadWords, GivesNothingForTextsWithoutWords) {
  for (const std::string_view text : {"", " \t\n ", "...!?", "🙂🙂"})
    EXPECT_EQ(Reading(text).words.counted, 0u) << text;
}

TEST(ReadWords, StaysLinearInOneWordRepeated) {
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "lamp ";
  EXPECT_EQ(Reading(text).words.counted, 300000u);
}

TEST(ReadWords, KnowsAWordAloneAsItKnowsItInsideAnother) {
  for (const std::string word : {"visits", "Visits", "VISITS", "US", "AIDS", "NATO", "iPhone", "3D", "2018",
                                 "x", "A", "the", "Can", "walking", "blorkously", "new", "children"}) {
    const Reading reading("zz-" + word + ", " + word, "en", nullptr, &english_lexicon());
    ASSERT_EQ(reading.words.words.size(), 3u) << word;
    const Word& inside = reading.words.words[1];
    const Word& alone = reading.words.words[2];
    EXPECT_EQ(alone.key, inside.key) << word;
    EXPECT_EQ(alone.other, inside.other) << word;
    EXPECT_EQ(alone.flags, inside.flags) << word;
    EXPECT_EQ(alone.lexeme.bits, inside.lexeme.bits) << word;
    EXPECT_EQ(alone.lexeme.rarity, inside.lexeme.rarity) << word;
  }
}

}  // namespace
}  // namespace textmill::keyword_density
