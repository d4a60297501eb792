#include "net.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace textmill::entity_tagger {
namespace {

constexpr int kPad = kWindow / 2;  ///< empty words between sentences of a batch
constexpr float kImpossible = -1e4f;

/// Sets `mask` to 0 with probability `rate`, in steps of 1/256, else to what keeps the mean.
void fill_mask(Matrix& mask, float rate, std::mt19937& random) {
  const auto threshold = static_cast<unsigned>(std::lrint(rate * 256));
  const float kept = 1.0f / (1.0f - static_cast<float>(threshold) / 256.0f);
  std::uint64_t state = (std::uint64_t{random()} << 32) | random();
  std::uint64_t bits = 0;
  for (Eigen::Index i = 0; i < mask.size(); ++i) {
    if (i % 8 == 0) {  // splitmix64
      bits = (state += 0x9E3779B97F4A7C15ull);
      bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9ull;
      bits = (bits ^ bits >> 27) * 0x94D049BB133111EBull;
      bits ^= bits >> 31;
    }
    mask.data()[i] = (bits & 255) < threshold ? 0.0f : kept;
    bits >>= 8;
  }
}

float uniform(std::mt19937& random) { return static_cast<float>(random() >> 8) * (1.0f / 16777216.0f); }

void fill_normal(Matrix& matrix, float deviation, std::mt19937& random) {
  std::normal_distribution<float> normal(0, deviation);
  for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = normal(random);
}

void adam(Parameter& p, float rate, float decay, float fix1, float fix2) {
  p.first = 0.9f * p.first + 0.1f * p.gradient;
  p.second.array() = 0.999f * p.second.array() + 0.001f * p.gradient.array().square();
  p.value.array() -= rate * ((p.first.array() * fix1) / ((p.second.array() * fix2).sqrt() + 1e-8f) +
                             decay * p.value.array());
  p.gradient.setZero();
}

}  // namespace

bool may_follow(int a, int b) {
  if (b == 0 || b % 2 == 1) return true;  // O or a beginning
  return a == b || a == b - 1;
}

Dictionary::Dictionary(const std::vector<Example>& examples, const WordVectors& vectors, int min_count) {
  std::unordered_map<std::uint64_t, int> counts;
  std::vector<Feature> features;
  std::vector<std::uint64_t> keys;
  std::vector<std::uint64_t> order;
  std::vector<std::string> sources;
  for (const Example& example : examples) {
    const SentenceContext context =
        sentence_context(example.pieces, 0, static_cast<std::uint32_t>(example.pieces.size()));
    for (std::uint32_t i = 0; i < example.pieces.size(); ++i) {
      word_features(text_of(example.text, example.pieces[i].span), example.pieces[i].kind, features);
      position_features(example.text, example.pieces, i, context, keys);
      for (const Feature& feature : features) keys.push_back(feature.key);
      for (const std::uint64_t key : keys) {
        if (++counts[key] == min_count) order.push_back(key);
      }
    }
    if (std::find(sources.begin(), sources.end(), example.source) == sources.end())
      sources.push_back(example.source);
  }
  std::sort(order.begin(), order.end());
  keys_ = order;
  feature_count_ = keys_.size();
  for (const std::string& source : sources) keys_.push_back(hash_exact("source " + source));
  for (std::size_t i = 0; i < keys_.size(); ++i) rows_[keys_[i]] = static_cast<std::int32_t>(i);
  for (std::size_t i = 0; i < vectors.words.size(); ++i) {
    vectors_.emplace(hash_folded(vectors.words[i]), static_cast<std::int32_t>(i));
  }
}

Encoded Dictionary::encode(const Example& example) const {
  Encoded encoded;
  encoded.tags = example.tags;
  std::vector<Feature> features;
  std::vector<std::uint64_t> keys;
  const SentenceContext context =
      sentence_context(example.pieces, 0, static_cast<std::uint32_t>(example.pieces.size()));
  const auto add = [&](std::uint64_t key, bool identity) {
    const auto row = rows_.find(key);
    if (row == rows_.end()) return;
    encoded.rows.push_back(row->second);
    encoded.identity.push_back(identity);
  };
  for (std::uint32_t i = 0; i < example.pieces.size(); ++i) {
    const Piece& piece = example.pieces[i];
    const std::string_view written = text_of(example.text, piece.span);
    Encoded::Word word;
    word.first = static_cast<std::uint32_t>(encoded.rows.size());
    word_features(written, piece.kind, features);
    position_features(example.text, example.pieces, i, context, keys);
    for (const Feature& feature : features) add(feature.key, feature.identity);
    for (const std::uint64_t key : keys) add(key, false);
    word.count = static_cast<std::uint32_t>(encoded.rows.size()) - word.first;
    const auto vector = vectors_.find(vector_key(written, piece));
    if (vector != vectors_.end()) word.vector = vector->second;
    encoded.words.push_back(word);
  }
  const auto source = rows_.find(hash_exact("source " + example.source));
  if (source != rows_.end()) encoded.source = source->second;
  return encoded;
}

void Parameter::resize(int r, int c) {
  for (Matrix* m : {&value, &gradient, &first, &second}) m->setZero(r, c);
}

struct Net::Forward {
  Matrix embedded, vectors, out1, out2, scores;
  Matrix mask0, mask1, mask2;
  std::vector<std::vector<std::int32_t>> used;  ///< rows added to each word
  std::vector<int> starts;                      ///< of each sentence
};

Net::Net(const TrainOptions& options, std::size_t row_count, const WordVectors& vectors)
    : options_(options), vectors_(vectors), random_(options.seed) {
  const int d = options.width;
  rows.resize(static_cast<int>(row_count), d);
  fill_normal(rows.value, 0.01f, random_);
  projection.resize(vectors.dimensions, d);
  fill_normal(projection.value, 0.1f, random_);
  bias.resize(1, d);
  layer1.resize(kWindow * d, options.hidden);
  fill_normal(layer1.value, std::sqrt(2.0f / static_cast<float>(kWindow * d)), random_);
  bias1.resize(1, options.hidden);
  layer2.resize(options.hidden, options.hidden2);
  fill_normal(layer2.value, std::sqrt(2.0f / static_cast<float>(options.hidden)), random_);
  bias2.resize(1, options.hidden2);
  layer3.resize(options.hidden2, kTags);
  fill_normal(layer3.value, std::sqrt(1.0f / static_cast<float>(options.hidden2)), random_);
  bias3.resize(1, kTags);
  transitions.resize(kTags + 1, kTags);  // the last row: from the start
  for (int a = 0; a <= kTags; ++a) {
    for (int b = 0; b < kTags; ++b) {
      if (!may_follow(a == kTags ? 0 : a, b)) transitions.value(a, b) = kImpossible;
    }
  }
  is_touched_.assign(row_count, 0);
}

void Net::embed(const Encoded& sentence, Forward& pass, int at) {
  const bool show_source = sentence.source >= 0 && uniform(random_) < 0.5f;
  for (std::size_t w = 0; w < sentence.words.size(); ++w, ++at) {
    const Encoded::Word& word = sentence.words[w];
    auto out = pass.embedded.row(at);
    out = bias.value.row(0);
    auto& used = pass.used[static_cast<std::size_t>(at)];
    const bool hide = uniform(random_) < options_.word_dropout;
    for (std::uint32_t k = word.first; k < word.first + word.count; ++k) {
      if (hide && sentence.identity[k]) continue;
      out += rows.value.row(sentence.rows[k]);
      used.push_back(sentence.rows[k]);
    }
    if (show_source) {
      out += rows.value.row(sentence.source);
      used.push_back(sentence.source);
    }
    if (word.vector >= 0 && uniform(random_) >= options_.vector_dropout) {
      pass.vectors.row(at) = Eigen::Map<const Eigen::RowVectorXf>(
          vectors_.row(static_cast<std::size_t>(word.vector)), vectors_.dimensions);
    }
  }
}

/// Rows of empty words before and after the sentence included.
Matrix Net::embedded(const Encoded& sentence) const {
  const int n = static_cast<int>(sentence.words.size());
  Matrix sums = Matrix::Zero(n + 2 * kPad, options_.width);
  Matrix vectors = Matrix::Zero(n, vectors_.dimensions);
  for (int w = 0; w < n; ++w) {
    const Encoded::Word& word = sentence.words[static_cast<std::size_t>(w)];
    sums.row(w + kPad) = bias.value.row(0);
    for (std::uint32_t k = word.first; k < word.first + word.count; ++k)
      sums.row(w + kPad) += rows.value.row(sentence.rows[k]);
    if (word.vector < 0) continue;
    vectors.row(w) = Eigen::Map<const Eigen::RowVectorXf>(vectors_.row(static_cast<std::size_t>(word.vector)),
                                                          vectors_.dimensions);
  }
  sums.middleRows(kPad, n).noalias() += vectors * projection.value;
  return sums.cwiseMax(0.0f);
}

Matrix Net::hidden(const Matrix& embedded) const {
  const int n = static_cast<int>(embedded.rows()) - 2 * kPad;
  const int d = options_.width;
  Matrix out = bias1.value.replicate(n, 1);
  for (int p = 0; p < kWindow; ++p)
    out.noalias() += embedded.middleRows(p, n) * layer1.value.middleRows(p * d, d);
  return out.cwiseMax(0.0f);
}

Matrix Net::emissions(const Encoded& sentence) const {
  const Matrix second =
      ((hidden(embedded(sentence)) * layer2.value).rowwise() + bias2.value.row(0)).cwiseMax(0.0f);
  return (second * layer3.value).rowwise() + bias3.value.row(0);
}

namespace {

/// Negative log likelihood of `tags`; adds its gradient to `d_scores` and `d_transitions`.
double chain_loss(const Eigen::Ref<const Matrix>& scores, const Matrix& transitions,
                  const std::vector<std::uint8_t>& tags, float weight, Eigen::Ref<Matrix> d_scores,
                  Matrix& d_transitions) {
  const int n = static_cast<int>(scores.rows());
  const Eigen::Matrix<double, kTags, kTags> moves = transitions.topRows(kTags).cast<double>().array().exp();
  using Row = Eigen::Matrix<double, 1, kTags>;
  std::vector<Row> alpha(static_cast<std::size_t>(n)), beta(static_cast<std::size_t>(n)),
      local(static_cast<std::size_t>(n));
  double log_sum = 0;
  for (int i = 0; i < n; ++i) {
    const Row score = scores.row(i).cast<double>();
    const double top = score.maxCoeff();
    local[i] = (score.array() - top).exp();
    if (i == 0) {
      alpha[0] = local[0].cwiseProduct(Row(transitions.row(kTags).cast<double>().array().exp()));
    } else {
      alpha[i] = (alpha[i - 1] * moves).cwiseProduct(local[i]);
    }
    const double sum = alpha[i].sum();
    alpha[i] /= sum;
    log_sum += std::log(sum) + top;
  }
  beta[n - 1].setOnes();
  for (int i = n - 2; i >= 0; --i) {
    beta[i] = (moves * beta[i + 1].cwiseProduct(local[i + 1]).transpose()).transpose();
    beta[i] /= beta[i].sum();
  }
  double gold = 0;
  for (int i = 0; i < n; ++i) {
    Row marginal = alpha[i].cwiseProduct(beta[i]);
    marginal /= marginal.sum();
    marginal(tags[i]) -= 1;
    d_scores.row(i) += weight * marginal.cast<float>();
    const int before = i ? tags[i - 1] : kTags;
    gold += scores(i, tags[i]) + transitions(before, tags[i]);
    d_transitions(before, tags[i]) -= weight;
    if (i == 0) {
      d_transitions.row(kTags) += weight * (marginal.cast<float>());
      d_transitions(kTags, tags[0]) += weight;  // the marginal above has it taken off already
      continue;
    }
    Eigen::Matrix<double, kTags, kTags> pair =
        moves.array() * (alpha[i - 1].transpose() * beta[i].cwiseProduct(local[i])).array();
    pair /= pair.sum();
    d_transitions.topRows(kTags) += weight * pair.cast<float>();
  }
  return weight * (log_sum - gold);
}

}  // namespace

double Net::step(const std::vector<Encoded>& batch) {
  const int d = options_.width;
  Forward pass;
  int total = kPad;
  for (const Encoded& sentence : batch) {
    pass.starts.push_back(total);
    total += static_cast<int>(sentence.words.size()) + kPad;
  }
  pass.embedded.setZero(total, d);
  pass.vectors.setZero(total, vectors_.dimensions);
  pass.used.resize(static_cast<std::size_t>(total));
  for (std::size_t s = 0; s < batch.size(); ++s) embed(batch[s], pass, pass.starts[s]);
  pass.embedded.noalias() += pass.vectors * projection.value;
  // Padding rows have no features and no bias: they are zero already.
  pass.mask0.resize(total, d);
  fill_mask(pass.mask0, options_.dropout0, random_);
  pass.embedded = pass.embedded.cwiseMax(0.0f).cwiseProduct(pass.mask0);
  const int n = total - 2 * kPad;
  const auto drop = [&](Matrix& mask, int columns, float rate) {
    mask.resize(n, columns);
    fill_mask(mask, rate, random_);
  };
  pass.out1 = bias1.value.replicate(n, 1);
  for (int p = 0; p < kWindow; ++p)
    pass.out1.noalias() += pass.embedded.middleRows(p, n) * layer1.value.middleRows(p * d, d);
  drop(pass.mask1, options_.hidden, options_.dropout);
  pass.out1 = pass.out1.cwiseMax(0.0f).cwiseProduct(pass.mask1);
  pass.out2 = (pass.out1 * layer2.value).rowwise() + bias2.value.row(0);
  drop(pass.mask2, options_.hidden2, options_.dropout);
  pass.out2 = pass.out2.cwiseMax(0.0f).cwiseProduct(pass.mask2);
  pass.scores = (pass.out2 * layer3.value).rowwise() + bias3.value.row(0);

  Matrix d_scores = Matrix::Zero(n, kTags);
  const float scale = 1.0f / static_cast<float>(batch.size());
  double loss = 0;
  for (std::size_t s = 0; s < batch.size(); ++s) {
    const int length = static_cast<int>(batch[s].words.size());
    if (length == 0) continue;
    const int first = pass.starts[s] - kPad;
    loss += chain_loss(pass.scores.middleRows(first, length), transitions.value, batch[s].tags, scale,
                       d_scores.middleRows(first, length), transitions.gradient);
  }
  backward(batch, pass, d_scores);
  return loss / scale;
}

void Net::backward(const std::vector<Encoded>& batch, Forward& pass, const Matrix& d_scores) {
  const int d = options_.width;
  const int n = static_cast<int>(d_scores.rows());
  layer3.gradient.noalias() += pass.out2.transpose() * d_scores;
  bias3.gradient += d_scores.colwise().sum();
  Matrix d2 = (d_scores * layer3.value.transpose()).cwiseProduct(pass.mask2);
  d2 = (pass.out2.array() > 0).select(d2, 0.0f);
  layer2.gradient.noalias() += pass.out1.transpose() * d2;
  bias2.gradient += d2.colwise().sum();
  Matrix d1 = (d2 * layer2.value.transpose()).cwiseProduct(pass.mask1);
  d1 = (pass.out1.array() > 0).select(d1, 0.0f);
  bias1.gradient += d1.colwise().sum();
  Matrix d0 = Matrix::Zero(pass.embedded.rows(), d);
  for (int p = 0; p < kWindow; ++p) {
    layer1.gradient.middleRows(p * d, d).noalias() += pass.embedded.middleRows(p, n).transpose() * d1;
    d0.middleRows(p, n).noalias() += d1 * layer1.value.middleRows(p * d, d).transpose();
  }
  d0 = (pass.embedded.array() > 0).select(d0.cwiseProduct(pass.mask0), 0.0f);
  projection.gradient.noalias() += pass.vectors.transpose() * d0;
  for (std::size_t s = 0; s < batch.size(); ++s) {
    for (std::size_t w = 0; w < batch[s].words.size(); ++w) {
      const auto at = static_cast<std::size_t>(pass.starts[s]) + w;
      const auto gradient = d0.row(static_cast<Eigen::Index>(at));
      bias.gradient.row(0) += gradient;
      for (const std::int32_t row : pass.used[at]) {
        if (!is_touched_[static_cast<std::size_t>(row)]) {
          is_touched_[static_cast<std::size_t>(row)] = 1;
          touched_.push_back(row);
        }
        rows.gradient.row(row) += gradient;
      }
    }
  }
}

void Net::update(float rate) {
  ++steps_;
  Parameter* const dense[] = {&projection, &bias,   &layer1, &bias1,      &layer2,
                              &bias2,      &layer3, &bias3,  &transitions};
  double norm = 0;
  for (const Parameter* p : dense) norm += p->gradient.squaredNorm();
  for (const std::int32_t row : touched_) norm += rows.gradient.row(row).squaredNorm();
  norm = std::sqrt(norm);
  const float clip = norm > 5 ? static_cast<float>(5 / norm) : 1.0f;
  const auto t = static_cast<float>(steps_);
  const float fix1 = 1 / (1 - std::pow(0.9f, t)), fix2 = 1 / (1 - std::pow(0.999f, t));
  for (Parameter* p : dense) {
    if (clip < 1) p->gradient *= clip;
    const bool decays = p->value.rows() > 1 && p != &transitions;
    adam(*p, rate, decays ? options_.decay : 0, fix1, fix2);
  }
  for (const std::int32_t row : touched_) {
    auto gradient = rows.gradient.row(row);
    if (clip < 1) gradient *= clip;
    auto first = rows.first.row(row);
    auto second = rows.second.row(row);
    auto value = rows.value.row(row);
    first = 0.9f * first + 0.1f * gradient;
    second.array() = 0.999f * second.array() + 0.001f * gradient.array().square();
    value.array() -= rate * ((first.array() * fix1) / ((second.array() * fix2).sqrt() + 1e-8f) +
                             options_.decay * value.array());
    gradient.setZero();
    is_touched_[static_cast<std::size_t>(row)] = 0;
  }
  touched_.clear();
}

TrainingSet make_training_set(const std::vector<Example>& examples, const Dictionary& dictionary) {
  TrainingSet set{examples, {}};
  for (const Example& example : examples) set.encoded.push_back(dictionary.encode(example));
  return set;
}

WordVectors Net::projected() const {
  WordVectors result{options_.width, vectors_.words, {}};
  const auto words = static_cast<Eigen::Index>(vectors_.words.size());
  result.values.resize(static_cast<std::size_t>(words * options_.width));
  const Eigen::Map<const Matrix> from(vectors_.values.data(), words, vectors_.dimensions);
  Eigen::Map<Matrix>(result.values.data(), words, options_.width).noalias() = from * projection.value;
  return result;
}

double Net::train_epoch(const TrainingSet& set, const Dictionary& dictionary,
                        const Augmentation& augmentation) {
  std::vector<std::uint32_t> order(set.examples.size());
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), random_);
  const auto batch_size = static_cast<std::size_t>(options_.batch);
  total_steps_ = static_cast<long>((order.size() + batch_size - 1) / batch_size) * options_.epochs;
  double loss = 0;
  for (std::size_t at = 0; at < order.size(); at += batch_size) {
    std::vector<Encoded> batch;
    for (std::size_t i = at; i < std::min(order.size(), at + batch_size); ++i) {
      const auto variant = augmentation.variant(set.examples[order[i]], random_);
      batch.push_back(variant ? dictionary.encode(*variant) : set.encoded[order[i]]);
      if (const auto made = augmentation.made_up(random_)) batch.push_back(dictionary.encode(*made));
    }
    loss += step(batch);
    const float warm = std::min(1.0f, static_cast<float>(steps_ + 1) / 400.0f);
    const float left = 1.0f - static_cast<float>(steps_) / static_cast<float>(total_steps_ + 1);
    update(options_.rate * warm * left);
  }
  return loss / static_cast<double>(order.size());
}

std::vector<std::uint8_t> best_tags(const Matrix& scores, const Matrix& transitions) {
  const auto n = static_cast<std::size_t>(scores.rows());
  std::vector<std::uint8_t> tags(n);
  if (n == 0) return tags;
  std::vector<std::array<std::uint8_t, kTags>> back(n);
  Eigen::RowVectorXf best = scores.row(0) + transitions.row(kTags);
  for (std::size_t i = 1; i < n; ++i) {
    Eigen::RowVectorXf next(kTags);
    for (int b = 0; b < kTags; ++b) {
      Eigen::Index from = 0;
      next(b) = (best + transitions.col(b).head(kTags).transpose()).maxCoeff(&from) +
                scores(static_cast<Eigen::Index>(i), b);
      back[i][static_cast<std::size_t>(b)] = static_cast<std::uint8_t>(from);
    }
    best = next;
  }
  Eigen::Index last = 0;
  best.maxCoeff(&last);
  for (std::size_t i = n; i-- > 0;) {
    tags[i] = static_cast<std::uint8_t>(last);
    if (i) last = back[i][static_cast<std::size_t>(last)];
  }
  return tags;
}

std::vector<GoldSpan> spans_of(const Example& example, const std::vector<std::uint8_t>& tags) {
  std::vector<GoldSpan> spans;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == 0) continue;
    const int type = (tags[i] - 1) / 2;
    const bool inside = tags[i] % 2 == 0 && i > 0 && tags[i - 1] != 0 && (tags[i - 1] - 1) / 2 == type;
    if (inside) {
      spans.back().span.end = example.pieces[i].span.end;
    } else {
      spans.push_back({example.pieces[i].span, static_cast<NameType>(type)});
    }
  }
  return spans;
}

void count(const GoldSpan& found, const Example& example, TypedScore& score) {
  ++score.of[found.type].found;
  for (const GoldSpan& gold : example.gold) {
    if (gold.type == found.type && gold.span == found.span) ++score.of[found.type].right;
  }
}

void add_up(TypedScore& score) {
  for (const Score& one : score.of) {
    score.all.right += one.right;
    score.all.found += one.found;
    score.all.gold += one.gold;
  }
}

TypedScore evaluate(const std::vector<const Net*>& nets, const Dictionary& dictionary,
                    const std::vector<Example>& examples) {
  TypedScore score;
  for (const Example& example : examples) {
    const Encoded encoded = dictionary.encode(example);
    Matrix sum = nets[0]->emissions(encoded);
    Matrix transitions = nets[0]->transitions.value;
    for (std::size_t k = 1; k < nets.size(); ++k) {
      sum += nets[k]->emissions(encoded);
      transitions += nets[k]->transitions.value;
    }
    for (const GoldSpan& span : spans_of(example, best_tags(sum, transitions))) count(span, example, score);
    for (const GoldSpan& gold : example.gold) ++score.of[gold.type].gold;
  }
  add_up(score);
  return score;
}

}  // namespace textmill::entity_tagger
