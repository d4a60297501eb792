#include "sentence_memory.hpp"

#include <gtest/gtest.h>

#include <string>

#include "textmill/text/passage_memory.hpp"

namespace textmill::entity_tagger {
namespace {

struct Found {
  std::vector<Entity> entities;
  std::vector<Explanation> explanations;
  StringStore strings;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  return pieces;
}

std::uint64_t key_of(std::string_view text, std::uint64_t seed = 0) {
  return SentenceMemory::key_of(text, pieces_of(text), seed);
}

/// A memory that no longer leaves passages alone.
SentenceMemory awake() {
  SentenceMemory memory;
  for (std::uint32_t i = 0; i < text::PassageMemory::kFirstPassages; ++i) memory.recall(1);
  return memory;
}

TEST(SentenceMemory, GivesWhatWasFoundWhereTheSentenceStandsNow) {
  const std::string first = "The WHO of Geneva paid $5.", second = "Again. The WHO of Geneva paid $5.";
  static const std::string kId = "Q1", kName = "World Health Organization";
  Entity acronym, amount, listed;
  acronym.span = {4, 7};
  acronym.label = Label::Organization;
  acronym.priority = 4;
  acronym.score = 0.5f;
  acronym.source = "rule:acronym";
  acronym.canonical = std::string_view(first).substr(11, 6);
  amount.span = {23, 25};
  amount.label = Label::Money;
  const std::string norm = "USD 5";
  amount.norm = norm;
  listed.span = {11, 17};
  listed.custom_label = 3;
  listed.id = kId;
  listed.canonical = kName;
  SentenceMemory memory = awake();
  EXPECT_TRUE(memory.recall(key_of(first)).is_wanted);
  memory.keep(key_of(first), first, {0, 26}, std::vector{acronym, amount, listed},
              std::vector<Explanation>{{{4, 7}, {11, 17}, Label::Misc}});

  const SentenceMemory::Answer answer = memory.recall(key_of(first));
  ASSERT_TRUE(answer.known);
  Found found;
  SentenceMemory::add(answer, second, 7, found.strings, found.entities, found.explanations);
  ASSERT_EQ(found.entities.size(), 3u);
  EXPECT_EQ(found.entities[0].span, (Span{11, 14}));
  EXPECT_EQ(found.entities[0].label, Label::Organization);
  EXPECT_EQ(found.entities[0].priority, 4);
  EXPECT_EQ(found.entities[0].score, 0.5f);
  EXPECT_EQ(found.entities[0].source, "rule:acronym");
  EXPECT_EQ(found.entities[0].canonical, "Geneva");
  EXPECT_EQ(found.entities[0].canonical.data(), second.data() + 18);  // of this text, not of the one before
  EXPECT_EQ(found.entities[1].norm, "USD 5");
  EXPECT_NE(found.entities[1].norm.data(), norm.data());
  EXPECT_EQ(found.entities[2].custom_label, 3u);
  EXPECT_EQ(found.entities[2].id, "Q1");
  EXPECT_EQ(found.entities[2].canonical, kName);
  ASSERT_EQ(found.explanations.size(), 1u);
  EXPECT_EQ(found.explanations[0].acronym, (Span{11, 14}));
  EXPECT_EQ(found.explanations[0].full, (Span{18, 24}));
  EXPECT_EQ(found.explanations[0].label, Label::Misc);
}

TEST(SentenceMemory, KnowsThatASentenceSaysNothing) {
  SentenceMemory memory = awake();
  memory.keep(7, "Nothing.", {0, 8}, {}, {});
  const SentenceMemory::Answer answer = memory.recall(7);
  ASSERT_TRUE(answer.known);
  Found found;
  SentenceMemory::add(answer, "Nothing.", 0, found.strings, found.entities, found.explanations);
  EXPECT_TRUE(found.entities.empty());
}

TEST(SentenceMemory, KeepsNoSentenceLongerThanItsOffsets) {
  const std::string text(70000, 'a');
  SentenceMemory memory = awake();
  memory.keep(7, text, {0, 70000}, {}, {});
  EXPECT_FALSE(memory.recall(7).known);
}

TEST(SentenceMemory, TellsSentencesApartByWordsPiecesAndSeed) {
  const std::string text = "Paid 5 km.";
  std::vector<Piece> pieces = pieces_of(text);
  const std::uint64_t key = SentenceMemory::key_of(text, pieces, 0);
  EXPECT_EQ(key, key_of(text));
  EXPECT_NE(key, key_of("Paid 6 km."));
  EXPECT_NE(key, key_of("Paid  5 km."));
  EXPECT_NE(key, key_of(text, 1));
  pieces[1].kind = PieceKind::Opaque;
  EXPECT_NE(key, SentenceMemory::key_of(text, pieces, 0));
  pieces = pieces_of(text);
  pieces[0].glued = true;
  EXPECT_NE(key, SentenceMemory::key_of(text, pieces, 0));
  pieces = pieces_of(text);
  pieces[0].span.end -= 1;
  EXPECT_NE(key, SentenceMemory::key_of(text, pieces, 0));
}

TEST(SentenceMemory, DoesNotAskWhereASentenceStands) {
  const std::string alone = "Paid 5 km.", behind = "So. Paid 5 km.";
  const std::vector<Piece> all = pieces_of(behind);
  EXPECT_EQ(key_of(alone), SentenceMemory::key_of(behind, std::span(all).subspan(2), 0));
}

}  // namespace
}  // namespace textmill::entity_tagger
