#include "logistic.hpp"

#include <cmath>
#include <utility>

namespace textmill::summarizer::maker {
namespace {

constexpr int kMostSteps = 30;
constexpr double kSmallStep = 1e-7;

/// A symmetric positive definite matrix; only the lower triangle is used.
class Matrix {
 public:
  explicit Matrix(std::size_t size) : size_(size), cells_(size * size, 0) {}
  double& at(std::size_t row, std::size_t column) { return cells_[row * size_ + column]; }

  /// Solves this * x = b by Cholesky's method; the matrix is used up.
  std::vector<double> solve(std::vector<double> b) {
    factor();
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= at(i, k) * b[k];
      b[i] /= at(i, i);
    }
    for (std::size_t i = size_; i-- > 0;) {
      for (std::size_t k = i + 1; k < size_; ++k) b[i] -= at(k, i) * b[k];
      b[i] /= at(i, i);
    }
    return b;
  }

 private:
  void factor() {
    for (std::size_t j = 0; j < size_; ++j) {
      for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k);
      at(j, j) = std::sqrt(at(j, j));
      for (std::size_t i = j + 1; i < size_; ++i) {
        for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
        at(i, j) /= at(j, j);
      }
    }
  }

  std::size_t size_;
  std::vector<double> cells_;
};

}  // namespace

Logistic::Logistic(std::vector<double> prior, std::vector<double> pull)
    : prior_(std::move(prior)), pull_(std::move(pull)) {}

void Logistic::add(const std::vector<float>& features, double target, double weight) {
  features_.insert(features_.end(), features.begin(), features.end());
  examples_.push_back({target, weight});
}

std::vector<double> Logistic::step(const std::vector<double>& weights) const {
  const std::size_t n = prior_.size();
  Matrix curvature(n);
  std::vector<double> slope(n);
  for (std::size_t f = 0; f < n; ++f) {
    curvature.at(f, f) = pull_[f];
    slope[f] = pull_[f] * (prior_[f] - weights[f]);
  }
  for (std::size_t e = 0; e < examples_.size(); ++e) {
    const float* x = &features_[e * n];
    double odds = 0;
    for (std::size_t f = 0; f < n; ++f) odds += weights[f] * x[f];
    const double chance = 1 / (1 + std::exp(-odds));
    const double error = examples_[e].weight * (examples_[e].target - chance);
    const double spread = examples_[e].weight * chance * (1 - chance);
    for (std::size_t f = 0; f < n; ++f) {
      if (x[f] == 0) continue;
      slope[f] += error * x[f];
      for (std::size_t g = 0; g <= f; ++g) curvature.at(f, g) += spread * x[f] * x[g];
    }
  }
  return curvature.solve(std::move(slope));
}

std::vector<double> Logistic::fit() const {
  std::vector<double> weights = prior_;
  for (int i = 0; i < kMostSteps; ++i) {
    const std::vector<double> change = step(weights);
    double largest = 0;
    for (std::size_t f = 0; f < weights.size(); ++f) {
      weights[f] += change[f];
      largest = std::max(largest, std::abs(change[f]));
    }
    if (largest < kSmallStep) break;
  }
  return weights;
}

}  // namespace textmill::summarizer::maker
