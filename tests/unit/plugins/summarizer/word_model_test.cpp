#include "word_model.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace textmill::summarizer {
namespace {

TextKind news() {
  TextKind kind;
  kind.sentences = 3.2f;
  kind.length = 22;
  kind.quoted = 0.2f;
  kind.opens_block = 0.8f;
  kind.capitals = 0.15f;
  kind.similarity = 0.1f;
  return kind;
}

Term term(std::uint32_t count, std::uint32_t first_sentence) {
  Term term;
  term.count = term.sentences = term.inside = count;
  term.first_sentence = first_sentence;
  term.last_sentence = first_sentence + count - 1;
  term.length = 7;
  return term;
}

TEST(WordModel, PrefersEarlyAndFrequentWords) {
  const WordModel model(shipped_weights(), news());
  EXPECT_GT(model.chance(term(4, 0)), model.chance(term(1, 0)));
  EXPECT_GT(model.chance(term(2, 0)), model.chance(term(2, 12)));
}

TEST(WordModel, RaisesWhatIsAskedForTitledOrNamed) {
  const WordModel model(shipped_weights(), news());
  const float plain = model.chance(term(2, 5));
  Term focus = term(2, 5), title = term(2, 5), name = term(2, 5), keyphrase = term(2, 5);
  focus.focus = title.in_title = true;
  name.name = keyphrase.keyphrase = 1;
  for (const Term& raised : {focus, title, name, keyphrase}) EXPECT_GT(model.chance(raised), plain);
}

TEST(WordModel, ExplainsTheOddsItGives) {
  const WordModel model(shipped_weights(), news());
  float sum = 0;
  for (const float part : model.evidence(term(3, 1))) sum += part;
  EXPECT_NEAR(model.chance(term(3, 1)), 1 / (1 + std::exp(-sum)), 1e-6);
}

TEST(WordModel, StaysFiniteOnAnyKindOfText) {
  for (const TextKind& kind : {TextKind{}, TextKind{4e6f, 20, 1e6f, 1, 1, 1, 1, 1, 1, true}}) {
    const WordModel model(shipped_weights(), kind);
    for (const Term& word : {Term{}, term(4'000'000, 0), term(1, 4'000'000)}) {
      EXPECT_TRUE(std::isfinite(model.chance(word)));
      EXPECT_GT(model.chance(word), 0);
      EXPECT_LE(model.chance(word), 1);
    }
  }
}

TEST(WordModel, GivesManyTermsTheChancesTheyHaveAlone) {
  TextKind kind = news();
  kind.body = 300;
  const WordModel model(shipped_weights(), kind);
  std::uint32_t seed = 1;
  const auto random = [&](std::uint32_t below) {
    return (seed = seed * 1664525u + 1013904223u) / 65536u % below;
  };
  for (const std::size_t count : {0u, 1u, 3u, 31u, 32u, 1000u}) {
    std::vector<Term> terms(count);
    for (Term& t : terms) {
      t = term(random(3) == 0 ? random(400) : random(4), random(290));
      t.inside = t.count - random(t.count + 1);
      t.capitals = random(t.inside + 1);
      t.opening = random(t.count + 1);
      t.last_sentence = t.first_sentence + random(10);
      t.company = static_cast<float>(random(1000)) / 1000;
      t.cue = static_cast<Cue>(random(3));
      t.flags = static_cast<std::uint16_t>(random(1u << 11));
      t.length = static_cast<std::uint16_t>(random(20));
      if (random(4) == 0) t.name = static_cast<float>(random(100)) / 100;
      t.in_title = random(5) == 0;
    }
    std::vector<float> chances;
    model.chances(terms, chances);
    ASSERT_EQ(chances.size(), count);
    for (std::size_t t = 0; t < count; ++t)
      ASSERT_EQ(chances[t], terms[t].count > 0 ? model.chance(terms[t]) : 0) << t;
  }
}

}  // namespace
}  // namespace textmill::summarizer
