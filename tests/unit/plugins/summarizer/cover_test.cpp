#include "cover.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textmill::summarizer {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Sentences as lists of terms; every term has the chance given, none is a function word.
struct Case {
  std::vector<std::vector<std::uint32_t>> sentences;
  std::vector<float> chances;
  std::vector<std::uint8_t> stop = std::vector<std::uint8_t>(chances.size(), 0);
  std::vector<Candidate> candidates{};
  std::vector<std::uint32_t> words{};

  Case& build() {
    for (const auto& sentence : sentences) {
      Candidate c;
      c.sentence = static_cast<std::uint32_t>(candidates.size());
      c.first_word = static_cast<std::uint32_t>(words.size());
      words.insert(words.end(), sentence.begin(), sentence.end());
      c.end_word = static_cast<std::uint32_t>(words.size());
      c.characters = 5 * (c.end_word - c.first_word);
      candidates.push_back(c);
    }
    return *this;
  }
  std::vector<std::uint32_t> choose(const CoverLimits& limits) const {
    std::vector<std::uint32_t> chosen;
    for (const Pick& pick : cover(candidates, {words, chances, stop}, limits))
      chosen.push_back(pick.candidate);
    return chosen;
  }
};

CoverLimits sentences(std::uint32_t n) {
  CoverLimits limits;
  limits.sentences = n;
  return limits;
}

TEST(Cover, TakesTheSentenceWithTheLikelyWordsFirst) {
  Case c{{{0, 1}, {2, 3}, {4, 5}}, {.1f, .1f, .9f, .9f, .5f, .5f}};
  EXPECT_THAT(c.build().choose(sentences(3)), ElementsAre(1, 2, 0));
}

TEST(Cover, CountsAWordOnce) {
  Case c{{{0, 1, 2}, {0, 1, 3}, {4, 5, 6}}, {.9f, .9f, .9f, .8f, .5f, .5f, .5f}};
  EXPECT_THAT(c.build().choose(sentences(2)), ElementsAre(0, 2));
}

TEST(Cover, PassesOverWhatSaysNothingNew) {
  Case c{{{0, 1}, {0, 1}, {1, 0}}, {.9f, .9f}};
  EXPECT_THAT(c.build().choose(sentences(3)), ElementsAre(0));
}

TEST(Cover, GivesTheEarlierOfTwoEqualSentences) {
  Case c{{{0, 1}, {2, 3}}, {.5f, .5f, .5f, .5f}};
  EXPECT_THAT(c.build().choose(sentences(1)), ElementsAre(0));
}

TEST(Cover, KeepsToWordsAndCharacters) {
  Case c{{{0, 1, 2, 3, 4}, {5, 6}, {7, 8}}, std::vector<float>(9, .5f)};
  c.build();
  CoverLimits limits;
  limits.words = 4;
  EXPECT_THAT(c.choose(limits), ElementsAre(1, 2));
  limits.words = 1;
  EXPECT_THAT(c.choose(limits), IsEmpty());
  limits.words = UINT32_MAX;
  limits.characters = 14;
  EXPECT_THAT(c.choose(limits), ElementsAre(1));
}

TEST(Cover, StopsWhereOneMoreWouldNotHelp) {
  Case c{{{0, 1, 2, 3}, {4, 5, 6, 7, 8, 9, 10, 11}},
         {.9f, .9f, .9f, .9f, .01f, .01f, .01f, .01f, .01f, .01f, .01f, .01f}};
  c.build();
  CoverLimits limits = sentences(2);
  EXPECT_THAT(c.choose(limits), ElementsAre(0, 1));
  limits.stop_when_worse = true;
  EXPECT_THAT(c.choose(limits), ElementsAre(0));
}

TEST(Cover, TakesPoorSentencesOnlyWhereGoodOnesRunOut) {
  Case c{{{0, 1}, {2, 3}, {4, 5}}, {.9f, .9f, .1f, .1f, .2f, .2f}};
  c.build().candidates[0].fitness = Fitness::Poor;
  EXPECT_THAT(c.choose(sentences(1)), ElementsAre(2));
  EXPECT_THAT(c.choose(sentences(3)), ElementsAre(2, 1, 0));
}

TEST(Cover, PrefersNotToStartWithASentenceThatPointsBack) {
  Case c{{{0, 1}, {2, 3}}, {.5f, .5f, .6f, .6f}};
  c.build().candidates[1].points_back = true;
  EXPECT_THAT(c.choose(sentences(1)), ElementsAre(0));
}

TEST(Cover, ForgivesPointingBackToAChosenSentence) {
  Case c{{{0, 1}, {2, 3}, {4, 5}}, {.9f, .9f, .5f, .5f, .4f, .4f}};
  c.build().candidates[1].points_back = true;
  EXPECT_THAT(c.choose(sentences(2)), ElementsAre(0, 1));
}

TEST(Cover, FindsWhatAPlainGreedySearchFinds) {
  Case c;
  std::uint32_t seed = 1;
  const auto random = [&](std::uint32_t below) {
    return (seed = seed * 1664525u + 1013904223u) / 65536u % below;
  };
  for (int t = 0; t < 60; ++t) c.chances.push_back(static_cast<float>(random(1000)) / 1000.0f);
  c.stop.assign(60, 0);
  for (int s = 0; s < 80; ++s) {
    c.sentences.emplace_back();
    for (std::uint32_t w = 3 + random(6); w > 0; --w) c.sentences.back().push_back(random(60));
  }
  c.build();
  std::vector<std::uint8_t> covered(60, 0), used(80, 0);
  std::vector<std::uint32_t> plain;
  float sum = 0, length = 0;
  for (int step = 0; step < 6; ++step) {
    float best = -1, best_gain = 0;
    std::uint32_t choice = 0;
    for (std::uint32_t s = 0; s < 80; ++s) {
      if (used[s]) continue;
      float gain = 0, whole = 0, fresh = 0;
      std::vector<std::uint8_t> seen(60, 0);
      for (const std::uint32_t t : c.sentences[s]) {
        if (seen[t]) continue;
        seen[t] = 1;
        whole += 1;
        if (!covered[t]) gain += c.chances[t];
        if (!covered[t]) fresh += 1;
      }
      const float value = (sum + gain) / (length + static_cast<float>(c.sentences[s].size()) + 25);
      if (fresh >= 0.3f * whole && value > best) {
        best = value;
        best_gain = gain;
        choice = s;
      }
    }
    used[choice] = 1;
    sum += best_gain;
    length += static_cast<float>(c.sentences[choice].size());
    for (const std::uint32_t t : c.sentences[choice]) covered[t] = 1;
    plain.push_back(choice);
  }
  EXPECT_EQ(c.choose(sentences(6)), plain);
}

// Terms said again in a sentence are known beforehand or found out: the choice is the same.
TEST(Cover, MayBeToldWhatASentenceSaysTwice) {
  Case c{{{0, 1, 0, 2}, {3, 3, 1}, {4, 0, 5, 4, 4}, {6}}, {.9f, .3f, .5f, .8f, .2f, .6f, .1f}};
  c.stop[0] = c.stop[4] = 1;
  c.build();
  std::vector<std::uint32_t> uses;
  for (const std::uint32_t term : c.words) uses.push_back(2 * term);
  for (const std::size_t again : {2u, 5u, 10u, 11u}) ++uses[again];
  const auto found = cover(c.candidates, {c.words, c.chances, c.stop}, sentences(4));
  const auto told = cover(c.candidates, {c.words, c.chances, c.stop, uses}, sentences(4));
  ASSERT_EQ(found.size(), told.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].candidate, told[i].candidate);
    EXPECT_EQ(found[i].gain, told[i].gain);
  }
}

// Few candidates are gone through one by one, many stand in heaps: what cannot be chosen makes many of few.
TEST(Cover, ChoosesAmongManyAsAmongFew) {
  std::uint32_t seed = 7;
  const auto random = [&](std::uint32_t below) {
    return (seed = seed * 1664525u + 1013904223u) / 65536u % below;
  };
  for (int trial = 0; trial < 200; ++trial) {
    const std::uint32_t terms = 5 + random(60), count = 1 + random(90);
    Case few;
    for (std::uint32_t t = 0; t < terms; ++t) {
      const auto chance = static_cast<float>(random(8)) / 8;  // many are equal, and some get lost in a sum
      few.chances.push_back(random(3) == 0 ? chance * 1e-7f : chance);
      few.stop.push_back(random(4) == 0);
    }
    for (std::uint32_t s = 0; s < count; ++s) {
      few.sentences.emplace_back();
      for (std::uint32_t w = random(9); w > 0; --w) few.sentences.back().push_back(random(terms));
    }
    Case many = few;
    many.sentences.resize(count + 300);
    few.build();
    many.build();
    for (std::uint32_t s = 0; s < count; ++s) {
      few.candidates[s].points_back = random(4) == 0;
      few.candidates[s].fitness = static_cast<Fitness>(random(3));
      few.candidates[s].factor = random(5) == 0 ? 0.7f : 1;
      many.candidates[s] = few.candidates[s];
    }
    CoverLimits limits = sentences(1 + random(30));
    limits.stop_when_worse = random(4) == 0;
    if (random(3) == 0) limits.words = 20 + random(60);
    ASSERT_EQ(many.choose(limits), few.choose(limits)) << "trial " << trial;
  }
}

}  // namespace
}  // namespace textmill::summarizer
