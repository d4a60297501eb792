// The verbs explain and shrink.
#include <gmock/gmock.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ExplainVerb : public ::testing::Test {
 protected:
  Ran run(std::vector<std::string> arguments) { return textmill(arguments, "", folder.path()); }

  ScratchFolder folder;
};

TEST_F(ExplainVerb, SaysWhatStagesWroteAndWhatIsAtAPlace) {
  folder.write("a.txt", "Nothing here. She paid 5 euros on Monday.");
  const Ran ran = run({"explain", "entities", "a.txt:25"});
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.out,
              HasSubstr("a.txt, pipeline entities: ok\n\nStages\n  segmenter (segmenter 0.1.0): blocks 1, "
                        "sentences 2, tokens 10\n  entity-tagger (entity-tagger 0.1.0): entities 2\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nByte 25\n    1 | Nothing here. She paid 5 euros on Monday.\n"
                                 "      |                          ^\n"));
  EXPECT_THAT(ran.out, HasSubstr("  sentences 14-41 'She paid 5 euros on Monday.'\n"));
  EXPECT_THAT(ran.out, HasSubstr("  entities 23-30 MONEY '5 euros'\n"));
  EXPECT_THAT(ran.out, HasSubstr("      norm = EUR 5\n"));
  EXPECT_THAT(ran.out, HasSubstr("      by entity-tagger (entity-tagger 0.1.0)\n"
                                 "        from tokens '5' number 'euros' word\n"));
}

TEST_F(ExplainVerb, FindsADocumentById) {
  folder.write("in.jsonl", "{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"y\",\"text\":\"Two. Three.\"}\n");
  EXPECT_THAT(run({"explain", "segment", "in.jsonl", "--id", "y"}).out, HasSubstr("y, pipeline segment: ok"));
  EXPECT_THAT(run({"explain", "segment", "in.jsonl", "--id", "y"}).out, HasSubstr("segmenter.sentences = 2"));
  const Ran ran = run({"explain", "segment", "in.jsonl", "--id", "z"});
  EXPECT_EQ(ran.exit, 6);
  EXPECT_THAT(ran.error, HasSubstr("in.jsonl: holds no document 'z'"));
}

TEST_F(ExplainVerb, CountsInTheUnitItIsTold) {
  folder.write("a.txt", "\xf0\x9f\x98\x80 ab");  // an emoji of four bytes
  EXPECT_THAT(run({"explain", "segment", "a.txt:3", "--offsets", "utf16"}).out,
              HasSubstr("tokens 5-7 word 'ab'"));
  EXPECT_THAT(run({"explain", "segment", "a.txt:2", "--offsets", "codepoint"}).out,
              HasSubstr("tokens 5-7 word 'ab'"));
  EXPECT_THAT(run({"explain", "segment", "a.txt:2"}).out, HasSubstr("Byte 0\n"));
  EXPECT_THAT(run({"explain", "segment", "a.txt:900"}).out, HasSubstr("no layer has a span here"));
}

TEST_F(ExplainVerb, SaysWhyAStageDidNotRun) {
  folder.write("p.yaml",
               "textmill: 1\nstages:\n  - use: segmenter\n  - use: entity-tagger\n"
               "    when: 'attributes[\"segmenter.words\"] > 100'\n");
  folder.write("a.txt", "Short.");
  EXPECT_THAT(run({"explain", "p.yaml", "a.txt"}).out,
              HasSubstr("entity-tagger (entity-tagger 0.1.0): does not run: when:"));
}

TEST_F(ExplainVerb, SaysWhyADocumentIsDropped) {
  folder.write("one.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\"}\n");
  folder.write("in.jsonl", small_corpus(3, {1}));
  const Ran ran =
      run({"explain", "one.yaml", "in.jsonl", "--id", "doc-1", "--plugin", bad_plugin("process_drops")});
  EXPECT_EQ(ran.exit, 5);
  EXPECT_THAT(ran.out, HasSubstr("dropped by stage 'bad': not worth keeping"));
  EXPECT_THAT(ran.out, HasSubstr("drops the document: not worth keeping"));
}

TEST_F(ExplainVerb, SurvivesAPluginThatCrashesOrHangs) {
  folder.write("one.yaml",
               "textmill: 1\nstages:\n  - use: segmenter\n  - {id: bad, use: \"*\", limits: {time: 50ms}}\n");
  folder.write("in.jsonl", small_corpus(3, {1}));
  for (const auto& [plugin, death] : {std::pair("process_crashes", "crashed with SIGSEGV (signal 11)"),
                                      {"process_exits", "ended the process with exit status 3"},
                                      {"process_hangs", "took more than 5050 ms"}}) {
    const Ran ran = run({"explain", "one.yaml", "in.jsonl", "--id", "doc-1", "--plugin", bad_plugin(plugin)});
    EXPECT_EQ(ran.exit, 5) << plugin;
    EXPECT_THAT(ran.out, HasSubstr(std::string("set aside by stage 'bad': ") + death));
    EXPECT_THAT(ran.out, HasSubstr("segmenter (segmenter 0.1.0): blocks 1"));
  }
  const Ran created = run({"explain", "one.yaml", "in.jsonl", "--plugin", bad_plugin("create_crashes")});
  EXPECT_EQ(created.exit, 4);
  EXPECT_THAT(created.error, HasSubstr("one.yaml:4: stage 'bad' of " + bad_plugin("create_crashes") +
                                       " crashed with SIGSEGV (signal 11) while it was created"));
}

/// Sets documents aside with a plugin that goes wrong, then makes one of them small.
class ShrinkVerb : public ExplainVerb {
 protected:
  void set_aside(const std::string& plugin) {
    folder.write("one.yaml", "textmill: 1\nstages:\n  - {id: bad, use: \"*\"}\n");
    std::string text;
    for (int i = 0; i < 50; ++i) text += "Sentence " + std::to_string(i) + " is harmless. ";
    folder.write("in.jsonl",
                 "{\"id\":\"ok\",\"text\":\"x\"}\n{\"id\":\"guilty\",\"topic\":\"t\",\"text\":\"" + text +
                     "\\nAnd ##TRIGGER## is not. " + text + "\"}\n");
    const Ran ran = run({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin(plugin), "-o", "out.jsonl",
                         "--isolation", "process", "--doc-timeout", "300ms"});
    EXPECT_EQ(ran.exit, 5) << ran.error;
  }
  Ran shrink(const std::string& plugin) {
    return run({"shrink", "one.yaml", "out.jsonl.quarantine.jsonl", "--plugin", bad_plugin(plugin), "-o",
                "case_test.yaml", "--limit", "200ms"});
  }
};

TEST_F(ShrinkVerb, FindsTheWordThatCrashesAPlugin) {
  for (const auto& [plugin, failure] :
       {std::pair("process_crashes", "'guilty' crashed with SIGSEGV (signal 11)\n"),
        {"process_aborts", "(signal 6)\n"},
        {"process_exits", "ended the process with exit status 3\n"},
        {"process_hangs", "took more than 200 ms\n"},
        {"process_fails_silently", "set aside by stage 'bad': "}}) {
    set_aside(plugin);
    const Ran ran = shrink(plugin);
    EXPECT_EQ(ran.exit, 0) << plugin << ran.error;
    EXPECT_THAT(ran.out, HasSubstr(failure));
    EXPECT_THAT(ran.out, HasSubstr(":\n\"##TRIGGER##\"\ncase_test.yaml\n"));
    EXPECT_THAT(folder.read("case_test.yaml"),
                HasSubstr("text: \"##TRIGGER##\"\n    expect: {outcome: ok}\n"));
  }
}

TEST_F(ShrinkVerb, WritesATestThatFailsUntilThePluginIsMended) {
  for (const char* plugin : {"process_fails_silently", "process_crashes"}) {
    set_aside(plugin);
    EXPECT_EQ(shrink(plugin).exit, 0);
    const Ran ran = run({"test", "case_test.yaml", "--plugin", bad_plugin(plugin)});
    EXPECT_EQ(ran.exit, 1) << ran.error;
    EXPECT_THAT(ran.out, HasSubstr("expected outcome ok, found set aside by stage 'bad'"));
  }
  const Ran ran = run({"test", "case_test.yaml", "--plugin", bad_plugin("good")});
  EXPECT_EQ(ran.exit, 0) << ran.error << ran.out;
}

TEST_F(ShrinkVerb, SaysThatADocumentDoesNotFailAnyMore) {
  set_aside("process_crashes");
  const Ran ran = shrink("good");
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.error,
              HasSubstr("'guilty' does not fail with this pipeline and these plugins; it did: crashed with"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "case_test.yaml"));
}

TEST_F(ShrinkVerb, RefusesAFileThatIsNoQuarantine) {
  folder.write("q.jsonl", "{\"id\":\"x\"}\n");
  folder.write("one.yaml", "textmill: 1\nstages: [{use: segmenter}]\n");
  EXPECT_THAT(run({"shrink", "one.yaml", "q.jsonl"}).error,
              HasSubstr("q.jsonl: cannot be read as a quarantine file"));
  EXPECT_THAT(run({"shrink", "one.yaml", "none.jsonl"}).error, HasSubstr("none.jsonl: cannot be read"));
  EXPECT_EQ(run({"shrink", "one.yaml", "none.jsonl"}).exit, 2);
}

}  // namespace
}  // namespace textmill::test
