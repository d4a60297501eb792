#include "pipeline/star.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_catalog.hpp"

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

CatalogEntry named_file(const std::string& id, const std::string& layer) {
  CatalogEntry entry =
      entry_of("textmill_plugin: 1\nid: " + id +
               "\nversion: 1.0.0\nlicence: Apache-2.0\nabi: \"1.0\"\nsummary: S\nstages:\n  - id: " + id +
               "-stage\n    summary: S\n    writes: {layers: [{name: " + layer + ", summary: L}]}\n");
  entry.origin = "--plugin";
  return entry;
}

/// The plan of a pipeline with "*"; there must be no problems.
Plan star_plan(const Catalog& catalog, const std::string& item) {
  yaml::Problems problems;
  auto plan = make_plan("f", "textmill: 1\nstages:\n  - " + item + "\n", {}, catalog, problems);
  EXPECT_THAT(problems.list(), IsEmpty());
  return plan ? std::move(*plan) : Plan();
}

std::vector<std::string> ids_of(const Plan& plan) {
  std::vector<std::string> ids;
  for (const PlannedStage& stage : plan.stages) ids.push_back(stage.id);
  return ids;
}

TEST(UseStar, OfOneStageKeepsTheId) {
  const Catalog catalog = Catalog::of({named_file("a", "marks")});
  EXPECT_THAT(ids_of(star_plan(catalog, "{id: bad, use: \"*\"}")), ElementsAre("bad"));
  EXPECT_THAT(ids_of(star_plan(catalog, "{use: \"*\"}")), ElementsAre("a-stage"));
}

TEST(UseStar, StandsForAllNamedStagesInTheirOrder) {
  const Catalog catalog = Catalog::of({named_file("b", "one"), named_file("a", "two")});
  EXPECT_THAT(ids_of(star_plan(catalog, "{id: bad, use: \"*\"}")), ElementsAre("bad.b-stage", "bad.a-stage"));
  EXPECT_THAT(ids_of(star_plan(catalog, "{use: \"*\"}")), ElementsAre("b-stage", "a-stage"));
}

TEST(UseStar, GivesALayerThatTwoWriteASecondName) {
  const Catalog catalog = Catalog::of({named_file("a", "marks"), named_file("b", "marks")});
  const Plan plan = star_plan(catalog, "{use: \"*\"}");
  ASSERT_EQ(plan.schema.layers.size(), 2U);
  EXPECT_EQ(plan.schema.layers[0].name, "marks");
  EXPECT_EQ(plan.schema.layers[1].name, "b-stage.marks");
  EXPECT_THAT(plan.stages[1].renames, ElementsAre(Pair("marks", "b-stage.marks")));
}

TEST(UseStar, LeavesOtherItemsAndPluginsThatWereNotNamedAlone) {
  EXPECT_TRUE(sample_catalog().named_stages().empty());
  EXPECT_THAT(problems_of("textmill: 1\nstages: [{use: \"*\"}]\n"),
              ElementsAre(testing::HasSubstr("none was given")));
}

}  // namespace
}  // namespace textmill::host
