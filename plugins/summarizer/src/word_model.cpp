#include "word_model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

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

/// Functions of small counts and ranks, as most are.
class Tables {
 public:
  Tables() {
    for (std::uint32_t n = 0; n < kKept; ++n) {
      logarithms_[n] = log(std::max(1u, n));
      positions_[n] = position(n);
    }
  }
  /// Of 0 that of 1.
  float logarithm_of(std::uint32_t count) const { return count < kKept ? logarithms_[count] : log(count); }
  float position_of(std::uint32_t rank) const { return rank < kKept ? positions_[rank] : position(rank); }

 private:
  static float log(std::uint32_t count) { return std::log(static_cast<float>(count)); }
  static float position(std::uint32_t rank) { return 1 / std::sqrt(1 + static_cast<float>(rank)); }

  static constexpr std::uint32_t kKept = 128;
  std::array<float, kKept> logarithms_, positions_;
};

const Tables& tables() {
  static const Tables kTables;
  return kTables;
}

constexpr std::size_t at(WordFeature feature) { return static_cast<std::size_t>(feature); }
constexpr std::size_t at(Evidence evidence) { return static_cast<std::size_t>(evidence); }

constexpr Evidence source_of(WordFeature feature) {
  switch (feature) {
    case WordFeature::Frequency:
    case WordFeature::Spread:
    case WordFeature::StopFrequency: return Evidence::Frequency;
    case WordFeature::Position:
    case WordFeature::SecondSentence:
    case WordFeature::ThirdSentence:
    case WordFeature::StopPosition:
    case WordFeature::Last:
    case WordFeature::Opening: return Evidence::Position;
    case WordFeature::Capitals: return Evidence::Names;
    case WordFeature::Cue:
    case WordFeature::Proposal: return Evidence::Cue;
    case WordFeature::Company: return Evidence::Company;
    default: return Evidence::Base;
  }
}

constexpr WordWeights kShipped = {{{
#include "weights.inc"
}}};

// One number, or four at once: the compilers do not find out by themselves that they could.
using Reals = float __attribute__((vector_size(16)));
using Wholes = std::int32_t __attribute__((vector_size(16)));
constexpr std::size_t kLanes = 4;

float real(std::int32_t whole) { return static_cast<float>(whole); }
Reals real(Wholes whole) { return __builtin_convertvector(whole, Reals); }
float flag(bool holds) { return holds ? 1.0f : 0.0f; }
Reals flag(Wholes holds) {  // all bits of a lane are set where it does
  return std::bit_cast<Reals>(holds & std::bit_cast<Wholes>(Reals{} + 1.0f));
}
float at_least_1(float x) { return std::max(x, 1.0f); }
Reals at_least_1(Reals x) { return x > 1.0f ? x : Reals{} + 1.0f; }
float at_most_1(float x) { return std::min(x, 1.0f); }
Reals at_most_1(Reals x) { return x < 1.0f ? x : Reals{} + 1.0f; }

/// What features are made of, of one term or of four.
template <class Real, class Whole>
struct Numbers {
  Real frequency;  // logarithm of the count
  Real spread;     // logarithm of sentences per occurrence
  Real position;   // falls with the first sentence's rank
  Real company;
  Whole count, inside, capitals, opening, length, first, last, flags, cue;  // as in Term
};

/// Calls set(feature, value) for each feature, in their order.
template <class Real, class Whole, class Set>
[[gnu::always_inline]] inline void each_feature(const Numbers<Real, Whole>& n, float body, Set set) {
  const auto has = [&n](std::int32_t mask) { return flag((n.flags & mask) != 0); };
  const Real stop = has(kStop);
  const Real content = 1.0f - stop;
  set(WordFeature::Bias, Real{} + 1.0f);
  set(WordFeature::Stop, stop);
  set(WordFeature::Frequency, content * n.frequency);
  set(WordFeature::Spread, n.spread);
  set(WordFeature::Position, content * n.position);
  set(WordFeature::SecondSentence, flag(n.first == 1));
  set(WordFeature::ThirdSentence, flag(n.first == 2));
  set(WordFeature::Capitals, content * (real(n.capitals) / at_least_1(real(n.inside))));
  set(WordFeature::Cue, flag(n.cue != static_cast<std::int32_t>(Cue::None)));
  set(WordFeature::Proposal, flag(n.cue == static_cast<std::int32_t>(Cue::Proposal)));
  set(WordFeature::StopFrequency, stop * n.frequency);
  set(WordFeature::StopPosition, stop * n.position);
  set(WordFeature::Determiner, has(kDeterminer));
  set(WordFeature::FirstPerson, has(kFirstPerson));
  set(WordFeature::Reporting, has(kReporting));
  set(WordFeature::Last, flag(real(n.last + 1) >= kVeryEnd * body));
  set(WordFeature::Opening, at_most_1(real(n.opening) / at_least_1(real(n.count))));
  set(WordFeature::Length, content * at_most_1(real(n.length) / kLongWord));
  set(WordFeature::Company, content * (kCompanyScale * n.company));
}

[[gnu::always_inline]] inline Numbers<float, std::int32_t> numbers_of(const Term& term, const Tables& of) {
  const float frequency = of.logarithm_of(term.count);
  const auto whole = [](std::uint32_t n) { return static_cast<std::int32_t>(n); };
  return {frequency,
          of.logarithm_of(term.sentences) - frequency,
          of.position_of(term.first_sentence),
          term.company,
          whole(term.count),
          whole(term.inside),
          whole(term.capitals),
          whole(term.opening),
          term.length,
          whole(term.first_sentence),
          whole(term.last_sentence),
          term.flags,
          static_cast<std::int32_t>(term.cue)};
}

/// The numbers of some terms, by columns.
class Block {
 public:
  static constexpr std::size_t kTerms = 32;

  void put(std::size_t i, const Numbers<float, std::int32_t>& n) {
    frequency_[i] = n.frequency;
    spread_[i] = n.spread;
    position_[i] = n.position;
    company_[i] = n.company;
    count_[i] = n.count;
    inside_[i] = n.inside;
    capitals_[i] = n.capitals;
    opening_[i] = n.opening;
    length_[i] = n.length;
    first_[i] = n.first;
    last_[i] = n.last;
    flags_[i] = n.flags;
    cue_[i] = n.cue;
  }
  /// Those of four terms.
  Numbers<Reals, Wholes> four(std::size_t i) const {
    return {four(frequency_, i), four(spread_, i),   four(position_, i), four(company_, i), four(count_, i),
            four(inside_, i),    four(capitals_, i), four(opening_, i),  four(length_, i),  four(first_, i),
            four(last_, i),      four(flags_, i),    four(cue_, i)};
  }

 private:
  using RealColumn = std::array<float, kTerms>;
  using WholeColumn = std::array<std::int32_t, kTerms>;

  static Reals four(const RealColumn& column, std::size_t i) { return load<Reals>(column.data() + i); }
  static Wholes four(const WholeColumn& column, std::size_t i) { return load<Wholes>(column.data() + i); }
  template <class Four, class One>
  static Four load(const One* numbers) {
    Four four;
    std::memcpy(&four, numbers, sizeof four);
    return four;
  }

  RealColumn frequency_{}, spread_{}, position_{}, company_{};
  WholeColumn count_{}, inside_{}, capitals_{}, opening_{}, length_{}, first_{}, last_{}, flags_{}, cue_{};
};

}  // namespace

const WordWeights& shipped_weights() { return kShipped; }

WordVector word_features(const Term& term, const TextKind& kind) {
  WordVector v{};
  each_feature(numbers_of(term, tables()), kind.body,
               [&](WordFeature feature, float value) { v[at(feature)] = value; });
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
    const bool is_told = term.in_title || term.in_heading || term.in_abstract || term.focus;
    if (!is_told && term.name == 0 && term.keyphrase == 0) return;
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

float chance_of(float log_odds) { return 1.0f / (1.0f + std::exp(-log_odds)); }

}  // namespace

EvidenceVector WordModel::evidence(const Term& term) const {
  EvidenceVector sum{};
  each_feature(numbers_of(term, tables()), kind_.body, [&](WordFeature feature, float value) {
    sum[at(source_of(feature))] += weights_[at(feature)] * value;
  });
  const GivenOdds given(term);
  sum[at(Evidence::Title)] += given.title;
  sum[at(Evidence::Names)] += given.name;
  sum[at(Evidence::Keyphrase)] += given.keyphrase;
  sum[at(Evidence::Focus)] += given.focus;
  return sum;
}

float WordModel::chance(const Term& term) const {
  float odds = GivenOdds(term).sum();
  each_feature(numbers_of(term, tables()), kind_.body,
               [&](WordFeature feature, float value) { odds += weights_[at(feature)] * value; });
  return chance_of(odds);
}

void WordModel::chances(std::span<const Term> terms, std::vector<float>& out) const {
  const Tables& of = tables();
  std::array<Reals, kWordFeatures> weights;
  for (std::size_t f = 0; f < kWordFeatures; ++f) weights[f] = Reals{} + weights_[f];
  const float body = kind_.body;
  Block block;
  out.resize(terms.size() + Block::kTerms);
  for (std::size_t begin = 0; begin < terms.size(); begin += Block::kTerms) {
    const std::span<const Term> some = terms.subspan(begin, std::min(Block::kTerms, terms.size() - begin));
    float* const odds = out.data() + begin;
    for (std::size_t i = 0; i < some.size(); ++i) {
      block.put(i, numbers_of(some[i], of));
      odds[i] = GivenOdds(some[i]).sum();
    }
    for (std::size_t i = 0; i < some.size(); i += kLanes) {
      Reals four;
      std::memcpy(&four, odds + i, sizeof four);
      each_feature(block.four(i), body,
                   [&](WordFeature feature, Reals value) { four += weights[at(feature)] * value; });
      std::memcpy(odds + i, &four, sizeof four);
    }
    for (std::size_t i = 0; i < some.size(); ++i) odds[i] = some[i].count > 0 ? chance_of(odds[i]) : 0;
  }
  out.resize(terms.size());
}

}  // namespace textmill::summarizer
