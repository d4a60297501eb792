#include "train.hpp"

#include <algorithm>

#include "../src/rouge.hpp"
#include "logistic.hpp"

namespace textmill::summarizer::maker {
namespace {

constexpr std::size_t kSize = kWordFeatures * (1 + kKindFeatures);
constexpr double kExamples = 1000;  // what a set of weight 1 counts as a whole
constexpr double kPull = 0.1;       // holds the weights of a word feature alone at the guess
constexpr double kKindPull = 1.0;   // holds its changes with the kind of text at 0

// What one would guess without examples: a formula that does well on every set.
std::vector<double> guess() {
  std::vector<double> weights(kSize, 0);
  const auto set = [&](WordFeature feature, double value) {
    weights[static_cast<std::size_t>(feature)] = value;
  };
  set(WordFeature::Bias, -3.2);
  set(WordFeature::Stop, 2.0);
  set(WordFeature::Frequency, 1.0);
  set(WordFeature::Position, 1.8);
  set(WordFeature::Capitals, 0.5);
  set(WordFeature::Cue, 0.8);
  return weights;
}

std::vector<double> pulls() {
  std::vector<double> pulls(kSize, kKindPull);
  std::fill_n(pulls.begin(), kWordFeatures, kPull);
  return pulls;
}

std::vector<std::uint32_t> stems_of(Lexicon& lexicon, std::string_view text) {
  std::vector<std::uint32_t> stems;
  for (const Span word : split_words(text)) stems.push_back(lexicon.look_up(text_of(text, word)).stem);
  return stems;
}

std::vector<std::uint32_t> stems_of(Lexicon& lexicon, const std::vector<std::string>& sentences) {
  std::vector<std::uint32_t> stems;
  for (const std::string& sentence : sentences) {
    const auto more = stems_of(lexicon, sentence);
    stems.insert(stems.end(), more.begin(), more.end());
  }
  return stems;
}

/// The share of the references each term of the text stands in.
std::vector<double> targets_of(const GoldText& gold, const Article& article, const TermIndex& index,
                               Lexicon& lexicon) {
  std::vector<double> targets(index.terms.size(), 0);
  const double share = 1.0 / static_cast<double>(gold.references.size());
  std::vector<std::uint32_t> stem_of_term(index.terms.size());
  for (std::size_t w = 0; w < article.words.size(); ++w) {
    stem_of_term[index.words[w]] = lexicon.look_up(text_of(article.text, article.words[w])).stem;
  }
  for (const auto& reference : gold.references) {
    auto stems = stems_of(lexicon, reference);
    std::sort(stems.begin(), stems.end());
    for (std::size_t t = 0; t < targets.size(); ++t) {
      if (std::binary_search(stems.begin(), stems.end(), stem_of_term[t])) targets[t] += share;
    }
  }
  return targets;
}

void add_text(const GoldText& gold, double weight, Logistic& model) {
  Lexicon lexicon("en");
  Article article = to_article(gold);
  skip_openings(article);
  TermIndex index;
  count_terms(article, lexicon, index);
  const auto targets = targets_of(gold, article, index, lexicon);
  const KindVector kind = kind_features(index.kind);
  const auto in_body =
      std::count_if(index.terms.begin(), index.terms.end(), [](const Term& t) { return t.count > 0; });
  std::vector<float> features(kSize);
  for (std::size_t t = 0; t < index.terms.size(); ++t) {
    if (index.terms[t].count == 0) continue;
    const WordVector word = word_features(index.terms[t], index.kind);
    for (std::size_t f = 0; f < kWordFeatures; ++f) {
      features[f] = word[f];
      for (std::size_t k = 0; k < kKindFeatures; ++k)
        features[(1 + k) * kWordFeatures + f] = word[f] * kind[k];
    }
    model.add(features, std::min(1.0, targets[t]), weight / static_cast<double>(in_body));
  }
}

}  // namespace

bool may_learn_from(const GoldText& text) {
  const bool free = text.licence.starts_with("CC BY") && text.licence.find("-NC") == std::string::npos;
  return text.licence.empty() || free;
}

WordWeights train(std::span<const TrainingSet> sets, Fold left_out) {
  Logistic model(guess(), pulls());
  for (const TrainingSet& set : sets) {
    const double weight = set.weight * kExamples / static_cast<double>(set.texts.size());
    for (std::size_t t = 0; t < set.texts.size(); ++t) {
      if (may_learn_from(set.texts[t]) && !left_out.holds(t)) add_text(set.texts[t], weight, model);
    }
  }
  const std::vector<double> fitted = model.fit();
  WordWeights weights;
  for (std::size_t i = 0; i < kSize; ++i) {
    weights.table[i / kWordFeatures][i % kWordFeatures] = static_cast<float>(fitted[i]);
  }
  return weights;
}

void Score::add(const Score& other) {
  const auto n = static_cast<double>(texts), m = static_cast<double>(other.texts);
  if (m == 0) return;
  rouge1 = (rouge1 * n + other.rouge1 * m) / (n + m);
  rouge2 = (rouge2 * n + other.rouge2 * m) / (n + m);
  words = (words * n + other.words * m) / (n + m);
  texts += other.texts;
}

Score score(const std::vector<GoldText>& texts, const Options& options, Fold fold) {
  Summarizer summarizer(options);
  Lexicon lexicon("en");
  Score sum;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    if (fold.parts != 0 && !fold.holds(t)) continue;
    Article article = to_article(texts[t]);
    const Summary summary = summarizer.summarize(article);
    std::vector<std::uint32_t> ours;
    for (const ChosenSentence& sentence : summary.sentences) {
      const auto more = stems_of(lexicon, text_of(texts[t].text, sentence.span));
      ours.insert(ours.end(), more.begin(), more.end());
    }
    Score one{0, 0, static_cast<double>(summary.words), 1};
    for (const auto& reference : texts[t].references) {
      const auto theirs = stems_of(lexicon, reference);
      one.rouge1 = std::max(one.rouge1, rouge(ours, theirs, 1));
      one.rouge2 = std::max(one.rouge2, rouge(ours, theirs, 2));
    }
    sum.add(one);
  }
  return sum;
}

}  // namespace textmill::summarizer::maker
