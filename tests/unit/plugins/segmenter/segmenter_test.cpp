#include "segmenter.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <iterator>
#include <random>

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

}  // namespace
}  // namespace textmill::segmenter
