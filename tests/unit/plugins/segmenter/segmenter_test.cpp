#include "segmenter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "invariants.hpp"

namespace textmill::segmenter {
namespace {

Options shipped() {
  Options options;
  options.boundaries = &shipped_boundary_model();
  options.main_text = &shipped_main_text_model();
  return options;
}

TEST(Segment, KeepsItsPromisesOverRandomText) {
  constexpr const char* kPieces[] = {" ",      "\n",     "\n\n",         "The ",    "word", "Dr. ",   "3.",
                                     "?",      "!",      "...",          "\"",      "(",    ")",      "[4]",
                                     "•",      "1) ",    "http://x.org", "a@b.org", "é",    "中文。", "ไทย",
                                     "\u0301", "\u2028", "\u202E",       ";",       ":",    "—",      "“",
                                     "”",      "@me",    "#a",           "Home",    " | ",  "\t",     ":)",
                                     "\u00A0"};
  std::mt19937 random(11);
  Segmentation result;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::size_t i = random() % 60; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    Options options = shipped();
    options.unicode = random() % 8 == 0;
    if (random() % 2 == 0) options.language = "en";
    if (random() % 4 == 0) options.quotes = text::Quotes::Whole;
    segment(text, options, result);
    ASSERT_EQ(broken_invariant(text, result), "") << "seed 11, round " << round << ": " << text;
  }
}

TEST(Segment, StaysLinearOnTextsMadeToHurt) {
  using Clock = std::chrono::steady_clock;
  Segmentation result;
  for (const std::string piece : {"\u0301", "(", "[", ".", ". ", "a", "\n", "中", "1. ", "a'", "http://(",
                                  "@", "\"", "—", ";", "A. "}) {
    std::string text;
    while (text.size() < 400000) text += piece;
    const auto begin = Clock::now();
    segment(text, shipped(), result);
    EXPECT_LT(Clock::now() - begin, std::chrono::seconds(5)) << piece;
    EXPECT_EQ(broken_invariant(text, result), "") << piece;
  }
}

/// Paragraphs of many kinds: edited prose, odd marks, lost line ends, code, small letters, other languages.
std::vector<std::string> paragraphs() {
  std::vector<std::string> out = {
      "The minister said on Monday that talks went well. Mr. J. Brandt did not agree; he left at 6 p.m. Why?",
      "A. The first point is short. B. The second is not.",
      "X. Nobody knows who wrote it. É. Zola did not.",
      "www.example.org has more. Write to anna@example.org or see http://example.org/a.b?c=d.",
      "thanks for the mail !! i will write back soon.. see you there. it was fun. really. bye",
      "so we went home . it was late !!! nobody was there ... and then the phone rang. who was it ??",
      "the end of it all. it was a quiet day. nobody came. the shop was closed. we went on.",
      "Best Price In Town Call Anna Lee Today New Shoes And Hats At The Old Mill Road Shop Open Daily",
      "Figure 2 The yield of fields in three years (see Table 1). Source: own data.",
      "if (a < b) { c = d[e] + f(g); } else { return h->i[j]; } // {k}; [l] = (m)",
      "-----",
      "• 1) bread, 2) butter and 3) salt",
      "“Why?” Anna asked. “Because,” he said. (He did. Often.)",
      "Der Minister sagte am 3. Oktober, dass die Verhandlungen z. B. mit den Nachbarn gut verlaufen. Er "
      "blieb.",
      "L’eau n’est pas chaude. M. Dupont l’a dit à l’école, p. ex. hier. C’est tout.",
      "Министр сказал в 1930 г. Собрание закончилось, и т. п. Потом все ушли домой.",
      "会議は月曜日に開かれた。参加者は多かった。「なぜ?」と彼は聞いた。",
      "ประชุมเมื่อวันจันทร์ที่ผ่านมา มีคนมาก"};
  out.push_back(std::string(300, 'a') + " is one word." + std::string(40, ' ') + "Far away.");
  for (int i = 0; i < 8; ++i)
    out.push_back(out[0] + " " + out[4 + static_cast<std::size_t>(i) % 4] + " " + out[0]);
  return out;
}

/// Documents that say the same things in another order, one below the other or with blank lines between.
std::string shuffled(const std::vector<std::string>& from, std::mt19937& random) {
  const bool english = random() % 2 == 0;
  const char* const between = random() % 2 == 0 ? "\n" : "\n\n";
  std::string text;
  for (std::size_t i = 1 + random() % 12; i > 0; --i) {
    if (!text.empty()) text += random() % 16 == 0 ? "\n  " : between;
    text += from[random() % (english ? 13 : from.size())];
  }
  return text;
}

Options of_any_kind(std::mt19937& random) {
  Options options = shipped();
  if (random() % 4 == 0) options.boundaries = nullptr;
  if (random() % 4 == 0) options.quotes = text::Quotes::Whole;
  if (random() % 4 == 0) options.clitics = text::Clitics::Split;
  if (random() % 4 == 0) options.hyphens = text::Hyphens::Keep;
  if (random() % 4 == 0) options.language = random() % 2 == 0 ? "en" : "de";
  return options;
}

void expect_same(const Segmentation& a, const Segmentation& b, const std::string& text) {
  ASSERT_EQ(a.sentences, b.sentences) << text;
  ASSERT_EQ(a.sentence_blocks, b.sentence_blocks) << text;
  ASSERT_EQ(a.tokens, b.tokens) << text;
}

/// Compares documents cut with and without a memory of so many bytes; returns the share of blocks that came
/// from it.
double share_from_memory(std::size_t bytes, const std::vector<std::string>& from, unsigned rounds) {
  BlockMemory memory(bytes, 0);
  Segmentation with;
  std::mt19937 random(5);
  std::size_t blocks = 0;
  for (unsigned round = 0; round < rounds && !testing::Test::HasFatalFailure(); ++round) {
    const std::string text = shuffled(from, random);
    Options options = of_any_kind(random);
    Segmentation without;
    segment(text, options, without);
    options.memory = &memory;
    segment(text, options, with);
    expect_same(with, without, text);
    blocks += with.blocks.size();
  }
  return static_cast<double>(memory.added()) / static_cast<double>(blocks);
}

TEST(Segment, SaysTheSameOfBlocksMetBefore) {
  EXPECT_GT(share_from_memory(1 << 20, paragraphs(), 3000), 0.8);
}

TEST(Segment, SaysTheSameWhenTheMemoryOverflows) {
  const double share = share_from_memory(1 << 13, paragraphs(), 3000);
  EXPECT_GT(share, 0.01);
  EXPECT_LT(share, 0.7);
}

TEST(Segment, SaysTheSameOfRandomBlocksMetBefore) {
  constexpr const char* kPieces[] = {" ",   "The ", "word",   "Dr. ", "3.",     "?",      "!",    "...",
                                     "\"",  "(",    ")",      "[4]",  "1) ",    "é",      "www.", "a. ",
                                     "B. ", ".",    "中文。", "ไทย",  "\u0301", ";",      "—",    "“",
                                     "”",   "@me",  "---",    " | ",  "\u00A0", "a@b.org"};
  std::mt19937 random(3);
  std::vector<std::string> from;
  for (int i = 0; i < 200; ++i) {
    std::string& block = from.emplace_back("w");
    if (random() % 2 == 0) block.clear();
    for (std::size_t pieces = 1 + random() % 20; pieces > 0; --pieces)
      block += kPieces[random() % std::size(kPieces)];
  }
  EXPECT_GT(share_from_memory(1 << 20, from, 4000), 0.5);
}

/// Sentences of the last block.
std::size_t last_sentences(const Segmentation& s) {
  return static_cast<std::size_t>(
      std::count(s.sentence_blocks.begin(), s.sentence_blocks.end(), s.blocks.size() - 1));
}

// The model is asked about a paragraph in a noisy document and not in edited prose, with other answers.
TEST(Segment, AsksAgainWhereADocumentIsNoisier) {
  const std::string paragraph = "Hello Anna, Thanks for the mail. I will write soon. Best, Bob";
  std::string clean, noisy;
  while (clean.size() < 4000) clean += "The talks went well. Mr. Brandt did not agree, and he left.\n\n";
  while (noisy.size() < 4000) noisy += "So we went home . It was late !!! Nobody was there !!\n\n";
  BlockMemory memory(1 << 20, 0);
  Segmentation with, without[2];
  for (int turn = 0; turn < 4; ++turn) {
    for (const bool in_noise : {false, true}) {
      const std::string text = (in_noise ? noisy : clean) + paragraph;
      Options options = shipped();
      segment(text, options, without[in_noise]);
      options.memory = &memory;
      const std::uint64_t before = memory.added();
      segment(text, options, with);
      expect_same(with, without[in_noise], text);
      if (turn == 3) {
        EXPECT_EQ(memory.added() - before, with.blocks.size());
      }
    }
  }
  EXPECT_NE(last_sentences(without[0]), last_sentences(without[1]));
}

TEST(Segment, KeepsNothingInUnicodeMode) {
  BlockMemory memory(1 << 20, 0);
  Options options = shipped();
  options.unicode = true;
  options.memory = &memory;
  Segmentation result;
  for (int turn = 0; turn < 4; ++turn) segment(paragraphs()[0], options, result);
  EXPECT_EQ(memory.added(), 0u);
}

}  // namespace
}  // namespace textmill::segmenter
