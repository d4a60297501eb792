#include "neighbours.hpp"

#include <algorithm>

#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kReach = 5;  // words on either side

constexpr std::size_t kMostBytes = 4u << 20;

/// A word beside an occurrence.
struct Beside {
  std::uint32_t stem;
  std::uint32_t occurrence;  // counted from 1
  std::uint32_t word;
};

struct Seen {
  std::uint32_t first = 0;  // the word, where it was met first
  std::uint32_t count = 0;  // occurrences that have it
};

/// What comes up beside two occurrences or more. `beside` are in order.
std::vector<Seen> met_again(std::vector<Beside>& beside) {
  std::stable_sort(beside.begin(), beside.end(),
                   [](const Beside& a, const Beside& b) { return a.stem < b.stem; });
  std::vector<Seen> seen;
  for (std::size_t i = 0; i < beside.size();) {
    Seen word{beside[i].word, 0};
    const std::uint32_t stem = beside[i].stem;
    std::uint32_t occurrence = 0;
    for (; i < beside.size() && beside[i].stem == stem; ++i) {
      word.count += beside[i].occurrence != occurrence;
      occurrence = beside[i].occurrence;
    }
    if (word.count >= 2) seen.push_back(word);
  }
  return seen;
}

/// The keys of the phrase's own words: "tea" is no neighbour of "tea". Other words of the text may have none.
std::vector<Key> own_keys(const Words& words, std::span<const Occurrence> occurrences) {
  std::vector<Key> keys;
  for (const Occurrence& o : occurrences) {
    for (std::uint32_t i = o.first; i < o.end; ++i) keys.push_back(words.words[i].key);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace

std::uint32_t StemNumbers::number_of(std::string_view word) {
  const auto [number, is_new] = words_.at(word);
  if (is_new) {
    folded_.clear();
    text::fold_append(word, folded_);
    number = stems_.intern(stem_of_folded());
  }
  return number;
}

/// Irregular plurals have stems of their own in the lexicon.
std::string_view StemNumbers::stem_of_folded() {
  const StemRule rule = lexicon_ ? lexicon_->find_stem(folded_) : StemRule();
  return rule.is_known() && text::english_irregular_singular(folded_).empty() ? rule.apply(folded_, stem_)
                                                                              : stemmer_.stem(folded_);
}

void StemNumbers::look_up(std::string_view text, std::span<const Span> words,
                          std::vector<std::uint32_t>& numbers) {
  numbers.resize(words.size());
  text::SpellingsAhead ahead(text, words, words_);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& [spelling, hash] = ahead[i];
    const std::uint32_t* const known = words_.peek(spelling, hash);
    numbers[i] = known ? *known : number_of(text_of(text, words[i]));
  }
}

void StemNumbers::trim() {
  if (words_.bytes() < kMostBytes) return;
  words_.clear();
  stems_.clear();
}

std::vector<Neighbour> neighbours(const Words& words, std::string_view text,
                                  std::span<const Occurrence> occurrences, StemNumbers& stems,
                                  std::size_t most) {
  if (occurrences.size() < 2) return {};  // a word counts from the second on
  stems.trim();
  const std::vector<Key> own = own_keys(words, occurrences);
  const auto counts = [&](const Word& word) {
    if ((word.flags & (kFunction | kNumber)) || word.span.empty()) return false;
    return word.key == kNoKey || !std::binary_search(own.begin(), own.end(), word.key);
  };
  std::vector<Beside> beside;
  std::vector<Span> spans;
  std::uint32_t number = 0;
  for (const Occurrence& o : occurrences) {
    ++number;
    const Sentence& sentence = words.sentences[words.words[o.first].sentence];
    const std::uint32_t begin = std::max(sentence.first, o.first - std::min(o.first, kReach));
    const std::uint32_t end = std::min(sentence.end, o.end + kReach);
    for (std::uint32_t i = begin; i < end; ++i) {
      if ((i >= o.first && i < o.end) || !counts(words.words[i])) continue;
      beside.push_back({0, number, i});
      spans.push_back(words.words[i].span);
    }
  }
  std::vector<std::uint32_t> numbers;
  stems.look_up(text, spans, numbers);
  for (std::size_t i = 0; i < beside.size(); ++i) beside[i].stem = numbers[i];
  std::vector<Seen> best = met_again(beside);
  std::sort(best.begin(), best.end(), [](const Seen& a, const Seen& b) {
    return a.count != b.count ? a.count > b.count : a.first < b.first;
  });
  if (best.size() > most) best.resize(most);
  std::vector<Neighbour> out;
  for (const Seen& word : best)
    out.push_back({std::string(text_of(text, words.words[word.first].span)), word.count});
  return out;
}

std::string to_string(const std::vector<Neighbour>& neighbours) {
  std::string out;
  for (const Neighbour& n : neighbours) {
    if (!out.empty()) out += ", ";
    out += n.word + " (" + std::to_string(n.count) + ")";
  }
  return out;
}

}  // namespace textmill::keyword_density
