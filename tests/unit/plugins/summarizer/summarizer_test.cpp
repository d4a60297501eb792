#include "summarizer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

#include "page.hpp"

namespace textmill::summarizer {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Page harbour() {
  Page page;
  page.add("breadcrumb", {"Home News City"});
  page.add("title", {"Council Closes The Old Harbour Bridge"});
  page.add("byline", {"By Ada Brink and Tom Olsen of the city desk"});
  page.paragraph(
      {"The city council will close the harbour bridge on Monday after engineers found deep cracks in its "
       "northern pier.",
       "Repairs to the bridge are expected to take eight months and to cost 12 million euros."});
  page.add("heading", {"What engineers found"});
  page.paragraph({"Divers saw the cracks during a routine inspection of the bridge in September.",
                  "He also said that nobody was in danger at any time of the year.",
                  "Who will pay for all of it in the end?"});
  page.paragraph(
      {"Fishermen fear that the closure of the bridge will cut the market off from the harbour.",
       "The city council will close the harbour bridge on Monday after engineers found deep cracks in its "
       "northern pier.",
       "A ferry will carry pedestrians across the harbour every ten minutes until the repairs are done."});
  page.add("boilerplate", {"Read more stories about the harbour bridge and the council on our pages today."});
  return page;
}

Summary summarize(const Page& page, const Options& options = {}) {
  Article article = page.article();
  return Summarizer(options).summarize(article);
}

std::vector<std::uint32_t> chosen(const Summary& summary) {
  std::vector<std::uint32_t> sentences;
  for (const ChosenSentence& sentence : summary.sentences) sentences.push_back(sentence.sentence);
  return sentences;
}

Options exactly(std::uint32_t sentences) {
  Options options;
  options.length.sentences = sentences;
  return options;
}

TEST(Summarizer, GivesThreeSentencesOfTheBodyInReadingOrder) {
  const Summary summary = summarize(harbour());
  EXPECT_THAT(chosen(summary), SizeIs(3));
  EXPECT_THAT(chosen(summary), ::testing::Contains(3));  // what happened
  EXPECT_TRUE(std::is_sorted(summary.sentences.begin(), summary.sentences.end(),
                             [](const auto& a, const auto& b) { return a.span < b.span; }));
  EXPECT_EQ(summary.status, SummaryStatus::Ok);
}

TEST(Summarizer, NumbersTheChoicesAndExplainsThem) {
  const Summary summary = summarize(harbour());
  std::vector<std::uint32_t> ranks;
  for (const ChosenSentence& sentence : summary.sentences) {
    ranks.push_back(sentence.rank);
    EXPECT_GT(sentence.score, 0);
    EXPECT_LE(sentence.score, 1);
    EXPECT_THAT(sentence.reasons, HasSubstr("position "));
    EXPECT_THAT(sentence.reasons, HasSubstr("new: "));
  }
  EXPECT_THAT(ranks, ::testing::UnorderedElementsAre(1, 2, 3));
}

TEST(Summarizer, NeverTakesHeadingsFurnitureOrRepeats) {
  const Summary summary = summarize(harbour(), exactly(100));
  EXPECT_THAT(chosen(summary), ::testing::IsSubsetOf({3u, 4u, 6u, 7u, 8u, 9u, 11u}));
  EXPECT_THAT(chosen(summary), ::testing::IsSupersetOf({3u, 4u, 6u, 11u}));
  EXPECT_EQ(summary.status, SummaryStatus::Short);
}

TEST(Summarizer, KeepsToEveryLength) {
  Options options;
  options.length.words = 40;
  EXPECT_LE(summarize(harbour(), options).words, 40u);
  EXPECT_THAT(summarize(harbour(), options).sentences, SizeIs(::testing::Ge(2)));
  options = {};
  options.length.characters = 120;
  EXPECT_THAT(summarize(harbour(), options).sentences, SizeIs(1));
  options = {};
  options.length.share = 25;
  EXPECT_THAT(summarize(harbour(), options).sentences, SizeIs(2));
  options.length.share = 0.01;
  EXPECT_THAT(summarize(harbour(), options).sentences, SizeIs(1));
  options = {};
  options.length.max_sentences = 2;
  EXPECT_THAT(summarize(harbour(), options).sentences, SizeIs(::testing::Le(2)));
}

TEST(Summarizer, StaysSaneOnTextsWithNothingToChoose) {
  EXPECT_THAT(summarize(Page()).sentences, IsEmpty());
  EXPECT_EQ(summarize(Page()).status, SummaryStatus::Empty);
  Page headings;
  headings.add("title", {"Only a title"}).add("heading", {"And a heading"});
  EXPECT_EQ(summarize(headings).status, SummaryStatus::Empty);
  Page one;
  one.paragraph({"Hello there, world."});
  EXPECT_THAT(chosen(summarize(one)), ElementsAre(0));
  Page same;
  same.paragraph(
      std::vector<std::string_view>(200, "All the people of the town say the same thing every day."));
  const Summary summary = summarize(same);
  EXPECT_THAT(chosen(summary), ElementsAre(0));
  EXPECT_TRUE(std::isfinite(summary.sentences[0].score));
}

TEST(Summarizer, GivesTheSameAnswerWhateverCameBefore) {
  Summarizer summarizer(exactly(3));
  const Page page = harbour();
  Page other;
  other.paragraph({"Harbour cracks and bridges were the talk of every fisherman in the northern town."});
  Article first = page.article();
  const auto before = chosen(summarizer.summarize(first));
  Article between = other.article();
  summarizer.summarize(between);
  Article again = page.article();
  EXPECT_EQ(chosen(summarizer.summarize(again)), before);
}

TEST(Summarizer, LeavesOutAnAgencysDateline) {
  Page page;
  page.paragraph({"LISBON (Reuters) - Engineers found deep cracks in the northern pier of the bridge."});
  const Summary summary = summarize(page);
  ASSERT_THAT(summary.sentences, SizeIs(1));
  EXPECT_TRUE(text_of(page.text(), summary.sentences[0].span).starts_with("Engineers"));
}

TEST(Summarizer, LeavesListItemsOutIfAskedTo) {
  Page page;
  page.add("list_item", {"The ferry across the lake returns after a pause of ten years."});
  page.paragraph({"Ten years ago the last captain of the lake tied up his boat and retired."});
  Options options = exactly(2);
  EXPECT_THAT(chosen(summarize(page, options)), ElementsAre(0, 1));
  options.bullets = false;
  EXPECT_THAT(chosen(summarize(page, options)), ElementsAre(1));
}

TEST(Summarizer, GivesOneLineIfAskedTo) {
  Options options;
  options.headline = true;
  EXPECT_THAT(summarize(harbour(), options).headline, HasSubstr("bridge"));
  EXPECT_EQ(summarize(Page(), options).headline, "");
  EXPECT_EQ(summarize(harbour()).headline, "");
}

TEST(Summarizer, WorksInLanguagesWithAndWithoutFunctionWords) {
  Page german;
  german.paragraph(
      {"Die alte Br\u00fccke \u00fcber den Fluss wird am Montag wegen tiefer Risse f\u00fcr acht Monate "
       "gesperrt.",
       "Taucher hatten die Risse in der Br\u00fccke bei einer Pr\u00fcfung im September gefunden.",
       "Das Wetter war in jenen Tagen sch\u00f6n und viele Leute gingen spazieren."});
  EXPECT_THAT(chosen(summarize(german, exactly(1))), ElementsAre(0));
  Page turkish;
  turkish.paragraph(
      {"Belediye eski k\u00f6pr\u00fcy\u00fc derin \u00e7atlaklar y\u00fcz\u00fcnden pazartesi "
       "g\u00fcn\u00fc sekiz ayl\u0131\u011f\u0131na kapat\u0131yor.",
       "Dalg\u0131\u00e7lar k\u00f6pr\u00fcdeki \u00e7atlaklar\u0131 eyl\u00fcl ay\u0131nda yap\u0131lan bir "
       "denetimde bulmu\u015ftu."});
  EXPECT_THAT(chosen(summarize(turkish, exactly(2))), ElementsAre(0, 1));
}

TEST(Summarizer, HandlesASentenceOfAMillionBytes) {
  std::string giant = "Engineers";
  while (giant.size() < 1'000'000) giant += " found cracks in pier" + std::to_string(giant.size());
  giant += '.';
  Page page;
  page.paragraph({giant, "The council will close the bridge on Monday for eight long months of repairs."});
  EXPECT_THAT(summarize(page, exactly(2)).sentences, SizeIs(2));
}

}  // namespace
}  // namespace textmill::summarizer
