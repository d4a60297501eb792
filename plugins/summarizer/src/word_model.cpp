#include "word_model.hpp"

#include <algorithm>
#include <cmath>

namespace textmill::summarizer {
namespace {

// Set by hand: the texts the weights are learnt from have no titles, no names and no keyphrases marked.
constexpr float kTitleOdds = 0.7f;
constexpr float kHeadingOdds = 0.2f;
constexpr float kNameOdds = 0.3f;
constexpr float kKeyphraseOdds = 0.5f;
constexpr float kFocusOdds = 3.0f;

constexpr std::size_t at(WordFeature feature) { return static_cast<std::size_t>(feature); }
constexpr std::size_t at(Evidence evidence) { return static_cast<std::size_t>(evidence); }

Evidence source_of(std::size_t feature) {
  switch (static_cast<WordFeature>(feature)) {
    case WordFeature::Frequency:
    case WordFeature::Spread:
    case WordFeature::StopFrequency:
      return Evidence::Frequency;
    case WordFeature::Position:
    case WordFeature::FirstSentence:
    case WordFeature::SecondSentence:
    case WordFeature::ThirdSentence:
    case WordFeature::StopPosition:
    case WordFeature::Late:
      return Evidence::Position;
    case WordFeature::Capitals:
      return Evidence::Names;
    case WordFeature::Cue:
      return Evidence::Cue;
    default:
      return Evidence::Base;
  }
}

constexpr WordWeights kShipped = {{{
#include "weights.inc"
}}};

}  // namespace

const WordWeights& shipped_weights() { return kShipped; }

WordVector word_features(const Term& term, const TextKind& kind) {
  const bool stop = term.flags & kStop;
  const auto first = static_cast<float>(term.first_sentence);
  const float frequency = std::log(static_cast<float>(std::max(1u, term.count)));
  const float position = 1.0f / std::sqrt(1.0f + first);
  WordVector v{};
  v[at(WordFeature::Bias)] = 1;
  v[at(WordFeature::Stop)] = stop;
  v[at(WordFeature::Frequency)] = stop ? 0 : frequency;
  v[at(WordFeature::Spread)] = std::log(static_cast<float>(std::max(1u, term.sentences))) - frequency;
  v[at(WordFeature::Position)] = stop ? 0 : position;
  v[at(WordFeature::FirstSentence)] = first == 0;
  v[at(WordFeature::SecondSentence)] = first == 1;
  v[at(WordFeature::ThirdSentence)] = first == 2;
  v[at(WordFeature::Capitals)] =
      term.inside > 0 && !stop ? static_cast<float>(term.capitals) / static_cast<float>(term.inside) : 0;
  v[at(WordFeature::Cue)] = term.in_cue;
  v[at(WordFeature::Number)] = (term.flags & kNumber) != 0;
  v[at(WordFeature::StopFrequency)] = stop ? frequency : 0;
  v[at(WordFeature::StopPosition)] = stop ? position : 0;
  v[at(WordFeature::Late)] = first >= 0.9f * std::exp(kind.sentences);
  return v;
}

KindVector kind_features(const TextKind& kind) {
  const auto scaled = [](float x, float centre, float width) {
    return std::clamp((x - centre) / width, -2.0f, 2.0f);
  };
  return {scaled(kind.sentences, 3.3f, 1.0f),     scaled(kind.length, 21, 8),
          scaled(kind.first_person, 0.2f, 0.25f), scaled(kind.cue, 0.05f, 0.15f),
          scaled(kind.quoted, 0.15f, 0.2f),       scaled(kind.opens_block, 0.5f, 0.35f),
          scaled(kind.capitals, 0.12f, 0.08f),    scaled(kind.similarity, 0.2f, 0.15f)};
}

WordModel::WordModel(const WordWeights& weights, const TextKind& kind) : kind_(kind) {
  const KindVector shift = kind_features(kind);
  weights_ = weights.table[0];
  for (std::size_t k = 0; k < kKindFeatures; ++k) {
    for (std::size_t f = 0; f < kWordFeatures; ++f) weights_[f] += shift[k] * weights.table[1 + k][f];
  }
}

EvidenceVector WordModel::evidence(const Term& term) const {
  const WordVector features = word_features(term, kind_);
  EvidenceVector sum{};
  for (std::size_t f = 0; f < kWordFeatures; ++f) sum[at(source_of(f))] += weights_[f] * features[f];
  if (!(term.flags & kStop)) {
    sum[at(Evidence::Title)] += term.in_title ? kTitleOdds : term.in_heading ? kHeadingOdds : 0;
    sum[at(Evidence::Names)] += kNameOdds * term.name;
    sum[at(Evidence::Keyphrase)] += kKeyphraseOdds * term.keyphrase;
    sum[at(Evidence::Focus)] += term.focus ? kFocusOdds : 0;
  }
  return sum;
}

float WordModel::log_odds(const Term& term) const {
  float sum = 0;
  for (const float part : evidence(term)) sum += part;
  return sum;
}

float WordModel::chance(const Term& term) const { return 1.0f / (1.0f + std::exp(-log_odds(term))); }

}  // namespace textmill::summarizer
