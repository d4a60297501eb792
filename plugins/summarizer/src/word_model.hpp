// How likely each word of a text is to stand in a good summary of it.
//
// A logistic model over what can be counted about a word, its weights shifted by the kind of text (a word's
// place tells much in news, little in a pile of reviews; in a paper "we show" tells most). The weights are
// learnt by maker/train_words.cpp; weights.inc is its output.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "terms.hpp"

namespace textmill::summarizer {

/// What is known of a word. The order is that of weights.inc.
enum class WordFeature : std::uint8_t {
  Bias,
  Stop,
  Frequency,       ///< log of its count
  Spread,          ///< log of sentences per occurrence
  Position,        ///< 1/sqrt(1 + rank of its first sentence)
  SecondSentence,  ///< first seen there
  ThirdSentence,
  Capitals,       ///< share of its occurrences inside sentences with a capital
  Cue,            ///< in a sentence that says what the text shows
  Proposal,       ///< in a sentence that says what the text is about
  StopFrequency,  ///< Frequency of a function word
  StopPosition,   ///< Position of a function word
  Determiner,
  FirstPerson,
  Reporting,
  Last,     ///< still used at the very end
  Opening,  ///< share of its occurrences in the first sentence of a block
  Length,
  Company,  ///< weight of its fellow words
  kCount
};
constexpr std::size_t kWordFeatures = static_cast<std::size_t>(WordFeature::kCount);
constexpr std::size_t kKindFeatures = 9;  ///< what TextKind tells

using WordVector = std::array<float, kWordFeatures>;
using KindVector = std::array<float, kKindFeatures>;

/// The features of one term of the body.
WordVector word_features(const Term& term, const TextKind& kind);
/// The numbers of a text's kind, centred and scaled to about -1 to 1 over many texts.
KindVector kind_features(const TextKind& kind);

/// Weights of each word feature: alone, and for each kind feature times it.
struct WordWeights {
  std::array<std::array<float, kWordFeatures>, 1 + kKindFeatures> table;
};
/// The weights we ship.
const WordWeights& shipped_weights();

/// The evidence for a word, by where it comes from; each is a part of the log odds.
enum class Evidence : std::uint8_t {
  Base,
  Position,
  Frequency,
  Company,
  Names,
  Cue,
  Title,
  Keyphrase,
  Focus,
  kCount
};
constexpr std::size_t kEvidence = static_cast<std::size_t>(Evidence::kCount);
using EvidenceVector = std::array<float, kEvidence>;

/// A model fitted to one text.
class WordModel {
 public:
  /// Adds up the weights for this kind of text.
  WordModel(const WordWeights& weights, const TextKind& kind);

  /// The chance, in (0, 1), that a summary has the word.
  float chance(const Term& term) const;

  /// The same of many terms at once; 0 for a term that the body does not have.
  void chances(std::span<const Term> terms, std::vector<float>& out) const;

  /// What speaks for the word, in log odds.
  EvidenceVector evidence(const Term& term) const;

 private:
  TextKind kind_;
  WordVector weights_{};
};

}  // namespace textmill::summarizer
