#include "main_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace textmill::segmenter {
namespace {

constexpr std::size_t kFirstWordFeature = kPlainFeatures;
constexpr std::size_t kSurroundings = kFirstWordFeature + 5;
constexpr std::size_t kFirstNeighbourFeature = kPlainFeatures + kWordFeatures;

float probability(float odds) { return 1 / (1 + std::exp(-odds)); }

/// The stretch of lines that is most clearly main text: most words of probable lines, fewest of others.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;  // behind it
};

class Scores {
 public:
  Scores(const std::vector<Line>& lines, const std::vector<float>& odds)
      : lines_(lines), odds_(odds), weights_(lines.size() + 1), main_(lines.size() + 1) {
    constexpr float kLeast = 0.2F;  // a line without words counts a little, too
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const float weight = static_cast<float>(lines[i].words) + kLeast;
      weights_[i + 1] = weights_[i] + weight;
      main_[i + 1] = main_[i] + weight * probability(odds[i]);
    }
    find_stretch();
  }

  void fill(std::size_t i, LineFeatures& features) const {
    std::size_t at = kFirstNeighbourFeature;
    const auto add = [&](double value) { features[at++] = static_cast<float>(value); };
    const auto n = lines_.size();
    const double all = main_.back();
    add(odds_[i]);
    for (const int offset : {-1, 1, -2, 2}) {
      const auto other = static_cast<std::ptrdiff_t>(i) + offset;
      add(other < 0 || other >= static_cast<std::ptrdiff_t>(n) ? kNoLine
                                                               : odds_[static_cast<std::size_t>(other)]);
    }
    for (const std::size_t reach : {3U, 8U, 25U}) {
      add(mean(i - std::min(i, reach), i));
      add(mean(i + 1, std::min(n, i + 1 + reach)));
    }
    add(main_[i] / (all + kTiny));
    add(i >= stretch_.first && i < stretch_.last);
    add(static_cast<double>(i) - static_cast<double>(stretch_.first));
    add(static_cast<double>(i) - static_cast<double>(stretch_.last));
    add(all / (weights_.back() + kTiny));
    add(all);
    add((main_[stretch_.last] - main_[stretch_.first]) / (all + kTiny));
  }

 private:
  static constexpr double kTiny = 1e-9;
  static constexpr float kNoLine = -9;

  void find_stretch() {
    double best = 0;
    double sum = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (sum <= 0) {
        sum = 0;
        first = i;
      }
      sum += (lines_[i].words + 0.5) * (probability(odds_[i]) - 0.5);
      if (sum > best) {
        best = sum;
        stretch_ = {first, i + 1};
      }
    }
  }

  /// Share of main text among the words of lines [first, last); -1 if there are none.
  double mean(std::size_t first, std::size_t last) const {
    return last <= first ? -1 : (main_[last] - main_[first]) / (weights_[last] - weights_[first]);
  }

  const std::vector<Line>& lines_;
  const std::vector<float>& odds_;
  std::vector<double> weights_;  // words of the lines before
  std::vector<double> main_;     // those of main text, as far as known
  Stretch stretch_;
};

}  // namespace

LineWords line_words(std::string_view line) {
  constexpr std::size_t kMost = 12;
  LineWords words;
  std::uint32_t hash = 2166136261U;
  bool inside = false;
  for (std::size_t at = 0; at <= line.size() && words.size() < kMost; ++at) {
    const unsigned char c = at < line.size() ? static_cast<unsigned char>(line[at]) : ' ';
    const auto small = static_cast<unsigned char>(c | 0x20);
    const bool letter = (small >= 'a' && small <= 'z') || c >= 0x80 || c == '\'';
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit) {
      hash = (hash ^ (digit ? '0' : small)) * 16777619U;
      inside = true;
      continue;
    }
    if (inside) words.push_back(static_cast<std::uint16_t>((hash ^ (hash >> 15)) & (WordTable::kSize - 1)));
    hash = 2166136261U;
    inside = false;
  }
  return words;
}

void WordTable::fill(const LineWords& words, LineFeatures& features) const {
  float* out = &features[kFirstWordFeature];
  std::fill(out, out + 5, 0.0F);
  if (words.empty()) return;
  float sum = 0;
  float most = weight(words[0]);
  float least = most;
  for (const std::uint16_t word : words) {
    sum += weight(word);
    most = std::max(most, weight(word));
    least = std::min(least, weight(word));
  }
  out[0] = sum / static_cast<float>(words.size());
  out[1] = sum;
  out[2] = most;
  out[3] = least;
  out[4] = weight(words[0]);
}

void fill_word_surroundings(const std::vector<LineWords>& words, std::vector<LineFeatures>& features) {
  constexpr std::size_t kReach = 3;
  for (std::size_t i = 0; i < features.size(); ++i) {
    float sum = 0;
    float count = 0;
    for (std::size_t k = i - std::min(i, kReach); k < std::min(features.size(), i + kReach + 1); ++k) {
      if (k == i) continue;
      sum += features[k][kFirstWordFeature + 1];
      count += static_cast<float>(words[k].size());
    }
    features[i][kSurroundings] = count > 0 ? sum / count : 0;
  }
}

void fill_neighbours(const std::vector<Line>& lines, const std::vector<float>& odds,
                     std::vector<LineFeatures>& features) {
  const Scores scores(lines, odds);
  for (std::size_t i = 0; i < lines.size(); ++i) scores.fill(i, features[i]);
}

MainTextModel MainTextModel::at(const unsigned char* bytes) {
  std::array<std::uint32_t, 2> counts;
  std::memcpy(counts.data(), bytes, sizeof counts);
  MainTextModel model;
  model.words.weights = reinterpret_cast<const std::int8_t*>(bytes + sizeof counts);
  const auto* trees = reinterpret_cast<const Forest::Tree*>(bytes + sizeof counts + WordTable::kSize);
  model.first = {trees, counts[0]};
  model.second = {trees + counts[0], counts[1]};
  return model;
}

void MainTextModel::score(std::string_view text, const std::vector<Line>& lines,
                          const std::vector<LineMarks>& marks, std::vector<float>& odds) const {
  std::vector<LineFeatures> features;
  line_features(text, lines, marks, features);
  std::vector<LineWords> line_words_;
  line_words_.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    line_words_.push_back(line_words(text_of(text, lines[i].span)));
    words.fill(line_words_[i], features[i]);
  }
  fill_word_surroundings(line_words_, features);
  first.score(features, odds);
  fill_neighbours(lines, odds, features);
  second.score(features, odds);
}

}  // namespace textmill::segmenter
