// The tagger behind the segmenter, over whole articles.
#include <gmock/gmock.h>

#include <textmill/abi.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <textmill/testkit/fake_host.hpp>

extern "C" const textmill_plugin textmill_plugin_v1;

namespace textmill::entity_tagger {
namespace {

using testing::Contains;
using testing::Pair;
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

using Counts = std::map<std::string, int>;

/// "LABEL text" or "LABEL text = norm", and how often.
Counts found_in(const Text& text) {
  Counts found;
  for (const auto& row : text.rows("entities")) {
    std::string line = row.label + " " + row.text;
    if (const auto norm = row.features.find("norm"); norm != row.features.end() && !norm->second.is_null()) {
      if (!norm->second.string().empty()) line += " = " + norm->second.string();
    }
    ++found[line];
  }
  return found;
}

int total(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0,
                         [](int sum, const auto& count) { return sum + count.second; });
}

/// What differs, for the reader of a failed test.
std::string difference(const Counts& expected, const Counts& found) {
  std::string lines;
  Counts all = expected;
  all.insert(found.begin(), found.end());
  for (const auto& [line, ignored] : all) {
    const auto e = expected.find(line), f = found.find(line);
    const int wanted = e == expected.end() ? 0 : e->second, got = f == found.end() ? 0 : f->second;
    if (wanted != got)
      lines += line + ": " + std::to_string(wanted) + " expected, " + std::to_string(got) + " found\n";
  }
  return lines;
}

void expect_precision_and_recall(const Counts& expected, const Counts& found) {
  int right = 0;
  for (const auto& [line, count] : found) {
    if (const auto wanted = expected.find(line); wanted != expected.end())
      right += std::min(count, wanted->second);
  }
  EXPECT_GE(100.0 * right / total(found), 95) << "precision; " << difference(expected, found);
  EXPECT_GE(100.0 * right / total(expected), 90) << "recall; " << difference(expected, found);
}

// Every entity of the article as a reader marks them; "second US visit in two months" is a duration.
const Counts kSeedArticle = {
    {"CARDINAL 180 = 180", 1},
    {"CARDINAL two = 2", 1},
    {"DATE 2025 = 2025", 1},
    {"DATE April 2024 = 2024-04", 1},
    {"DATE first half of 2025 = 2025-H1", 1},
    {"DATE now = REF", 3},
    {"DURATION multi-year = PXY", 1},
    {"DURATION two months = P2M", 3},
    {"LOCATION Afghanistan", 2},
    {"LOCATION Arabian Sea", 1},
    {"LOCATION Asia", 2},
    {"LOCATION Balochistan", 1},
    {"LOCATION Beijing", 1},
    {"LOCATION China", 8},
    {"LOCATION Indo-Pacific", 2},
    {"LOCATION Islamabad", 4},
    {"LOCATION Kashmir", 1},
    {"LOCATION Middle East", 1},
    {"LOCATION Pakistan", 34},
    {"LOCATION Rawalpindi", 1},
    {"LOCATION Russia", 2},
    {"LOCATION South Asia", 2},
    {"LOCATION U.S.", 2},
    {"LOCATION US", 33},
    {"LOCATION United States", 3},
    {"LOCATION Washington", 9},
    {"LOCATION West", 1},
    {"MISC American", 1},
    {"MISC CPEC", 1},
    {"MISC China-Pakistan Economic Corridor", 1},
    {"MISC Pakistani", 1},
    {"MISC SBA", 1},
    {"MISC South Asian", 1},
    {"MISC Spring Report", 1},
    {"MISC Stand-By Arrangement", 1},
    {"MONEY 3 billion dollar = USD 3000000000", 1},
    {"MONEY PKR 2.12 trillion = PKR 2120000000000", 1},
    {"ORDINAL second = 2", 3},
    {"ORGANIZATION CENTCOM", 1},
    {"ORGANIZATION CSIS", 1},
    {"ORGANIZATION Center for Strategic and International Studies", 1},
    {"ORGANIZATION IMF", 6},
    {"ORGANIZATION ISPR", 1},
    {"ORGANIZATION Inter-Services Public Relations", 1},
    {"ORGANIZATION Joint Chiefs of Staff", 1},
    {"ORGANIZATION National Security Council", 1},
    {"ORGANIZATION Pakistan Army", 1},
    {"ORGANIZATION Pentagon", 2},
    {"ORGANIZATION State Department", 2},
    {"ORGANIZATION U.S. Southern Command", 1},
    {"ORGANIZATION World Bank", 1},
    {"PERCENT 23 percent = 23%", 1},
    {"PERCENT 75 percent = 75%", 1},
    {"PERSON Asim Munir", 22},
    {"PERSON Biden", 1},
    {"PERSON Munir", 9},
    {"PERSON Sharif", 1},
};

TEST(SeedArticle, HasItsEntitiesAndFewOthers) {
  const std::string path = std::string(TEXTMILL_SHARED_DIR) + "/seed/article.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
  const std::string content = read_file(path);
  const Text text = tag(content);
  const Counts found = found_in(text);
  expect_precision_and_recall(kSeedArticle, found);
  for (const char* one :
       {"PERSON Asim Munir", "PERSON Munir", "PERSON Biden", "PERSON Sharif", "LOCATION Kashmir",
        "LOCATION Balochistan", "LOCATION China", "ORGANIZATION ISPR", "ORGANIZATION CENTCOM",
        "ORGANIZATION U.S. Southern Command", "ORGANIZATION IMF", "MISC CPEC",
        "MISC China-Pakistan Economic Corridor", "MONEY 3 billion dollar = USD 3000000000",
        "MONEY PKR 2.12 trillion = PKR 2120000000000", "PERCENT 75 percent = 75%", "PERCENT 23 percent = 23%",
        "DATE April 2024 = 2024-04", "DATE first half of 2025 = 2025-H1"}) {
    EXPECT_THAT(found, Contains(Pair(one, kSeedArticle.at(one))));
  }
  const auto first_line = static_cast<std::uint32_t>(content.find('\n'));
  for (const auto& row : text.rows("entities")) {
    EXPECT_GE(row.span.begin, first_line) << row.text << " is in the breadcrumb";
    if (row.label == "PERSON" && row.text.ends_with("Munir")) {
      EXPECT_EQ(row.features.at("canonical").string(), "Asim Munir");
    }
  }
}

// "one" is a number in "one in six" and "one price", a pronoun elsewhere.
const Counts kFixture = {
    {"CARDINAL 14 = 14", 1},
    {"CARDINAL 27 = 27", 1},
    {"CARDINAL 3 million = 3000000", 1},
    {"CARDINAL Two = 2", 1},
    {"CARDINAL eleven = 11", 3},
    {"CARDINAL one = 1", 2},
    {"CARDINAL six = 6", 2},
    {"DATE 14 September 2026 = 2026-09-14", 1},
    {"DATE 18 September 2026 = 2026-09-18", 1},
    {"DATE 2019 = 2019", 1},
    {"DATE 2021 = 2021", 1},
    {"DATE 3 July = XXXX-07-03", 1},
    {"DATE April = XXXX-04", 1},
    {"DATE February 2027 = 2027-02", 1},
    {"DATE June 2026 = 2026-06", 1},
    {"DATE March 2025 = 2025-03", 1},
    {"DATE November 2024 = 2024-11", 1},
    {"DATE now = REF", 1},
    {"DATE the end of the year = REF:P1Y", 1},
    {"DATE this year = REF:P1Y", 1},
    {"DATE winter of 2027 = 2027-WI", 1},
    {"DURATION 40 days = P40D", 1},
    {"DURATION a week = P1W", 1},
    {"DURATION a year = P1Y", 1},
    {"DURATION five years = P5Y", 1},
    {"DURATION three months = P3M", 1},
    {"DURATION twelve months = P12M", 1},
    {"LOCATION Alentejo", 1},
    {"LOCATION Ankara", 1},
    {"LOCATION Athens", 1},
    {"LOCATION Black Sea", 1},
    {"LOCATION Brussels", 1},
    {"LOCATION Bucharest", 1},
    {"LOCATION Cairo", 1},
    {"LOCATION Danube", 1},
    {"LOCATION Estonia", 2},
    {"LOCATION Europe", 1},
    {"LOCATION France", 1},
    {"LOCATION Italy", 1},
    {"LOCATION Lisbon", 17},
    {"LOCATION Norway", 1},
    {"LOCATION Oslo", 1},
    {"LOCATION Port of Sines", 1},
    {"LOCATION Portugal", 1},
    {"LOCATION Romania", 1},
    {"LOCATION Spain", 1},
    {"LOCATION Tagus", 1},
    {"LOCATION Tallinn", 1},
    {"LOCATION Tunis", 1},
    {"LOCATION Ukraine", 1},
    {"LOCATION Vienna", 1},
    {"LOCATION Warsaw", 2},
    {"MISC American", 1},
    {"MISC Estonian", 2},
    {"MISC Moldovan", 1},
    {"MISC North African", 1},
    {"MISC Turkish", 1},
    {"MONEY $320 million = USD 320000000", 1},
    {"MONEY 1.8 billion euro = EUR 1800000000", 2},
    {"MONEY 2.4 billion Norwegian kroner = NOK 2400000000", 1},
    {"MONEY EUR 45 million = EUR 45000000", 1},
    {"ORDINAL first = 1", 4},
    {"ORDINAL second = 2", 2},
    {"ORGANIZATION Baltic Grain Exchange Ltd.", 1},
    {"ORGANIZATION EIB", 1},
    {"ORGANIZATION European Commission", 1},
    {"ORGANIZATION European Investment Bank", 1},
    {"ORGANIZATION FAO", 2},
    {"ORGANIZATION Food and Agriculture Organization", 1},
    {"ORGANIZATION IMF", 1},
    {"ORGANIZATION International Monetary Fund", 1},
    {"ORGANIZATION Ministry of Agriculture", 1},
    {"ORGANIZATION NIFP", 1},
    {"ORGANIZATION Nordic Institute for Food Policy", 1},
    {"ORGANIZATION U.S. Department of Agriculture", 1},
    {"ORGANIZATION USDA", 1},
    {"ORGANIZATION University of Coimbra", 1},
    {"ORGANIZATION WTO", 1},
    {"ORGANIZATION World Bank", 1},
    {"ORGANIZATION World Trade Organization", 1},
    {"PERCENT 18 percent = 18%", 1},
    {"PERCENT 3.1 percent = 3.1%", 1},
    {"PERCENT 90% = 90%", 1},
    {"PERSON Carl J. Brandt", 1},
    {"PERSON Henrik Aas", 1},
    {"PERSON Ilves", 2},
    {"PERSON Inês Carvalho", 1},
    {"PERSON Marta Ilves", 17},
    {"QUANTITY 200,000 tonnes = 200000000 kg", 1},
    {"TIME 6 p.m. = T18:00", 1},
};

TEST(FixtureArticle, HasItsEntitiesAndFewOthers) {
  const std::string content = read_file(std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt");
  const Text text = tag(content);
  expect_precision_and_recall(kFixture, found_in(text));
  for (const auto& row : text.rows("entities")) {
    if (row.text == "USDA") {
      EXPECT_EQ(row.features.at("canonical").string(), "U.S. Department of Agriculture");
    }
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
