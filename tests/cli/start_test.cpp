// Models of plugins that ship with Textmill are still being made while the first stages have a document,
// which must not be to be told from outside. Plugins that meet (tests/badplugins/meeting.cpp) are put beside
// a copy of the program, where they count as such.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

class Start : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::thread::hardware_concurrency() < 2)
      GTEST_SKIP() << "one processor makes one model after the other";
    folder_.write("a.txt", "A text.\n");
  }

  /// Writes a pipeline of these plugins and puts them beside a copy of the program.
  void install(const std::vector<std::string>& plugins) {
    std::string command = "mkdir -p bin " TEXTMILL_LIBRARY_FOLDER
                          "/textmill/plugins && (cp -l \"$TEXTMILL\" bin/ || cp \"$TEXTMILL\" bin/)";
    for (const std::string& plugin : plugins)
      command += " && cp " + bad_plugin(plugin) + " " TEXTMILL_LIBRARY_FOLDER "/textmill/plugins";
    const Ran copied = shell(command, folder_.path());
    ASSERT_EQ(copied.exit, 0) << copied.error;
    write_pipeline(plugins);
  }
  void write_pipeline(const std::vector<std::string>& plugins) {
    std::string pipeline = "textmill: 1\nstages:\n";
    for (const std::string& plugin : plugins) pipeline += "  - use: " + plugin + "\n";
    folder_.write("p.yaml", pipeline);
  }

  /// A run; a model waits `patience_ms` to be met.
  Ran run(const std::string& arguments, int patience_ms = 20000) {
    return shell(
        "TEXTMILL_PATIENCE_MS=" + std::to_string(patience_ms) + " bin/textmill run p.yaml " + arguments,
        folder_.path());
  }
  bool exists(const std::string& name) const { return fs::exists(folder_.path() / name); }

  ScratchFolder folder_;
};

TEST_F(Start, WorksOnADocumentWhileTheModelOfALaterStageIsMade) {
  install({"meets", "waits"});
  const Ran ran = run("a.txt --output out.jsonl");
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(folder_.read("out.jsonl"), HasSubstr("\"id\":\"a.txt\""));
}

TEST_F(Start, GivesTheBytesOfAStartThatWaits) {
  install({"meets", "waits"});
  folder_.write("corpus.jsonl", small_corpus(1000));
  ASSERT_EQ(run("corpus.jsonl --workers 1 --output ahead.jsonl").exit, 0);
  ASSERT_EQ(run("corpus.jsonl --workers 3 --output three.jsonl").exit, 0);  // "met" is there already
  ASSERT_EQ(run("corpus.jsonl --isolation process --output process.jsonl").exit, 0);
  EXPECT_EQ(folder_.read("ahead.jsonl").substr(0, 14), "{\"id\":\"doc-0\",");
  EXPECT_EQ(folder_.read("three.jsonl"), folder_.read("ahead.jsonl"));
  EXPECT_EQ(folder_.read("process.jsonl"), folder_.read("ahead.jsonl"));
}

TEST_F(Start, TellsWhatModelsSayBeforeWhatDocumentsMakeStagesSay) {
  install({"meets", "waits"});
  const Ran ran = run("a.txt --output out.jsonl");
  const std::size_t model = ran.error.find("is being made"), document = ran.error.find("met a document");
  ASSERT_NE(document, std::string::npos) << ran.error;
  EXPECT_LT(model, document) << ran.error;
}

TEST_F(Start, RefusesAModelThatCannotBeMadeBeforeAnythingIsWritten) {
  install({"meets", "waits_fails"});
  folder_.write("out.jsonl", "of an earlier run\n");
  folder_.write("out.jsonl.run/journal", "of another");
  const Ran ran = run("a.txt --output out.jsonl");
  EXPECT_TRUE(exists("met"));
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error, HasSubstr("p.yaml:4: stage 'waits_fails' cannot start: the word list is empty"));
  EXPECT_THAT(ran.error, Not(HasSubstr("met a document")));
  EXPECT_EQ(folder_.read("out.jsonl"), "of an earlier run\n");
  EXPECT_EQ(folder_.read("out.jsonl.run/journal"), "of another");
  EXPECT_EQ(run("a.txt --output -").out, "");
}

TEST_F(Start, SaysTheSameWhenDocumentsHaveNotComeToTheStageThatFails) {
  install({"meets", "waits_fails"});
  folder_.write("p.yaml",
                "textmill: 1\nstages:\n  - use: meets\n  - use: waits_fails\n    when: text.bytes > 1000\n");
  const Ran ran = run("a.txt --output out.jsonl");
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error, HasSubstr("p.yaml:4: stage 'waits_fails' cannot start: the word list is empty"));
  EXPECT_FALSE(exists("out.jsonl"));
  EXPECT_FALSE(exists("out.jsonl.run"));
}

TEST_F(Start, NamesTheFirstOfTheStagesThatFail) {
  install({"meets", "waits_fails", "create_fails"});
  write_pipeline({"meets", "waits_fails", "create_fails"});
  EXPECT_THAT(run("a.txt").error, HasSubstr("p.yaml:4: stage 'waits_fails' cannot start"));
  write_pipeline({"create_fails", "waits_fails", "meets"});
  const Ran ran = run("a.txt", 1);
  EXPECT_THAT(ran.error, HasSubstr("p.yaml:3: stage 'create_fails' cannot start"));
  EXPECT_THAT(ran.error, Not(HasSubstr("waits_fails")));
}

TEST_F(Start, RefusesAnInstanceThatCannotBeMadeBeforeAnythingIsWritten) {
  install({"meets", "waits_has_no_room"});
  const Ran ran = run("a.txt --output out.jsonl");
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error, HasSubstr("stage 'waits_has_no_room' cannot make an instance for a worker"));
  EXPECT_FALSE(exists("out.jsonl"));
  EXPECT_FALSE(exists("out.jsonl.run"));
}

TEST_F(Start, WritesNothingWhenAModelEndsTheProcess) {
  install({"meets", "waits_crashes"});
  const Ran ran = run("a.txt --output out.jsonl; echo ended with $? >&2");
  EXPECT_TRUE(exists("met"));
  EXPECT_THAT(ran.error, HasSubstr("ended with 139"));
  EXPECT_FALSE(exists("out.jsonl"));
  EXPECT_FALSE(exists("out.jsonl.run"));
}

TEST_F(Start, NamesAnInstalledPluginThatCrashesInAProcessOfItsOwn) {
  install({"meets", "waits_crashes"});
  folder_.write("met", "");
  const Ran ran = run("a.txt --isolation process --output out.jsonl");
  EXPECT_EQ(ran.exit, 4);
  EXPECT_THAT(ran.error, HasSubstr("crashed with SIGSEGV (signal 11) while it was created"));
  EXPECT_THAT(run("a.txt --isolation process --output out.jsonl").error, HasSubstr("is not tried again"));
  EXPECT_FALSE(exists("out.jsonl"));
}

/// With a plugin that does not ship with Textmill in the chain.
TEST_F(Start, MakesAllModelsBeforeAStrangerMeetsADocument) {
  install({"waits"});
  write_pipeline({"meets", "waits"});
  const std::string stranger = "--plugin " + bad_plugin("meets");
  for (const char* isolation : {"thread", "process"}) {
    const Ran ran =
        run("a.txt --output out.jsonl --isolation " + std::string(isolation) + " " + stranger, 50);
    EXPECT_EQ(ran.exit, 4) << isolation;
    EXPECT_THAT(ran.error, HasSubstr("p.yaml:4: stage 'waits' cannot start: nobody came")) << isolation;
    EXPECT_FALSE(exists("met")) << isolation;
    EXPECT_FALSE(exists("out.jsonl")) << isolation;
  }
}

TEST_F(Start, RefusesAModelWhileAPipeHasNothingToGive) {
  install({"meets", "create_fails"});
  const Ran ran =
      shell("timeout 15 bin/textmill run p.yaml - --workers 1 --output out.jsonl < <(sleep 20 2>&-)",
            folder_.path());
  EXPECT_EQ(ran.exit, 4) << ran.error;
}

TEST_F(Start, GoesOnWhereAResumedRunWas) {
  install({"meets", "waits"});
  folder_.write("corpus.jsonl", small_corpus(1000));
  ASSERT_EQ(run("corpus.jsonl --workers 1 --output whole.jsonl").exit, 0);
  const Ran ran = run("corpus.jsonl --workers 1 --resume --output out.jsonl");
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(folder_.read("out.jsonl"), folder_.read("whole.jsonl"));
}

TEST_F(Start, EndsWithAnInputThatHoldsNothing) {
  install({"meets", "waits"});
  folder_.write("empty.jsonl", "");
  const Ran ran = run("empty.jsonl --output out.jsonl", 1);
  EXPECT_EQ(ran.exit, 4);  // nobody is met
  folder_.write("met", "");
  EXPECT_EQ(run("empty.jsonl --output out.jsonl", 1).exit, 0);
  EXPECT_EQ(folder_.read("out.jsonl"), "");
}

}  // namespace
}  // namespace textmill::test
