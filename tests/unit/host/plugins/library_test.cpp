#include "plugins/library.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>

#include "plugins/probe.hpp"

namespace textmill::host {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string path_of(const std::string& name) { return std::string(BAD_PLUGINS) + "/" + name + ".so"; }

std::string problem_with(const std::string& name) {
  setenv("XDG_CACHE_HOME", "/dev/null/none", 1);  // what one test finds out, others must not know
  const CatalogEntry entry = inspect_plugin(path_of(name), "--plugin");
  EXPECT_TRUE(entry.usable()) << entry.refusal;
  return load_plugin(entry).error().message();
}

TEST(LoadPlugin, GivesTheTableAndTheSameOneAgain) {
  const CatalogEntry entry = inspect_plugin(path_of("good"), "--plugin");
  const auto plugin = load_plugin(entry);
  ASSERT_TRUE(plugin) << plugin.error().message();
  EXPECT_STREQ((*plugin)->id, "good");
  EXPECT_EQ(*load_plugin(entry), *plugin);
}

TEST(LoadPlugin, RefusesAnEntryThatIsNotWhatTheManifestSays) {
  EXPECT_THAT(problem_with("mismatch_id"),
              HasSubstr("calls itself 'somebody_else', but its manifest says 'mismatch_id'"));
  EXPECT_THAT(problem_with("mismatch_stage"),
              HasSubstr("offers the stage 'another_stage', which its manifest does not list"));
  EXPECT_THAT(problem_with("null_stage"), HasSubstr("lists a stage that is null"));
  EXPECT_THAT(problem_with("null_process"), HasSubstr("stage 'null_process' lacks one of its functions"));
  EXPECT_THAT(problem_with("small_entry"), HasSubstr("has an entry of 16 bytes"));
  EXPECT_THAT(problem_with("small_stage"), HasSubstr("has a stage table of 16 bytes"));
}

TEST(LoadPlugin, SurvivesConstructorsThatEndTheProcess) {
  EXPECT_THAT(problem_with("constructor_aborts"),
              AllOf(StartsWith(path_of("constructor_aborts")),
                    HasSubstr("ends the process with SIGABRT (signal 6)")));
  EXPECT_THAT(problem_with("constructor_throws"),
              HasSubstr("no configuration found"));
  EXPECT_THAT(problem_with("constructor_exits"), HasSubstr("ends the process with exit code 3"));
}

TEST(LoadPlugin, GivesUpOnAConstructorThatHangs) {
  EXPECT_THAT(problem_with("constructor_hangs"), HasSubstr("is not done after 5 s"));
}

TEST(LoadPlugin, NamesTheSymbolThatIsMissing) {
  CatalogEntry entry = inspect_plugin(path_of("undefined_symbol"), "--plugin");
  entry.refusal.clear();  // as if the look at the file had overlooked it
  EXPECT_THAT(load_plugin(entry).error().message(), HasSubstr("undefined symbol: not_there"));
}

TEST(LoadPlugin, RefusesAFileThatBecameInsecure) {
  namespace fs = std::filesystem;
  const fs::path file = fs::temp_directory_path() / ("textmill-insecure-" + std::to_string(getpid()) + ".so");
  fs::copy_file(path_of("good"), file);
  const CatalogEntry entry = inspect_plugin(file.string(), "--plugin");
  chmod(file.c_str(), 0666);
  EXPECT_THAT(load_plugin(entry).error().message(), HasSubstr("has become insecure"));
  fs::remove(file);
}

TEST(TryInChild, GivesWhatTheBodyReturns) {
  const std::chrono::seconds limit(5);
  EXPECT_TRUE(try_in_child([] { return Status(); }, limit));
  const Status status = try_in_child([] { return Status(Code::Invalid, std::string(100000, 'x')); }, limit);
  EXPECT_EQ(status.code(), Code::Invalid);
  EXPECT_EQ(status.message().size(), 100000U);
}

TEST(TryInChild, TellsWhatADyingChildSaid) {
  const Status status = try_in_child(
      []() -> Status {
        std::fputs("first line\nlast words\n", stderr);
        std::abort();
      },
      std::chrono::seconds(5));
  EXPECT_EQ(status.message(), "ends the process with SIGABRT (signal 6); it said: last words");
}

}  // namespace
}  // namespace textmill::host
