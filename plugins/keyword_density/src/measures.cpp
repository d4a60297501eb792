#include "measures.hpp"

#include <algorithm>

namespace textmill::keyword_density {
namespace {

double percent(double part, double whole) { return whole > 0 ? 100.0 * part / whole : 0.0; }

/// Words a person counts between two words, by their numbers.
std::uint32_t counted_between(const Words& words, std::uint32_t first, std::uint32_t end) {
  return static_cast<std::uint32_t>(std::count_if(words.words.begin() + first, words.words.begin() + end,
                                                  [](const Word& w) { return !(w.flags & kInner); }));
}

/// Counts the sentences and blocks that occurrences stand in. Occurrences are in order, and so are those.
class PlacesMet {
 public:
  void add(std::uint32_t number, const Sentence& sentence, Measures& m) {
    m.sentences_with += number != sentence_;
    sentence_ = number;
    if (sentence.block == block_) return;
    block_ = sentence.block;
    m.headings_with += sentence.role == Role::Heading;
    m.paragraphs_with += sentence.role == Role::Body;
  }

 private:
  std::uint32_t sentence_ = UINT32_MAX;
  std::uint32_t block_ = UINT32_MAX;
};

double longest_gap(const Words& words, std::span<const Occurrence> occurrences) {
  const auto size = static_cast<std::uint32_t>(words.words.size());
  std::uint32_t from = 0;
  std::uint32_t longest = 0;
  for (const Occurrence& o : occurrences) {
    if (o.first > from) longest = std::max(longest, o.first - from);
    from = std::max(from, o.end);
  }
  return percent(std::max(longest, size - from), size);
}

double evenness(const Words& words, std::span<const Occurrence> occurrences) {
  if (occurrences.empty()) return 0;
  std::array<bool, 10> tenths{};
  for (const Occurrence& o : occurrences) tenths[std::size_t{10} * o.first / words.words.size()] = true;
  const auto reached = std::count(tenths.begin(), tenths.end(), true);
  return percent(static_cast<double>(reached),
                 static_cast<double>(std::min<std::size_t>(10, occurrences.size())));
}

}  // namespace

Measures measure(const Words& words, std::span<const Occurrence> occurrences) {
  Measures m;
  m.words = words.counted;
  m.count = static_cast<std::uint32_t>(occurrences.size());
  m.sentences = static_cast<std::uint32_t>(words.sentences.size());
  m.headings = words.headings;
  m.paragraphs = words.paragraphs;
  PlacesMet met;
  std::uint32_t inside = 0;
  std::uint32_t from = 0;  // occurrences of a loose phrase may overlap
  for (const Occurrence& o : occurrences) {
    const Word& word = words.words[o.first];
    const Sentence& sentence = words.sentences[word.sentence];
    ++m.per_role[static_cast<std::size_t>(sentence.role)];
    m.in_first_paragraph += sentence.role == Role::Body && sentence.block == words.first_paragraph;
    met.add(word.sentence, sentence, m);
    if (o.end > from) inside += counted_between(words, std::max(from, o.first), o.end);
    from = std::max(from, o.end);
  }
  m.density = percent(m.count, m.words);
  m.word_share = percent(inside, m.words);
  m.longest_gap = longest_gap(words, occurrences);
  m.evenness = evenness(words, occurrences);
  return m;
}

}  // namespace textmill::keyword_density
