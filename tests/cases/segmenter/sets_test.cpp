// Sentences of annotated sets, where they are at hand: a rule that mends one language must not harm another.
// The floors are a little below what README.md of the plugin tells; the model has seen en_ewt and en_pud.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "segmenter.hpp"

namespace textmill::segmenter {
namespace {

const std::string kSets = TEXTMILL_SHARED_DIR "/data/segmentation/";
using Spans = std::set<std::pair<std::uint64_t, std::uint64_t>>;

/// Spans found and wanted, and those that are both.
struct Tally {
  std::size_t right = 0;
  std::size_t found = 0;
  std::size_t wanted = 0;

  void add(const Spans& ours, const Spans& gold) {
    found += ours.size();
    wanted += gold.size();
    for (const auto& span : ours) right += gold.count(span);
  }
  double f1() const { return 200.0 * static_cast<double>(right) / static_cast<double>(found + wanted); }
};

/// Calls `use` with each row of a set that has sentences, and these.
template <class Use>
void each_row(const std::string& set, Use use) {
  std::ifstream in(kSets + set + "/dev.jsonl");
  simdjson::dom::parser parser;
  for (std::string line; std::getline(in, line);) {
    const simdjson::dom::element row = parser.parse(line);
    if (row["sentences"].is_null()) continue;
    Spans gold;
    for (const simdjson::dom::element s : row["sentences"])
      gold.emplace(s.at(0).get_uint64().value(), s.at(1).get_uint64().value());
    use(row, gold);
  }
}

Spans sentences(std::string_view text, const Options& options) {
  Segmentation result;
  segment(text, options, result);
  Spans spans;
  for (const Span s : result.sentences) spans.emplace(s.begin, s.end);
  return spans;
}

struct Floor {
  const char* set;
  double f1;
};

class Sets : public ::testing::TestWithParam<Floor> {};

TEST_P(Sets, AreSplitAsWellAsTold) {
  if (!std::filesystem::exists(kSets)) GTEST_SKIP() << "no folder " << kSets;
  Options options;
  options.boundaries = &shipped_boundary_model();
  Tally tally;
  each_row(GetParam().set, [&](const simdjson::dom::element& row, const Spans& gold) {
    tally.add(sentences(row["text"].get_string().value(), options), gold);
  });
  EXPECT_GE(tally.f1(), GetParam().f1) << GetParam().set;
}

INSTANTIATE_TEST_SUITE_P(Dev, Sets,
                         ::testing::Values(Floor{"en_ewt", 92}, Floor{"en_gum", 96.3}, Floor{"en_pud", 99},
                                           Floor{"en_lines", 87}, Floor{"de_gsd", 95.4},
                                           Floor{"de_pud", 99.4}, Floor{"fr_gsd", 95.8},
                                           Floor{"fr_pud", 98.2}, Floor{"es_gsd", 96.7},
                                           Floor{"es_pud", 98.5}, Floor{"ru_gsd", 96.3},
                                           Floor{"ru_pud", 98.8}, Floor{"ar_pud", 99.1},
                                           Floor{"hi_pud", 98.5}, Floor{"ur_udtb", 97}, Floor{"ja_gsd", 99.1},
                                           Floor{"zh_gsdsimp", 98.9}, Floor{"zh_pud", 99.4}));

TEST(GoldenRules, HoldInNineOfTenByLanguage) {
  if (!std::filesystem::exists(kSets)) GTEST_SKIP() << "no folder " << kSets;
  struct Count {
    std::size_t good = 0;
    std::size_t all = 0;
  };
  std::map<std::string, Count> counts;
  each_row("golden_rules", [&](const simdjson::dom::element& row, const Spans& gold) {
    Options options;
    options.language = std::string(row["lang"].get_string().value());
    const std::string_view group = row["group"].get_string().value();
    if (options.language == "en" && group != "golden") return;  // many of those contradict the treebanks
    Count& count = counts[options.language];
    ++count.all;
    count.good += sentences(row["text"].get_string().value(), options) == gold;
  });
  EXPECT_EQ(counts["en"].good, counts["en"].all);
  for (const auto& [language, count] : counts) EXPECT_GE(10 * count.good, 9 * count.all) << language;
}

}  // namespace
}  // namespace textmill::segmenter
