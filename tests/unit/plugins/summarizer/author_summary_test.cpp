#include "author_summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page.hpp"
#include "summarizer.hpp"

namespace textmill::summarizer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AnnouncesSummary, KnowsTheUsualHeadings) {
  for (const std::string_view yes : {"Summary", "KEY POINTS", "Key takeaways:", "TL;DR", "Auf einen Blick",
                                     "R\u00e9sum\u00e9", "En bref", "In breve", "\u6458\u8981"}) {
    EXPECT_TRUE(announces_summary(yes)) << yes;
  }
  for (const std::string_view no : {"", "Summary judgment", "The key", "Points"})
    EXPECT_FALSE(announces_summary(no)) << no;
}

Page with_bullets() {
  Page page;
  page.add("title", {"Ferry Returns To The Lake"});
  page.add("heading", {"Summary"});
  page.add("list_item", {"The ferry across the lake returns after a pause of ten years."});
  page.add("list_item", {"Tickets cost four euros and bicycles travel without a fee."});
  page.add("heading", {"A long pause"});
  page.paragraph({"Ten years ago the last captain of the lake tied up his boat and retired.",
                  "Since then people from the south bank have driven an hour around the water.",
                  "The county bought a new electric boat with money from a European fund."});
  return page;
}

TEST(FindAuthorSummary, TakesTheListBelowTheHeading) {
  EXPECT_THAT(find_author_summary(with_bullets().article()), ElementsAre(2, 3));
}

TEST(FindAuthorSummary, TakesOneParagraphAndNoMore) {
  Page page;
  page.add("heading", {"Abstract"});
  page.paragraph({"We study ferries.", "They are slow."}).paragraph({"Ferries are old."});
  EXPECT_THAT(find_author_summary(page.article()), ElementsAre(1, 2));
}

TEST(FindAuthorSummary, FindsNoneWhereThereIsNone) {
  EXPECT_THAT(find_author_summary(Page().article()), IsEmpty());
  EXPECT_THAT(find_author_summary(Page().add("heading", {"Summary"}).article()), IsEmpty());
  Page long_one;
  long_one.add("heading", {"Summary"});
  for (int i = 0; i < 30; ++i) long_one.add("list_item", {"One more point of a long list."});
  EXPECT_THAT(find_author_summary(long_one.article()), IsEmpty());
}

Summary summarize(AuthorSummary author) {
  Options options;
  options.author = author;
  options.length.sentences = 3;
  const Page page = with_bullets();
  Article article = page.article();
  return Summarizer(options).summarize(article);
}

std::vector<std::uint32_t> chosen(const Summary& summary) {
  std::vector<std::uint32_t> sentences;
  for (const ChosenSentence& sentence : summary.sentences) sentences.push_back(sentence.sentence);
  return sentences;
}

TEST(Summarizer, TakesTheAuthorsSentencesFirst) {
  const Summary summary = summarize(AuthorSummary::Prefer);
  EXPECT_THAT(chosen(summary), ElementsAre(2, 3, ::testing::Ge(5u)));
  EXPECT_EQ(summary.author_sentences, 2u);
}

TEST(Summarizer, LeavesTheAuthorsSentencesOut) {
  const Summary summary = summarize(AuthorSummary::Ignore);
  EXPECT_THAT(chosen(summary), ElementsAre(5, 6, 7));
  EXPECT_EQ(summary.author_rouge1, 0);
}

TEST(Summarizer, ComparesItselfWithTheAuthor) {
  const Summary summary = summarize(AuthorSummary::Compare);
  EXPECT_THAT(chosen(summary), ElementsAre(5, 6, 7));
  EXPECT_GT(summary.author_rouge1, 0);
  EXPECT_LT(summary.author_rouge1, 1);
}

TEST(Summarizer, SummarizesAPageThatIsNothingButASummary) {
  Page page;
  page.add("heading", {"Summary"})
      .paragraph({"The ferry across the lake returns after a pause of ten years."});
  Article article = page.article();
  Options options;
  options.author = AuthorSummary::Ignore;
  EXPECT_THAT(chosen(Summarizer(options).summarize(article)), ElementsAre(1));
}

}  // namespace
}  // namespace textmill::summarizer
