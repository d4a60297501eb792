#include "discovery.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kLongest = 8;
constexpr std::uint32_t kRescueCount = 3;  // times a group of words must come back
constexpr double kOnlyInside = 0.8;        // of its count inside one longer group: then it is a fragment

using Hash = std::uint64_t;
Hash extend(Hash hash, Key key) {
  hash = (hash ^ key) * 0x9E3779B97F4A7C15;
  return hash ^ hash >> 31;
}

struct Candidate {
  std::uint32_t first = 0;  // word of the first occurrence
  std::uint32_t size = 0;
  std::uint32_t count = 0;
  std::uint32_t alone = 0;   // as a whole run of content words
  std::uint32_t inside = 0;  // most often inside one longer group
  std::uint32_t times = 0;   // what counts for the score; 0: no candidate
  double score = 0;
};

/// An acronym is a name even where its letters spell a function word.
bool is_content(const Word& word) {
  return !(word.flags & kFunction) || ((word.flags & kUpper) && !(word.marks & kShout));
}
bool can_end(const Word& word) { return is_content(word) && !(word.flags & kNumber); }

class Discovery {
 public:
  Discovery(const Words& words, std::string_view text, const DiscoveryOptions& options)
      : words_(words.words),
        text_(text),
        options_(options),
        longest_(std::min(options.max_words, kLongest)) {}

  std::vector<Keyphrase> run() {
    count_groups();
    add_runs();
    mark_repeated();
    score();
    return take_best();
  }

 private:
  /// Counts groups level by level: one can only come back if the one without its last word does.
  void count_groups() {
    for (std::uint32_t i = 0; i < words_.size(); ++i) see(i, 1, extend(0, words_[i].key));
    std::vector<std::uint32_t> alive(words_.size());
    for (std::uint32_t i = 0; i < words_.size(); ++i) alive[i] = i;
    for (std::uint32_t size = 2; size <= longest_ && !alive.empty(); ++size) {
      std::erase_if(alive, [&](std::uint32_t i) { return !comes_back(i, size - 1) || !fits(i, size); });
      for (const std::uint32_t i : alive) see(i, size, hash_of(i, size));
    }
  }

  bool fits(std::uint32_t first, std::uint32_t size) const {
    return first + size <= words_.size() && !(words_[first + size - 1].marks & kBreak) &&
           comes_back(first + size - 1, 1);
  }
  Hash hash_of(std::uint32_t first, std::uint32_t size) const {
    Hash hash = 0;
    for (std::uint32_t i = 0; i < size; ++i) hash = extend(hash, words_[first + i].key);
    return hash;
  }
  bool comes_back(std::uint32_t first, std::uint32_t size) const {
    const auto at = groups_.find(hash_of(first, size));
    return at != groups_.end() && at->second.count > 1;
  }
  Candidate& see(std::uint32_t first, std::uint32_t size, Hash hash) {
    Candidate& c = groups_[hash];
    if (c.count++ == 0) {
      c.first = first;
      c.size = size;
    }
    return c;
  }

  void add_runs() {
    for (std::uint32_t i = 0; i < words_.size();) {
      std::uint32_t end = i;
      while (end < words_.size() && is_content(words_[end]) && (end == i || !(words_[end].marks & kBreak)))
        ++end;
      if (end > i && end - i <= longest_ && can_end(words_[end - 1])) {
        Candidate& c = groups_[hash_of(i, end - i)];
        if (c.count == 0) c = {i, end - i, 1, 0, 0, 0, 0};
        ++c.alone;
      }
      i = std::max(end, i + 1);
    }
  }

  /// Groups that come back are wanted, unless they are fragments of longer ones.
  void mark_repeated() {
    for (const auto& [hash, longer] : groups_) {
      if (longer.size < 2 || longer.count < 2) continue;
      for (const std::uint32_t skip : {0u, 1u}) {
        const auto part = groups_.find(hash_of(longer.first + skip, longer.size - 1));
        if (part != groups_.end()) part->second.inside = std::max(part->second.inside, longer.count);
      }
    }
    for (auto& [hash, c] : groups_) {
      const bool repeated = c.size >= 2 && c.count >= kRescueCount && can_end(words_[c.first]) &&
                            can_end(words_[c.first + c.size - 1]);
      c.times = repeated && c.inside < kOnlyInside * c.count ? c.count : c.alone;
    }
  }

  void score() {
    for (auto& [hash, c] : groups_) {
      if (c.times == 0) continue;
      double members = 0;
      for (std::uint32_t i = c.first; i < c.first + c.size; ++i) {
        members += std::log(groups_.at(extend(0, words_[i].key)).count);
      }
      c.score =
          std::log(c.times) + std::log(c.size) + 1 / std::sqrt(1 + c.first / 10.0) + 0.5 * members / c.size;
      ranked_.push_back(&c);
    }
    std::sort(ranked_.begin(), ranked_.end(), [](const Candidate* a, const Candidate* b) {
      if (a->score != b->score) return a->score > b->score;
      return a->first != b->first ? a->first < b->first : a->size > b->size;
    });
  }

  /// The best ones; a fragment of a better phrase only if it clearly stands on its own more often.
  std::vector<Keyphrase> take_best() {
    std::vector<Keyphrase> best;
    std::vector<const Candidate*> taken;
    for (const Candidate* c : ranked_) {
      if (best.size() == options_.top) break;
      const auto repeats = [&](const Candidate* t) {
        return is_fragment(*c, *t) || is_chance_extension(*c, *t);
      };
      if (std::any_of(taken.begin(), taken.end(), repeats)) continue;
      taken.push_back(c);
      best.push_back(keyphrase(*c, static_cast<std::uint32_t>(best.size())));
    }
    return best;
  }

  /// A part that hardly ever stands on its own.
  bool is_fragment(const Candidate& part, const Candidate& whole) const {
    return part.count <= 1.5 * whole.count && contains(whole, part);
  }
  /// A phrase with a word that happens to stand beside it: "solar panel works" once, "solar panel" often.
  bool is_chance_extension(const Candidate& longer, const Candidate& phrase) const {
    return phrase.size >= 2 && phrase.count >= kRescueCount && longer.count * 3 <= phrase.count &&
           contains(longer, phrase);
  }

  bool contains(const Candidate& whole, const Candidate& part) const {
    if (part.size >= whole.size) return false;
    for (std::uint32_t at = 0; at + part.size <= whole.size; ++at) {
      std::uint32_t i = 0;
      while (i < part.size && words_[part.first + i].key == words_[whole.first + at + i].key) ++i;
      if (i == part.size) return true;
    }
    return false;
  }

  Keyphrase keyphrase(const Candidate& c, std::uint32_t number) const {
    Keyphrase phrase{{}, c.score, c.size, {}};
    std::map<std::string, std::uint32_t> spellings;
    std::uint32_t most = 0;
    for (std::uint32_t i = c.first; i + c.size <= words_.size(); ++i) {
      if (!is_same(c, i)) continue;
      phrase.occurrences.push_back({number, i, i + c.size});
      std::string spelling = spelled(i, c.size);
      const std::uint32_t times = ++spellings[spelling];
      if (times > most) {
        most = times;
        phrase.label = std::move(spelling);
      }
      i += c.size - 1;
    }
    return phrase;
  }

  bool is_same(const Candidate& c, std::uint32_t at) const {
    for (std::uint32_t i = 0; i < c.size; ++i) {
      if (words_[at + i].key != words_[c.first + i].key || (i > 0 && (words_[at + i].marks & kBreak)))
        return false;
    }
    return true;
  }

  /// As in the text, with single blanks.
  std::string spelled(std::uint32_t first, std::uint32_t size) const {
    std::string out;
    for (const char c : text_.substr(words_[first].span.begin,
                                     words_[first + size - 1].span.end - words_[first].span.begin)) {
      const bool blank = static_cast<unsigned char>(c) <= ' ';
      if (!blank)
        out += c;
      else if (out.back() != ' ')
        out += ' ';
    }
    return out;
  }

  const std::vector<Word>& words_;
  std::string_view text_;
  const DiscoveryOptions& options_;
  std::uint32_t longest_;
  std::unordered_map<Hash, Candidate> groups_;
  std::vector<Candidate*> ranked_;
};

}  // namespace

std::vector<Keyphrase> discover(const Words& words, std::string_view text, const DiscoveryOptions& options) {
  return Discovery(words, text, options).run();
}

}  // namespace textmill::keyword_density
