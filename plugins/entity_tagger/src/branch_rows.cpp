#include "branch_rows.hpp"

#include <algorithm>

namespace textmill::entity_tagger {

BranchRows::BranchRows(const Grammar& grammar)
    : grammar_(grammar),
      keys_(1u << kSlotBits),
      rows_(keys_.size() * grammar.row_words_),
      open_(keys_.size()) {}

BranchRows::Row BranchRows::row(std::uint32_t first, std::uint32_t second, std::uint32_t third) {
  const std::uint64_t key =
      1 + (first | static_cast<std::uint64_t>(second) << 20 | static_cast<std::uint64_t>(third) << 40);
  const std::size_t slot = (key * 0x9E3779B97F4A7C15ull) >> (64 - kSlotBits);
  std::uint64_t* const row = rows_.data() + slot * grammar_.row_words_;
  if (keys_[slot] != key) {
    keys_[slot] = key;
    open_[slot] = work_out(first, second, third, row);
  }
  return {row, open_[slot] != 0};
}

/// True if a word behind `second` would let more branches match.
bool BranchRows::work_out(std::uint32_t first, std::uint32_t second, std::uint32_t third,
                          std::uint64_t* row) const {
  std::fill_n(row, grammar_.row_words_, 0);
  bool open = false;
  const std::uint64_t *const seconds = grammar_.follows_of(second), *const thirds =
                                                                        grammar_.follows_of(third);
  const auto has = [](const std::uint64_t* bits, std::uint32_t bit) {
    return (bits[bit / 64] >> (bit % 64) & 1) != 0;
  };
  grammar_.sets_[first].each([&](std::uint32_t id) {
    for (const Grammar::Beginning& how : grammar_.beginnings_of(id)) {
      const bool goes_on = has(seconds, how.second);
      open |= goes_on && !how.one && !how.two;
      if (how.one || (goes_on && (how.two || has(thirds, how.third))))
        row[how.branch / 64] |= 1ull << (how.branch % 64);
    }
  });
  return open;
}

}  // namespace textmill::entity_tagger
