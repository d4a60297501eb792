#include "corpus.hpp"

#include <gmock/gmock.h>

#include "textmill/plugin.hpp"
#include "textmill/testkit/fake_host.hpp"

namespace textmill::keyword_density {
namespace {

using testing::HasSubstr;
using testing::Not;

Contribution of(std::vector<Mention> mentions) { return {100, std::move(mentions)}; }

TEST(Contribution, ComesBackAsItWas) {
  const Contribution back = unpack(pack({7, {{"tea pot", "Tea\nPots", 3, true}, {"", "", 0, false}}}));
  EXPECT_EQ(back.words, 7u);
  ASSERT_EQ(back.mentions.size(), 2u);
  EXPECT_EQ(back.mentions[0].key, "tea pot");
  EXPECT_EQ(back.mentions[0].label, "Tea\nPots");
  EXPECT_EQ(back.mentions[0].count, 3u);
  EXPECT_TRUE(back.mentions[0].too_many);
  EXPECT_FALSE(back.mentions[1].too_many);
}

TEST(Contribution, OfNoPhraseIsStillOne) { EXPECT_FALSE(pack({0, {}}).empty()); }

TEST(Contribution, ThatIsCutIsRefusedAtEveryPlace) {
  const std::string whole = pack(of({{"tea", "Tea", 1, false}}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    if (size == sizeof(std::uint32_t)) continue;  // only the words: no phrase
    EXPECT_THROW(unpack(std::string_view(whole).substr(0, size)), Error) << size;
  }
}

TEST(Corpus, CountsTheDocumentsOfEachPhrase) {
  Corpus corpus({});
  corpus.take("a", of({{"tea", "teas", 2, false}, {"cup", "cup", 1, false}}));
  corpus.take("b", of({{"tea", "tea", 5, false}}));
  EXPECT_THAT(corpus.to_json(), HasSubstr(R"({"documents":2,"words":200,)"));
  EXPECT_THAT(corpus.to_json(), HasSubstr(R"("phrases":[{"phrase":"teas","documents":2,"count":7},)"
                                          R"({"phrase":"cup","documents":1,"count":1}])"));
}

TEST(Corpus, RanksADocumentsPhrasesByWhatOthersDoNotHave) {
  Corpus corpus({.per_document = 1});
  for (const char* id : {"a", "b", "c"})
    corpus.take(id, of({{"read more", "Read more", 3, false}, {id, id, 2, false}}));
  // 3 ln(4 / 3) is less than 2 ln(4 / 1).
  EXPECT_THAT(corpus.to_json(),
              HasSubstr(R"({"id":"a","phrases":[{"phrase":"a","count":2,"documents":1,"score":2.773}]})"));
}

TEST(Corpus, NamesDocumentsThatShareAStuffedPhrase) {
  Corpus corpus({});
  corpus.take("a", of({{"tea", "tea", 20, true}, {"pot", "pot", 20, true}}));
  corpus.take("b", of({{"tea", "tea", 1, false}}));
  corpus.take("c", of({{"tea", "Teas", 18, true}}));
  EXPECT_THAT(corpus.to_json(),
              HasSubstr(R"("shared_stuffing":[{"phrase":"tea","documents":2,"ids":["a","c"]}])"));
}

TEST(Corpus, ListsNoMoreThanIsAskedFor) {
  Corpus corpus({.phrases = 1, .documents = 1});
  corpus.take("a", of({{"tea", "tea", 2, false}, {"cup", "cup", 1, false}}));
  corpus.take("b", of({{"pot", "pot", 1, false}}));
  EXPECT_THAT(corpus.to_json(), Not(HasSubstr("\"pot\"")));
  EXPECT_THAT(corpus.to_json(), Not(HasSubstr("\"id\":\"b\"")));
}

TEST(Corpus, ForgetsRarePhrasesOnlyAndSaysByHowMuch) {
  Corpus corpus({.phrases = 10, .documents = 0, .bucket = 10});
  for (int i = 0; i < 100; ++i) {
    const std::string id = std::to_string(i);
    corpus.take(id, of({{"often", "often", 1, false}, {id, id, 1, false}}));
  }
  corpus.take("last", of({{"stuffed", "stuffed", 9, true}}));
  const std::string json = corpus.to_json();
  EXPECT_THAT(json, HasSubstr(R"("frequencies_too_low_by_at_most":20)"));
  EXPECT_THAT(json, HasSubstr(R"({"phrase":"often","documents":100,"count":100})"));
  EXPECT_THAT(json, Not(HasSubstr(R"("phrase":"50")")));
}

TEST(KeywordCorpus, TakesTheKeyphrasesThatWereMarked) {
  testkit::Stage stage = testkit::FakeHost(TEXTMILL_MANIFEST).create(textmill_plugin_v1, "keyword-corpus");
  const auto run = [&](std::string_view text, const char* label) {
    testkit::Text document(text);
    document.add_layer("keyphrases");
    document.add("keyphrases", {0, 3}, label).add("keyphrases", {4, 7}, label);
    document.set("keyword_density.phrase", label).set("keyword_density.verdict", "stuffed");
    document.set("keyword_density.words", std::int64_t{2}).set("segmenter.language", "en");
    ASSERT_TRUE(stage.run(document)) << document.status().message();
  };
  run("tea tea", "Tea-Pots");
  run("tea tea", "tea pot");
  EXPECT_THAT(*stage.result(), HasSubstr(R"("phrases":[{"phrase":"Tea-Pots","documents":2,"count":4}])"));
  EXPECT_THAT(*stage.result(), HasSubstr(R"("shared_stuffing":[{"phrase":"Tea-Pots","documents":2,)"));
}

}  // namespace
}  // namespace textmill::keyword_density
