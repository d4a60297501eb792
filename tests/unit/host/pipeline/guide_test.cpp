// docs/pipelines.md is true: its pipelines are good, its messages are those of its bad one, and it has every
// key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "pipeline/host_keys.hpp"
#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

const std::string& guide() {
  static const std::string kText =
      content_of(std::filesystem::path(TEXTMILL_SOURCE_DIR) / "docs/pipelines.md");
  return kText;
}

struct Block {
  std::string language;
  std::string text;
};

std::vector<Block> blocks() {
  std::vector<Block> all;
  std::istringstream lines(guide());
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("```")) {
      if (inside) all.back().text += line + "\n";
      continue;
    }
    inside = !inside;
    if (inside) all.push_back({line.substr(3), ""});
  }
  return all;
}

std::string messages_for(const std::string& pipeline) {
  const bool needs_value = pipeline.find("--set") != std::string::npos;
  yaml::Problems problems;
  make_plan("pipeline.yaml", pipeline, needs_value ? Settings{{"sentences", "3"}} : Settings{},
            shipped_plugins(), problems);
  std::string all;
  for (const std::string& problem : problems.list()) all += problem + "\n";
  return all;
}

TEST(PipelineGuide, ShowsPipelinesAndMessagesAsTheyAre) {
  const std::vector<Block> all = blocks();
  int pipelines = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].language != "yaml") continue;
    ++pipelines;
    const bool has_messages = i + 1 < all.size() && all[i + 1].language == "text";
    EXPECT_EQ(messages_for(all[i].text), has_messages ? all[i + 1].text : "") << all[i].text;
  }
  EXPECT_GE(pipelines, 5);
}

TEST(ShippedPipelines, AreGood) {
  int pipelines = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(TEXTMILL_SOURCE_DIR) / "pipelines")) {
    if (entry.path().extension() != ".yaml" || entry.path().stem().string().ends_with("_test")) continue;
    ++pipelines;
    yaml::Problems problems;
    EXPECT_TRUE(make_plan(entry.path(), content_of(entry.path()), {}, shipped_plugins(), problems))
        << entry.path();
    EXPECT_THAT(problems.list(), testing::IsEmpty());
  }
  EXPECT_GE(pipelines, 5);
}

TEST(PipelineGuide, HasEveryKey) {
  std::vector<std::string> names = top_key_names();
  for (const std::string& name : stage_key_names()) names.push_back(name);
  for (const KeySection& section : host_sections()) {
    for (const OptionSpec& key : section.keys) {
      names.push_back(key.name);
      for (const std::string& choice : key.choices) names.push_back(choice);
    }
  }
  for (const OptionSpec& key : limit_keys().keys) names.push_back(key.name);
  for (const std::string& name : names) EXPECT_THAT(guide(), testing::HasSubstr("`" + name + "`"));
}

}  // namespace
}  // namespace textmill::host
