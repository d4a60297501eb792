#include "fitness.hpp"

#include <gtest/gtest.h>

#include "page.hpp"

namespace textmill::summarizer {
namespace {

TEST(Dateline, EndsBehindTheAgency) {
  struct Row {
    std::string_view sentence;
    std::size_t length;
  };
  for (const Row& row : {
           Row{"(CNN)The mayor resigned.", 5},
           Row{"LISBON (Reuters) - The mayor resigned.", 19},
           Row{"Lisbon, Portugal (AP) \u2014 The mayor resigned.", 26},
           Row{"(CapsNet) is a network.", 0},  // not an agency
           Row{"The mayor (Reuters) resigned at a meeting", 0 + 20},
           Row{"The mayor of the old town resigned after a meeting of many hours (AP) said.", 0},  // too late
           Row{"(CNN)", 0},  // nothing behind it
           Row{"", 0},
       }) {
    EXPECT_EQ(dateline_length(row.sentence), row.length) << row.sentence;
  }
}

TEST(ListMark, IsAShortNumberWithAMark) {
  EXPECT_EQ(list_mark_length("1. Heat the oil."), 3u);
  EXPECT_EQ(list_mark_length("12) Serve it."), 4u);
  for (const std::string_view none : {"2024. It rained.", "1.5 litres", "1.", "Heat 1. oil", ""})
    EXPECT_EQ(list_mark_length(none), 0u) << none;
}

TEST(HasEndMark, KnowsTheMarksOfManyScripts) {
  for (const std::string_view yes :
       {"It ended.", "\"It ended.\"", "It ended (at last).", "Really?!", "And so\u2026",
        "\u7ed3\u675f\u4e86\u3002", "\u0633\u0644\u0627\u0645\u061f", "\u0905\u0902\u0924\u0964",
        "\u201cIt ended.\u201d"}) {
    EXPECT_TRUE(has_end_mark(yes)) << yes;
  }
  for (const std::string_view no : {"A heading", "Three things:", "", "\"", "one, two;"})
    EXPECT_FALSE(has_end_mark(no)) << no;
}

TEST(IsBalanced, MissesAnyHalf) {
  for (const std::string_view yes :
       {"He said \"no\".", "\u201cNo\u201d, he said.", "It (the old one) fell.", "It's fine.", ""}) {
    EXPECT_TRUE(is_balanced(yes)) << yes;
  }
  for (const std::string_view no :
       {"\"You took it.", "\u201cNo, he said.", "said he\u201d", "the old one) fell", "\u00abNon"}) {
    EXPECT_FALSE(is_balanced(no)) << no;
  }
}

Judgement judgement_of(std::string_view label, std::string_view sentence) {
  Page page;
  page.add("title", {"Council Closes The Old Harbour Bridge"});
  page.add(label, {sentence});
  Article article = page.article();
  Lexicon lexicon("en");
  TermIndex index;
  count_terms(article, lexicon, index);
  std::vector<Judgement> judgements;
  judge(article, index, judgements);
  return judgements.at(1);
}

TEST(Judge, NeverTakesWhatIsNotText) {
  for (const std::string_view label :
       {"heading", "title", "caption", "byline", "breadcrumb", "table_row", "boilerplate"}) {
    EXPECT_EQ(judgement_of(label, "Engineers found two deep cracks in the northern pier of it.").fitness,
              Fitness::Unfit)
        << label;
  }
  for (const std::string_view label : {"paragraph", "quote", "list_item"}) {
    EXPECT_EQ(judgement_of(label, "Engineers found two deep cracks in the northern pier of it.").fitness,
              Fitness::Good)
        << label;
  }
}

TEST(Judge, TellsGoodFromPoorFromUnfit) {
  struct Row {
    std::string_view label;
    std::string_view sentence;
    Fitness want;
  };
  for (const Row& row : {
           Row{"paragraph", "The council closes the old harbour bridge.", Fitness::Unfit},  // the title again
           Row{"list_item", "cracks in the northern pier", Fitness::Unfit},                 // a fragment
           Row{"paragraph", "What Engineers Found Under Water", Fitness::Unfit},    // a heading in disguise
           Row{"paragraph", "It is what it is and that is that.", Fitness::Unfit},  // no content
           Row{"paragraph", "Cracks were found.", Fitness::Poor},                   // short
           Row{"paragraph", "Who will pay for the new pier that engineers want?", Fitness::Poor},
           Row{"paragraph", "\"Nobody asked the fishermen about the closure of the port.", Fitness::Poor},
           Row{"paragraph", "Engineers had found these things in the northern pier:", Fitness::Unfit},
       }) {
    EXPECT_EQ(judgement_of(row.label, row.sentence).fitness, row.want) << row.sentence;
  }
}

TEST(Judge, SeesWhatPointsBack) {
  EXPECT_TRUE(judgement_of("paragraph", "He also said that the northern pier had deep cracks.").points_back);
  EXPECT_TRUE(
      judgement_of("paragraph", "However, the northern pier had deep cracks in two places.").points_back);
  EXPECT_FALSE(
      judgement_of("paragraph", "Engineers said that the northern pier had deep cracks.").points_back);
}

}  // namespace
}  // namespace textmill::summarizer
