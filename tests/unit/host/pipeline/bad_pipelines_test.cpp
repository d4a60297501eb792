// The pipelines in tests/cli/bad_pipelines, which the command line's tests run too, against the manifests of
// the plugins that ship.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <sstream>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(TEXTMILL_SOURCE_DIR) / "tests/cli/bad_pipelines";

/// "name | part | part" of expected.txt.
std::vector<std::vector<std::string>> expectations() {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(content_of(kFolder / "expected.txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> fields;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find(" | ", at), line.size());
      fields.push_back(line.substr(at, end - at));
      at = end + 3;
    }
    rows.push_back(fields);
  }
  return rows;
}

TEST(BadPipelines, AreRefusedWithPlaceAndReason) {
  const Catalog& catalog = shipped_plugins();
  for (const auto& row : expectations()) {
    const fs::path path = kFolder / (row[0] + ".yaml");
    yaml::Problems problems;
    EXPECT_FALSE(make_plan(path.filename(), content_of(path), {}, catalog, problems)) << path;
    std::string all;
    for (const std::string& problem : problems.list()) all += problem + "\n";
    for (std::size_t i = 1; i < row.size(); ++i) EXPECT_THAT(all, testing::HasSubstr(row[i])) << path;
  }
}

TEST(BadPipelines, AreAllExpected) {
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(kFolder))
    files += entry.path().extension() == ".yaml" ? 1 : 0;
  EXPECT_EQ(files, expectations().size());
}

/// The manifest's patterns say \d, which POSIX does not know.
std::string posix(std::string pattern) {
  for (std::size_t at; (at = pattern.find("\\d")) != std::string::npos;) pattern.replace(at, 2, "[0-9]");
  return pattern;
}

TEST(SharedBadInputs, AreRefusedAsTheirManifestSays) {
  const fs::path folder = fs::path(TEXTMILL_SHARED_DIR) / "badinputs";
  if (!fs::exists(folder)) GTEST_SKIP() << folder << " is not there";
  const Catalog& catalog = shipped_plugins();
  std::istringstream lines(content_of(folder / "manifest.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    rapidjson::Document one;
    one.Parse(line.c_str());
    if (std::string(one["area"].GetString()) != "pipeline") continue;
    const std::string name = one["files"][0].GetString();
    yaml::Problems problems;
    make_plan(name, content_of(folder / one["id"].GetString() / name), {}, catalog, problems);
    std::string all;
    for (const std::string& problem : problems.list()) all += problem + "\n";
    for (const auto& pattern : one["expect"]["stderr_re"].GetArray()) {
      EXPECT_THAT(all, testing::ContainsRegex(posix(pattern.GetString()))) << name;
    }
    EXPECT_EQ(problems.empty(), std::string(one["expect"]["exit"].GetString()) == "OK") << all;
  }
}

}  // namespace
}  // namespace textmill::host
