// Bad input gets a clear message and the right exit code, and the rest of the run is done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

long lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class Inputs : public ::testing::Test {
 protected:
  Ran run(std::vector<std::string> inputs, std::vector<std::string> more = {},
          const std::string& stdin_text = {}) {
    std::vector<std::string> arguments = {"run", "segment", "--format", "jsonl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), inputs.begin(), inputs.end());
    return textmill(arguments, stdin_text, folder_.path());
  }
  ScratchFolder folder_;
};

TEST_F(Inputs, APageSaysWhatItsLinesAreAndWhereTheyStand) {
  folder_.write("page.html", "<!doctype html><h1>The flood</h1><blockquote>It rose.</blockquote>");
  const std::string out = run({"page.html"}).out;
  EXPECT_THAT(
      out, HasSubstr(R"("markup":[{"begin":0,"end":9,"label":"title","source_begin":19,"source_end":28})"));
  EXPECT_THAT(out, HasSubstr(R"({"begin":11,"end":19,"label":"quote","score":1,"parent":1})"));
  folder_.write("page.txt", "The flood");
  EXPECT_THAT(run({"page.txt"}).out, Not(HasSubstr("markup")));
}

TEST_F(Inputs, OddTextsAreDocumentsToo) {
  folder_.write("empty.txt", "");
  folder_.write("one.txt", "x");
  folder_.write("nul.txt", std::string("The river rose.\0 It fell.", 25));
  folder_.write("blank.txt", " \n\n\t \n");
  folder_.write("dots.txt", "...!!!???");
  const Ran ran = run({"empty.txt", "one.txt", "nul.txt", "blank.txt", "dots.txt"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(lines(ran.out), 5);
}

TEST_F(Inputs, InvalidUtf8IsReplacedAndSaidSo) {
  folder_.write("bad.txt", "The \xFF river \xC0\x80 rose.");
  const Ran ran = run({"bad.txt"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("bad.txt: invalid UTF-8 at byte 4"));
}

TEST_F(Inputs, Utf16IsConvertedOrRefusedWithItsName) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("The river rose.")) utf16 += std::string(1, c) + '\0';
  folder_.write("utf16.txt", utf16);
  const Ran ran = run({"utf16.txt"});
  EXPECT_THAT(ran.error, HasSubstr("UTF-16"));
  EXPECT_EQ(lines(ran.out), 1);
}

TEST_F(Inputs, ABrokenLineCostsOnlyItself) {
  folder_.write(
      "in.jsonl",
      "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"Two.\"}\n");
  const Ran ran = run({"in.jsonl"}, {"--output", "out.jsonl"});
  EXPECT_EQ(ran.exit, 5);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl:2"));
  EXPECT_EQ(lines(folder_.read("out.jsonl")), 2);
  EXPECT_THAT(folder_.read("out.jsonl.quarantine.jsonl"), HasSubstr("\"line\":2"));
}

TEST_F(Inputs, ALastLineThatIsCutIsAnInputNotReadToItsEnd) {
  folder_.write("in.jsonl", "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"te");
  const Ran ran = run({"in.jsonl"});
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl:2"));
  EXPECT_EQ(lines(ran.out), 1);
}

TEST_F(Inputs, ATruncatedGzipGivesWhatWasWhole) {
  folder_.write("in.jsonl", small_corpus(5000));
  ASSERT_EQ(shell("gzip in.jsonl && head -c $(($(stat -c %s in.jsonl.gz) / 2)) in.jsonl.gz > cut.jsonl.gz",
                  folder_.path())
                .exit,
            0);
  const Ran ran = run({"cut.jsonl.gz"});
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("cut.jsonl.gz"));
  EXPECT_GT(lines(ran.out), 1000);
  EXPECT_LT(lines(ran.out), 5000);
}

TEST_F(Inputs, AnUnreadableFileIsReportedAndTheRestIsDone) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  folder_.write("closed.txt", "x");
  folder_.write("open.txt", "x");
  std::filesystem::permissions(folder_.path() / "closed.txt", std::filesystem::perms::none);
  const Ran ran = run({"closed.txt", "open.txt"});
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("closed.txt"));
  EXPECT_EQ(lines(ran.out), 1);
}

TEST_F(Inputs, AMissingInputIsAMistakeOnTheCommandLine) {
  const Ran ran = run({"missing.txt"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.error, HasSubstr("missing.txt"));
}

TEST_F(Inputs, FoldersGlobsAndStandardInputAreInputs) {
  folder_.write("in/b.txt", "Two.");
  folder_.write("in/a.txt", "One.");
  folder_.write("in/deep/c.txt", "Three.");
  EXPECT_EQ(lines(run({"in"}).out), 3);
  EXPECT_EQ(lines(run({"in/*.txt"}).out), 2);
  EXPECT_EQ(lines(run({"-"}, {}, small_corpus(4)).out), 4);
}

TEST_F(Inputs, ADuplicateIdIsSaidWithBothPlaces) {
  folder_.write("in.jsonl", "{\"id\":\"doc-1\",\"text\":\"One.\"}\n{\"id\":\"doc-1\",\"text\":\"Two.\"}\n");
  const Ran ran = run({"in.jsonl"});
  EXPECT_EQ(ran.exit, 5);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl:2: doc-1: duplicate id; first seen at in.jsonl:1"));
  EXPECT_EQ(lines(ran.out), 2);
}

TEST_F(Inputs, OneLineOf100MegabytesIsSetAsideAndTheRestIsDone) {
  std::string text = "{\"id\":\"big\",\"text\":\"" + std::string(100'000'000, 'x') + "\"}\n";
  folder_.write("in.jsonl", text + small_corpus(3));
  const Ran ran = run({"in.jsonl"}, {"--output", "out.jsonl"});
  EXPECT_EQ(ran.exit, 5);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl:1"));
  EXPECT_EQ(lines(folder_.read("out.jsonl")), 3);
}

TEST_F(Inputs, TheFieldsOfALineComeBackWhenAsked) {
  folder_.write("in.jsonl", "{\"id\":\"a\",\"text\":\"One.\",\"topic\":\"rivers\",\"n\":[1,{\"x\":2}]}\n");
  EXPECT_EQ(run({"in.jsonl"}).out.find("rivers"), std::string::npos);
  EXPECT_THAT(run({"in.jsonl"}, {"--meta"}).out,
              HasSubstr("\"meta\":{\"topic\":\"rivers\",\"n\":[1,{\"x\":2}]}"));
}

TEST_F(Inputs, AWrongNumberOfRecordsIsNoticedWhenOneIsExpected) {
  folder_.write("in.jsonl", small_corpus(5));
  EXPECT_EQ(run({"in.jsonl"}, {"--expect-records", "5"}).exit, 0);
  const Ran ran = run({"in.jsonl"}, {"--expect-records", "6"});
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("expected 6 records but read 5"));
}

TEST_F(Inputs, AFullDiskIsAnOutputFailure) {
  folder_.write("in.jsonl", small_corpus(2000));
  const Ran ran = run({"in.jsonl"}, {"--output", "/dev/full"});
  EXPECT_EQ(ran.exit, 7);
  EXPECT_THAT(ran.error, HasSubstr("No space left on device"));
}

TEST_F(Inputs, AClosedPipeEndsTheRunQuietly) {
  folder_.write("in.jsonl", small_corpus(20000));
  const Ran ran =
      shell("$TEXTMILL run segment in.jsonl --format jsonl | head -1 > first; echo ${PIPESTATUS[0]}",
            folder_.path());
  EXPECT_EQ(ran.out, "141\n");
  EXPECT_EQ(ran.error, "");
  EXPECT_EQ(lines(folder_.read("first")), 1);
}

TEST_F(Inputs, ASignalEndsTheRunWithItsCodeAndLeavesNoHalfOutput) {
  for (const auto& [signal, code] : {std::pair("INT", "130\n"), std::pair("TERM", "143\n")}) {
    const Ran ran = shell(
        "(while echo '{\"text\":\"The river rose.\"}'; do :; done) 2>/dev/null | "
        "$TEXTMILL run segment - --format jsonl --output out.jsonl --quiet & "
        "sleep 0.7; kill -" +
            std::string(signal) + " $!; wait $!; echo $?",
        folder_.path());
    EXPECT_EQ(ran.out, code) << ran.error;
  }
}

}  // namespace
}  // namespace textmill::test
