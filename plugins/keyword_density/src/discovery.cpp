#include "discovery.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <map>
#include <utility>

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kLongest = 8;
constexpr std::uint32_t kRescueCount = 3;  // times from which a group is a candidate whatever its grammar
constexpr double kMostlyInside = 0.8;      // of its count inside one longer group: then it is a fragment
constexpr double kClearlyMore = 1.5;       // times its whole's count: then a part stands for itself
constexpr std::size_t kHeapPerPhrase = 4;  // candidates looked at first, for each phrase asked for
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

/// What a rarity counts: 0 to 1, and behind those the numbers a function word inside a phrase counts (rather
/// common), a number, and an acronym spelled like a function word (middling).
constexpr unsigned kOfFunctionWord = 256, kOfAcronym = 257;
constexpr auto kRarities = [] {
  std::array<double, 258> rarities{};
  for (std::size_t i = 0; i < 256; ++i) rarities[i] = static_cast<double>(i) / 255.0;
  rarities[kOfFunctionWord] = 0.3;
  rarities[kOfAcronym] = 0.5;
  return rarities;
}();

bool is_small(const Word& word) { return !(word.flags & (kCapital | kUpper | kNumber)); }
/// A letter in lower case: what is left of a formula or a unit.
bool is_letter(const Word& word) { return word.span.size() == 1 && is_small(word); }

double rarity_of(const Word& word) {
  const bool acronym = (word.flags & kUpper) && !(word.flags & kNumber) && !(word.marks & kShout);
  const unsigned special = word.flags & kFunction && acronym ? kOfAcronym : kOfFunctionWord;
  return kRarities[word.flags & (kFunction | kNumber) ? special : word.lexeme.rarity];
}

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// True of most: the blanks inside are single ones.
bool is_single_spaced(std::string_view written) {
  for (std::size_t i = 1; i < written.size(); ++i) {
    if (is_blank(written[i]) && (written[i] != ' ' || is_blank(written[i - 1]))) return false;
  }
  return true;
}
std::string single_spaced(std::string_view written) {
  std::string out(written);
  std::replace_if(out.begin(), out.end(), is_blank, ' ');
  const auto both = [](char a, char b) { return a == ' ' && b == ' '; };
  out.erase(std::unique(out.begin(), out.end(), both), out.end());
  return out;
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

std::vector<Keyphrase> Discovery::find(const Words& words, std::string_view text, std::string_view language) {
  static constexpr Weights kEnglish{0.5, 2.2, 1.5, 10, 2, 1, 0.5, 0.6};
  static constexpr Weights kPlain{1, 1, 1, 10, 0, 0, 0.5, 0};  // for languages without a lexicon
  static constexpr Weights kWords{1.75, 0, 1.4, 100, 1, 0, 0, 0};
  words_ = words.words;
  const bool has_lexicon =
      std::any_of(words_.begin(), words_.end(), [](const Word& w) { return w.lexeme.bits != 0; });
  weigh_places(options_.single_words ? kWords : has_lexicon ? kEnglish : kPlain, words_.size());
  // In a long text repetition says more than in an abstract, where hardly anything comes back.
  const double length = std::log2(std::max(1.0, static_cast<double>(words_.size()) / 200));
  times_weight_ = std::clamp(weights_->times + 0.6 * length, weights_->times, std::max(weights_->times, 2.5));
  candidates_.clear();
  on_step_.fill(0);
  groups_.count(words_, options_.single_words ? 1 : std::min(options_.max_words, kLongest));
  if (options_.single_words) {
    add_words();
  } else {
    if (language == "de") {
      tag_by_capitals(words_, text, parts_);
    } else {
      tag_words(words_, parts_);
    }
    alone_.assign(groups_.all().size(), 0);
    inside_.assign(groups_.all().size(), 0);
    add_runs();
    judge_groups();
  }
  return best(text);
}

/// Runs of modifiers and heads, up to the last head.
void Discovery::add_runs() {
  const std::uint32_t longest = std::min(options_.max_words, kLongest);
  for (Run run : runs_.find(parts_, groups_.breaks())) {
    while (run.first < run.end && (words_[run.first].flags & kNumber)) ++run.first;
    while (run.first < run.end && is_unit(run.first)) ++run.first;
    const std::uint32_t size = run.end - run.first;
    if (run.first >= run.end || size > longest) continue;
    const std::uint32_t group = groups_.find(run.first, size);
    if (group == Groups::kNone) {
      add({run.first, size, 1}, 1);  // it does not come back
    } else {
      ++alone_[group];
    }
  }
}

/// "ml" of "500 ml vegetable stock": a short word behind a number that is none otherwise.
bool Discovery::is_unit(std::uint32_t word) const {
  const Word& w = words_[word];
  if (word == 0 || (w.marks & kBreak) || !(words_[word - 1].flags & kNumber) || !is_small(w)) return false;
  return w.span.size() <= 2 || (w.span.size() <= 4 && w.lexeme.bits == 0);
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
  std::uint32_t g = 0;
  for (; g < all.size() && all[g].size == 1; ++g) {
    if (alone_[g] > 0 && !is_letter(words_[all[g].first])) add(all[g], alone_[g]);
  }
  for (; g < all.size(); ++g) {
    const bool fragment = inside_[g] >= kRescueCount && inside_[g] >= kMostlyInside * all[g].count;
    const bool repeated = all[g].count >= kRescueCount && can_stand_alone(all[g]);
    const std::uint32_t times = fragment ? 0 : repeated ? all[g].count : alone_[g];
    if (times > 0) add(all[g], times);
  }
}

/// For tag clouds: every content word that says something.
void Discovery::add_words() {
  for (const Group& group : groups_.all()) {
    const Word& word = words_[group.first];
    if (is_content(word) && !(word.lexeme.bits & kLight) && word.span.size() > 2) add(group, group.count);
  }
}

bool Discovery::can_stand_alone(const Group& group) const {
  return is_content(words_[group.first]) && is_content(words_[group.first + group.size - 1]);
}

void Discovery::add(const Group& group, std::uint32_t times) {
  constexpr double kStepsPerPoint = 8;
  const double score = group.size == 1 ? score_of_word(group, times) : score_of(group, times);
  const auto step = static_cast<std::uint32_t>(std::clamp(score * kStepsPerPoint, 0.0, double{kSteps - 1}));
  ++on_step_[step];
  candidates_.push_back({group, step, score});
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
    const Word& word = words_[i];
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

/// The same of a single word, as most candidates are.
double Discovery::score_of_word(const Group& group, std::uint32_t times) const {
  const Word& word = words_[group.first];
  const Weights& w = *weights_;
  const double rarity = rarity_of(word);
  const double capitals = (word.flags & kCapital) && !(word.marks & kBreak) ? 1 : 0;
  return times_weight_ * log_of(times) + place_weight(group.first) + w.extremes * (rarity + rarity) +
         (w.rarity * rarity + w.members * log_of(group.count) + w.capitals * capitals);
}

/// Takes the best candidates off a heap until there are enough that do not repeat each other. Only some are
/// ever taken, so the heap begins with those of the highest scores.
std::vector<Keyphrase> Discovery::best(std::string_view text) {
  const auto worse = [](const Candidate& a, const Candidate& b) {
    if (a.score != b.score) return a.score < b.score;
    return a.group.first != b.group.first ? a.group.first > b.group.first : a.group.size < b.group.size;
  };
  std::vector<Keyphrase> phrases;
  std::vector<Candidate> taken;
  auto rest = candidates_.begin();
  const auto take = [&](std::vector<Candidate>::iterator end) {
    if (phrases.size() == options_.top) return;
    std::make_heap(rest, end, worse);
    for (auto heap = end; heap != rest && phrases.size() < options_.top; --heap) {
      std::pop_heap(rest, heap, worse);
      const Candidate& candidate = *(heap - 1);
      if (std::any_of(taken.begin(), taken.end(), [&](const Candidate& t) { return repeats(candidate, t); }))
        continue;
      taken.push_back(candidate);
      phrases.push_back(keyphrase(candidate, text, static_cast<std::uint32_t>(phrases.size())));
    }
    rest = end;
  };
  const std::size_t highest = bring_forward_the_highest(kHeapPerPhrase * options_.top);
  take(candidates_.begin() + static_cast<std::ptrdiff_t>(highest));
  take(candidates_.end());
  return phrases;
}

/// Moves at least `count` candidates with the highest scores to the front, if there are as many; how many. By
/// steps of the score, as to sort or to compare them costs a branch nobody can foresee for each.
std::size_t Discovery::bring_forward_the_highest(std::size_t count) {
  if (candidates_.size() <= 2 * count) return candidates_.size();
  std::size_t lowest = kSteps;
  for (std::size_t found = 0; found < count; found += on_step_[lowest]) --lowest;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const Candidate candidate = candidates_[i];
    candidates_[i] = candidates_[kept];
    candidates_[kept] = candidate;
    kept += candidate.step >= lowest;
  }
  return kept;
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
  std::deque<std::string> respaced;  // spellings that are not in the text as they are
  std::map<std::string_view, std::uint32_t> times_of;
  std::pair<const std::string_view, std::uint32_t>* last = nullptr;
  std::string_view label;
  std::uint32_t most = 0;
  phrase.occurrences.reserve(group.count);
  groups_.each_place(group, [&](std::uint32_t first) {
    phrase.occurrences.push_back({number, first, first + group.size});
    std::string_view spelling = written(text, group, first);
    if (!is_single_spaced(spelling)) spelling = respaced.emplace_back(single_spaced(spelling));
    if (!last || last->first != spelling) last = &*times_of.try_emplace(spelling).first;
    if (++last->second <= most) return;
    most = last->second;
    label = spelling;
  });
  phrase.label = label;
  return phrase;
}

std::string_view Discovery::written(std::string_view text, const Group& group, std::uint32_t first) const {
  const std::uint32_t begin = words_[first].span.begin;
  return text.substr(begin, words_[first + group.size - 1].span.end - begin);
}

}  // namespace textmill::keyword_density
