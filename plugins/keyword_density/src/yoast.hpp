// Keyphrase density as the Yoast SEO plugin measures it, for teams whose editors know its bullets.
//
// Built from the behaviour of yoastseo 3.6.0 as measured from outside (README.md lists the rules); no code
// and no word list of it is used. A sentence counts when every content word of the keyphrase is in it, in
// any order and as written: plurals and possessives are other words, and US is the pronoun us.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "judge.hpp"
#include "source.hpp"

namespace textmill::keyword_density {

struct YoastCheck {
  std::uint32_t count = 0;
  std::uint32_t words = 0;            ///< of the text
  std::uint32_t keyphrase_words = 0;  ///< content words; 1 for a phrase in quotes
  double density = 0;                 ///< 100 * count / words
  Verdict verdict = Verdict::NoInput;
  Range range;                ///< counts it calls good
  std::vector<Span> matches;  ///< sentences that count, once for each time they do
};

/// Checks a text whose blocks are given (each is split into sentences) against one keyphrase.
YoastCheck yoast_check(std::string_view text, std::span<const Block> blocks, std::string_view keyphrase,
                       std::string_view language);

/// What it says about the phrase: nothing, or one finding over the first block.
std::vector<Finding> findings_of(const YoastCheck& check, std::string_view keyphrase,
                                 std::span<const Block> blocks);

}  // namespace textmill::keyword_density
