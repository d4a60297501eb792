// The shared collection of bad inputs through the real binary: exit code, messages, records, what is set
// aside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <chrono>
#include <fstream>
#include <regex>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
namespace dom = simdjson::dom;

const fs::path kCollection = fs::path(TEXTMILL_SHARED_DIR) / "badinputs";
const fs::path kRecipes = fs::path(TEXTMILL_SOURCE_DIR) / "tests/badplugins";
constexpr int kPatience = 5;  // a busy machine, a sanitizer

std::string text_of(const dom::element& element) { return std::string(element.get_string().value()); }

/// A file of the collection is given as @NAME.
std::string argument_of(const dom::element& element) {
  const std::string word = text_of(element);
  return word.starts_with('@') ? (kCollection / word.substr(1)).string() : word;
}

long lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

class Case {
 public:
  explicit Case(const dom::element& json) : json_(json) {
    const fs::path files = kCollection / text_of(json["id"]);
    if (fs::exists(files)) fs::copy(files, folder_.path(), fs::copy_options::recursive);
    if (!json["gen"].is_null()) generate(json["gen"]);
    if (text_of(json["area"]) != "plugin") return;
    fs::copy_file(kRecipes / "sdk_adapter.h", folder_.path() / "sdk_adapter.h",
                  fs::copy_options::overwrite_existing);
  }

  void run() {
    if (!json_["steps"].is_null()) take_steps();
    std::vector<std::string> arguments;
    for (const dom::element word : json_["run"].get_array()) arguments.push_back(argument_of(word));
    const auto start = std::chrono::steady_clock::now();
    const Ran ran = textmill(arguments, {}, folder_.path());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const dom::element expect = json_["expect"];
    EXPECT_EQ(ran.exit, json_["exit_code"].get_int64().value()) << ran.error;
    EXPECT_LT(took.count(), kPatience * expect["max_seconds"].get_double().value());
    for (const dom::element pattern : expect["stderr_re"].get_array())
      EXPECT_TRUE(std::regex_search(ran.error, std::regex(text_of(pattern)))) << pattern << "\n" << ran.error;
    expect_records(ran, expect);
  }

 private:
  /// The commands that make what is run: a recipe is compiled against the real SDK.
  void take_steps() const {
    const std::string sdk = (fs::path(TEXTMILL_SOURCE_DIR) / "sdk/include").string();
    const std::string include = "export CPLUS_INCLUDE_PATH=" + sdk + ":" + kRecipes.string() + "; ";
    for (const dom::element step : json_["steps"].get_array()) {
      const Ran taken = shell(include + text_of(step), folder_.path());
      EXPECT_EQ(taken.exit, 0) << taken.error;
    }
  }

  void expect_records(const Ran& ran, const dom::element& expect) const {
    if (expect["records"].is_null()) return;
    const bool to_file = fs::exists(folder_.path() / "out.jsonl");
    EXPECT_EQ(lines_of(to_file ? folder_.read("out.jsonl") : ran.out), expect["records"].get_int64().value());
    for (const dom::element id : expect["quarantined"].get_array()) {
      EXPECT_THAT(folder_.read("out.jsonl.quarantine.jsonl"),
                  ::testing::HasSubstr("\"id\":\"" + text_of(id) + "\""));
    }
  }

  /// A file too big to keep: documents made of parts that are repeated.
  void generate(const dom::element& recipe) const {
    std::ofstream out(folder_.path() / text_of(recipe["file"]));
    for (const dom::element document : recipe["jsonl"].get_array()) {
      out << "{\"id\":" << document.at(0) << ",\"text\":\"";
      for (const dom::element part : document.at(1).get_array()) {
        const std::int64_t times = part.at(1).get_int64();
        for (std::int64_t i = 0; i < times; ++i) out << text_of(part.at(0).value());
      }
      out << "\"}\n";
    }
  }

  dom::element json_;
  ScratchFolder folder_;
};

class BadInputs : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!fs::exists(kCollection / "manifest.jsonl")) GTEST_SKIP() << "needs " << kCollection;
  }
};

TEST_P(BadInputs, EndAsTheyShould) {
  std::ifstream manifest(kCollection / "manifest.jsonl");
  dom::parser parser;
  int cases = 0;
  for (std::string line; std::getline(manifest, line);) {
    const dom::element json = parser.parse(line);
    if (text_of(json["area"]) != GetParam() || json["run"].is_null()) continue;
    SCOPED_TRACE(line.substr(0, 200));
    Case(json).run();
    ++cases;
  }
  EXPECT_GT(cases, 5);
}

INSTANTIATE_TEST_SUITE_P(Areas, BadInputs, ::testing::Values("pipeline", "document", "corpus", "plugin"),
                         [](const auto& tested) { return std::string(tested.param); });

class BadRuns : public BadInputs {
 protected:
  std::string run_to(const std::string& output) const {
    return "$TEXTMILL run " + (kCollection / "full.yaml").string() + " " +
           (kCollection / "r01_disk_full/in2000.jsonl").string() + " --quiet --output " + output;
  }
  ScratchFolder folder_;
};

TEST_P(BadRuns, AFullDiskIsAFailureToGoOnFrom) {
  const Ran device = shell(run_to("/dev/full"), folder_.path());
  EXPECT_EQ(device.exit, 7);
  EXPECT_THAT(device.error, ::testing::HasSubstr("No space left"));
  if (shell("mkdir m && mount -t tmpfs -o size=64k tmpfs m", folder_.path()).exit != 0)
    GTEST_SKIP() << "the rest needs leave to mount";
  const Ran full = shell(run_to("m/out.jsonl"), folder_.path());
  const Ran resumed =
      shell("mount -o remount,size=64m m; " + run_to("m/out.jsonl") + " --resume", folder_.path());
  const std::string out = folder_.read("m/out.jsonl");
  shell("umount m", folder_.path());
  EXPECT_EQ(full.exit, 7);
  EXPECT_THAT(full.error, ::testing::HasSubstr("No space left"));
  EXPECT_EQ(resumed.exit, 0) << resumed.error;
  EXPECT_EQ(lines_of(out), 2000);
}

TEST_P(BadRuns, AReaderThatLeavesEndsTheRunWithoutAWord) {
  const Ran ran = shell(run_to("-") + " | head -1 > /dev/null; exit ${PIPESTATUS[0]}", folder_.path());
  EXPECT_EQ(ran.exit, 141);
  EXPECT_EQ(ran.error, "");
}

INSTANTIATE_TEST_SUITE_P(Runs, BadRuns, ::testing::Values("run"));

}  // namespace
}  // namespace textmill::test
