#include "block_memory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textmill::segmenter {
namespace {

using text::Token;
using text::TokenKind;

constexpr std::uint64_t kKey = 0x9E3779B97F4A7C15;

/// A block of sentences and tokens that begins at `begin`: all kinds, wide gaps, long tokens, tokens that
/// touch.
struct Found {
  std::vector<Span> sentences;
  std::vector<Token> tokens;
};

Found found_at(std::uint32_t begin) {
  Found out;
  std::uint32_t at = begin + 3;
  for (const std::uint32_t gap : {0u, 1u, 15u, 16u, 300u}) {
    for (const std::uint32_t length : {1u, 255u, 256u, 70000u}) {
      const auto kind = static_cast<TokenKind>(out.tokens.size() % text::kTokenKinds);
      out.tokens.push_back({{at + gap, at + gap + length}, kind});
      at += gap + length;
    }
  }
  out.sentences = {{begin + 3, begin + 600}, {begin + 601, at}};
  return out;
}

TEST(BlockMemory, GivesSentencesAndTokensWhereTheBlockStandsNow) {
  BlockMemory memory(1 << 16, 0);
  const Found first = found_at(10), again = found_at(123456);
  memory.keep(kKey, 10, {3, 2, 1}, first.sentences, first.tokens);
  const auto answer = memory.recall(kKey);
  ASSERT_TRUE(answer.known);
  EXPECT_EQ(BlockMemory::facts_of(answer).odd, 3u);
  EXPECT_EQ(BlockMemory::facts_of(answer).marks, 2u);
  EXPECT_EQ(BlockMemory::facts_of(answer).question, 1u);
  std::vector<Span> sentences = {{0, 1}};
  std::vector<Token> tokens = {{{0, 1}, TokenKind::Emoji}};
  memory.add(answer, 123456, sentences, tokens);
  EXPECT_EQ(std::vector<Span>(sentences.begin() + 1, sentences.end()), again.sentences);
  EXPECT_EQ(std::vector<Token>(tokens.begin() + 1, tokens.end()), again.tokens);
  EXPECT_EQ(memory.added(), 1u);
}

TEST(BlockMemory, KnowsBlocksWithoutSentences) {
  BlockMemory memory(1 << 16, 0);
  memory.keep(kKey, 5, {}, {}, {});
  std::vector<Span> sentences;
  std::vector<Token> tokens;
  const auto answer = memory.recall(kKey);
  ASSERT_TRUE(answer.known);
  memory.add(answer, 9, sentences, tokens);
  EXPECT_TRUE(sentences.empty());
  EXPECT_TRUE(tokens.empty());
}

TEST(BlockMemory, TellsRulesApart) {
  const text::SentenceOptions rules{"en", text::Quotes::Split, false};
  const text::TokenOptions tokens{text::Clitics::Keep, text::Hyphens::Split, "en"};
  const std::uint64_t seed = BlockMemory::seed_of(rules, tokens);
  EXPECT_EQ(BlockMemory::seed_of(rules, tokens), seed);
  EXPECT_NE(BlockMemory::seed_of({"de", rules.quotes, false}, {tokens.clitics, tokens.hyphens, "de"}), seed);
  EXPECT_NE(BlockMemory::seed_of({"en", text::Quotes::Whole, false}, tokens), seed);
  EXPECT_NE(BlockMemory::seed_of({"en", rules.quotes, true}, tokens), seed);
  EXPECT_NE(BlockMemory::seed_of(rules, {text::Clitics::Split, tokens.hyphens, "en"}), seed);
  EXPECT_NE(BlockMemory::seed_of(rules, {tokens.clitics, text::Hyphens::Keep, "en"}), seed);
}

TEST(BlockMemory, TellsQuestionsApart) {
  EXPECT_NE(BlockMemory::key_for(kKey, 0), kKey);
  EXPECT_NE(BlockMemory::key_for(kKey, 1), BlockMemory::key_for(kKey, 2));
}

TEST(BlockMemory, DoesNotAskWhereABlockStands) {
  const std::string block = "X. The other one.", behind = "It ends.\n" + block;
  EXPECT_EQ(BlockMemory::key_of(block, {0, 17}, 7), BlockMemory::key_of(behind, {9, 26}, 7));
  EXPECT_NE(BlockMemory::key_of(block, {0, 17}, 7), BlockMemory::key_of(block, {0, 16}, 7));
}

TEST(BlockMemory, LeavesLongBlocksAlone) {
  EXPECT_TRUE(BlockMemory::takes({5, 20}));
  EXPECT_FALSE(BlockMemory::takes({5, 40005}));
  EXPECT_FALSE(BlockMemory::takes({5, 5}));
}

}  // namespace
}  // namespace textmill::segmenter
