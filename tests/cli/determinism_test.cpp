#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.hpp"

namespace textmill::test {
namespace {

/// 600 documents made of the paragraphs of the fixture article, so that all stages have something to find.
std::string corpus() {
  const std::string article = read_file(std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt");
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < article.size();) {
    const std::size_t end = std::min(article.find("\n\n", at), article.size());
    paragraphs.push_back(article.substr(at, end - at));
    at = end + 2;
  }
  std::string lines;
  for (int i = 0; i < 600; ++i) {
    std::string text;
    for (int p = 0; p < 1 + i % 4; ++p) {
      for (const char c : paragraphs[static_cast<std::size_t>(i * 7 + p) % paragraphs.size()]) {
        if (c == '\n') {
          text += "\\n";
        } else if (c == '"' || c == '\\') {
          text += std::string("\\") + c;
        } else {
          text += c;
        }
      }
      text += "\\n\\n";
    }
    lines += "{\"id\":\"doc-" + std::to_string(i) + "\",\"text\":\"" + text + "\"}\n";
  }
  return lines;
}

TEST(Run, GivesTheSameBytesForAnyNumberOfWorkersAndEitherIsolation) {
  const ScratchFolder folder;
  folder.write("in.jsonl", corpus());
  const auto output = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"run", "article-audit", "in.jsonl", "--format", "jsonl", "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ran ran = textmill(arguments, {}, folder.path());
    EXPECT_EQ(ran.exit, 0) << ran.error;
    return ran.out;
  };
  const std::string reference = output({"--workers", "1"});
  ASSERT_EQ(std::count(reference.begin(), reference.end(), '\n'), 600);
  EXPECT_TRUE(output({"--workers", "2"}) == reference);
  EXPECT_TRUE(output({"--workers", "8"}) == reference);
  EXPECT_TRUE(output({"--workers", "1", "--isolation", "process"}) == reference);
  EXPECT_TRUE(output({"--workers", "3", "--isolation", "process"}) == reference);
}

TEST(Run, GivesTheSameBytesForPlainGzipAndZstdInput) {
  const ScratchFolder folder;
  folder.write("in.jsonl", small_corpus(300));
  ASSERT_EQ(shell("gzip -k in.jsonl && zstd -q -k in.jsonl", folder.path()).exit, 0);
  const auto records = [&](const std::string& input) {
    const Ran ran =
        shell("$TEXTMILL run segment " + input + " --quiet --format jsonl | sed 's/\"source\":{[^}]*},//'",
              folder.path());
    return ran.out;
  };
  const std::string plain = records("in.jsonl");
  EXPECT_EQ(std::count(plain.begin(), plain.end(), '\n'), 300);
  EXPECT_EQ(records("in.jsonl.gz"), plain);
  EXPECT_EQ(records("in.jsonl.zst"), plain);
  EXPECT_EQ(records("- < in.jsonl"), plain);
}

}  // namespace
}  // namespace textmill::test
