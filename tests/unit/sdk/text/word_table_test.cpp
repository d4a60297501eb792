#include "textmill/text/word_table.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace textmill::text {
namespace {

TEST(WordTable, FindsWhatWasPutThere) {
  WordTable<int> table;
  EXPECT_TRUE(table.at("harbour").is_new);
  table.at("harbour").value = 7;
  EXPECT_FALSE(table.at("harbour").is_new);
  EXPECT_EQ(table.at("harbour").value, 7);
  EXPECT_EQ(table.size(), 1u);
}

TEST(WordTable, TellsWordsOfEveryLengthFromTheirNeighbours) {
  WordTable<int> table;
  std::set<std::string> words;
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t changed = 0; changed < size; ++changed) {
      std::string word(size, 'a');
      word[changed] = '\0';  // not what an empty place looks like
      words.insert(word);
      word[changed] = '\xFF';
      words.insert(word);
    }
  }
  int number = 0;
  for (const std::string& word : words) {
    ASSERT_TRUE(table.at(word).is_new) << testing::PrintToString(word);
    table.at(word).value = number++;
  }
  number = 0;
  for (const std::string& word : words) EXPECT_EQ(table.at(word).value, number++);
}

TEST(WordTable, TellsKindsApart) {
  WordTable<int> table;
  for (const std::string word : {"tag", "a-word-longer-than-a-slot"}) {
    table.at(word, 1).value = 1;
    table.at(word, 15).value = 15;
    EXPECT_TRUE(table.at(word).is_new);
    EXPECT_EQ(table.at(word, 1).value, 1);
    EXPECT_EQ(table.at(word, 15).value, 15);
  }
}

TEST(WordTable, KeepsValuesWhileItGrows) {
  WordTable<std::size_t> table;
  constexpr std::size_t kWords = 100000;
  for (std::size_t i = 0; i < kWords; ++i) table.at("word " + std::to_string(i * i)).value = i;
  table.expect("word 81");
  for (std::size_t i = 0; i < kWords; ++i) ASSERT_EQ(table.at("word " + std::to_string(i * i)).value, i);
  EXPECT_EQ(table.size(), kWords);
}

TEST(WordTable, ForgetsEverythingWhenCleared) {
  WordTable<int> table;
  table.at("short").value = 1;
  table.at("a-word-longer-than-a-slot").value = 2;
  EXPECT_GT(table.at(std::string(1 << 20, 'x')).value + table.bytes(), 1u << 20);
  table.clear();
  EXPECT_LT(table.bytes(), 1u << 20);
  EXPECT_EQ(table.size(), 0u);
  EXPECT_TRUE(table.at("short").is_new);
  EXPECT_EQ(table.at("a-word-longer-than-a-slot").value, 0);
}

}  // namespace
}  // namespace textmill::text
