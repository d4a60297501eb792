#include <gmock/gmock.h>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::HasSubstr;

const std::string kArticle = std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt";

TEST(View, WritesAPageAndPrintsItsPath) {
  const ScratchFolder folder;
  const Ran ran = textmill({"view", "article-audit", kArticle}, "", folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(ran.out, "article.html\n");
  const std::string page = folder.read("article.html");
  EXPECT_THAT(page, HasSubstr("Grain Diplomacy"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "article.html.run"));
}

TEST(View, IsTheSameAsRunWithTheFormatAndTellsWhatTheRunDid) {
  const ScratchFolder folder;
  textmill({"view", "article-audit", kArticle, "-o", "a.html"}, "", folder.path());
  const Ran ran = textmill({"run", "article-audit", kArticle, "--format", "html"}, "", folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  std::string page = folder.read("a.html");
  const std::size_t figures =
      page.find("<script type=\"application/json\" id=\"figures\">{\"read\":1,\"written\":1");
  ASSERT_NE(figures, std::string::npos);
  page.erase(figures, page.find('\n', figures) + 1 - figures);
  EXPECT_TRUE(ran.out == page) << "the pages differ";
}

TEST(View, PrintsNoPathOfAPageThatIsNotThere) {
  const Ran ran = textmill({"view", "no-such-pipeline", kArticle});
  EXPECT_NE(ran.exit, 0);
  EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace textmill::test
