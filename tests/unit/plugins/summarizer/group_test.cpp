#include "group.hpp"

#include <gmock/gmock.h>

#include "page.hpp"
#include "textmill/plugin.hpp"

namespace textmill::summarizer {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Lt;
using testing::Not;

LooseSentence loose(std::string_view text, BlockKind kind = BlockKind::Paragraph) {
  LooseSentence sentence{std::string(text), {}, kind, true, true};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    sentence.words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return sentence;
}

Options with_sentences(std::uint32_t number) {
  Options options;
  options.length.sentences = number;
  return options;
}

TEST(GroupPart, ComesBackAsItWas) {
  const GroupPart part{"topic", "en", {loose("The tea is hot", BlockKind::Title), loose("It cools")}};
  const GroupPart back = unpack(pack(part));
  EXPECT_EQ(back.group, "topic");
  EXPECT_EQ(back.language, "en");
  ASSERT_EQ(back.sentences.size(), 2u);
  EXPECT_EQ(back.sentences[0].text, "The tea is hot");
  EXPECT_EQ(back.sentences[0].kind, BlockKind::Title);
  EXPECT_EQ(back.sentences[0].words, part.sentences[0].words);
  EXPECT_TRUE(back.sentences[1].opens_block && back.sentences[1].closes_block);
}

TEST(GroupPart, ThatIsCutIsRefused) {
  const std::string whole = pack({"topic", "en", {loose("The tea is hot")}});
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, whole.size() - 1})
    EXPECT_THROW(unpack(std::string_view(whole).substr(0, size)), Error) << size;
}

TEST(GroupPart, HasTheTitleAndNoMoreSentencesThanAskedFor) {
  Page page;
  page.add("title", {"Tea harvest fails"})
      .add("breadcrumb", {"Home News Tea"})
      .paragraph({"The tea harvest of the hills failed this year.",
                  "Rain came late to the hills and the tea.", "Prices of tea rose by a fifth in a month."});
  Article article = page.article();
  const Summary summary = Summarizer(with_sentences(1)).summarize(article);
  EXPECT_EQ(part_of(article, summary, 1, "").sentences.size(), 2u);
  EXPECT_EQ(part_of(article, summary, 1, "").sentences[0].text, "Tea harvest fails");
  EXPECT_EQ(part_of(article, summary, 3, "").sentences.size(), 4u) << "all of a short text";
}

TEST(Groups, SummarizesEachGroupOnItsOwn) {
  Groups groups(with_sentences(1));
  for (const char* id : {"a", "b", "c"}) {
    groups.take(id, {"tea", "en", {loose("The tea harvest of the hills failed because of the rain.")}});
    groups.take(id, {"coffee", "en", {loose("Coffee traders expect lower prices in the spring.")}});
  }
  groups.take("d", {"tea", "en", {loose("A dog crossed an empty street at night somewhere.")}});
  EXPECT_THAT(
      groups.to_json(),
      AllOf(HasSubstr(R"({"groups":[{"group":"tea","documents":4,"sentences":[{"text":"The tea harvest)"),
            HasSubstr(R"({"group":"coffee","documents":3,"sentences":[{"text":"Coffee traders)"),
            Not(HasSubstr("A dog"))));
}

TEST(Groups, SaysNothingTwice) {
  Groups groups(with_sentences(2));
  groups.take("a", {"", "en", {loose("The tea harvest of the hills failed because of the rain.")}});
  groups.take("b", {"", "en", {loose("The tea harvest of the hills failed because of the rain.")}});
  groups.take("c", {"", "en", {loose("Prices of tea rose by a fifth within a single month.")}});
  const std::string json = groups.to_json();
  EXPECT_EQ(json.find("harvest"),
            json.rfind("\"text\":\"The tea harvest") + std::string("\"text\":\"The tea ").size());
  EXPECT_THAT(json, HasSubstr("Prices of tea"));
}

TEST(Groups, MemoryDoesNotGrowWithTheDocuments) {
  Groups groups(with_sentences(3));
  for (int i = 0; i < 20000; ++i) {
    const std::string word = "word" + std::to_string(i % 700);
    groups.take(std::to_string(i),
                {"", "en", {loose("The " + word + " was found by the people of the hills today.")}});
    ASSERT_THAT(groups.gathered(), Lt(Groups::kMaxSentences + 1));
  }
  EXPECT_THAT(groups.to_json(), HasSubstr(R"("documents":20000,)"));
}

TEST(Groups, WithoutDocumentsAreNone) { EXPECT_EQ(Groups({}).to_json(), R"({"groups":[]})"); }

testkit::Text document(const char* topic, std::initializer_list<std::string_view> sentences) {
  testkit::Text text = Page().paragraph(sentences).document();
  text.meta("topic", topic);
  return text;
}

TEST(GroupSummarizer, GroupsByAFieldOfTheDocument) {
  testkit::FakeHost host(TEXTMILL_MANIFEST);
  testkit::Stage stage =
      host.set("group_by", "topic").set("sentences", 1).create(textmill_plugin_v1, "group-summarizer");
  ASSERT_TRUE(stage.status()) << stage.status().message();
  for (const char* topic : {"tea", "coffee"}) {
    testkit::Text text = document(topic, {"The harvest of the hills failed because of the rain."});
    ASSERT_TRUE(stage.run(text)) << text.status().message();
  }
  EXPECT_THAT(*stage.result(), AllOf(HasSubstr(R"("group":"tea","documents":1)"),
                                     HasSubstr(R"("group":"coffee","documents":1)")));
}

TEST(GroupSummarizer, RefusesAGroupThatIsNoName) {
  testkit::Stage stage = testkit::FakeHost(TEXTMILL_MANIFEST)
                             .set("group_by", "topic")
                             .create(textmill_plugin_v1, "group-summarizer");
  testkit::Text text = document("tea", {"The harvest failed."});
  text.meta("topic", 1.5);
  EXPECT_FALSE(stage.run(text));
  EXPECT_THAT(text.status().message(), HasSubstr("the field 'topic'"));
}

}  // namespace
}  // namespace textmill::summarizer
