// The shared collection of bad inputs: what the reader gives for each of them, against what its manifest
// expects.
#include <gmock/gmock.h>
#include <rapidjson/document.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "input/reader.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  std::size_t documents = 0;
  std::vector<std::string> set_aside;  ///< ids
  std::string messages;                ///< one a line
  std::vector<InputFailure> failures;
};

Outcome read_all(const std::string& input) {
  Outcome outcome;
  auto reader = open_inputs({input}, {});
  EXPECT_TRUE(reader) << reader.error().message();
  RecordParser parser{ReaderOptions{}};
  const DocumentSchema schema;
  Document document(schema);
  for (Batch batch; (*reader)->next(batch);) {
    for (const Record& record : batch.records) {
      const ParsedRecord parsed = parser.parse(batch, record, document);
      for (const std::string& warning : parsed.warnings) outcome.messages += warning + "\n";
      if (parsed.status) {
        ++outcome.documents;
      } else {
        outcome.set_aside.emplace_back(document.id());
        outcome.messages += parsed.status.message() + "\n";
      }
    }
  }
  outcome.failures = (*reader)->failures();
  for (const InputFailure& failure : outcome.failures) outcome.messages += failure.message + "\n";
  return outcome;
}

/// gmock's expressions are POSIX ones, which have no \d.
std::string posix(std::string pattern) {
  for (std::size_t at; (at = pattern.find("\\d")) != std::string::npos;) pattern.replace(at, 2, "[0-9]");
  return pattern;
}

class BadInputs : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(TEXTMILL_SHARED_DIR) / "badinputs";
    if (!fs::exists(folder_ / "manifest.jsonl")) GTEST_SKIP() << "needs " << folder_;
  }

  void check(const rapidjson::Value& row) const {
    const std::string id = row["id"].GetString();
    SCOPED_TRACE(id);
    fs::current_path(folder_ / id);
    const std::string input = row["files"][0].GetString();
    const Outcome outcome = read_all(input);
    const rapidjson::Value& expect = row["expect"];
    if (!expect["records"].IsNull()) {
      EXPECT_EQ(outcome.documents, expect["records"].GetUint()) << outcome.messages;
    }
    std::vector<std::string> quarantined;
    for (const auto& name : expect["quarantined"].GetArray()) quarantined.emplace_back(name.GetString());
    EXPECT_EQ(outcome.set_aside, quarantined);
    EXPECT_EQ(!outcome.failures.empty(), expect["exit"] == "INPUT");
    for (const auto& pattern : expect["stderr_re"].GetArray()) {
      EXPECT_THAT(outcome.messages, ::testing::ContainsRegex(posix(pattern.GetString())));
    }
  }

  fs::path folder_;
};

TEST_F(BadInputs, GiveWhatTheirManifestExpects) {
  const std::set<std::string> not_of_the_reader = {"c04_dup_ids"};  // the engine knows all ids
  std::ifstream manifest(folder_ / "manifest.jsonl");
  std::size_t checked = 0;
  for (std::string line; std::getline(manifest, line);) {
    rapidjson::Document row;
    ASSERT_FALSE(row.Parse(line.c_str()).HasParseError()) << line;
    const std::string area = row["area"].GetString();
    if ((area != "corpus" && area != "document") || row["files"].Empty()) continue;
    if (not_of_the_reader.count(row["id"].GetString()) > 0) continue;
    check(row);
    ++checked;
  }
  EXPECT_GT(checked, 10U);
}

}  // namespace
}  // namespace textmill::host
