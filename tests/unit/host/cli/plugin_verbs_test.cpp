#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string plugin(const std::string& name) { return std::string(BAD_PLUGINS) + "/" + name + ".so"; }

/// Runs verbs over the folder of bad plugins; one of them would abort if it were loaded.
class PluginVerbs : public ::testing::Test {
 protected:
  PluginVerbs() : folder_(fs::temp_directory_path() / ("textmill-verbs-" + std::to_string(getpid()))) {
    setenv("TEXTMILL_PLUGIN_PATH", "", 1);
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    fs::create_directories(folder_);
    console_.out = [this](std::string_view text) { out_ += text; };
    console_.error = [this](std::string_view text) { error_ += std::string(text) + "\n"; };
    console_.width = 200;
    options_.search.plugin_dirs = {BAD_PLUGINS};
  }
  ~PluginVerbs() override { fs::remove_all(folder_); }

  rapidjson::Document json() const {
    rapidjson::Document document;
    document.Parse(out_.c_str());
    EXPECT_FALSE(document.HasParseError()) << out_;
    return document;
  }
  static std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }

  fs::path folder_;
  Console console_;
  PluginOptions options_;
  std::string out_;
  std::string error_;
};

TEST_F(PluginVerbs, PluginsListsUsableOnesAndWhyOthersAreRefused) {
  EXPECT_EQ(run_plugins(options_, console_), Exit::Ok);
  EXPECT_THAT(out_,
              AllOf(HasSubstr("good 1.0.0"), HasSubstr("constructor_aborts"), Not(HasSubstr("wrong_major"))));
  EXPECT_THAT(error_, HasSubstr("refused: " + plugin("wrong_major") + ": needs plugin ABI 999.0"));
}

TEST_F(PluginVerbs, PluginsAsJsonHoldsEverything) {
  options_.json = true;
  EXPECT_EQ(run_plugins(options_, console_), Exit::Ok);
  const auto document = json();
  EXPECT_GT(document["plugins"].Size(), 25U);
  EXPECT_GT(document["refused"].Size(), 10U);
  EXPECT_STREQ(document["searched"][0]["path"].GetString(), BAD_PLUGINS);
  EXPECT_TRUE(document["searched"][0]["exists"].GetBool());
  EXPECT_EQ(error_, "");
}

TEST_F(PluginVerbs, PluginsFailsIfANamedFileIsRefused) {
  options_.search = {};
  options_.search.plugin_files = {plugin("no_symbol")};
  EXPECT_EQ(run_plugins(options_, console_), Exit::Plugin);
}

TEST_F(PluginVerbs, PluginsSaysWhereItLookedIfItFindsNone) {
  options_.search = {};
  EXPECT_EQ(run_plugins(options_, console_), Exit::Ok);
  EXPECT_THAT(error_, AllOf(HasSubstr("no plugins found; looked in"),
                            HasSubstr("/nonexistent/textmill/plugins (user)")));
}

TEST_F(PluginVerbs, DescribeShowsLayersAttributesAndFile) {
  EXPECT_EQ(run_describe("constructor_aborts", options_, console_), Exit::Ok) << error_;
  EXPECT_THAT(out_, AllOf(HasSubstr(plugin("constructor_aborts")), HasSubstr("constructor_aborts_marks"),
                          HasSubstr("label (seen), score, weight (number), note (string)"),
                          HasSubstr("constructor_aborts.count"), HasSubstr("tokens")));
}

TEST_F(PluginVerbs, DescribeTakesAPathAndGivesJson) {
  options_.json = true;
  options_.search = {};
  EXPECT_EQ(run_describe(plugin("good"), options_, console_), Exit::Ok) << error_;
  const auto document = json();
  EXPECT_STREQ(document["id"].GetString(), "good");
  const auto& stage = document["stages"][0];
  EXPECT_STREQ(stage["reads"]["optional_layers"][0].GetString(), "tokens");
  EXPECT_STREQ(stage["writes"]["layers"][0]["features"][1]["type"].GetString(), "string");
  EXPECT_STREQ(stage["writes"]["attributes"][0]["type"].GetString(), "integer");
}

TEST_F(PluginVerbs, DescribeSuggestsTheNearestName) {
  EXPECT_EQ(run_describe("constructor_abort", options_, console_), Exit::Plugin);
  EXPECT_EQ(error_, "there is no plugin or stage 'constructor_abort'; did you mean 'constructor_aborts'?\n");
}

TEST_F(PluginVerbs, DescribeShowsARefusedPluginWithItsReason) {
  EXPECT_EQ(run_describe("newer_minor", options_, console_), Exit::Ok);
  EXPECT_THAT(out_, HasSubstr("needs plugin ABI 1.99"));
}

TEST_F(PluginVerbs, WhyListsEveryFileAndItsFate) {
  EXPECT_EQ(run_why("good", options_, console_), Exit::Ok);
  EXPECT_THAT(out_,
              AllOf(HasSubstr("--plugin-dir"), HasSubstr(std::string(BAD_PLUGINS) + " ("),
                    HasSubstr("used                  " + plugin("good") + ": plugin good 1.0.0"),
                    HasSubstr("refused               " + plugin("wrong_major") + ": needs plugin ABI")));
  out_.clear();
  options_.json = true;
  EXPECT_EQ(run_why("goood", options_, console_), Exit::Plugin);
  EXPECT_EQ(error_, "no usable plugin offers 'goood'; did you mean 'good'?\n");
  EXPECT_GT(json()["found"].Size(), 30U);
}

TEST_F(PluginVerbs, NewPluginRefusesNamesLanguagesAndKindsThatDoNotExist) {
  NewOptions options;
  options.directory = (folder_ / "made").string();
  options.name = "9lives";
  EXPECT_EQ(run_new_plugin(options, console_), Exit::Usage);
  EXPECT_THAT(error_, HasSubstr("'9lives' is no name for a plugin"));
  options.name = "nine-lives";
  options.language = "cobol";
  EXPECT_EQ(run_new_plugin(options, console_), Exit::Usage);
  EXPECT_THAT(error_, HasSubstr("no template in the language 'cobol'"));
  EXPECT_FALSE(fs::exists(folder_ / "made"));
}

TEST_F(PluginVerbs, NewPipelineOrdersStagesAndListsTheirOptions) {
  NewOptions options;
  options.name = "mine";
  options.directory = folder_.string();
  options.plugins = options_;
  EXPECT_EQ(run_new_pipeline(options, console_), Exit::Ok) << error_;
  EXPECT_THAT(content(folder_ / "mine.yaml"),
              AllOf(HasSubstr("textmill: 1\nname: mine\nstages:\n"), HasSubstr("  - use: good    # ")));
  EXPECT_EQ(run_new_pipeline(options, console_), Exit::Usage) << "the file is there already";
}

}  // namespace
}  // namespace textmill::host
