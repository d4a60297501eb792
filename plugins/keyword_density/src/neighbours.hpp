// Which words stand beside a phrase again and again: "cheap" in "cheap solar panel", "roof" behind it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "phrases.hpp"
#include "textmill/text/stemmer.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

struct Neighbour {
  std::string word;         ///< as it is written where it stands beside the phrase for the first time
  std::uint32_t count = 0;  ///< occurrences of the phrase that have a form of it nearby
};

/// The content words that stand within five words of two occurrences or more, in the same sentence, and are
/// no words of the phrase; the commonest `most` of them. `stemmer` is of the text's language and tells forms
/// of a word. Linear in the occurrences, which are in order.
std::vector<Neighbour> neighbours(const Words& words, std::string_view text,
                                  std::span<const Occurrence> occurrences, text::Stemmer& stemmer,
                                  std::size_t most = 5);

/// "cheap (4), roof (2)"
std::string to_string(const std::vector<Neighbour>& neighbours);

}  // namespace textmill::keyword_density
