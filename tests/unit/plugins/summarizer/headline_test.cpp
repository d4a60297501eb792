#include "headline.hpp"

#include <gtest/gtest.h>

namespace textmill::summarizer {
namespace {

TEST(HeadlineOf, GivesOneLine) {
  struct Row {
    std::string_view sentence, want;
  };
  for (const Row& row : {
           Row{"The bridge is closed.", "The bridge is closed"},
           Row{"Is the bridge closed?", "Is the bridge closed?"},
           Row{"However, the bridge is closed.", "The bridge is closed"},
           Row{"The bridge is closed, police said.", "The bridge is closed"},
           Row{"The bridge is closed, according to the mayor.", "The bridge is closed"},
           Row{"The bridge\nis closed.", "The bridge is closed"},
           Row{"LISBON (Reuters) - The bridge is closed.", "The bridge is closed"},
           Row{"It was built in the U.S.", "It was built in the U.S."},
           Row{"", ""},
       }) {
    EXPECT_EQ(headline_of(row.sentence, 90), row.want) << row.sentence;
  }
}

TEST(HeadlineOf, CutsALongSentenceAtAClause) {
  EXPECT_EQ(headline_of("The old harbour bridge is closed, which nobody had expected before the summer.", 50),
            "The old harbour bridge is closed");
}

TEST(HeadlineOf, NeverCutsAQuotationInTwo) {
  const std::string_view sentence =
      "The mayor said \"nobody, but nobody, will ever close this old bridge again\" on Monday.";
  EXPECT_EQ(headline_of(sentence, 40), sentence.substr(0, sentence.size() - 1));
}

}  // namespace
}  // namespace textmill::summarizer
