// The tagger behind the segmenter, over whole articles.
#include <gmock/gmock.h>

#include <textmill/abi.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <textmill/testkit/fake_host.hpp>

extern "C" const textmill_plugin textmill_plugin_v1;

namespace textmill::entity_tagger {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testkit::FakeHost;
using testkit::Stage;
using testkit::Text;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Text tag(const std::string& content) {
  Text text(content);
  FakeHost segmenter_host(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/segmenter/plugin.yaml");
  Stage first = segmenter_host.create(testkit::open_plugin(TEXTMILL_SEGMENTER));
  EXPECT_TRUE(first.run(text)) << text.status().message();
  FakeHost host(TEXTMILL_MANIFEST);
  host.resource_dir(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data");
  Stage stage = host.create(textmill_plugin_v1);
  EXPECT_TRUE(stage.run(text)) << text.status().message();
  return text;
}

std::set<std::string> found_in(const Text& text) {
  std::set<std::string> found;
  for (const auto& row : text.rows("entities")) {
    std::string line = row.label + " " + row.text;
    found.insert(line);
    if (const auto norm = row.features.find("norm"); norm != row.features.end() && !norm->second.is_null()) {
      if (!norm->second.string().empty()) found.insert(line + " = " + norm->second.string());
    }
  }
  return found;
}

TEST(SeedArticle, HasItsNamesDatesAndMoney) {
  const std::string path = std::string(TEXTMILL_SHARED_DIR) + "/seed/article.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string content = read_file(path);
  const Text text = tag(content);
  EXPECT_THAT(
      found_in(text),
      IsSupersetOf({"PERSON Asim Munir", "PERSON Munir", "ORGANIZATION IMF", "ORGANIZATION CENTCOM",
                    "ORGANIZATION ISPR", "ORGANIZATION CSIS", "ORGANIZATION Pentagon",
                    "ORGANIZATION State Department", "LOCATION Pakistan", "LOCATION Washington",
                    "LOCATION Kashmir", "LOCATION Balochistan", "MONEY 3 billion dollar = USD 3000000000",
                    "MONEY PKR 2.12 trillion = PKR 2120000000000", "PERCENT 75 percent = 75%",
                    "PERCENT 23 percent = 23%", "DATE April 2024 = 2024-04",
                    "DATE first half of 2025 = 2025-H1"}));
  const auto first_line = static_cast<std::uint32_t>(content.find('\n'));
  for (const auto& row : text.rows("entities"))
    EXPECT_GE(row.span.begin, first_line) << row.text << " is in the breadcrumb";
}

}  // namespace
}  // namespace textmill::entity_tagger
