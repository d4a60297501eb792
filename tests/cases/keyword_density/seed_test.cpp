// The project's real article, where it is at hand: a phrase of four words stands in it twenty times, which a
// widely used checker calls great.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;

const std::string kArticle = TEXTMILL_SHARED_DIR "/seed/article.txt";

Text checked(const std::string& stage_id, const std::vector<std::string>& keyphrases = {}) {
  std::ifstream in(kArticle, std::ios::binary);
  Text text(std::string(std::istreambuf_iterator<char>(in), {}));
  const std::string plugins = TEXTMILL_SOURCE_DIR "/plugins/";
  Stage segmenter = FakeHost(plugins + "segmenter/plugin.yaml").create(open_plugin(SEGMENTER), "segmenter");
  FakeHost host(plugins + "keyword_density/plugin.yaml");
  host.resource_dir(RESOURCES);
  if (!keyphrases.empty()) host.set("keyphrases", Value(keyphrases));
  Stage stage = host.create(open_plugin(KEYWORD_DENSITY), stage_id);
  EXPECT_TRUE(segmenter.run(text)) << text.status().message();
  EXPECT_TRUE(stage.run(text)) << text.status().message();
  return text;
}

std::int64_t integer(const Text& text, const std::string& name) { return text.attribute(name).integer(); }

TEST(SeedArticle, IsCalledStuffedWithThePhraseItIsStuffedWith) {
  if (!std::filesystem::exists(kArticle)) GTEST_SKIP() << "no folder " TEXTMILL_SHARED_DIR;
  const Text text = checked("keyword-density");
  EXPECT_EQ(text.attribute("keyword_density.phrase"), Value("Asim Munir US visit"));
  EXPECT_THAT(integer(text, "keyword_density.count"), AllOf(Ge(19), Le(20)));
  EXPECT_EQ(text.attribute("keyword_density.verdict"), Value("stuffed"));
  EXPECT_THAT(text.attribute("keyword_density.word_share").number(), AllOf(Ge(4.5), Le(6)));
  ASSERT_THAT(text.labels("findings"), Contains("stuffing"));
  for (const Row& row : text.rows("findings")) {
    if (row.label != "stuffing") continue;
    EXPECT_EQ(row.features.at("severity"), Value("error"));
    EXPECT_THAT(row.features.at("message").string(),
                AllOf(HasSubstr("of all words"), HasSubstr("paragraphs"), HasSubstr("headings")));
    EXPECT_THAT(row.features.at("suggestion").string(), HasSubstr("remove or reword about"));
  }
}

TEST(SeedArticle, HasTheNameUSAndNotThePronoun) {
  if (!std::filesystem::exists(kArticle)) GTEST_SKIP() << "no folder " TEXTMILL_SHARED_DIR;
  const Text text = checked("keyword-density", {"Asim Munir US visit", "Pakistan"});
  EXPECT_THAT(text.labels("findings"), Contains("stuffing"));
  std::size_t pakistan = 0;
  for (const std::string& label : text.labels("keyphrases")) pakistan += label == "Pakistan";
  EXPECT_THAT(pakistan, Ge(30u)) << "Pakistan's is Pakistan too";
}

TEST(SeedArticle, IsHardToRead) {
  if (!std::filesystem::exists(kArticle)) GTEST_SKIP() << "no folder " TEXTMILL_SHARED_DIR;
  const Text text = checked("readability");
  EXPECT_THAT(text.labels("findings"), AllOf(Contains("long-sentences"), Not(Contains("passive"))));
  EXPECT_THAT(text.attribute("readability.flesch").number(), AllOf(Ge(10), Le(35)));
  EXPECT_THAT(text.attribute("readability.passive").number(), AllOf(Ge(3), Le(10)));
}

}  // namespace
}  // namespace textmill::testkit
