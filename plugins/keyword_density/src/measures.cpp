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

/// Blocks of a role and how many of them an occurrence stands in. Sentences of one block follow each other.
void count_blocks(const Words& words, const std::vector<bool>& hit, Measures& m) {
  std::uint32_t last = UINT32_MAX;
  bool counted = false;
  for (std::size_t s = 0; s < words.sentences.size(); ++s) {
    const Sentence& sentence = words.sentences[s];
    const bool heading = sentence.role == Role::Heading;
    const bool paragraph = sentence.role == Role::Body;
    if (sentence.block != last) {
      m.headings += heading;
      m.paragraphs += paragraph;
      counted = false;
    }
    last = sentence.block;
    if (!hit[s] || counted) continue;
    counted = true;
    m.headings_with += heading;
    m.paragraphs_with += paragraph;
  }
}

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
  const auto first_body = std::find_if(words.sentences.begin(), words.sentences.end(),
                                       [](const Sentence& s) { return s.role == Role::Body; });
  std::vector<bool> hit(words.sentences.size());
  std::uint32_t inside = 0;
  std::uint32_t from = 0;  // occurrences of a loose phrase may overlap
  for (const Occurrence& o : occurrences) {
    const Word& word = words.words[o.first];
    const Sentence& sentence = words.sentences[word.sentence];
    ++m.per_role[static_cast<std::size_t>(sentence.role)];
    m.in_first_paragraph += first_body != words.sentences.end() && sentence.role == Role::Body &&
                            sentence.block == first_body->block;
    hit[word.sentence] = true;
    if (o.end > from) inside += counted_between(words, std::max(from, o.first), o.end);
    from = std::max(from, o.end);
  }
  m.density = percent(m.count, m.words);
  m.word_share = percent(inside, m.words);
  m.sentences_with = static_cast<std::uint32_t>(std::count(hit.begin(), hit.end(), true));
  count_blocks(words, hit, m);
  m.longest_gap = longest_gap(words, occurrences);
  m.evenness = evenness(words, occurrences);
  return m;
}

}  // namespace textmill::keyword_density
