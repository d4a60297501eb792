// From figures to a verdict, and to what an editor should change.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "finding.hpp"
#include "measures.hpp"
#include "source.hpp"

namespace textmill::keyword_density {

/// The defaults are calibrated on 2,701 ordinary texts; plugins/keyword_density/README.md has the tables.
struct Limits {
  double min_density = 0.5;     ///< percent; below it a given phrase is underused
  double max_density = 3;       ///< percent; above it a given phrase is overused
  double stuffing_share = 3.5;  ///< percent of the words, for phrases of three words or more
  double overuse_share = 2.5;
  std::uint32_t stuffing_count = 8;
  std::uint32_t overuse_count = 6;
  std::uint32_t min_words = 300;   ///< shorter texts are never called stuffed: ordinary ones reach 16 percent
  std::uint32_t too_close = 25;    ///< words between two occurrences, in a text that has too many
  double long_gap = 50;            ///< percent of the words at a stretch without the phrase
  std::uint32_t headings = 4;      ///< from as many on, one is expected to have the phrase
  std::uint32_t phrase_words = 8;  ///< content words of a phrase people may still search for
  std::uint32_t notes = 5;         ///< findings of `too-close` per phrase, the closest pairs
};

enum class Verdict : std::uint8_t { NoInput, None, Under, Good, Over, WayOver, Stuffed };
/// no_input, none, under, good, over, way_over, stuffed
std::string_view name_of(Verdict verdict);

/// How often a phrase may stand in a text of this length.
struct Range {
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

/// What is judged: a phrase and its occurrences in a text.
struct Judged {
  std::string_view label;
  std::uint32_t words = 0;  ///< of the phrase
  std::uint32_t content_words = 0;
  bool given = true;  ///< by the user; a phrase that was found cannot be missing anywhere
  bool main = true;   ///< the first that was given; the others need not be in the title
  bool only_function_words = false;
  std::span<const Occurrence> occurrences;
  Measures measures;
};

Range recommended(const Judged& judged, const Limits& limits);
Verdict judge(const Judged& judged, const Limits& limits);

/// What there is to say about the phrase, the gravest first. Spans are of main text; a text without words
/// gives none.
std::vector<Finding> findings_of(const Judged& judged, const Words& words, std::string_view text,
                                 const Limits& limits);

}  // namespace textmill::keyword_density
