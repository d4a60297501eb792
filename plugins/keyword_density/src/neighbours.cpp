#include "neighbours.hpp"

#include <algorithm>
#include <unordered_map>

#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kReach = 5;  // words on either side

struct Seen {
  std::uint32_t first = 0;       // the word, where it was met first
  std::uint32_t count = 0;       // occurrences that have it
  std::uint32_t occurrence = 0;  // the last of them, counted from 1
};

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

std::vector<Neighbour> neighbours(const Words& words, std::string_view text,
                                  std::span<const Occurrence> occurrences, text::Stemmer& stemmer,
                                  std::size_t most) {
  if (occurrences.size() < 2) return {};  // a word counts from the second on
  const std::vector<Key> own = own_keys(words, occurrences);
  const auto counts = [&](const Word& word) {
    if (word.flags & (kFunction | kNumber)) return false;
    return word.key == kNoKey || !std::binary_search(own.begin(), own.end(), word.key);
  };
  std::unordered_map<std::string, Seen> seen;  // by stem
  std::uint32_t number = 0;
  for (const Occurrence& o : occurrences) {
    ++number;
    const Sentence& sentence = words.sentences[words.words[o.first].sentence];
    const std::uint32_t begin = std::max(sentence.first, o.first - std::min(o.first, kReach));
    const std::uint32_t end = std::min(sentence.end, o.end + kReach);
    for (std::uint32_t i = begin; i < end; ++i) {
      if ((i >= o.first && i < o.end) || !counts(words.words[i])) continue;
      std::string stem(stemmer.stem(text::fold(text_of(text, words.words[i].span))));
      Seen& word = seen.try_emplace(std::move(stem), Seen{i, 0, 0}).first->second;
      word.count += word.occurrence != number;
      word.occurrence = number;
    }
  }
  std::vector<Seen> best;
  for (const auto& [stem, word] : seen) {
    if (word.count >= 2) best.push_back(word);
  }
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
