#include "explain.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <string_view>

namespace textmill::summarizer {
namespace {

constexpr std::size_t kWordsTold = 6;
constexpr std::size_t kUsualReasons = 160;  // bytes, about
constexpr std::array<std::string_view, kEvidence> kNames{
    "base", "position", "frequency", "company", "names", "cue words", "title", "keyphrases", "focus"};

std::string shares_of(EvidenceVector evidence) {
  evidence[static_cast<std::size_t>(Evidence::Base)] = 0;  // every word has it: no reason for this one
  const float all = std::accumulate(evidence.begin(), evidence.end(), 0.0f);
  std::string text;
  text.reserve(kUsualReasons);
  for (std::size_t e = 0; e < kEvidence && all > 0; ++e) {
    const long percent = std::lround(100 * evidence[e] / all);
    if (percent == 0) continue;
    if (!text.empty()) text += ", ";
    ((text += kNames[e]) += ' ') += std::to_string(percent);
    text += '%';
  }
  return text;
}

}  // namespace

Explainer::Explainer(const Article& article, const TermIndex& index, const WordModel& model,
                     std::span<const float> chances)
    : article_(article), index_(index), model_(model), chances_(chances), told_(index.terms.size(), 0) {}

std::vector<std::uint32_t> Explainer::new_words(std::uint32_t first_word, std::uint32_t end_word) {
  std::vector<std::uint64_t> found;  // as numbers whose order is the words': chances are not negative
  found.reserve(end_word - first_word);
  for (std::uint32_t w = first_word; w < end_word; ++w) {
    const std::uint32_t term = index_.words[w];
    if (index_.stop[term] || told_[term]) continue;
    told_[term] = 1;
    found.push_back(std::uint64_t{~std::bit_cast<std::uint32_t>(chances_[term])} << 32 | w);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::uint32_t> words(found.size());
  std::transform(found.begin(), found.end(), words.begin(),
                 [](std::uint64_t word) { return static_cast<std::uint32_t>(word); });
  return words;
}

EvidenceVector Explainer::add_evidence(std::span<const std::uint32_t> words) const {
  EvidenceVector sum{};
  for (const std::uint32_t w : words) {
    const std::uint32_t term = index_.words[w];
    const EvidenceVector evidence = model_.evidence(index_.terms[term]);
    for (std::size_t e = 0; e < kEvidence; ++e) sum[e] += chances_[term] * std::max(0.0f, evidence[e]);
  }
  return sum;
}

std::string Explainer::explain(std::uint32_t first_word, std::uint32_t end_word) {
  const std::vector<std::uint32_t> words = new_words(first_word, end_word);
  std::string reasons = shares_of(add_evidence(words));
  for (std::size_t i = 0; i < std::min(kWordsTold, words.size()); ++i) {
    reasons += i > 0 ? ", " : reasons.empty() ? "new: " : "; new: ";
    reasons += text_of(article_.text, article_.words[words[i]]);
  }
  return reasons;
}

}  // namespace textmill::summarizer
