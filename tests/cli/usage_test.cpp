#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

TEST(CommandLine, ShowsItsVersionAndHelp) {
  const Ran version = textmill({"--version"});
  EXPECT_EQ(version.exit, 0);
  EXPECT_THAT(version.out, HasSubstr("textmill 0."));
  const Ran help = textmill({"--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_THAT(help.out, HasSubstr("Examples:"));
  EXPECT_THAT(textmill({"run", "--help"}).out, HasSubstr("--output"));
}

TEST(CommandLine, ShowsTheUsageOfAVerbUnderItsWholeName) {
  EXPECT_THAT(textmill({"--help"}).out, HasSubstr("Usage: textmill ["));
  EXPECT_THAT(textmill({"new", "plugin", "--help"}).out, HasSubstr("Usage: textmill new plugin ["));
}

TEST(CommandLine, SuggestsTheNearestVerbAndOption) {
  const Ran verb = textmill({"rum", "x.yaml"});
  EXPECT_EQ(verb.exit, 2);
  EXPECT_THAT(verb.error, HasSubstr("unknown verb 'rum'; did you mean 'run'?"));
  const Ran option = textmill({"run", "x.yaml", "--ouput", "y"});
  EXPECT_EQ(option.exit, 2);
  EXPECT_THAT(option.error, HasSubstr("unknown option '--ouput'; did you mean '--output'?"));
}

TEST(CommandLine, RefusesWhatItCannotUnderstand) {
  struct Row {
    std::vector<std::string> arguments;
    const char* message;
  };
  const std::vector<Row> rows = {
      {{}, "verb"},
      {{"run"}, "pipeline"},
      {{"run", "segment", "x.txt", "--workers", "0"}, "--workers"},
      {{"run", "segment", "x.txt", "--set", "novalue"}, "NAME=VALUE"},
      {{"run", "segment", "x.txt", "--doc-timeout", "5"}, "duration"},
      {{"run", "segment", "x.txt", "--format", "jsnl"}, "'jsnl' is not known; did you mean 'jsonl'?"},
      {{"run", "segment", "x.txt", "--isolation", "x"}, "expected auto, thread, process"},
      {{"run", "segment", "x.txt", "--fail-on", "bad"}, "--fail-on"},
      {{"run", "segment", "x.txt", "--shards", "0"}, "not in range 1 to 99999"},
      {{"new"}, "'new' needs one of its verbs: plugin, pipeline"},
      {{"new", "plugn"}, "unknown verb 'new plugn'; did you mean 'plugin'?"},
  };
  for (const Row& row : rows) {
    const Ran ran = textmill(row.arguments);
    EXPECT_EQ(ran.exit, 2) << ran.error;
    EXPECT_THAT(ran.error, HasSubstr(row.message));
  }
}

TEST(CommandLine, MissingPipelineFileNamesTheNearestOneThatShips) {
  const Ran ran = textmill({"run", "article-adit", "x.txt"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_THAT(ran.error, HasSubstr("did you mean 'article-audit'?"));
}

TEST(CommandLine, HasAManualPageForEachVerb) {
  const ScratchFolder folder;
  ASSERT_EQ(textmill({"man", "--directory", "pages"}, {}, folder.path()).exit, 0);
  const std::string all = folder.read("pages/textmill.1");
  EXPECT_THAT(all, HasSubstr("see textmill\\-run(1)"));
  const Ran run = textmill({"man", "run"});
  EXPECT_EQ(run.out, folder.read("pages/textmill-run.1"));
  EXPECT_THAT(run.out, HasSubstr("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\n"));
  EXPECT_THAT(run.out, HasSubstr(".SH EXIT STATUS\n0 ok"));
  EXPECT_EQ(textmill({"man", "rnu"}).exit, 2);
  const Ran checked = shell(
      "command -v man >/dev/null || exit 0; for page in pages/*.1; do LC_ALL=C.UTF-8 MANWIDTH=200 man --warnings -E UTF-8 "
      "-l -Tutf8 -Z $page 2>&1 >/dev/null; done",
      folder.path());
  EXPECT_EQ(checked.out, "");
}

}  // namespace
}  // namespace textmill::test
