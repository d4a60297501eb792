// Runs of modifiers and heads: where the noun phrases of a text are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tagging.hpp"

namespace textmill::keyword_density {

/// Words [first, end), the last of them a head.
struct Run {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

/// Finds runs in texts, one after the other, sixty-four words at a time: a bit a word tells more of them at
/// once than a branch on each, which nobody could foresee. For one thread.
class RunFinder {
 public:
  /// The longest stretches of words whose part is not Outside and of which none but the first has a break, up
  /// to the last head of each, in order; those without a head are left out. `breaks` are 0 or 1, one for each
  /// of `parts`. Valid until the next call. Linear.
  const std::vector<Run>& find(std::span<const Part> parts, std::span<const std::uint8_t> breaks);

 private:
  void read(std::span<const Part> parts, std::span<const std::uint8_t> breaks);
  std::uint32_t end_of_long_run(std::uint32_t first) const;

  // A bit for each word, and 64 more.
  std::vector<std::uint64_t> starts_;
  std::vector<std::uint64_t> stops_;  // no run goes on over the word
  std::vector<std::uint64_t> heads_;
  std::vector<Run> runs_;
};

}  // namespace textmill::keyword_density
