#include "string_store.hpp"

#include <gtest/gtest.h>

#include <string>

#include "string_map.hpp"

namespace textmill::entity_tagger {
namespace {

TEST(StringStore, KeepsStringsOfAllSizesUntilItIsCleared) {
  StringStore store;
  for (int round = 0; round < 2; ++round) {
    std::vector<std::string> texts;
    std::vector<std::string_view> kept;
    for (std::size_t size : {0u, 1u, 15u, 4095u, 4096u, 4097u, 3u, 20000u, 2u})
      texts.emplace_back(size, 'a' + round);
    for (int i = 0; i < 3000; ++i) texts.push_back("number " + std::to_string(i));
    for (const std::string& text : texts) kept.push_back(store.keep(text));
    for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(kept[i], texts[i]);
    store.clear();
  }
}

TEST(StringMap, FindsWhatWasPutThere) {
  std::vector<std::string> keys;
  for (int i = 0; i < 1000; ++i) keys.push_back("key " + std::to_string(i));
  StringMap<int> map;
  EXPECT_FALSE(map.contains("key 0"));
  for (int i = 0; i < 1000; ++i) map[keys[static_cast<std::size_t>(i)]] = i;
  EXPECT_FALSE(map.insert(keys[7]).second);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(*map.find(keys[static_cast<std::size_t>(i)]), i);
  EXPECT_FALSE(map.contains("key 1000"));
  map.clear();
  EXPECT_TRUE(map.empty());
  EXPECT_FALSE(map.contains("key 7"));
}

}  // namespace
}  // namespace textmill::entity_tagger
