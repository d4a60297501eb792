#include "focus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page.hpp"
#include "summarizer.hpp"

namespace textmill::summarizer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Page market() {
  Page page;
  page.paragraph({"The covered market in the old town opens again after two years of repairs to its roof.",
                  "Forty traders have signed contracts and will sell food, flowers and clothes.",
                  "The mayor called the opening of the market a great day for the town."});
  page.paragraph(
      {"A bicycle garage with room for three hundred bicycles was built below the hall.",
       "The town paid nine million euros for the market and expects to earn it back in thirty years."});
  return page;
}

std::vector<float> shares(std::vector<std::string> phrases) {
  const Page page = market();
  const Article article = page.article();
  Lexicon lexicon("en");
  TermIndex index;
  count_terms(article, lexicon, index);
  return mark_focus(article, phrases, lexicon, index);
}

TEST(MarkFocus, FindsWordFormsAndParts) {
  EXPECT_THAT(shares({"bicycle garages"}), ElementsAre(0, 0, 0, 1, 0));
  EXPECT_THAT(shares({"the market traders"}), ElementsAre(0.5, 0.5, 0.5, 0, 0.5));
  EXPECT_THAT(shares({"garage", "Mayor"}), ElementsAre(0, 0, 1, 1, 0));
}

TEST(MarkFocus, IsEmptyWithoutContent) {
  EXPECT_THAT(shares({}), IsEmpty());
  EXPECT_THAT(shares({"the", "...", ""}), IsEmpty());
}

TEST(Summarizer, TurnsToWhatItIsAskedFor) {
  const auto first_choice = [](std::vector<std::string> focus) {
    Options options;
    options.length.sentences = 1;
    options.focus = std::move(focus);
    const Page page = market();
    Article article = page.article();
    return Summarizer(options).summarize(article).sentences.at(0).sentence;
  };
  EXPECT_EQ(first_choice({"bicycles"}), 3u);
  EXPECT_EQ(first_choice({"million euros"}), 4u);
  EXPECT_EQ(first_choice({"submarine"}), first_choice({}));  // nothing about it: the usual summary
}

}  // namespace
}  // namespace textmill::summarizer
