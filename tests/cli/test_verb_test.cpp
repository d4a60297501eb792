#include <gmock/gmock.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPipeline = "textmill: 1\nstages: [{use: segmenter}]\n";
constexpr const char* kGood = R"(
cases:
  - name: two sentences
    text: One is here. Two is there.
    expect: {layers: {sentences: {count: 2}}}
  - name: no sentence
    text: ""
    expect: {layers: {sentences: {count: 0}}}
)";

class TestVerb : public ::testing::Test {
 protected:
  TestVerb() { folder.write("p.yaml", kPipeline); }
  Ran run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "test");
    return textmill(arguments, "", folder.path());
  }

  ScratchFolder folder;
};

TEST_F(TestVerb, RunsTheFilesOfAFolder) {
  folder.write("p_test.yaml", kGood);
  const Ran ran = run({});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(ran.out, "p_test.yaml\n  ok     two sentences\n  ok     no sentence\n2 cases: 2 ok, 0 failed\n");
  EXPECT_EQ(run({"-q", "p_test.yaml"}).out, "2 cases: 2 ok, 0 failed\n");
  EXPECT_EQ(run({"-q", "--filter", "no sen"}).out, "1 case: 1 ok, 0 failed\n");
}

TEST_F(TestVerb, ShowsTheTextOfAFailureWithMarks) {
  folder.write("p_test.yaml", R"(cases:
  - name: a wrong idea
    text: One is here. Two is there.
    expect:
      layers:
        sentences:
          - One is here. Two is there.
)");
  const Ran ran = run({"--junit", "report.xml"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out,
              HasSubstr("  FAILED a wrong idea\n"
                        "    p_test.yaml:7: sentences: expected 'One is here. Two is there.', found none\n"
                        "        1 | One is here. Two is there.\n"
                        "          | ^^^^^^^^^^^^^^^^^^^^^^^^^^ expected 'One is here. Two is there.'\n"
                        "          | ~~~~~~~~~~~~ found\n"
                        "          |              ~~~~~~~~~~~~~ found\n"
                        "1 case: 0 ok, 1 failed\n"));
  EXPECT_THAT(folder.read("report.xml"), HasSubstr("<failure message=\"p_test.yaml:7: sentences: expected"));
  EXPECT_EQ(
      shell("python3 -c \"import xml.etree.ElementTree as t; t.parse('report.xml')\"", folder.path()).exit,
      0);
}

TEST_F(TestVerb, ComparesWithGoldenFilesAndWritesThemWhenAsked) {
  folder.write("p_test.yaml", "cases: [{name: a, text: One is here., expect: {golden: a.golden}}]\n");
  Ran ran = run({});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out, HasSubstr("a.golden: cannot be read; --update writes it"));
  EXPECT_EQ(run({"--update"}).exit, 0);
  EXPECT_THAT(folder.read("a.golden"), HasSubstr("sentences\n  0-12 'One is here.'\n"));
  EXPECT_EQ(run({}).exit, 0);
  folder.write("p_test.yaml", "cases: [{name: a, text: One was here., expect: {golden: a.golden}}]\n");
  ran = run({});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.out, HasSubstr("differs; if the new result is right, --update writes it\n"));
  EXPECT_THAT(ran.out, HasSubstr("expected 0-12 paragraph 'One is here.'"));
}

TEST_F(TestVerb, RefusesWhatItCannotRun) {
  EXPECT_EQ(run({}).exit, 2);
  EXPECT_THAT(run({"nowhere"}).error, HasSubstr("nowhere: no test file"));
  folder.write("p_test.yaml", "cases: [{name: a, txt: b, expect: {}}]\n");
  EXPECT_EQ(run({}).exit, 3);
  folder.write("p_test.yaml", "pipeline: no-such\ncases: [{name: a, text: b, expect: {}}]\n");
  const Ran ran = run({});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_THAT(ran.out, Not(HasSubstr("ok,")));
  folder.write("p_test.yaml", kGood);
  EXPECT_EQ(run({"--filter", "nothing like it"}).exit, 2);
}

TEST_F(TestVerb, RunsAgainWhenAFileChanges) {
  folder.write("p_test.yaml", kGood);
  const Ran ran = shell(
      "$TEXTMILL test --watch -q > out 2> err & watcher=$!; "
      "lines() { for i in $(seq 200); do [ \"$(wc -l < out)\" -ge $1 ] && return; sleep 0.1; done; }; "
      "lines 1; echo '# a change' >> p_test.yaml; lines 2; kill -TERM $watcher; wait $watcher; cat out",
      folder.path());
  EXPECT_EQ(ran.out, "2 cases: 2 ok, 0 failed\n2 cases: 2 ok, 0 failed\n");
}

}  // namespace
}  // namespace textmill::test
