#include "cover.hpp"

#include <algorithm>
#include <bit>
#include <optional>

#include "few_bounds.hpp"
#include "repeats.hpp"

namespace textmill::summarizer {
namespace {

constexpr float kRepeatedStop = 0.1f;  // what a function word is worth the second time
constexpr float kPointsBack = 0.5f;    // of the gain of a sentence that leans on one not chosen
constexpr float kNewShare = 0.3f;      // of a sentence's content words that must be new
constexpr int kMostRounds = 64;
constexpr std::uint32_t kOneWord = 1u << 31;  // two counts in one number: of content words
constexpr std::uint32_t kOneFresh = 1;        // and of those, the ones not covered yet

class Coverer {
 public:
  Coverer(std::span<const Candidate> candidates, const CoverWords& words, const CoverLimits& limits)
      : candidates_(candidates),
        words_(words),
        limits_(limits),
        uses_(words.uses),
        worth_(2 * words.chances.size()),
        content_(2 * words.chances.size()),
        used_(candidates.size(), 0),
        leans_(candidates.size(), 0) {
    for (std::size_t c = 0; c < candidates.size(); ++c) leans_[c] = candidates[c].points_back;
    if (uses_.empty()) find_uses();
    uncover();
  }

  std::vector<Pick> run() {
    fill(Fitness::Preferred);
    fill(Fitness::Good);
    if (!limits_.stop_when_worse || picks_.empty()) fill(Fitness::Poor);
    return std::move(picks_);
  }

 private:
  /// Candidates of one length, bounds_[begin, end) as a heap: among them the one with the most gain is the
  /// best.
  struct Bucket {
    std::uint32_t length;
    std::size_t begin;
    std::size_t end;
    std::uint64_t rank = 0;  // of its best among those of all buckets; 0 if it is empty
  };

  /// The terms of its words, until the next call. From the uses, which have just been read: of a long text
  /// the terms would have to come from far.
  std::span<const std::uint32_t> words_of(const Candidate& c) {
    said_.clear();
    for (const std::uint32_t use : uses_of(c)) said_.push_back(use / 2);
    return said_;
  }
  std::span<const std::uint32_t> uses_of(const Candidate& c) const {
    return uses_.subspan(c.first_word, length_of(c));
  }

  static std::uint32_t length_of(const Candidate& c) { return c.end_word - c.first_word; }

  void find_uses() {
    found_uses_.resize(words_.terms.size());
    std::vector<std::uint32_t> seen(words_.chances.size(), 0);
    std::uint32_t stamp = 0;
    for (const Candidate& candidate : candidates_) {
      ++stamp;
      for (std::uint32_t w = candidate.first_word; w < candidate.end_word; ++w) {
        const std::uint32_t term = words_.terms[w];
        found_uses_[w] = 2 * term + (seen[term] == stamp);
        seen[term] = stamp;
      }
    }
    uses_ = found_uses_;
  }

  /// Nothing is said yet.
  void uncover() {
    static constexpr float kRepeated[] = {0, kRepeatedStop};
    for (std::size_t t = 0; t < words_.chances.size(); ++t) {
      const float chance = words_.chances[t];
      worth_[2 * t] = chance;
      worth_[2 * t + 1] = kRepeated[words_.stop[t]] * chance;
      content_[2 * t] = (kOneWord | kOneFresh) * (words_.stop[t] ^ 1u);
    }
  }

  /// From now on the term is said again wherever it is said.
  void cover(std::uint32_t term) {
    worth_[2 * term] = worth_[2 * term + 1];
    content_[2 * term] &= ~kOneFresh;
  }

  float weight_of(std::uint32_t number) const {
    return candidates_[number].factor * (leans_[number] ? kPointsBack : 1.0f);
  }

  float gain_of(std::uint32_t number) const {
    const float* const worth = worth_.data();
    float gain = 0;
    for (const std::uint32_t use : uses_of(candidates_[number])) gain += worth[use];
    return gain * weight_of(number);
  }

  struct Look {
    float gain;
    bool says_something_new;  // enough of its distinct content words are not covered yet
  };
  Look look_at(std::uint32_t number) const {
    const float* const worth = worth_.data();
    const std::uint32_t* const content = content_.data();
    float gain = 0;
    std::uint64_t counts = 0;
    for (const std::uint32_t use : uses_of(candidates_[number])) {
      gain += worth[use];
      counts += content[use];
    }
    const auto fresh = static_cast<float>(counts % kOneWord), words = static_cast<float>(counts / kOneWord);
    return {gain * weight_of(number), fresh > 0 && fresh >= kNewShare * words};
  }

  // A long summary comes to a point where every word has been said somewhere. Then a new round begins, in
  // which words count again and only what repeats a single chosen sentence is left out.
  void fill(Fitness fitness) {
    if (picks_.size() == limits_.sentences) return;
    current_ = fitness;
    std::size_t before = picks_.size();
    for (round_ = 0; round_ < kMostRounds; ++round_) {
      if (round_ > 0) uncover();
      fill_queue();
      while (picks_.size() < limits_.sentences && take_best()) {
      }
      const bool went_on = picks_.size() > before || round_ == 0;
      if (!went_on || picks_.size() == limits_.sentences || limits_.stop_when_worse) return;
      before = picks_.size();
    }
  }

  void fill_queue() {
    order_.clear();
    order_.reserve(candidates_.size());
    for (std::uint32_t c = 0; c < candidates_.size(); ++c) {
      if (candidates_[c].fitness == current_ && !used_[c])
        order_.push_back(static_cast<std::uint64_t>(length_of(candidates_[c])) << 32 | c);
    }
    are_few_ = order_.size() <= FewBounds::kMost;
    are_few_ ? fill_few() : fill_buckets();
  }

  void fill_few() {
    few_.clear(limits_.reference_words, order_.size());
    few_.reckon(gained_, length_);
    for (const std::uint64_t number : order_) {
      const auto c = static_cast<std::uint32_t>(number);
      few_.push({{gain_of(c), c}, static_cast<std::uint32_t>(number >> 32)});
    }
  }

  void fill_buckets() {
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
      bounds_.push_back({gain_of(c), c});
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
    const auto high = static_cast<std::uint64_t>(order_of(value));
    bucket.rank = bucket.begin == bucket.end ? 0 : high << 32 | (UINT32_MAX - top.candidate);
  }
  void rank_all() {
    for (Bucket& bucket : buckets_) rank(bucket);
  }

  float value_with(float gain, std::uint32_t length) const {
    return value_of(gained_ + gain, length_ + length, limits_.reference_words);
  }

  bool fits(const Candidate& candidate) const {
    return length_of(candidate) <= limits_.words - std::min(length_, limits_.words) &&
           candidate.characters <= limits_.characters - std::min(characters_, limits_.characters);
  }

  /// Takes out the bound that promises most. False if there is none.
  bool pop(FewBounds::Entry& top) {
    if (are_few_) {
      if (few_.empty()) return false;
      top = few_.pop();
      return true;
    }
    std::uint64_t most = 0;
    for (const Bucket& bucket : buckets_) most = std::max(most, bucket.rank);
    if (most == 0) return false;
    popped_ =
        std::find_if(buckets_.begin(), buckets_.end(), [most](const Bucket& b) { return b.rank == most; });
    top.bound = pop(*popped_);
    top.length = popped_->length;
    return true;
  }

  /// There is room for one bound of each candidate, and a second one of one that leans. Most go back to where
  /// they came from.
  void push(const FewBounds::Entry& entry) {
    if (are_few_) return few_.push(entry);
    if (popped_->length != entry.length) {
      popped_ = std::lower_bound(buckets_.begin(), buckets_.end(), entry.length,
                                 [](const Bucket& b, std::uint32_t length) { return b.length < length; });
    }
    push(*popped_, entry.bound);
  }

  // Looks again at the best until it keeps its place; a gain is fresh if no pick came after it.
  bool take_best() {
    FewBounds::Entry top;
    while (pop(top)) {
      const std::uint32_t number = top.bound.candidate;
      const Candidate& candidate = candidates_[number];
      if (used_[number] || !fits(candidate)) continue;
      const auto [gain, says_something_new] = look_at(number);
      if (!says_something_new) continue;
      if (gain < top.bound.gain) {
        push({{gain, number}, top.length});
        continue;
      }
      if (round_ > 0 && repeats().has(words_of(candidate))) {
        used_[number] = 1;  // for good
        continue;
      }
      const float value = value_with(gain, top.length);
      if (limits_.stop_when_worse && !picks_.empty() && value < picks_.back().value) return false;
      take(number, gain, value);
      return true;
    }
    return false;
  }

  void take(std::uint32_t number, float gain, float value) {
    const Candidate& candidate = candidates_[number];
    used_[number] = 1;
    for (const std::uint32_t use : uses_of(candidate)) cover(use / 2);
    gained_ += gain;
    length_ += length_of(candidate);
    characters_ += candidate.characters;
    picks_.push_back({number, value, gain});
    are_few_ ? few_.reckon(gained_, length_) : rank_all();
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
    if (candidates_[next].fitness != current_) return;
    push({{gain_of(next), next}, length_of(candidates_[next])});
  }

  std::span<const Candidate> candidates_;
  const CoverWords& words_;
  const CoverLimits& limits_;
  std::span<const std::uint32_t> uses_;
  std::vector<std::uint32_t> found_uses_;
  std::vector<std::uint32_t> said_;
  std::vector<float> worth_;            // of each term two: said first in a sentence, and said again
  std::vector<std::uint32_t> content_;  // the same: whether it is a content word, and one not covered yet
  std::vector<std::uint8_t> used_;
  std::vector<std::uint8_t> leans_;
  std::vector<std::uint64_t> order_;  // length and candidate
  bool are_few_ = true;
  FewBounds few_;
  std::vector<Bucket> buckets_;
  std::vector<Bucket>::iterator popped_;  // the bucket last asked
  std::vector<Bound> bounds_;             // of all buckets, one behind the other
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
