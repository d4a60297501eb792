// The names network in floats, and its training.
//
// A word is the sum of learned rows for its features and its projected word vector; five neighbouring
// words feed two ReLU layers and a score per tag; a linear chain over the tags is trained by maximum
// likelihood (Lafferty et al. 2001; the window network follows Collobert et al. 2011).
#pragma once

#include <Eigen/Dense>

#include <random>
#include <unordered_map>
#include <vector>

#include "augmentation.hpp"
#include "corpus.hpp"
#include "vectors.hpp"
#include "word_features.hpp"

namespace textmill::entity_tagger {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct TrainOptions {
  int width = 64;    ///< of a word
  int hidden = 128;  ///< of the first layer
  int hidden2 = 64;
  int epochs = 5;
  int min_count = 2;  ///< features seen less often are left out
  int batch = 8;      ///< sentences a step
  unsigned seed = 1;
  float rate = 1e-3f;
  float dropout = 0.2f;
  float dropout0 = 0.4f;      ///< of the word layer
  float word_dropout = 0.3f;  ///< how often features that name the word are hidden
  float vector_dropout = 0.03f;
  float decay = 0.01f;
};

/// A sentence as numbers.
struct Encoded {
  struct Word {
    std::uint32_t first = 0, count = 0;  ///< of `rows`
    std::int32_t vector = -1;
  };
  std::vector<Word> words;
  std::vector<std::int32_t> rows;
  std::vector<char> identity;  ///< beside `rows`
  std::int32_t source = -1;    ///< row of the source-of-data feature
  std::vector<std::uint8_t> tags;
};

/// Numbers for features and vectors.
class Dictionary {
 public:
  Dictionary(const std::vector<Example>& examples, const WordVectors& vectors, int min_count);
  Encoded encode(const Example& example) const;
  std::size_t size() const { return keys_.size(); }
  const std::vector<std::uint64_t>& keys() const { return keys_; }  ///< by row; source rows come last
  std::size_t feature_count() const { return feature_count_; }

 private:
  std::unordered_map<std::uint64_t, std::int32_t> rows_;
  std::vector<std::uint64_t> keys_;
  std::size_t feature_count_ = 0;
  std::unordered_map<std::uint64_t, std::int32_t> vectors_;
};

/// Sentences to train on, as text and as numbers.
struct TrainingSet {
  const std::vector<Example>& examples;
  std::vector<Encoded> encoded;
};

/// A parameter with its Adam moments.
struct Parameter {
  Matrix value, gradient, first, second;
  void resize(int rows, int columns);
};

class Net {
 public:
  Net(const TrainOptions& options, std::size_t rows, const WordVectors& vectors);

  /// One pass over `set`; returns the mean loss a sentence.
  double train_epoch(const TrainingSet& set, const Dictionary& dictionary, const Augmentation& augmentation);

  /// The word vectors as the network sees them: projected to its width.
  WordVectors projected() const;

  /// Scores of all tags of each word, tags in columns.
  Matrix emissions(const Encoded& sentence) const;

  /// The word layer of each word, after its ReLU; and the first hidden layer.
  Matrix embedded(const Encoded& sentence) const;
  Matrix hidden(const Matrix& embedded) const;

  const TrainOptions& options() const { return options_; }

  // The parameters, for writing the model file.
  Parameter rows, projection, bias, layer1, bias1, layer2, bias2, layer3, bias3, transitions;

 private:
  struct Forward;
  void embed(const Encoded& sentence, Forward& pass, int at);
  double step(const std::vector<Encoded>& batch);
  void backward(const std::vector<Encoded>& batch, Forward& pass, const Matrix& d_scores);
  void update(float rate);

  TrainOptions options_;
  const WordVectors& vectors_;
  std::mt19937 random_;
  long steps_ = 0;
  long total_steps_ = 0;
  std::vector<std::int32_t> touched_;
  std::vector<char> is_touched_;
};

TrainingSet make_training_set(const std::vector<Example>& examples, const Dictionary& dictionary);

/// The best tag sequence; impossible ones (inside without begin) are barred.
std::vector<std::uint8_t> best_tags(const Matrix& scores, const Matrix& transitions);

/// True if tag `b` may follow tag `a`.
bool may_follow(int a, int b);

/// Counts of exact spans and types.
struct Score {
  int right = 0, found = 0, gold = 0;
  double f1() const { return found + gold ? 200.0 * right / (found + gold) : 0; }
  double precision() const { return found ? 100.0 * right / found : 0; }
  double recall() const { return gold ? 100.0 * right / gold : 0; }
};

/// The spans that `tags` mark, over the pieces of `example`.
std::vector<GoldSpan> spans_of(const Example& example, const std::vector<std::uint8_t>& tags);

struct TypedScore {
  Score all;
  Score of[kNameTypes];
};
/// Counts one found span; `add_up` sums the types once all is counted.
void count(const GoldSpan& found, const Example& example, TypedScore& score);
void add_up(TypedScore& score);

/// Scores the summed emissions of `nets` on `examples`.
TypedScore evaluate(const std::vector<const Net*>& nets, const Dictionary& dictionary,
                    const std::vector<Example>& examples);

}  // namespace textmill::entity_tagger
