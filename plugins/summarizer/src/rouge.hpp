// ROUGE-N F1 (Lin 2004): how many word n-grams two summaries share, counted with clipping.
#pragma once

#include <cstdint>
#include <span>

namespace textmill::summarizer {

/// From 0 (nothing in common) to 1 (the same n-grams, as often). Words are numbers, equal if they count as
/// the same word. 0 if either has fewer than `n` words.
double rouge(std::span<const std::uint32_t> ours, std::span<const std::uint32_t> theirs, std::size_t n);

}  // namespace textmill::summarizer
