#include "cli/result_diff.hpp"

#include <gmock/gmock.h>

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "cli/diff_report.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ResultSpan span(std::int64_t begin, std::int64_t end, std::string label, std::string norm = {}) {
  ResultSpan span;
  span.begin = begin;
  span.end = end;
  span.label = std::move(label);
  if (!norm.empty()) span.features["norm"] = norm;
  return span;
}

ResultDocument document(std::vector<ResultSpan> entities, std::string id = "d") {
  ResultDocument document;
  document.id = std::move(id);
  document.layers["entities"] = std::move(entities);
  return document;
}

CorpusDifference difference(const ResultDocument& a, const ResultDocument& b) {
  CorpusDifference sums;
  compare(a, b, {}, sums);
  return sums;
}

TEST(CompareResults, TellsTheKindsOfChanges) {
  struct Row {
    std::vector<ResultSpan> a;
    std::vector<ResultSpan> b;
    std::vector<std::size_t> changes;  ///< added, removed, moved, relabelled, changed
    std::size_t same;
    const char* why;
  };
  const std::vector<Row> rows = {
      {{span(0, 3, "P")}, {span(0, 3, "P")}, {0, 0, 0, 0, 0}, 1, "equal"},
      {{}, {span(0, 3, "P")}, {1, 0, 0, 0, 0}, 0, "added"},
      {{span(0, 3, "P")}, {}, {0, 1, 0, 0, 0}, 0, "removed"},
      {{span(0, 3, "P")}, {span(0, 5, "P")}, {0, 0, 1, 0, 0}, 0, "a moved end"},
      {{span(0, 3, "P")}, {span(3, 5, "P")}, {1, 1, 0, 0, 0}, 0, "neighbours are not one span that moved"},
      {{span(0, 3, "P")}, {span(0, 3, "L")}, {0, 0, 0, 1, 0}, 0, "another label"},
      {{span(0, 3, "P")}, {span(0, 5, "L")}, {1, 1, 0, 0, 0}, 0, "another place and label"},
      {{span(0, 3, "P", "1")}, {span(0, 3, "P", "2")}, {0, 0, 0, 0, 1}, 0, "another feature"},
      {{span(0, 3, "P", "1.0")}, {span(0, 3, "P", "1.0000000001")}, {0, 0, 0, 0, 0}, 1, "the same number"},
      {{span(0, 9, "P"), span(0, 3, "P")},
       {span(0, 3, "P"), span(0, 9, "P")},
       {0, 0, 0, 0, 0},
       2,
       "another order"},
      {{span(0, 3, "P")},
       {span(0, 2, "P"), span(0, 3, "P")},
       {1, 0, 0, 0, 0},
       1,
       "the equal one is the partner"},
      {{span(4, 4, "P")}, {span(4, 4, "P")}, {0, 0, 0, 0, 0}, 1, "an empty span"},
  };
  for (const Row& row : rows) {
    const CorpusDifference sums = difference(document(row.a), document(row.b));
    const LayerTotals& totals = sums.layers.at("entities");
    EXPECT_EQ(std::vector<std::size_t>(totals.changes, totals.changes + 5), row.changes) << row.why;
    EXPECT_EQ(totals.same, row.same) << row.why;
    EXPECT_EQ(sums.differ, totals.differences() > 0 ? 1U : 0U) << row.why;
  }
}

TEST(CompareResults, CountsLabelsAgainstEachOther) {
  const CorpusDifference sums = difference(document({span(0, 3, "P"), span(5, 8, "P"), span(10, 12, "O")}),
                                           document({span(0, 3, "P"), span(5, 8, "L"), span(20, 22, "O")}));
  using Pair = std::pair<std::string, std::string>;
  EXPECT_THAT(sums.layers.at("entities").labels,
              ElementsAre(std::pair(Pair("", "O"), 1U), std::pair(Pair("O", ""), 1U),
                          std::pair(Pair("P", "L"), 1U), std::pair(Pair("P", "P"), 1U)));
  const std::string text = diff_text(sums, {"a.jsonl", "b.jsonl"}, false, 80);
  EXPECT_THAT(text, HasSubstr("Labels of entities\n"
                              "  A \\ B  P  O  L  none\n"
                              "  P      1  .  1     .\n"
                              "  O      .  .  .     1\n"
                              "  L      .  .  .     .\n"
                              "  none   .  1  .     .\n"));
}

TEST(CompareResults, ComparesAttributes) {
  ResultDocument a = document({});
  ResultDocument b = document({});
  a.attributes = {{"n", "1"}, {"gone", "true"}, {"same", "\"x\""}};
  b.attributes = {{"n", "2"}, {"same", "\"x\""}};
  const CorpusDifference sums = difference(a, b);
  EXPECT_THAT(sums.attributes, ElementsAre(std::pair("gone", 1U), std::pair("n", 1U)));
  EXPECT_THAT(diff_text(sums, {"a", "b"}, false, 80), HasSubstr("    gone true to nothing\n    n 1 to 2\n"));
}

TEST(CompareResults, DoesNotCountALayerThatOneSideWasNotAskedFor) {
  ResultDocument a = document({});
  a.layers["tokens"] = {span(0, 1, "word")};
  const CorpusDifference sums = difference(a, document({}));
  EXPECT_EQ(sums.differ, 0U);
  EXPECT_THAT(diff_text(sums, {"a", "b"}, false, 80), HasSubstr("layer tokens: only in A, in 1 document\n"));
}

TEST(CompareResults, KeepsTheMostDifferentDocuments) {
  CorpusDifference sums;
  for (int i = 0; i < 50; ++i) {
    std::vector<ResultSpan> spans(static_cast<std::size_t>(i * 7 % 50), span(0, 1, "P"));
    compare(document(spans, "d" + std::to_string(i)), document({}), {}, sums);
  }
  EXPECT_EQ(sums.differ, 49U);
  ASSERT_EQ(sums.most.size(), kMostDifferent);
  EXPECT_EQ(sums.most[0].count(), 49U);
  EXPECT_EQ(sums.most[19].count(), 30U);
}

std::string line(const std::string& id, int end) {
  return R"({"id":")" + id + R"(","attributes":{},"layers":{"e":[{"begin":0,"end":)" + std::to_string(end) +
         R"(,"label":"<x>","score":0.5,"norm":"n"}]}})" + "\n";
}

/// Compares two files with these contents.
Result<CorpusDifference> compare_texts(const std::string& a, const std::string& b) {
  const std::string base = ::testing::TempDir() + "result_diff_test_" + std::to_string(::getpid());
  std::ofstream(base + "a.jsonl") << a;
  std::ofstream(base + "b.jsonl") << b;
  auto file_a = ResultFile::open(base + "a.jsonl");
  auto file_b = ResultFile::open(base + "b.jsonl");
  auto sums = compare_files(*file_a, *file_b, {});
  std::remove((base + "a.jsonl").c_str());
  std::remove((base + "b.jsonl").c_str());
  return sums;
}

TEST(CompareFiles, MatchesDocumentsByIdInAnyOrder) {
  const auto sums = compare_texts(line("1", 1) + line("2", 2) + line("3", 3) + line("x", 1),
                                  line("3", 3) + line("y", 1) + line("1", 9) + line("2", 2));
  ASSERT_TRUE(sums);
  EXPECT_EQ(sums->both, 3U);
  EXPECT_EQ(sums->differ, 1U);
  EXPECT_THAT(sums->only_a, ElementsAre("x"));
  EXPECT_THAT(sums->only_b, ElementsAre("y"));
  EXPECT_EQ(sums->documents(), 3U);
}

TEST(CompareFiles, TakesEmptyFilesAndRefusesWhatIsNoResult) {
  EXPECT_EQ(compare_texts("", "")->both, 0U);
  EXPECT_THAT(compare_texts(line("1", 1), "{\"id\":\"1\"}\n").error().message(),
              HasSubstr("b.jsonl:1: expected a result as textmill run --format jsonl writes it"));
  EXPECT_FALSE(compare_texts("{\n", ""));
}

TEST(DiffPage, ShowsTextsOnly) {
  ResultDocument a = document({span(0, 3, "<script>")}, "<img src=x>");
  a.layers["entities"][0].text = "\"><dfn>";
  const std::string page = diff_html(difference(a, document({}, "<img src=x>")), {"<a>", "b"});
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  for (const char* markup : {"<script>", "<img", "<dfn>", "<a>"})
    EXPECT_EQ(page.find(markup), std::string::npos) << markup;
}

}  // namespace
}  // namespace textmill::host
