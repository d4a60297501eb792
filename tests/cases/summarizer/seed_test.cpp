// The project's real article, where it is at hand. Its author has written three bullets under "Summary": who
// comes and why, what will be talked about, what else is at stake. An editor would print just these. Without
// them we give the second paragraph's account of the visit and two sentences of the body that place it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kArticle = TEXTMILL_SHARED_DIR "/seed/article.txt";

Text summarize(const std::string& author_summary) {
  std::ifstream in(kArticle, std::ios::binary);
  Text text(std::string(std::istreambuf_iterator<char>(in), {}));
  const std::string plugins = TEXTMILL_SOURCE_DIR "/plugins/";
  Stage segmenter = FakeHost(plugins + "segmenter/plugin.yaml").create(open_plugin(SEGMENTER), "segmenter");
  FakeHost host(plugins + "summarizer/plugin.yaml");
  host.set("sentences", 3).set("author_summary", author_summary);
  Stage summarizer = host.create(open_plugin(SUMMARIZER), "summarizer");
  EXPECT_TRUE(segmenter.run(text)) << text.status().message();
  EXPECT_TRUE(summarizer.run(text)) << text.status().message();
  return text;
}

TEST(SeedArticle, GivesTheAuthorsOwnSummary) {
  if (!std::filesystem::exists(kArticle)) GTEST_SKIP() << "no folder " TEXTMILL_SHARED_DIR;
  EXPECT_THAT(summarize("prefer").texts("summary"),
              ElementsAre(StartsWith("Pakistan Army Chief General Asim Munir begins his second US visit"),
                          StartsWith("High-level talks in Washington will cover security"),
                          StartsWith("The Asim Munir US visit coincides with IMF negotiations")));
}

TEST(SeedArticle, WritesItsOwnWithoutHeadlineOrBullets) {
  if (!std::filesystem::exists(kArticle)) GTEST_SKIP() << "no folder " TEXTMILL_SHARED_DIR;
  const Text text = summarize("compare");
  EXPECT_EQ(text.rows("summary").size(), 3u);
  for (const std::string& sentence : text.texts("summary")) {
    EXPECT_THAT(sentence, Not(HasSubstr("Signals Strategic Shift")));
    EXPECT_THAT(sentence, Not(StartsWith("High-level talks")));
    EXPECT_THAT(sentence, ::testing::EndsWith("."));
  }
  EXPECT_GT(text.attribute("summarizer.author_rouge_1").number(), 0.2);
}

}  // namespace
}  // namespace textmill::testkit
