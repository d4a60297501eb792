// Training sentences made from lists and patterns: their names must be marked where they stand.
#include "augmentation.hpp"

#include <gmock/gmock.h>

namespace textmill::entity_tagger {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string kPlugin = std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/";

Augmentation shipped(const AugmentationOptions& options) {
  Augmentation augmentation(options);
  augmentation.read({kPlugin + "data/names.tsv", kPlugin + "data/teams.tsv"}, kPlugin + "maker/texts");
  return augmentation;
}

Example example_of(std::string text, std::vector<GoldSpan> gold) {
  Example example;
  example.text = std::move(text);
  example.gold = std::move(gold);
  prepare(example);
  return example;
}

std::vector<std::string> names_in(const Example& example) {
  std::vector<std::string> names;
  for (const GoldSpan& gold : example.gold) names.emplace_back(text_of(example.text, gold.span));
  return names;
}

TEST(Augmentation, FillsEverySlotOfTheShippedSentences) {
  const Augmentation augmentation = shipped({.case_share = 0, .made_share = 1});
  std::mt19937 random(1);
  std::size_t names = 0, tagged = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto example = augmentation.made_up(random);
    ASSERT_TRUE(example);
    ASSERT_EQ(example->text.find('{'), std::string::npos) << example->text;
    names += example->gold.size();
    for (const std::uint8_t tag : example->tags) tagged += tag % 2;
  }
  EXPECT_GT(names, 20000u);
  EXPECT_GT(tagged, names * 98 / 100) << "names that do not start and end with a piece";
}

TEST(Augmentation, MakesTheSameSentencesFromTheSameSeed) {
  const Augmentation augmentation = shipped({.made_share = 1});
  std::mt19937 one(3), two(3);
  EXPECT_EQ(augmentation.made_up(one)->text, augmentation.made_up(two)->text);
}

TEST(Augmentation, PutsOtherNamesInTheirPlaces) {
  const Augmentation augmentation = shipped({.case_share = 0, .exchange_share = 1, .exchange_rate = 1});
  const Example example = example_of("Ann of ISPR left Rome.",
                                     {{{0, 3}, kPerson}, {{7, 11}, kOrganization}, {{17, 21}, kLocation}});
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const auto variant = augmentation.variant(example, random);
    ASSERT_TRUE(variant);
    const std::vector<std::string> names = names_in(*variant);
    ASSERT_EQ(names.size(), 3u);
    EXPECT_EQ(variant->text, names[0] + " of " + names[1] + " left " + names[2] + ".");
    EXPECT_EQ(variant->gold[1].type, kOrganization);
  }
}

TEST(Augmentation, LeavesSentencesWithoutListsAsTheyAre) {
  const Augmentation augmentation({.case_share = 0, .made_share = 1});
  const Example example = example_of("Ann left.", {{{0, 3}, kPerson}});
  std::mt19937 random(1);
  EXPECT_FALSE(augmentation.variant(example, random));
  EXPECT_FALSE(augmentation.made_up(random));
  EXPECT_TRUE(augmentation.vocabulary().empty());
}

TEST(Augmentation, ForgetsNamesThatAreMostlyCommonWords) {
  AugmentationOptions options{.case_share = 0, .exchange_share = 1, .exchange_rate = 1, .pattern_share = 0};
  Augmentation augmentation = shipped(options);
  const auto places_of = [&] {
    const Example example = example_of("Rome", {{{0, 4}, kLocation}});
    std::mt19937 random(5);
    std::vector<std::string> places;
    for (int i = 0; i < 60000; ++i) places.push_back(augmentation.variant(example, random)->text);
    return places;
  };
  ASSERT_THAT(places_of(), Contains("Accra"));
  augmentation.drop_common_words({example_of("Accra Accra", {})});
  EXPECT_THAT(places_of(), Not(Contains("Accra")));
}

TEST(Augmentation, NamesTheFileItCannotRead) {
  Augmentation augmentation({});
  try {
    augmentation.read({kPlugin + "data/names.tsv"}, kPlugin + "missing");
    FAIL() << "a folder that is not there was read";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("missing/organizations.txt"));
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
