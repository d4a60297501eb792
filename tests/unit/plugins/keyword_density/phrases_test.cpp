#include "phrases.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::ElementsAre;

struct Row {
  std::string_view phrase;
  std::string_view text;
  std::size_t count;
  std::string_view language = "en";
};

void expect_counts(std::initializer_list<Row> rows, Matching matching) {
  for (const Row& row : rows) {
    EXPECT_EQ(matches(row.phrase, row.text, matching, row.language).size(), row.count)
        << row.phrase.substr(0, 99) << " in " << row.text.substr(0, 99);
  }
}

TEST(FindForms, FollowsInflectionPossessivesHyphensAndAccents) {
  expect_counts({{"garden chair", "One garden chair. Two garden chairs. A Garden-Chair.", 3},
                 {"baker's oven", "The baker’s oven and the bakers' oven", 2},
                 {"bake bread", "We bake bread, she bakes bread, baking bread helps", 3},
                 {"acción social", "La accion social y la acción social", 2, "es"},
                 {"accion social", "La accion social y la acción social", 2, "es"},
                 {"gesunde Katze", "Gesunde Katzen. Der gesunden Katze.", 2, "de"},
                 {"Müller Verlag", "Der Mueller Verlag und der Müller Verlag", 2, "de"},
                 {"Mueller Verlag", "Der Mueller Verlag und der Müller Verlag", 2, "de"},
                 {"e-mail", "An email, an e-mail, an E-Mail", 3},
                 {"email marketing", "Our e-mail marketing and email marketing", 2},
                 {"web site", "a web site, a website, a web-site", 3},
                 {"1/4 oz coin", "The 1/4 oz coin", 1}},
                Matching::Forms);
}

TEST(FindForms, LetsArticlesStandBetweenButNothingElse) {
  expect_counts(
      {{"how to decorate a room", "How we decorate our room. Decorate a room. Rooms to decorate.", 2},
       {"decorate room", "Decorate the small room", 0},
       {"solar panel", "We sell solar, panel and roof parts", 0},
       {"solar panel", "Solar. Panel.", 0},
       {"flights to Paris", "flights from Paris, flights to Paris", 1}},
      Matching::Forms);
}

TEST(FindForms, TellsAcronymsFromFunctionWords) {
  expect_counts({{"US visit", "They visit us. Come and visit us soon. A visit costs.", 0},
                 {"US visit", "The U.S. visit and the US visit", 2},
                 {"US visit", "THE US VISIT SIGNALS A SHIFT", 1},
                 {"asim munir us visit", "The Asim Munir US visit", 1},
                 {"IT support", "it support is what IT support does", 1}},
                Matching::Forms);
}

TEST(FindForms, CountsNeighboursAndKeepsMarksOfNames) {
  expect_counts({{"river", "river river river. River-river; (river) river's RIVER", 8},
                 {"lamp", "lamp-lamp lamp/lamp lamp", 5},
                 {"lamp lamp", "lamp lamp lamp", 1},
                 {"C++", "C++ and C# and C. C++! Use C++.", 3},
                 {"AT&T", "at AT&T.", 1},
                 {"lampe", "Le mot «lampe» est court.", 1, "fr"},
                 {"lamp shop", "Write to lamp@shop.example. The lamp shop is open.", 1}},
                Matching::Forms);
}

TEST(FindForms, TakesIdeographsAsWritten) {
  expect_counts({{"電球", "新しい電球は明るいです。電球は安いです。", 2, "ja"},
                 {"東京 天気", "東京の天気は晴れです。東京タワーの天気も晴れです。", 2, "ja"}},
                Matching::Forms);
}

TEST(FindForms, SurvivesStrangePhrases) {
  const std::string longest(10000, 'x');
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "word ";
  expect_counts({{"", "any text", 0},
                 {"?!", "any ?! text", 0},
                 {"\"\"", "any text", 0},
                 {"\"", "any \" text", 0},
                 {"solar\npanel", "a solar panel", 1},
                 {"(.*)+[a-z", "(.*)+[a-z", 1},
                 {longest, "text", 0},
                 {many, many, 1}},
                Matching::Forms);
}

TEST(FindExact, WantsTheWordsAsGiven) {
  expect_counts({{"garden chair", "A garden chair, garden chairs, Garden  Chair", 2},
                 {"decorate a room", "Decorate a room. Decorate the room. Decorate room.", 1},
                 {"solar panel roof", "A solar-panel roof. A solar panel roof.", 1}},
                Matching::Exact);
}

TEST(FindForms, TakesQuotedPhrasesExactly) {
  EXPECT_THAT(matches("\"healthy cat food\"", "Healthy cat foods. Healthy cat food."),
              ElementsAre("Healthy cat food"));
  EXPECT_THAT(matches("“how to decorate a room”", "How to decorate a room in a day. Decorate the room."),
              ElementsAre("How to decorate a room"));
}

TEST(FindLoose, WantsAllContentWordsInOneSentence) {
  expect_counts({{"healthy cat food", "Cat food that is healthy costs. Healthy cat food.", 2},
                 {"healthy cat food", "Buy healthy snacks. The cat sleeps. Food is here.", 0},
                 {"apple potato", "The apple potato is an apple and a potato and an apple.", 2},
                 {"how to decorate a room", "Rooms to decorate.", 1}},
                Matching::Loose);
}

TEST(PhraseSet, FindsManyPhrasesAtOnce) {
  PhraseSet set("en");
  for (int i = 0; i < 20000; ++i) set.add("alpha" + std::to_string(i) + " beta", Matching::Forms);
  set.add("solar panel", Matching::Forms);
  set.add("solar panel roof", Matching::Forms);
  set.add_synonym(20000, "sun collector", Matching::Forms);
  const Reading reading("A solar panel roof, a sun collector and alpha77 beta.", "en", &set.keys());
  std::vector<Occurrence> found;
  Finder(set).find(reading.words, reading.text, found);
  std::vector<std::string> labels;
  for (const Occurrence& o : found) labels.push_back(set[o.phrase].label);
  EXPECT_THAT(labels, ElementsAre("solar panel roof", "solar panel", "solar panel", "alpha77 beta"));
}

TEST(PhraseSet, CountsWordsOfAPhrase) {
  PhraseSet set("en");
  set.add("  how to  decorate a room ", Matching::Forms);
  set.add("to be or not to be", Matching::Forms);
  set.add("Asim Munir US visit", Matching::Forms);
  EXPECT_EQ(set[0].label, "how to decorate a room");
  EXPECT_EQ(set[0].words, 5u);
  EXPECT_EQ(set[0].content_words, 2u);
  EXPECT_TRUE(set[1].only_function_words);
  EXPECT_EQ(set[1].content_words, 6u);
  EXPECT_EQ(set[2].content_words, 4u);
}

}  // namespace
}  // namespace textmill::keyword_density
