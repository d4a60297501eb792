// `textmill validate` finds in each bad plugin what is wrong with it, and nothing in good ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>
#include <set>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

struct Row {
  const char* plugin;
  const char* check;          ///< the one it fails; those before it pass
  const char* message;        ///< part of what is said
  const char* limit = "20s";  ///< of time; short where it will run out
};

class Validate : public ::testing::TestWithParam<Row> {};

/// Documents set every bad plugin off, as ##TRIGGER## does elsewhere.
Ran validate(const std::string& plugin, const std::string& options) {
  const ScratchFolder folder;  // where plugins that crash when loaded are remembered
  return shell(
      "TEXTMILL_SET_OFF=1 XDG_CACHE_HOME=$PWD $TEXTMILL validate " + bad_plugin(plugin) + " " + options,
      folder.path());
}

TEST_P(Validate, FindsWhatIsWrong) {
  const Row& row = GetParam();
  const Ran ran =
      validate(row.plugin, std::string("--check file --check load --check create --check process --check ") +
                               row.check + " --time-limit " + row.limit);
  EXPECT_EQ(ran.exit, 4) << ran.out << ran.error;
  EXPECT_THAT(ran.out, HasSubstr(std::string("FAILED  ") + row.check));
  EXPECT_THAT(ran.out, HasSubstr(row.message));
  EXPECT_THAT(ran.out, HasSubstr("\n          do: "));
  EXPECT_THAT(ran.out, HasSubstr(" 1 failed"));
}

constexpr Row kRows[] = {
    {"no_symbol", "file", "exports no symbol"},
    {"function_symbol", "file", "function"},
    {"wrong_major", "file", "999"},
    {"newer_minor", "file", "1.99"},
    {"next_minor", "file", "needs plugin ABI"},
    {"newer_manifest", "file", "1.99"},
    {"broken_manifest", "file", "manifest"},
    {"undefined_symbol", "file", "undefined symbol"},
    {"missing_library", "file", "libtextmill_absent.so"},
    {"no_manifest", "file", "has no manifest"},
    {"wrong_machine", "file", "is built for"},
    {"wrong_class", "file", "32"},
    {"mismatch_id", "load", "somebody_else"},
    {"mismatch_stage", "load", "another_stage"},
    {"small_entry", "load", "too small"},
    {"small_stage", "load", "too small"},
    {"null_stage", "load", "null"},
    {"null_process", "load", "lacks one of its functions"},
    {"constructor_aborts", "load", "SIGABRT"},
    {"constructor_throws", "load", "no configuration found"},
    {"constructor_exits", "load", "exit code"},
    {"constructor_hangs", "load", "is not done after 2 s", "2s"},
    {"create_fails", "create", "the word list is empty"},
    {"create_fails_silently", "create", "without giving a reason"},
    {"create_throws", "create", "threw an exception"},
    {"create_crashes", "create", "SIGSEGV"},
    {"instance_fails", "create", "no room for another worker"},
    {"instance_crashes", "create", "SIGSEGV"},
    {"waits", "create", "nobody came"},
    {"waits_fails", "create", "nobody came"},
    {"waits_crashes", "create", "nobody came"},
    {"waits_has_no_room", "create", "nobody came"},
    {"process_fails_twice", "process", "without giving a reason"},
    {"process_throws", "process", "out of ideas"},
    {"process_throws_foreign", "process", "exception"},
    {"process_fails_silently", "process", "without giving a reason"},
    {"process_crashes", "process", "SIGSEGV"},
    {"process_aborts", "process", "SIGABRT"},
    {"process_exits", "process", "exit code 3"},
    {"process_hangs", "process", "is not done after 2 s", "2s"},
    {"process_floods", "process", "is not done after 2 s", "2s"},
    {"process_overflows_stack", "process", "SIGSEGV"},
    {"process_slow", "prompt", "ms for a document"},
    {"process_prints", "quiet", "a plugin that prints"},
    {"process_closes_descriptors", "tidy", "closes"},
    {"span_outside", "process", "outside the text"},
    {"span_reversed", "process", "reversed"},
    {"span_cut", "nasty", "cuts a code point"},
    {"span_unsorted", "process", "out of order"},
    {"score_nan", "process", "not a finite number"},
    {"commit_too_many", "process", "reserved"},
    {"undeclared_layer", "process", "not declared"},
    {"undeclared_attribute", "process", "not declared"},
    {"wrong_attribute_type", "process", "declared as integer"},
    {"process_counts", "deterministic", "the second time"},
    {"draft_of_old", "file", "which this textmill does not offer"},
    {"batch_forgets", "batch", "in a batch than alone"},
    {"batch_silent", "batch", "does not say how each document ended"},
    {"reduce_begin_throws", "result", "no wish to begin"},
    {"reduce_take_crashes", "result", "SIGSEGV"},
    {"reduce_finish_hangs", "result", "is not done after 2 s", "2s"},
    {"reduce_no_json", "result", "no JSON value"},
    {"reduce_not_offered", "result", "does not offer textmill.reduce/1"},
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep the heap themselves
    {"process_leaks", "leaks", "bytes with each document"},
    {"process_eats_memory", "process", "bad_alloc"},
#endif
};

INSTANTIATE_TEST_SUITE_P(BadPlugins, Validate, ::testing::ValuesIn(kRows),
                         [](const auto& tested) { return std::string(tested.param.plugin); });

/// Right as they are, or wrong only in a way that the contract allows.
constexpr const char* kRight[] = {"good",         "reduce_lists", "process_drops",
                                  "meets",        "batch_counts", "batch_words",
                                  "single_words", "draft_listed", "draft_unlisted"};

TEST(ValidateVerb, KnowsEveryBadPluginByItsFault) {
  std::set<std::string> known(std::begin(kRight), std::end(kRight));
  for (const Row& row : kRows) known.insert(row.plugin);
  for (const char* heap : {"process_leaks", "process_eats_memory"}) known.insert(heap);
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(bad_plugin("good")).parent_path())) {
    if (file.path().extension() != ".so") continue;
    EXPECT_EQ(known.count(file.path().stem()), 1U) << file.path() << " has no row";
  }
}

TEST(ValidateVerb, FindsNothingInPluginsThatAreRight) {
  for (const char* plugin : kRight) {
    const Ran ran =
        textmill({"validate", bad_plugin(plugin), "--strictness", "10", "--largest-document", "1MiB"});
    EXPECT_EQ(ran.exit, 0) << ran.out;
    EXPECT_THAT(ran.out, HasSubstr(" 0 failed, 0 skipped at strictness 10 (seed 1)"));
  }
}

TEST(ValidateVerb, SkipsWhatCannotBeTriedAfterAFailure) {
  const Ran ran = validate("process_crashes", "--strictness 3");
  EXPECT_THAT(ran.out, HasSubstr("skipped nasty          after 'process' failed"));
  EXPECT_THAT(ran.out, HasSubstr("--check process --seed 1"));
}

TEST(ValidateVerb, WritesJsonAndJunit) {
  const Ran json = validate("process_crashes", "--strictness 1 --json");
  simdjson::dom::parser parser;
  const auto report = parser.parse(json.out);
  ASSERT_FALSE(report.error()) << json.out;
  EXPECT_EQ(report["seed"].get_uint64().value(), 1U);
  EXPECT_EQ(report["failed"].get_int64().value(), 1);
  EXPECT_EQ(report["checks"].at(3)["check"].get_string().value(), "process");
  EXPECT_EQ(report["checks"].at(3)["verdict"].get_string().value(), "failed");
  const Ran junit = validate("process_crashes", "--strictness 1 --junit");
  EXPECT_THAT(junit.out,
              HasSubstr("<testsuite name=\"textmill validate process_crashes\" tests=\"5\" failures=\"1\""));
  EXPECT_THAT(junit.out, HasSubstr("name=\"process\""));
}

TEST(ValidateVerb, SaysThatThereIsNoSuchPlugin) {
  const Ran ran = textmill({"validate", "nowhere.so"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.error, HasSubstr("nowhere.so: there is no such file, and no plugin of that id was found"));
}

}  // namespace
}  // namespace textmill::test
