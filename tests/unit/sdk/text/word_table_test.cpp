#include "textmill/text/word_table.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

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

TEST(WordTable, TellsTheFirstLongWordFromTheNext) {
  WordTable<int> table;
  table.at("the-first-long-word").value = 1;
  EXPECT_TRUE(table.at("the-second-long-word").is_new);
  EXPECT_EQ(table.at("the-first-long-word").value, 1);
}

TEST(WordTable, KeepsValuesWhileItGrows) {
  WordTable<std::size_t> table;
  constexpr std::size_t kWords = 100000;
  for (std::size_t i = 0; i < kWords; ++i) table.at("word " + std::to_string(i * i)).value = i;
  for (std::size_t i = 0; i < kWords; ++i) ASSERT_EQ(table.at("word " + std::to_string(i * i)).value, i);
  EXPECT_EQ(table.size(), kWords);
}

TEST(WordTable, FindsWithoutMaking) {
  WordTable<int> table;
  for (const std::string word : {"tag", "a-word-longer-than-a-slot"}) {
    EXPECT_EQ(table.find(word), nullptr);
    table.at(word, 3).value = 5;
    EXPECT_EQ(table.find(word), nullptr);
    ASSERT_NE(table.find(word, 3), nullptr);
    EXPECT_EQ(*table.find(word, 3), 5);
  }
  EXPECT_EQ(table.size(), 2u);
}

TEST(Spelling, IsTheSameWhereverTheWordStands) {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  const std::string text = letters + letters;
  for (std::uint32_t size = 1; size <= letters.size(); ++size) {
    const Spelling alone(letters.substr(0, size), 2);
    EXPECT_EQ(alone, Spelling(text, {0, size}, 2));
    EXPECT_EQ(alone, Spelling(text, {26, 26 + size}, 2)) << "at the end, where the text does not go on";
    EXPECT_EQ(alone.is_long(), size > Spelling::kLongest);
    EXPECT_EQ(alone.kind(), 2u);
    EXPECT_FALSE(alone == Spelling(text, {0, size}, 1));
  }
}

TEST(SpellingsAhead, GivesEachWordItsSpelling) {
  std::string text;
  std::vector<Span> words;
  for (int i = 0; i < 200; ++i) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += std::to_string(i * 7919);
    words.push_back({begin, static_cast<std::uint32_t>(text.size())});
    text += ' ';
  }
  WordTable<std::size_t> table;
  SpellingsAhead ahead(text, words, table);
  for (std::size_t i = 0; i < words.size(); i += i % 3 + 1) {  // words may be passed over
    const std::string_view word = text_of(text, words[i]);
    const auto& [spelling, hash] = ahead[i];
    ASSERT_EQ(spelling, Spelling(word));
    table.at(spelling, hash, word).value = i;
  }
  EXPECT_EQ(*table.find(text_of(text, words[1])), 1u);
}

TEST(ForEachSpelling, VisitsEachWordOnceInOrder) {
  for (const std::size_t count : {0u, 1u, 31u, 32u, 33u, 64u, 500u}) {
    std::string text;
    std::vector<Span> words;
    for (std::size_t i = 0; i < count; ++i) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += std::to_string(i * 7919 % 211) + (i % 5 == 0 ? "-too-long-for-a-slot" : "");
      words.push_back({begin, static_cast<std::uint32_t>(text.size())});
      text += ' ';
    }
    WordTable<std::size_t> table;
    std::size_t next = 0;
    for_each_spelling(text, words, table, [&](std::size_t i, const Spelling& spelling, std::uint64_t hash) {
      const std::string_view word = text_of(text, words[i]);
      ASSERT_EQ(i, next++);
      ASSERT_EQ(spelling, Spelling(word));
      ASSERT_EQ(hash, spelling.hash());
      table.at(spelling, hash, word);  // the table may grow meanwhile
    });
    EXPECT_EQ(next, count);
  }
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
