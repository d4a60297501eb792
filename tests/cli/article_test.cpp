// What the whole pipeline says of a scraped, keyphrase-stuffed article: facts a reader would check.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using simdjson::dom::element;

struct Found {
  std::string text;
  std::string label;
  std::string norm;
  std::string severity;
};

/// The JSON record of one article.
class Audit {
 public:
  explicit Audit(const fs::path& article) {
    const Ran ran = textmill({"run", "article-audit", article.string(), "--format", "jsonl", "--text"});
    EXPECT_EQ(ran.exit, 0) << ran.error;
    json_ = parser_.parse(simdjson::padded_string(ran.out));
    text_ = std::string(std::string_view(json_["text"]));
  }

  std::vector<Found> layer(const char* name) const {
    std::vector<Found> list;
    for (const element span : json_["layers"][name]) {
      Found found;
      const std::uint64_t begin = span["begin"];
      const std::uint64_t end = span["end"];
      found.text = text_.substr(begin, end - begin);
      found.label = string(span, "label");
      found.norm = string(span, "norm");
      found.severity = string(span, "severity");
      list.push_back(std::move(found));
    }
    return list;
  }
  std::vector<std::string> texts(const char* layer_name, const std::string& label) const {
    std::vector<std::string> list;
    for (const Found& found : layer(layer_name)) {
      if (found.label == label) list.push_back(found.text);
    }
    return list;
  }
  std::int64_t integer(const char* attribute) const { return json_["attributes"][attribute]; }
  std::string attribute(const char* name) const {
    return std::string(std::string_view(json_["attributes"][name]));
  }

 private:
  static std::string string(const element& span, const char* key) {
    std::string_view value;
    return span[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  }

  simdjson::dom::parser parser_;
  element json_;
  std::string text_;
};

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

MATCHER_P2(Is, text, label, "") { return arg.text == text && arg.label == label; }
MATCHER_P2(Normalised, text, norm, "") { return arg.text == text && arg.norm == norm; }
MATCHER_P(StartsAs, prefix, "") { return arg.rfind(prefix, 0) == 0; }

class SeedArticle : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path path = fs::path(TEXTMILL_SHARED_DIR) / "seed" / "article.txt";
    if (!fs::exists(path)) GTEST_SKIP() << "needs the folder " << TEXTMILL_SHARED_DIR << "/seed";
    audit_ = std::make_unique<Audit>(path);
  }
  std::unique_ptr<Audit> audit_;
};

TEST_F(SeedArticle, StructureIsFound) {
  EXPECT_EQ(audit_->texts("blocks", "title").size(), 1U);
  EXPECT_THAT(audit_->texts("blocks", "heading"), Contains("Diplomatic Urgency Shapes the Moment"));
  EXPECT_THAT(audit_->texts("blocks", "heading"), Contains("Friction Points and Diverging Expectations"));
  EXPECT_GE(audit_->texts("blocks", "list_item").size(), 11U);
  const auto boilerplate = audit_->texts("blocks", "boilerplate");
  for (const char* tail : {"Read Next", "Follow us on:", "Related Stories"})
    EXPECT_THAT(boilerplate, Contains(HasSubstr(tail)));
}

TEST_F(SeedArticle, StuffingIsFoundWithoutBeingTold) {
  EXPECT_EQ(audit_->attribute("keyword_density.phrase"), "Asim Munir US visit");
  EXPECT_GE(audit_->integer("keyword_density.count"), 19);
  EXPECT_LE(audit_->integer("keyword_density.count"), 20);
  bool judged = false;
  for (const Found& finding : audit_->layer("findings")) {
    judged |= finding.label == "stuffing" && finding.severity != "note";
  }
  EXPECT_TRUE(judged);
}

TEST_F(SeedArticle, NamesAndNumbersAreFound) {
  const auto entities = audit_->layer("entities");
  for (const char* organisation : {"IMF", "CENTCOM", "ISPR", "CSIS", "Pentagon", "State Department"}) {
    EXPECT_THAT(entities, Contains(Is(organisation, "ORGANIZATION")));
  }
  for (const char* place : {"Pakistan", "Washington", "Kashmir", "Balochistan"}) {
    EXPECT_THAT(entities, Contains(Is(place, "LOCATION")));
  }
  EXPECT_THAT(audit_->texts("entities", "PERSON"), Contains(HasSubstr("Munir")));
  EXPECT_THAT(entities, Contains(Normalised("3 billion dollar", "USD 3000000000")));
  EXPECT_THAT(entities, Contains(Normalised("PKR 2.12 trillion", "PKR 2120000000000")));
  EXPECT_THAT(entities, Contains(Is("75 percent", "PERCENT")));
  EXPECT_THAT(entities, Contains(Normalised("April 2024", "2024-04")));
}

TEST_F(SeedArticle, SummaryHasThreeSentencesAndNoHeading) {
  const auto summary = audit_->layer("summary");
  ASSERT_EQ(summary.size(), 3U);
  const auto headings = audit_->texts("blocks", "heading");
  const auto title = audit_->texts("blocks", "title");
  for (const Found& sentence : summary) {
    EXPECT_THAT(headings, Not(Contains(sentence.text)));
    EXPECT_THAT(title, Not(Contains(sentence.text)));
    EXPECT_TRUE(sentence.text.back() == '.' || sentence.text.back() == '?') << sentence.text;
  }
}

}  // namespace
}  // namespace textmill::test
