#include "quotes.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textmill::summarizer {
namespace {

TEST(ReadQuotes, TellsWhetherMarksHaveTheirOtherHalf) {
  struct Row {
    std::string_view sentence;
    bool any;
    bool balanced;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"The bridge is closed.", false, true},
           {"The bridge (built in 1911) is closed.", false, true},
           {"\"It is closed,\" he said.", true, true},
           {"He said \u201cit is closed\u201d and \u00abferm\u00e9\u00bb.", true, true},
           {"\u300c\u6a4b\u300d\u3002", false, true},
           {"\"It is closed.", true, false},
           {"It is closed\u201d, he said.", false, false},
           {"The bridge (built in 1911 is closed.", false, false},
           {"\u201eHalb", true, false},
           {"", false, true},
       }) {
    EXPECT_EQ(read_quotes(row.sentence).any, row.any) << row.sentence;
    EXPECT_EQ(read_quotes(row.sentence).balanced, row.balanced) << row.sentence;
  }
}

TEST(QuoteFinder, TellsOfEachSentenceWhatItTellsAloneInAnyOrder) {
  const std::vector<std::string> sentences = {"(One", "two) \"", "three.", "\u201cFour\u201d", "\"", "five"};
  std::string text;
  std::vector<Span> spans;
  for (const std::string& sentence : sentences) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += sentence;
    spans.push_back({begin, static_cast<std::uint32_t>(text.size())});
  }
  QuoteFinder find(text);
  for (const std::size_t i : {0u, 1u, 2u, 3u, 4u, 5u, 3u, 0u, 1u, 4u, 5u, 2u}) {
    const Quotes alone = read_quotes(sentences[i]);
    const Quotes found = find(spans[i]);
    EXPECT_EQ(found.any, alone.any) << sentences[i];
    EXPECT_EQ(found.balanced, alone.balanced) << sentences[i];
  }
}

}  // namespace
}  // namespace textmill::summarizer
