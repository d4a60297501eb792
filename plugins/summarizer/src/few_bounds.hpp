// The most that each of a few candidates can gain: which of them promises most. What buckets of heaps do for
// many candidates in cover.cpp, by going through all of them, which for a few is quicker.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace textmill::summarizer {

/// A gain that a candidate has at most.
struct Bound {
  float gain = 0;
  std::uint32_t candidate = 0;

  friend bool operator<(const Bound& a, const Bound& b) {  // the earlier of equals is more
    return a.gain != b.gain ? a.gain < b.gain : a.candidate > b.candidate;
  }
};

/// What a choice is worth: its expected F1, if it gains `gain` and has `words` words.
inline float value_of(float gain, std::uint32_t words, float reference_words) {
  return 2 * gain / (static_cast<float>(static_cast<std::int32_t>(words)) + reference_words);
}

/// Values are not negative, and then their bits are ordered as they are.
inline std::int32_t order_of(float value) { return std::bit_cast<std::int32_t>(value); }

class FewBounds {
 public:
  static constexpr std::size_t kMost = 256;

  struct Entry {
    Bound bound;
    std::uint32_t length = 0;  // words
  };

  /// Forgets all. There is going to be `room` of them.
  void clear(float reference_words, std::size_t room);
  void push(const Entry& entry);
  bool empty() const { return gains_.empty(); }

  /// The one with which a choice of `gained` and `words` gets the greatest value. Of those of one length with
  /// this value the greatest bound; of different lengths the earlier. Not if it is empty.
  Entry pop();

  /// Sets what has been chosen.
  void reckon(float gained, std::uint32_t words);

 private:
  std::int32_t order(float gain, std::uint32_t length) const {
    return order_of(value_of(gained_ + gain, words_ + length, reference_words_));
  }
  Bound bound(std::size_t i) const { return {gains_[i], candidates_[i]}; }
  bool is_best_of_its_length(std::size_t i) const;

  float reference_words_ = 0;
  float gained_ = 0;
  std::uint32_t words_ = 0;
  std::vector<float> gains_;  // columns, as a value is reckoned for all of them at once
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> candidates_;
  std::vector<std::int32_t> orders_;
};

}  // namespace textmill::summarizer
