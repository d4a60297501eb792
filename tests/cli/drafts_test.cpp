// Drafts of the contract are for trying out: nothing that uses one runs unless it is allowed, and a plugin
// that does not say that it uses one is not given it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Drafts : public ::testing::Test {
 protected:
  Drafts() {
    folder_.write("p.yaml", "textmill: 1\nstages:\n  - use: \"*\"\n");
    folder_.write("in.jsonl", small_corpus(1));
  }
  Ran run(const std::string& plugin, const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"run", "p.yaml", "in.jsonl", "--plugin", bad_plugin(plugin)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return textmill(arguments, {}, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_F(Drafts, AreRefusedUnlessAllowed) {
  const Ran refused = run("draft_listed");
  EXPECT_EQ(refused.exit, 4);
  EXPECT_THAT(refused.error, AllOf(HasSubstr("draft_listed.so: uses the draft 'textmill.source/draft-1'"),
                                   HasSubstr("--allow-drafts loads it all the same")));
  for (const char* isolation : {"thread", "process"}) {
    const Ran allowed =
        run("draft_listed", {"--allow-drafts", "--isolation", isolation, "--format", "jsonl"});
    EXPECT_EQ(allowed.exit, 0) << allowed.error;
    EXPECT_THAT(allowed.out,
                HasSubstr("\"draft_listed.count\":" + std::to_string(small_corpus(1).size() - 1)));
    EXPECT_THAT(allowed.error, HasSubstr("may change or be gone in the next release"));
  }
}

TEST_F(Drafts, OfAnotherNumberAreRefusedEvenThen) {
  const Ran ran = run("draft_of_old", {"--allow-drafts"});
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error,
              HasSubstr("'textmill.source/draft-0', which this textmill does not offer; did you mean "
                        "'textmill.source/draft-1'?"));
}

TEST_F(Drafts, AreNotGivenToAPluginThatDoesNotListThem) {
  const Ran ran = run("draft_unlisted", {"--allow-drafts", "--format", "jsonl"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("\"draft_unlisted.count\":-1"));
}

TEST_F(Drafts, AreShownByDescribe) {
  const Ran ran = textmill({"describe", bad_plugin("draft_listed")});
  EXPECT_THAT(ran.out, AllOf(HasSubstr("drafts      textmill.source/draft-1"), HasSubstr("refused")));
}

}  // namespace
}  // namespace textmill::test
