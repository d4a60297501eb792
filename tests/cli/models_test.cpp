// Models of plugins that ship with Textmill are made side by side: what is said about them must not depend on
// which is ready first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kKeywords = "  - use: keyword-density\n    with: {phrases_file: phrases.txt}\n";
const std::string kTagger = "  - use: entity-tagger\n    with: {gazetteers: [missing.tsv]}\n";

class Models : public ::testing::TestWithParam<const char*> {
 protected:
  Ran run(const std::string& stages) {
    folder_.write("p.yaml", "textmill: 1\nstages:\n  - use: segmenter\n" + stages);
    folder_.write("phrases.txt", "\xFF\n");
    folder_.write("a.txt", "A text.\n");
    return textmill({"run", "p.yaml", "a.txt", "--isolation", GetParam(), "--output", "out.jsonl"}, {},
                    folder_.path());
  }
  ScratchFolder folder_;
};

TEST_P(Models, FailWithTheFirstStageOfThePipelineThatDoes) {
  for (int i = 0; i < 10; ++i) {
    const Ran first = run(kKeywords + kTagger);
    EXPECT_EQ(first.exit, 4);
    EXPECT_THAT(first.error, HasSubstr("p.yaml:4: stage 'keyword-density' cannot start"));
    EXPECT_THAT(first.error, Not(HasSubstr("entity-tagger")));
    const Ran second = run(kTagger + kKeywords);
    EXPECT_EQ(second.exit, 4);
    EXPECT_THAT(second.error, HasSubstr("p.yaml:4: stage 'entity-tagger' cannot start"));
    EXPECT_THAT(second.error, Not(HasSubstr("keyword-density")));
  }
}

INSTANTIATE_TEST_SUITE_P(Isolations, Models, ::testing::Values("thread", "process"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace textmill::test
