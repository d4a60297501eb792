#include "groups.hpp"

#include <gmock/gmock.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

using testing::ElementsAre;

TEST(Groups, CountsWordsAndGroupsThatComeBack) {
  const Reading reading("red lamp shop, red lamp shop, a red lamps shop. Lamp, shop");
  Groups groups;
  groups.count(reading.words.words, 6);
  EXPECT_EQ(groups.word_count(0), 3u);
  EXPECT_EQ(groups.word_count(1), 4u);
  const std::uint32_t phrase = groups.find(0, 3);
  ASSERT_NE(phrase, Groups::kNone);
  EXPECT_EQ(groups.all()[phrase].count, 3u);
  EXPECT_EQ(groups.all()[groups.find(1, 2)].count, 3u);
  std::vector<std::uint32_t> places;
  groups.each_place(groups.all()[phrase], [&](std::uint32_t first) { places.push_back(first); });
  EXPECT_THAT(places, ElementsAre(0, 3, 7));
}

TEST(Groups, ForgetsTheTextBefore) {
  const Reading first("red lamp red lamp");
  const Reading second("red lamp");
  Groups groups;
  groups.count(first.words.words, 6);
  groups.count(second.words.words, 6);
  EXPECT_EQ(groups.word_count(0), 1u);
  EXPECT_EQ(groups.find(0, 2), Groups::kNone);
  groups.count({}, 6);
  EXPECT_TRUE(groups.all().empty());
}

TEST(Groups, StaysLinearInOneWordRepeated) {
  std::string text;
  for (int i = 0; i < 300000; ++i) text += "lamp ";
  const Reading reading(text);
  Groups groups;
  groups.count(reading.words.words, 8);
  EXPECT_EQ(groups.all().size(), 8u);
}

}  // namespace
}  // namespace textmill::keyword_density
