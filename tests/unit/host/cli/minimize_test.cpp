#include "cli/minimize.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

bool never() { return false; }

TEST(Minimize, LeavesWhatThePropertyNeeds) {
  struct Row {
    std::string text;
    std::string needed;
  };
  const std::vector<Row> rows = {
      {"one line\nanother line with the cause in it\na third\n", "cause"},
      {"cause", "cause"},
      {"x \xc3\xa9\xe2\x82\xac y", "\xe2\x82\xac"},
      {std::string(3000, 'a') + "b" + std::string(3000, 'a'), "b"},
      {"no needle", ""},
  };
  for (const Row& row : rows) {
    const auto keeps = [&](std::string_view text) { return text.find(row.needed) != std::string_view::npos; };
    EXPECT_EQ(minimize(row.text, keeps, never), row.needed);
  }
}

TEST(Minimize, KeepsPartsThatOnlyTogetherHaveTheProperty) {
  const auto keeps = [](std::string_view text) {
    const std::size_t first = text.find("first");
    return first != std::string_view::npos && text.find("second", first) != std::string_view::npos;
  };
  EXPECT_EQ(minimize("a\nb first b\nc\nd second d\ne\n", keeps, never), "firstsecond");
}

TEST(Minimize, NeedsFarFewerTriesThanPieces) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i) + "\n";
  int tries = 0;
  const auto keeps = [&](std::string_view piece) {
    ++tries;
    return piece.find("3456") != std::string_view::npos;
  };
  EXPECT_EQ(minimize(text, keeps, never), "3456");
  EXPECT_LT(tries, 200);
}

TEST(Minimize, GivesTheBestSoFarWhenTimeIsUp) {
  int tries = 0;
  const std::string text = "aaaa\nbbbb\ncccc\ndddd\n";
  const std::string best = minimize(
      text, [](std::string_view piece) { return piece.find("dddd") != std::string_view::npos; },
      [&] { return ++tries > 2; });
  EXPECT_LT(best.size(), text.size());
  EXPECT_NE(best.find("dddd"), std::string::npos);
}

}  // namespace
}  // namespace textmill::host
