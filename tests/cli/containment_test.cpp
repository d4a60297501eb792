// What a plugin does wrong costs the document it did it on, and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

constexpr const char* kOneStage = "textmill: 1\nstages:\n  - {id: bad, use: \"*\"}\n";

/// A fault of a plugin on documents with ##TRIGGER##, and what the report says of it.
struct Fault {
  const char* plugin;
  const char* message;
};

class Containment : public ::testing::TestWithParam<Fault> {};

/// Runs the plugin over documents of which some set it off, and checks that exactly those are missing.
void expect_only_the_guilty_missing(const Fault& fault, const std::vector<int>& triggers,
                                    const std::vector<std::string>& options) {
  constexpr int kDocuments = 130;
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(kDocuments, triggers));
  std::vector<std::string> arguments = {
      "run", "one.yaml", "in.jsonl", "--plugin", bad_plugin(fault.plugin), "--output", "out.jsonl"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Ran ran = textmill(arguments, {}, folder.path());
  EXPECT_EQ(ran.exit, 5) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr(fault.message));
  const std::string out = folder.read("out.jsonl");
  const std::string quarantine = folder.read("out.jsonl.quarantine.jsonl");
  for (int i = 0; i < kDocuments; ++i) {
    const bool guilty = std::find(triggers.begin(), triggers.end(), i) != triggers.end();
    const std::string id = "{\"id\":\"doc-" + std::to_string(i) + "\"";
    EXPECT_EQ(out.find(id) == std::string::npos, guilty) << id;
    EXPECT_EQ(quarantine.find(id) != std::string::npos, guilty) << id;
  }
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), kDocuments - static_cast<int>(triggers.size()));
}

TEST_P(Containment, SetsAsideExactlyTheGuiltyDocuments) {
  for (const auto& triggers : std::vector<std::vector<int>>{{0}, {64}, {129}, {3, 4, 100}}) {
    for (const char* workers : {"1", "2"}) {
      expect_only_the_guilty_missing(
          GetParam(), triggers, {"--isolation", "process", "--workers", workers, "--doc-timeout", "400ms"});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Containment,
    ::testing::Values(Fault{"process_crashes", "crashed with SIGSEGV (signal 11)"},
                      Fault{"process_aborts", "crashed with SIGABRT (signal 6)"},
                      Fault{"process_overflows_stack", "crashed with SIGSEGV (signal 11)"},
                      Fault{"process_closes_descriptors", "closed the worker's channel"},
                      Fault{"process_floods", "exceeded its time limit of 400 ms"},
                      Fault{"process_exits", "ended the process with exit status 3"},
                      Fault{"process_hangs", "exceeded its time limit of 400 ms"},
                      Fault{"process_throws", "out of ideas"}, Fault{"process_throws_foreign", "exception"},
                      Fault{"process_fails_silently", "without giving a reason"},
                      Fault{"span_outside", "outside the text"}, Fault{"span_reversed", "reversed"},
                      Fault{"span_cut", "cuts a code point"}, Fault{"span_unsorted", "out of order"},
                      Fault{"score_nan", "not a finite number"}, Fault{"commit_too_many", "only 1 reserved"},
                      Fault{"undeclared_layer", "not declared"},
                      Fault{"undeclared_attribute", "not declared"},
                      Fault{"wrong_attribute_type", "declared as integer"}),
    [](const auto& tested) { return std::string(tested.param.plugin); });

/// Faults that need no worker process of their own to be survived.
class ContainmentInThreads : public ::testing::TestWithParam<Fault> {};

TEST_P(ContainmentInThreads, SetsAsideExactlyTheGuiltyDocuments) {
  expect_only_the_guilty_missing(GetParam(), {0, 64, 129}, {"--isolation", "thread"});
}

INSTANTIATE_TEST_SUITE_P(Faults, ContainmentInThreads,
                         ::testing::Values(Fault{"process_throws", "out of ideas"},
                                           Fault{"process_throws_foreign", "exception"},
                                           Fault{"span_cut", "cuts a code point"},
                                           Fault{"undeclared_layer", "not declared"}),
                         [](const auto& tested) { return std::string(tested.param.plugin); });

TEST(Containment, APluginThatPrintsDoesNotDisturbTheOutput) {
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(20));
  const Ran ran =
      textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin("process_prints"), "--format", "jsonl"},
               {}, folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(ran.out.find("a plugin that prints"), std::string::npos);
  EXPECT_THAT(ran.error, HasSubstr("stage 'bad': printed: a plugin that prints to standard output"));
}

TEST(Containment, APluginThatPrintsInAThreadDoesNotDisturbTheOutput) {
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(20));
  const Ran ran = textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin("process_prints"),
                            "--format", "jsonl", "--isolation", "thread"},
                           {}, folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 20);
  EXPECT_EQ(ran.out.find("a plugin that prints"), std::string::npos);
  EXPECT_THAT(ran.error, HasSubstr("a plugin that prints"));
}

TEST(Containment, ADocumentThatEatsAllMemoryIsSetAside) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they need memory of their own
  expect_only_the_guilty_missing({"process_eats_memory", "bad_alloc"}, {0, 64, 129},
                                 {"--isolation", "process", "--worker-memory", "64MiB"});
#endif
}

TEST(Containment, APluginThatLeaksIsGivenAFreshWorkerInTime) {
  const ScratchFolder folder;
  std::vector<int> all;
  for (int i = 0; i < 600; ++i) all.push_back(i);
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(600, all));
  const Ran ran =
      textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin("process_leaks"), "--output",
                "out.jsonl", "--isolation", "process", "--workers", "1", "--worker-memory", "900MiB"},
               {}, folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("600 read = 600 written"));
}

TEST(Containment, ADroppedDocumentIsCountedAndNoError) {
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(20, {7}));
  const Ran ran = textmill(
      {"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin("process_drops"), "--output", "out.jsonl"}, {},
      folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("20 read = 19 written + 1 dropped + 0 set aside"));
}

TEST(Containment, AModelThatCannotBeMadeStopsTheRunBeforeTheFirstDocument) {
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(20));
  for (const char* plugin : {"create_fails", "create_fails_silently", "create_throws", "instance_fails"}) {
    for (const char* isolation : {"thread", "process"}) {
      const Ran ran = textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin(plugin), "--isolation",
                                isolation, "--output", "out.jsonl"},
                               {}, folder.path());
      EXPECT_EQ(ran.exit, 4) << plugin << " " << isolation << ran.error;
      EXPECT_THAT(ran.error, HasSubstr("stage 'bad'"));
      EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.jsonl"));
    }
  }
}

class CrashWhileCreated : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(CrashWhileCreated, IsToldByNameAndNotTriedAgain) {
  const char* const plugin = std::get<0>(GetParam());
  const char* const isolation = std::get<1>(GetParam());
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(2));
  const auto start = [&] {
    return textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin(plugin), "--isolation", isolation,
                     "--output", "out.jsonl"},
                    {}, folder.path());
  };
  const std::string name = "one.yaml:3: stage 'bad' of " + bad_plugin(plugin);
  const std::string end = "crashed with SIGSEGV (signal 11) while it was created";
  const Ran first = start();
  EXPECT_EQ(first.exit, 4) << first.error;
  EXPECT_THAT(first.error, HasSubstr(name + " " + end));
  const Ran second = start();
  EXPECT_EQ(second.exit, 4) << second.error;
  EXPECT_THAT(second.error, HasSubstr(name + " is not tried again: it " + end));
  EXPECT_EQ(textmill({"why", plugin, "--plugin", bad_plugin(plugin), "--forget"}, {}, folder.path()).exit, 0);
  EXPECT_THAT(start().error, HasSubstr(name + " " + end));
}

INSTANTIATE_TEST_SUITE_P(InAnyWorker, CrashWhileCreated,
                         testing::Combine(testing::Values("create_crashes", "instance_crashes"),
                                          testing::Values("thread", "process")),
                         [](const auto& one) {
                           return std::get<0>(one.param) + std::string("_in_") + std::get<1>(one.param);
                         });

TEST(Containment, StopsWhenTooManyDocumentsAreSetAside) {
  const ScratchFolder folder;
  folder.write("one.yaml", kOneStage);
  folder.write("in.jsonl", small_corpus(50, {1, 2, 3, 4, 5, 6}));
  const Ran ran = textmill({"run", "one.yaml", "in.jsonl", "--plugin", bad_plugin("process_fails_silently"),
                            "--output", "out.jsonl", "--max-errors", "3"},
                           {}, folder.path());
  EXPECT_EQ(ran.exit, 8) << ran.error;
  EXPECT_THAT(ran.error, HasSubstr("more than 3 documents set aside"));
}

}  // namespace
}  // namespace textmill::test
