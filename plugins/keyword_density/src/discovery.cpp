#include "discovery.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kLongest = 8;
constexpr std::uint32_t kRescueCount = 3;  // times from which a group is a candidate whatever its grammar
constexpr double kMostlyInside = 0.8;      // of its count inside one longer group: then it is a fragment
constexpr double kClearlyMore = 1.5;       // times its whole's count: then a part stands for itself
constexpr std::uint32_t kByChance = 3;     // times rarer than the phrase in it: a longer one is chance

/// Natural logarithms of counts, which are mostly small.
double log_of(std::uint32_t n) {
  static const auto table = [] {
    std::array<double, 256> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = std::log(static_cast<double>(i));
    return logs;
  }();
  return n < table.size() ? table[n] : std::log(static_cast<double>(n));
}

bool is_content(const Word& word) {
  if (word.flags & kNumber) return false;
  return !(word.flags & kFunction) || ((word.flags & kUpper) && !(word.marks & kShout));
}

constexpr auto kRarities = [] {
  std::array<double, 256> rarities{};
  for (std::size_t i = 0; i < rarities.size(); ++i) rarities[i] = static_cast<double>(i) / 255.0;
  return rarities;
}();

/// 0 to 1; function words inside a phrase count as rather common ones, acronyms spelled like one as middling.
double rarity_of(const Word& word) {
  if (word.flags & kFunction) return is_content(word) ? 0.5 : 0.3;
  return word.flags & kNumber ? 0.3 : kRarities[word.lexeme.rarity];
}

}  // namespace

struct Discovery::Weights {
  double times;     // log of how often
  double size;      // log of the words
  double first;     // 1 / sqrt(1 + first word / reach)
  double reach;     // words
  double rarity;    // mean over the words
  double extremes;  // rarest and commonest word
  double members;   // mean log of how often its words stand anywhere
  double capitals;  // share of the words with a capital inside sentences
};

std::vector<Keyphrase> Discovery::find(const Words& words, std::string_view text) {
  static constexpr Weights kEnglish{0.5, 2.2, 1.5, 10, 2, 1, 0.5, 0.6};
  static constexpr Weights kPlain{1, 1, 1, 10, 0, 0, 0.5, 0};  // for languages without a lexicon
  static constexpr Weights kWords{1.75, 0, 1.4, 100, 1, 0, 0, 0};
  words_ = &words.words;
  const bool has_lexicon =
      std::any_of(words_->begin(), words_->end(), [](const Word& w) { return w.lexeme.bits != 0; });
  weigh_places(options_.single_words ? kWords : has_lexicon ? kEnglish : kPlain, words_->size());
  // In a long text repetition says more than in an abstract, where hardly anything comes back.
  const double length = std::log2(std::max(1.0, static_cast<double>(words_->size()) / 200));
  times_weight_ = std::clamp(weights_->times + 0.6 * length, weights_->times, std::max(weights_->times, 2.5));
  candidates_.clear();
  groups_.count(*words_, options_.single_words ? 1 : std::min(options_.max_words, kLongest));
  if (options_.single_words) {
    add_words();
  } else {
    tag_words(*words_, parts_);
    alone_.assign(groups_.all().size(), 0);
    inside_.assign(groups_.all().size(), 0);
    add_runs();
    judge_groups();
  }
  return best(text);
}

/// Runs of modifiers and heads, up to the last head.
void Discovery::add_runs() {
  const auto size = static_cast<std::uint32_t>(words_->size());
  for (std::uint32_t i = 0; i < size; ++i) {
    if (parts_[i] == Part::Outside) continue;
    std::uint32_t end = i + 1;
    while (end < size && parts_[end] != Part::Outside && !((*words_)[end].marks & kBreak)) ++end;
    add_run(i, end);
    i = end - 1;
  }
}

void Discovery::add_run(std::uint32_t first, std::uint32_t end) {
  while (end > first && parts_[end - 1] != Part::Head) --end;
  while (first < end && ((*words_)[first].flags & kNumber)) ++first;
  if (first == end || end - first > std::min(options_.max_words, kLongest)) return;
  const std::uint32_t group = groups_.find(first, end - first);
  if (group == Groups::kNone) return add({first, end - first, 1}, 1);  // it does not come back
  ++alone_[group];
}

/// What stands alone is a candidate, and what keeps coming back, unless it is a fragment of something longer.
void Discovery::judge_groups() {
  const std::vector<Group>& all = groups_.all();
  for (const Group& longer : all) {
    if (longer.size < 3 || longer.count < 2 || !can_stand_alone(longer)) continue;  // words are no fragments
    for (const std::uint32_t skip : {0u, 1u}) {
      const std::uint32_t part = groups_.find(longer.first + skip, longer.size - 1);
      if (part != Groups::kNone) inside_[part] = std::max(inside_[part], longer.count);
    }
  }
  for (std::uint32_t g = 0; g < all.size(); ++g) {
    const bool fragment =
        all[g].size > 1 && inside_[g] >= kRescueCount && inside_[g] >= kMostlyInside * all[g].count;
    const bool repeated = all[g].size > 1 && all[g].count >= kRescueCount && can_stand_alone(all[g]);
    const std::uint32_t times = fragment ? 0 : repeated ? all[g].count : alone_[g];
    if (times > 0) add(all[g], times);
  }
}

/// For tag clouds: every content word that says something.
void Discovery::add_words() {
  for (const Group& group : groups_.all()) {
    const Word& word = (*words_)[group.first];
    if (is_content(word) && !(word.lexeme.bits & kLight) && word.span.size() > 2) add(group, group.count);
  }
}

bool Discovery::can_stand_alone(const Group& group) const {
  return is_content((*words_)[group.first]) && is_content((*words_)[group.first + group.size - 1]);
}

void Discovery::add(const Group& group, std::uint32_t times) {
  candidates_.push_back({group, score_of(group, times)});
}

/// What it is worth that a group begins there: from a table, as a root and two divisions cost as much as the
/// rest of a score.
double Discovery::place_weight(std::uint32_t first) const {
  if (first < place_weights_.size()) return place_weights_[first];
  return weights_->first / std::sqrt(1 + first / weights_->reach);
}

void Discovery::weigh_places(const Weights& weights, std::size_t words) {
  constexpr std::size_t kMost = 1u << 16;
  if (weights_ != &weights) place_weights_.clear();
  weights_ = &weights;
  for (auto first = static_cast<std::uint32_t>(place_weights_.size()); first < std::min(words, kMost);
       ++first)
    place_weights_.push_back(weights.first / std::sqrt(1 + first / weights.reach));
}

double Discovery::score_of(const Group& group, std::uint32_t times) const {
  double members = 0;
  double rarity = 0;
  double rarest = 0;
  double commonest = 1;
  std::uint32_t capitals = 0;
  for (std::uint32_t i = group.first; i < group.first + group.size; ++i) {
    const Word& word = (*words_)[i];
    const double r = rarity_of(word);
    members += log_of(groups_.word_count(i));
    rarity += r;
    rarest = std::max(rarest, r);
    commonest = std::min(commonest, r);
    capitals += (word.flags & kCapital) && !(word.marks & kBreak);
  }
  const Weights& w = *weights_;
  return times_weight_ * log_of(times) + w.size * log_of(group.size) + place_weight(group.first) +
         w.extremes * (rarest + commonest) +
         (w.rarity * rarity + w.members * members + w.capitals * capitals) / group.size;
}

/// Takes the best candidates off a heap until there are enough that do not repeat each other.
std::vector<Keyphrase> Discovery::best(std::string_view text) {
  const auto worse = [](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score < b.score;
    return a.group.first != b.group.first ? a.group.first > b.group.first : a.group.size < b.group.size;
  };
  std::make_heap(candidates_.begin(), candidates_.end(), worse);
  std::vector<Keyphrase> phrases;
  std::vector<Candidate> taken;
  for (auto end = candidates_.end(); end != candidates_.begin() && phrases.size() < options_.top; --end) {
    std::pop_heap(candidates_.begin(), end, worse);
    const Candidate& candidate = *(end - 1);
    if (std::any_of(taken.begin(), taken.end(), [&](const Candidate& t) { return repeats(candidate, t); }))
      continue;
    taken.push_back(candidate);
    phrases.push_back(keyphrase(candidate, text, static_cast<std::uint32_t>(phrases.size())));
  }
  return phrases;
}

/// A part of a better phrase that hardly ever stands for itself, or a better phrase with a word that happens
/// to stand beside it.
bool Discovery::repeats(const Candidate& candidate, const Candidate& better) const {
  const Group& a = candidate.group;
  const Group& b = better.group;
  if (a.size < b.size) return a.count <= kClearlyMore * b.count && contains(b, a);
  return b.size > 1 && a.size > b.size && b.count >= kRescueCount && a.count * kByChance <= b.count &&
         contains(a, b);
}

bool Discovery::contains(const Group& whole, const Group& part) const {
  for (std::uint32_t at = 0; at + part.size <= whole.size; ++at) {
    std::uint32_t i = 0;
    while (i < part.size && groups_.same_word(part.first + i, whole.first + at + i)) ++i;
    if (i == part.size) return true;
  }
  return false;
}

Keyphrase Discovery::keyphrase(const Candidate& candidate, std::string_view text,
                               std::uint32_t number) const {
  const Group& group = candidate.group;
  Keyphrase phrase{{}, candidate.score, group.size, {}};
  if (group.count == 1) {
    phrase.occurrences.push_back({number, group.first, group.first + group.size});
    phrase.label = spelled(text, group, group.first);
    return phrase;
  }
  std::map<std::string, std::uint32_t> spellings;
  std::uint32_t most = 0;
  groups_.each_place(group, [&](std::uint32_t first) {
    phrase.occurrences.push_back({number, first, first + group.size});
    std::string spelling = spelled(text, group, first);
    const std::uint32_t times = ++spellings[spelling];
    if (times > most) {
      most = times;
      phrase.label = std::move(spelling);
    }
  });
  return phrase;
}

/// As in the text, with single blanks.
std::string Discovery::spelled(std::string_view text, const Group& group, std::uint32_t first) const {
  const std::uint32_t begin = (*words_)[first].span.begin;
  std::string out;
  for (const char c : text.substr(begin, (*words_)[first + group.size - 1].span.end - begin)) {
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (!blank) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace textmill::keyword_density
