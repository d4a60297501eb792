#include <gtest/gtest.h>

#include "yaml/node.hpp"

namespace textmill::host::yaml {
namespace {

TEST(Nearest, FindsSlipsOfTheFingersOnly) {
  struct Row {
    std::string word;
    std::vector<std::string> candidates;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"uses", {"id", "use", "with"}, "use"},
      {"sumarizer", {"segmenter", "summarizer"}, "summarizer"},
      {"Segmenter", {"segmenter"}, "segmenter"},   // letter case
      {"stgaes", {"stages", "states"}, "stages"},  // two letters swapped count once
      {"entity_tagger", {"entity-tagger"}, "entity-tagger"},
      {"wiht", {"width", "with"}, "with"},  // the nearest, not the first
      {"stage", {"stages"}, "stages"},
      {"id", {"use", "as"}, ""},  // too short to guess
      {"banana", {"segmenter", "summarizer"}, ""},
      {"", {"use"}, ""},
      {std::string(1000, 'x'), {std::string(1000, 'x')}, ""},  // nobody types that
  };
  for (const Row& row : rows) EXPECT_EQ(nearest(row.word, row.candidates), row.want) << row.word;
}

TEST(DidYouMean, IsEmptyWithoutANearWord) {
  EXPECT_EQ(did_you_mean("uses", {"use"}), "; did you mean 'use'?");
  EXPECT_EQ(did_you_mean("banana", {"use"}), "");
}

}  // namespace
}  // namespace textmill::host::yaml
