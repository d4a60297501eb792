#include "cover.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "repeats.hpp"

namespace textmill::summarizer {
namespace {

constexpr float kRepeatedStop = 0.1f;  // what a function word is worth the second time
constexpr float kPointsBack = 0.5f;    // of the gain of a sentence that leans on one not chosen
constexpr float kNewShare = 0.3f;      // of a sentence's content words that must be new
constexpr int kMostRounds = 64;

class Coverer {
 public:
  Coverer(std::span<const Candidate> candidates, const CoverWords& words, const CoverLimits& limits)
      : candidates_(candidates),
        words_(words),
        limits_(limits),
        worth_(words.chances.size()),
        covered_(words.chances.size(), 0),
        seen_(words.chances.size(), 0),
        used_(candidates.size(), 0),
        leans_(candidates.size(), 0) {
    for (std::size_t c = 0; c < candidates.size(); ++c) leans_[c] = candidates[c].points_back;
    for (std::size_t t = 0; t < worth_.size(); ++t) {
      const float chance = words.chances[t];
      worth_[t] = {chance, words.stop[t] ? kRepeatedStop * chance : 0};
    }
  }

  std::vector<Pick> run() {
    fill(Fitness::Preferred);
    fill(Fitness::Good);
    if (!limits_.stop_when_worse || picks_.empty()) fill(Fitness::Poor);
    return std::move(picks_);
  }

 private:
  struct Bound {
    float gain;
    std::uint32_t candidate;
    friend bool operator<(const Bound& a, const Bound& b) {  // the heap's top: most gain, then earliest
      return a.gain != b.gain ? a.gain < b.gain : a.candidate > b.candidate;
    }
  };
  /// Candidates of one length, bounds_[begin, end) as a heap: among them the one with the most gain is the
  /// best.
  struct Bucket {
    std::uint32_t length;
    std::size_t begin;
    std::size_t end;
    std::uint64_t rank = 0;  // of its best among those of all buckets; 0 if it is empty
  };
  struct Gain {
    float all = 0;
    std::uint32_t words = 0;  // distinct content words
    std::uint32_t fresh = 0;  // of those, not covered yet
  };

  static bool says_nothing_new(const Gain& gain) {
    return gain.fresh == 0 || static_cast<float>(gain.fresh) < kNewShare * static_cast<float>(gain.words);
  }

  std::span<const std::uint32_t> words_of(const Candidate& c) const {
    return words_.terms.subspan(c.first_word, length_of(c));
  }

  static std::uint32_t length_of(const Candidate& c) { return c.end_word - c.first_word; }

  /// Without branches on what a word is, which is different at every second one.
  Gain gain_of(std::uint32_t number) {
    const Candidate& candidate = candidates_[number];
    const std::uint32_t stamp = ++stamp_;
    Gain gain;
    for (std::uint32_t w = candidate.first_word; w < candidate.end_word; ++w) {
      const std::uint32_t term = words_.terms[w];
      const std::uint32_t here = seen_[term] == stamp;
      const std::uint32_t again = here | covered_[term];
      const std::uint32_t content = words_.stop[term] ^ 1u;
      gain.words += content & (here ^ 1u);
      gain.fresh += content & (again ^ 1u);
      gain.all += worth_[term][again];
      seen_[term] = stamp;
    }
    gain.all *= candidate.factor * (leans_[number] ? kPointsBack : 1.0f);
    return gain;
  }

  // A long summary comes to a point where every word has been said somewhere. Then a new round begins, in
  // which words count again and only what repeats a single chosen sentence is left out.
  void fill(Fitness fitness) {
    if (picks_.size() == limits_.sentences) return;
    current_ = fitness;
    std::size_t before = picks_.size();
    for (round_ = 0; round_ < kMostRounds; ++round_) {
      if (round_ > 0) std::fill(covered_.begin(), covered_.end(), 0);
      fill_buckets();
      while (picks_.size() < limits_.sentences && take_best()) {
      }
      const bool went_on = picks_.size() > before || round_ == 0;
      if (!went_on || picks_.size() == limits_.sentences || limits_.stop_when_worse) return;
      before = picks_.size();
    }
  }

  void fill_buckets() {
    order_.clear();
    for (std::uint32_t c = 0; c < candidates_.size(); ++c) {
      if (candidates_[c].fitness == current_ && !used_[c])
        order_.push_back(static_cast<std::uint64_t>(length_of(candidates_[c])) << 32 | c);
    }
    std::sort(order_.begin(), order_.end());
    buckets_.clear();
    bounds_.clear();
    for (std::size_t i = 0; i < order_.size();) i = fill_bucket(i);
    rank_all();
  }

  // Of the candidates from `first` on in order. One that leans may get a second bound: it has room for that.
  std::size_t fill_bucket(std::size_t first) {
    const auto length = static_cast<std::uint32_t>(order_[first] >> 32);
    const std::size_t begin = bounds_.size();
    std::size_t leaning = 0;
    std::size_t i = first;
    for (; i < order_.size() && order_[i] >> 32 == length; ++i) {
      const auto c = static_cast<std::uint32_t>(order_[i]);
      bounds_.push_back({gain_of(c).all, c});
      leaning += leans_[c];
    }
    buckets_.push_back({length, begin, bounds_.size(), 0});
    std::make_heap(at(begin), bounds_.end());
    bounds_.resize(bounds_.size() + leaning);
    return i;
  }

  std::vector<Bound>::iterator at(std::size_t bound) {
    return bounds_.begin() + static_cast<std::ptrdiff_t>(bound);
  }
  void push(Bucket& bucket, Bound bound) {
    bounds_[bucket.end++] = bound;
    std::push_heap(at(bucket.begin), at(bucket.end));
    rank(bucket);
  }
  Bound pop(Bucket& bucket) {
    std::pop_heap(at(bucket.begin), at(bucket.end));
    const Bound top = bounds_[--bucket.end];
    rank(bucket);
    return top;
  }

  /// The value with the bucket's best, then the earlier candidate, as one number: values are not negative,
  /// and their bits are ordered as they are.
  void rank(Bucket& bucket) const {
    const Bound& top = bounds_[bucket.begin];
    const float value = value_with(top.gain, bucket.length);
    const std::uint64_t high = std::bit_cast<std::uint32_t>(value);
    bucket.rank = bucket.begin == bucket.end ? 0 : high << 32 | (UINT32_MAX - top.candidate);
  }
  void rank_all() {
    for (Bucket& bucket : buckets_) rank(bucket);
  }

  float value_with(float gain, std::uint32_t length) const {
    return 2 * (gained_ + gain) / (static_cast<float>(length_ + length) + limits_.reference_words);
  }

  bool fits(const Candidate& candidate) const {
    return length_of(candidate) <= limits_.words - std::min(length_, limits_.words) &&
           candidate.characters <= limits_.characters - std::min(characters_, limits_.characters);
  }

  Bucket* most_promising() {
    std::uint64_t best = 0;
    for (const Bucket& bucket : buckets_) best = std::max(best, bucket.rank);
    const auto at =
        std::find_if(buckets_.begin(), buckets_.end(), [best](const Bucket& b) { return b.rank == best; });
    return best == 0 ? nullptr : &*at;
  }

  // Looks again at the bucket's top until it keeps its place; a gain is fresh if no pick came after it.
  bool take_best() {
    while (Bucket* bucket = most_promising()) {
      const Bound top = pop(*bucket);
      const Candidate& candidate = candidates_[top.candidate];
      if (used_[top.candidate] || !fits(candidate)) continue;
      const Gain gain = gain_of(top.candidate);
      if (says_nothing_new(gain)) continue;
      if (gain.all < top.gain) {
        push(*bucket, {gain.all, top.candidate});
        continue;
      }
      if (round_ > 0 && repeats().has(words_of(candidate))) {
        used_[top.candidate] = 1;  // for good
        continue;
      }
      const float value = value_with(gain.all, bucket->length);
      if (limits_.stop_when_worse && !picks_.empty() && value < picks_.back().value) return false;
      take(top.candidate, gain.all, value);
      return true;
    }
    return false;
  }

  void take(std::uint32_t number, float gain, float value) {
    const Candidate& candidate = candidates_[number];
    used_[number] = 1;
    for (std::uint32_t w = candidate.first_word; w < candidate.end_word; ++w) covered_[words_.terms[w]] = 1;
    gained_ += gain;
    length_ += length_of(candidate);
    characters_ += candidate.characters;
    picks_.push_back({number, value, gain});
    rank_all();
    if (repeats_) repeats_->add(words_of(candidate));
    steady_follower(number);
  }

  /// What was chosen; only long summaries ask for it.
  Repeats& repeats() {
    if (!repeats_) {
      repeats_.emplace(words_.stop, 1 - kNewShare);
      for (const Pick& pick : picks_) repeats_->add(words_of(candidates_[pick.candidate]));
    }
    return *repeats_;
  }

  // The sentence after a chosen one may point back to it: its bound rises, so it gets a new one.
  void steady_follower(std::uint32_t number) {
    const std::uint32_t next = number + 1;
    if (next >= candidates_.size() || !leans_[next] || used_[next]) return;
    if (candidates_[next].sentence != candidates_[number].sentence + 1) return;
    leans_[next] = 0;
    for (Bucket& bucket : buckets_) {
      if (bucket.length != length_of(candidates_[next]) || candidates_[next].fitness != current_) continue;
      push(bucket, {gain_of(next).all, next});
    }
  }

  std::span<const Candidate> candidates_;
  const CoverWords& words_;
  const CoverLimits& limits_;
  std::vector<std::array<float, 2>> worth_;  // of each term: said first, and said again
  std::vector<std::uint8_t> covered_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint8_t> used_;
  std::vector<std::uint8_t> leans_;
  std::vector<std::uint64_t> order_;  // length and candidate
  std::vector<Bucket> buckets_;
  std::vector<Bound> bounds_;  // of all buckets, one behind the other
  std::vector<Pick> picks_;
  std::optional<Repeats> repeats_;
  int round_ = 0;
  Fitness current_ = Fitness::Good;
  float gained_ = 0;
  std::uint32_t length_ = 0;
  std::uint32_t characters_ = 0;
};

}  // namespace

std::vector<Pick> cover(std::span<const Candidate> candidates, const CoverWords& words,
                        const CoverLimits& limits) {
  return Coverer(candidates, words, limits).run();
}

}  // namespace textmill::summarizer
