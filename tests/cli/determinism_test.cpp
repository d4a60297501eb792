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

/// Stages give their buffers back behind a text of 4 MiB; then they begin anew.
TEST(Run, AGiantLeavesTheDocumentsBehindItAsTheyAre) {
  const ScratchFolder folder;
  const std::string article = read_file(std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt");
  std::string giant;
  while (giant.size() < (4U << 20)) giant += article + "\n\n";
  folder.write("a.txt", article);
  folder.write("giant.txt", giant);
  folder.write("b.txt", article);
  const Ran ran = textmill({"run", "article-audit", "a.txt", "giant.txt", "b.txt", "--format", "jsonl",
                            "--quiet", "--workers", "1", "--isolation", "thread"},
                           {}, folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  const std::size_t second = ran.out.find('\n') + 1;
  const std::size_t third = ran.out.find('\n', second) + 1;
  std::string last = ran.out.substr(third);
  ASSERT_GT(third, second + giant.size());
  for (std::size_t at = 0; (at = last.find("b.txt", at)) != std::string::npos;) last[at] = 'a';
  EXPECT_EQ(last, ran.out.substr(0, second));
}

/// Ways to run that must not show in the output.
class Ways : public ::testing::Test {
 protected:
  Ways() {
    folder_.write("in.jsonl", small_corpus(300, {0, 123, 299}));
    EXPECT_EQ(shell("gzip -k in.jsonl; zstd -q -k in.jsonl; split -l 100 in.jsonl p.; "
                    "for p in p.a?; do gzip -c $p; done > members.gz; for p in p.a?; do zstd -qc $p; done > "
                    "frames.zst",
                    folder_.path())
                  .exit,
              0);
    folder_.write("p.yaml",
                  "textmill: 1\nstages: [{use: segmenter}, {id: bad, use: process_fails_silently}]\n");
  }
  /// All that the run writes, with the name of the input and the places in it left out.
  std::string output(const std::string& input, const std::string& how) {
    const Ran ran = shell("rm -f o*.jsonl; $TEXTMILL run p.yaml " + input + " --plugin " +
                              bad_plugin("process_fails_silently") + " --quiet --output o.jsonl " + how +
                              "; code=$?; cat o*.jsonl | sed 's/\"source\":{[^}]*},//; "
                              "s/,\"replay\":\"[^\"]*\"//'; exit $code",
                          folder_.path());
    EXPECT_EQ(ran.exit, 5) << input << how << ran.error;
    return ran.out;
  }
  ScratchFolder folder_;
};

TEST_F(Ways, OfReadingAndWorkingDoNotShow) {
  const std::vector<std::string> inputs = {"in.jsonl",   "in.jsonl.gz", "in.jsonl.zst",
                                           "members.gz", "frames.zst",  "- < in.jsonl"};
  const std::string reference = output("in.jsonl", "--workers 1 --isolation thread");
  ASSERT_EQ(std::count(reference.begin(), reference.end(), '\n'), 300);
  std::size_t turn = 0;
  for (const char* workers : {"1", "2", "8"}) {
    for (const char* isolation : {"thread", "process"}) {
      for (const char* batch : {"1", "7", "256"}) {
        const std::string how =
            std::string("--workers ") + workers + " --isolation " + isolation + " --batch-records " + batch;
        for (const std::string& input : {inputs[0], inputs[1 + turn++ % (inputs.size() - 1)]})
          EXPECT_TRUE(output(input, how) == reference) << input << " " << how;
      }
    }
  }
}

TEST_F(Ways, OfWorkingDoNotShowInShards) {
  const std::string reference = output("in.jsonl", "--shards 3 --batch-records 10 --workers 1");
  for (const char* how : {"--workers 2", "--workers 8 --isolation thread", "--workers 8 --isolation process"})
    EXPECT_TRUE(output("members.gz", std::string("--shards 3 --batch-records 10 ") + how) == reference)
        << how;
}

}  // namespace
}  // namespace textmill::test
