#include "resolve.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;

Entity entity(std::uint32_t begin, std::uint32_t end, Label label, float score, std::uint8_t priority) {
  Entity e;
  e.span = {begin, end};
  e.label = label;
  e.score = score;
  e.priority = priority;
  return e;
}

std::vector<Span> kept(Resolve mode) {
  std::vector<Entity> entities = {entity(4, 9, Label::Person, 0.9f, 5), entity(0, 8, Label::Misc, 0.5f, 1),
                                  entity(8, 30, Label::Date, 0.7f, 2), entity(40, 42, Label::Date, 0.1f, 0)};
  resolve_overlaps(entities, mode);
  std::vector<Span> spans;
  for (const Entity& e : entities) spans.push_back(e.span);
  return spans;
}

TEST(ResolveOverlaps, KeepsWhatTheModeSays) {
  EXPECT_THAT(kept(Resolve::Longest), ElementsAre(Span{0, 8}, Span{8, 30}, Span{40, 42}));
  EXPECT_THAT(kept(Resolve::Score), ElementsAre(Span{4, 9}, Span{40, 42}));
  EXPECT_THAT(kept(Resolve::Priority), ElementsAre(Span{4, 9}, Span{40, 42}));
  EXPECT_THAT(kept(Resolve::None), ElementsAre(Span{0, 8}, Span{4, 9}, Span{8, 30}, Span{40, 42}));
}

TEST(ResolveOverlaps, MergesTheSameFoundTwice) {
  std::vector<Entity> entities = {entity(0, 4, Label::Location, 0.5f, 1),
                                  entity(0, 4, Label::Location, 0.9f, 3)};
  entities[0].id = "PK";
  resolve_overlaps(entities, Resolve::None);
  ASSERT_EQ(entities.size(), 1u);
  EXPECT_EQ(entities[0].score, 0.9f);
  EXPECT_EQ(entities[0].id, "PK");
}

TEST(SortEntities, KeepsTheOrderOfEqualSpansHoweverManyThereAre) {
  for (const std::uint32_t count : {3u, 24u, 25u, 500u}) {
    std::vector<Entity> entities = {entity(900, 901, Label::Misc, 0, 0)};  // before the part that is sorted
    for (std::uint32_t i = 0; i < count; ++i)
      entities.push_back(entity(i * 7 % 5, 10 + i % 2, Label::Misc, static_cast<float>(i), 0));
    std::vector<Entity> want = entities;
    std::stable_sort(want.begin() + 1, want.end());
    sort_entities(entities, 1);
    for (std::size_t i = 0; i < want.size(); ++i) {
      EXPECT_EQ(entities[i].span, want[i].span) << count;
      EXPECT_EQ(entities[i].score, want[i].score) << count;
    }
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
