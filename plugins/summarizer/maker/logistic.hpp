// Logistic regression by Newton's method, with each weight drawn to a prior value. Deterministic.
#pragma once

#include <cstddef>
#include <vector>

namespace textmill::summarizer::maker {

/// Examples added one by one; all have the same number of features.
class Logistic {
 public:
  /// `prior` is what the weights are without examples; `pull` how strongly each is held there (the L2 penalty
  /// is pull/2 * (weight - prior)^2, against the sum of the examples' weighted log losses).
  Logistic(std::vector<double> prior, std::vector<double> pull);

  /// `target` in [0, 1]: how often the outcome is seen for these features.
  void add(const std::vector<float>& features, double target, double weight);

  /// The weights with the least loss.
  std::vector<double> fit() const;

 private:
  struct Example {
    double target;
    double weight;
  };
  std::vector<double> step(const std::vector<double>& weights) const;

  std::vector<double> prior_;
  std::vector<double> pull_;
  std::vector<Example> examples_;
  std::vector<float> features_;
};

}  // namespace textmill::summarizer::maker
