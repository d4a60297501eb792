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

/// What `textmill test --watch` prints on standard output while `script` goes on beside it. In the script
/// `lines out 2` waits until there are two lines of output, `lines err 1` until one run's end was reported.
std::string watched(const std::string& script, const ScratchFolder& folder, const std::string& option = "") {
  return shell("mkdir -p log; $TEXTMILL test --watch -q " + option +
                   " > log/out 2> log/err & watcher=$!; lines() { for i in $(seq 600); do "
                   "[ \"$(wc -l < log/$1)\" -ge $2 ] && return; sleep 0.1; done; }; " +
                   script + "; kill -TERM $watcher; wait $watcher; cat log/out",
               folder.path())
      .out;
}

TEST_F(TestVerb, RunsAgainWhenAFileChanges) {
  folder.write("p_test.yaml", kGood);
  EXPECT_EQ(watched("lines err 1; echo '# a change' >> p_test.yaml; lines err 2", folder),
            "2 cases: 2 ok, 0 failed\n2 cases: 2 ok, 0 failed\n");
}

TEST_F(TestVerb, RunsAgainWhenAFileIsSavedDuringTheRun) {
  folder.write("p_test.yaml", kGood);
  // Behind its line of output the run goes on for a moment, longer with sanitizers.
  EXPECT_EQ(watched("lines out 1; echo '# a change' >> p_test.yaml; lines out 2", folder),
            "2 cases: 2 ok, 0 failed\n2 cases: 2 ok, 0 failed\n");
}

TEST_F(TestVerb, DoesNotRunForEverBecauseOfWhatItWrites) {
  folder.write("p_test.yaml", kGood);
  EXPECT_EQ(watched("lines err 1; sleep 1", folder, "--junit report.xml"),
            "2 cases: 2 ok, 0 failed\n2 cases: 2 ok, 0 failed\n");
}

}  // namespace
}  // namespace textmill::test
