#include "word_model.hpp"

#include <algorithm>
#include <cmath>

namespace textmill::summarizer {
namespace {

// Set by hand: the texts the weights are learnt from have no titles, no names and no keyphrases marked.
constexpr float kTitleOdds = 0.7f;
constexpr float kHeadingOdds = 0.2f;
constexpr float kAbstractOdds = 0.5f;
constexpr float kNameOdds = 0.3f;
constexpr float kKeyphraseOdds = 0.5f;
constexpr float kFocusOdds = 3.0f;

constexpr float kVeryEnd = 0.97f;   // of the text's sentences
constexpr float kLongWord = 12;     // bytes
constexpr float kCompanyScale = 3;  // brings it to the size of the other features

// The logarithm of a count; of 0 that of 1. Most counts are small.
float log_of(std::uint32_t count) {
  constexpr std::uint32_t kKept = 64;
  static const auto kLogs = [] {
    std::array<float, kKept> logs{};
    for (std::uint32_t n = 1; n < kKept; ++n) logs[n] = std::log(static_cast<float>(n));
    return logs;
  }();
  return count < kKept ? kLogs[count] : std::log(static_cast<float>(count));
}

constexpr std::size_t at(WordFeature feature) { return static_cast<std::size_t>(feature); }
constexpr std::size_t at(Evidence evidence) { return static_cast<std::size_t>(evidence); }

Evidence source_of(std::size_t feature) {
  switch (static_cast<WordFeature>(feature)) {
    case WordFeature::Frequency:
    case WordFeature::Spread:
    case WordFeature::StopFrequency:
      return Evidence::Frequency;
    case WordFeature::Position:
    case WordFeature::SecondSentence:
    case WordFeature::ThirdSentence:
    case WordFeature::StopPosition:
    case WordFeature::Last:
    case WordFeature::Opening:
      return Evidence::Position;
    case WordFeature::Capitals:
      return Evidence::Names;
    case WordFeature::Cue:
    case WordFeature::Proposal:
      return Evidence::Cue;
    case WordFeature::Company:
      return Evidence::Company;
    default:
      return Evidence::Base;
  }
}

constexpr WordWeights kShipped = {{{
#include "weights.inc"
}}};

/// Calls set(feature, value) for each feature of a term, in their order. Inlined, and without branches on
/// whether it is a function word, as this is done for every term of every text.
template <class Set>
[[gnu::always_inline]] inline void each_feature(const Term& term, const TextKind& kind, Set set) {
  const bool stop = term.flags & kStop;
  const auto of_stop = [stop](float value) { return stop ? value : 0.0f; };
  const auto of_content = [stop](float value) { return stop ? 0.0f : value; };
  const auto flag = [](bool holds) { return static_cast<float>(holds); };
  const auto count = static_cast<float>(std::max(1u, term.count));
  const auto inside = static_cast<float>(std::max(1u, term.inside));
  const float frequency = log_of(term.count);
  const float position = 1 / std::sqrt(1 + static_cast<float>(term.first_sentence));
  set(WordFeature::Bias, 1);
  set(WordFeature::Stop, flag(stop));
  set(WordFeature::Frequency, of_content(frequency));
  set(WordFeature::Spread, log_of(term.sentences) - frequency);
  set(WordFeature::Position, of_content(position));
  set(WordFeature::SecondSentence, flag(term.first_sentence == 1));
  set(WordFeature::ThirdSentence, flag(term.first_sentence == 2));
  set(WordFeature::Capitals, of_content(static_cast<float>(term.capitals) / inside));
  set(WordFeature::Cue, flag(term.cue != Cue::None));
  set(WordFeature::Proposal, flag(term.cue == Cue::Proposal));
  set(WordFeature::StopFrequency, of_stop(frequency));
  set(WordFeature::StopPosition, of_stop(position));
  set(WordFeature::Determiner, flag((term.flags & kDeterminer) != 0));
  set(WordFeature::FirstPerson, flag((term.flags & kFirstPerson) != 0));
  set(WordFeature::Reporting, flag((term.flags & kReporting) != 0));
  set(WordFeature::Last, flag(static_cast<float>(term.last_sentence + 1) >= kVeryEnd * kind.body));
  set(WordFeature::Opening, std::min(1.0f, static_cast<float>(term.opening) / count));
  set(WordFeature::Length, of_content(std::min(1.0f, static_cast<float>(term.length) / kLongWord)));
  set(WordFeature::Company, of_content(kCompanyScale * term.company));
}

}  // namespace

const WordWeights& shipped_weights() { return kShipped; }

WordVector word_features(const Term& term, const TextKind& kind) {
  WordVector v{};
  each_feature(term, kind, [&](WordFeature feature, float value) { v[at(feature)] = value; });
  return v;
}

KindVector kind_features(const TextKind& kind) {
  const auto scaled = [](float x, float centre, float width) {
    return std::clamp((x - centre) / width, -2.0f, 2.0f);
  };
  return {scaled(kind.sentences, 3.3f, 1.0f),
          scaled(kind.length, 21, 8),
          scaled(kind.first_person, 0.2f, 0.25f),
          scaled(kind.cue, 0.05f, 0.15f),
          scaled(kind.quoted, 0.15f, 0.2f),
          scaled(kind.opens_block, 0.5f, 0.35f),
          scaled(kind.capitals, 0.12f, 0.08f),
          scaled(kind.similarity, 0.2f, 0.15f),
          kind.opinions ? 1.0f : 0.0f};
}

WordModel::WordModel(const WordWeights& weights, const TextKind& kind) : kind_(kind) {
  const KindVector shift = kind_features(kind);
  weights_ = weights.table[0];
  for (std::size_t k = 0; k < kKindFeatures; ++k) {
    for (std::size_t f = 0; f < kWordFeatures; ++f) weights_[f] += shift[k] * weights.table[1 + k][f];
  }
}

namespace {

// What is not learnt: part of the log odds for each of these.
struct GivenOdds {
  explicit GivenOdds(const Term& term) {
    if (term.flags & kStop) return;
    title = (term.in_title     ? kTitleOdds
             : term.in_heading ? kHeadingOdds
                               : 0) +
            (term.in_abstract ? kAbstractOdds : 0);
    name = kNameOdds * term.name;
    keyphrase = kKeyphraseOdds * term.keyphrase;
    focus = term.focus ? kFocusOdds : 0;
  }
  float sum() const { return title + name + keyphrase + focus; }

  float title = 0, name = 0, keyphrase = 0, focus = 0;
};

}  // namespace

EvidenceVector WordModel::evidence(const Term& term) const {
  const WordVector features = word_features(term, kind_);
  EvidenceVector sum{};
  for (std::size_t f = 0; f < kWordFeatures; ++f) sum[at(source_of(f))] += weights_[f] * features[f];
  const GivenOdds given(term);
  sum[at(Evidence::Title)] += given.title;
  sum[at(Evidence::Names)] += given.name;
  sum[at(Evidence::Keyphrase)] += given.keyphrase;
  sum[at(Evidence::Focus)] += given.focus;
  return sum;
}

float WordModel::log_odds(const Term& term) const {
  float sum = GivenOdds(term).sum();
  each_feature(term, kind_, [&](WordFeature feature, float value) { sum += weights_[at(feature)] * value; });
  return sum;
}

float WordModel::chance(const Term& term) const { return 1.0f / (1.0f + std::exp(-log_odds(term))); }

void WordModel::chances(std::span<const Term> terms, std::vector<float>& out) const {
  out.resize(terms.size());
  for (std::size_t t = 0; t < terms.size(); ++t) out[t] = log_odds(terms[t]);
  for (std::size_t t = 0; t < terms.size(); ++t)
    out[t] = terms[t].count > 0 ? 1.0f / (1.0f + std::exp(-out[t])) : 0;
}

}  // namespace textmill::summarizer
