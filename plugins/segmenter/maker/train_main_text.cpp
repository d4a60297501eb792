// Trains the forest that tells main text from boilerplate, line by line.
//
//   train_main_text OUTPUT FILE.jsonl...
//
// Each line of a file is a page: {"text", "blocks": [[begin, end, role, main]]}, main true, false or null
// (undecided: left out). Gradient boosting of trees of equal depth over binned features; a line weighs the
// square root of its words. First, five-fold cross-validation over pages is reported: F1 over the words
// of main text. The same input gives the same bytes.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "line_marks.hpp"
#include "lines.hpp"
#include "main_text.hpp"

namespace {

using namespace textmill;
using namespace textmill::segmenter;

constexpr int kTrees = 64;
constexpr float kShrinkage = 0.15F;
constexpr float kLambda = 4;
constexpr float kLeastWeight = 12;
constexpr unsigned kBins = 64;
constexpr std::size_t kFolds = 5;

struct Example {
  LineFeatures features;
  std::array<std::uint8_t, kLineFeatures> bins;
  float weight;
  float words;
  bool main;
  std::uint32_t page;
  std::uint32_t file;
};

struct GoldBlock {
  std::uint32_t begin;
  std::uint32_t end;
  bool main;
};

void add_page(const simdjson::dom::element& row, std::uint32_t page, std::uint32_t file,
              std::vector<Example>& out) {
  const std::string_view text = row["text"];
  std::vector<GoldBlock> gold;
  for (const simdjson::dom::element block : row["blocks"]) {
    if (block.at(3).is_null()) continue;
    gold.push_back({static_cast<std::uint32_t>(block.at(0).get_uint64().value()),
                    static_cast<std::uint32_t>(block.at(1).get_uint64().value()),
                    block.at(3).get_bool().value()});
  }
  std::vector<Line> lines;
  std::vector<LineMarks> marks;
  std::vector<LineFeatures> features;
  find_lines(text, lines);
  for (const Line& line : lines) marks.push_back(mark_line(text_of(text, line.span), line));
  line_features(text, lines, marks, features);
  std::size_t g = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::uint32_t middle = (lines[i].span.begin + lines[i].span.end) / 2;
    while (g < gold.size() && gold[g].end <= middle) ++g;
    if (g == gold.size() || gold[g].begin > middle) continue;
    const float words = static_cast<float>(lines[i].words);
    out.push_back(
        {features[i], {}, std::sqrt(std::min(words, 60.0F) + 0.1F), words, gold[g].main, page, file});
  }
}

std::vector<Example> read_pages(const std::vector<std::string>& paths) {
  std::vector<Example> examples;
  std::uint32_t page = 0;
  for (std::uint32_t file = 0; file < paths.size(); ++file) {
    std::ifstream in(paths[file]);
    if (!in) throw std::runtime_error("cannot read " + paths[file]);
    simdjson::dom::parser parser;
    for (std::string line; std::getline(in, line);) add_page(parser.parse(line), page++, file, examples);
  }
  return examples;
}

/// Cuts each feature's values into bins of about equal numbers of lines.
std::vector<std::vector<float>> bin(std::vector<Example>& examples) {
  std::vector<std::vector<float>> edges(kLineFeatures);
  for (std::size_t f = 0; f < kLineFeatures; ++f) {
    std::vector<float> values;
    for (const Example& e : examples) values.push_back(e.features[f]);
    std::sort(values.begin(), values.end());
    for (unsigned b = 1; b < kBins; ++b) {
      const float edge = values[values.size() * b / kBins];
      if (edges[f].empty() || edge > edges[f].back()) edges[f].push_back(edge);
    }
    if (!edges[f].empty() && edges[f].back() == values.back()) edges[f].pop_back();
    for (Example& e : examples) {
      e.bins[f] = static_cast<std::uint8_t>(
          std::lower_bound(edges[f].begin(), edges[f].end(), e.features[f]) - edges[f].begin());
    }
  }
  return edges;
}

struct Sum {
  double gradient = 0;
  double hessian = 0;
  double gain() const { return gradient * gradient / (hessian + kLambda); }
};

struct Split {
  double gain = 0;
  std::size_t feature = 0;
  unsigned bin = 255;  // everything goes left
};

Split best_split(const std::vector<std::array<std::array<Sum, kBins>, kLineFeatures>>& histograms,
                 std::size_t node) {
  Split best;
  for (std::size_t f = 0; f < kLineFeatures; ++f) {
    Sum all;
    for (const Sum& s : histograms[node][f]) all.gradient += s.gradient, all.hessian += s.hessian;
    Sum left;
    for (unsigned b = 0; b + 1 < kBins; ++b) {
      left.gradient += histograms[node][f][b].gradient;
      left.hessian += histograms[node][f][b].hessian;
      const Sum right{all.gradient - left.gradient, all.hessian - left.hessian};
      if (left.hessian < kLeastWeight || right.hessian < kLeastWeight) continue;
      const double gain = left.gain() + right.gain() - all.gain();
      if (gain > best.gain + 1e-9) best = {gain, f, b};
    }
  }
  return best;
}

struct Trained {
  std::vector<Forest::Tree> trees;
  Forest forest() const { return {trees.data(), trees.size()}; }
};

class Booster {
 public:
  Booster(const std::vector<Example>& examples, const std::vector<std::vector<float>>& edges,
          std::vector<char> use)
      : examples_(examples),
        edges_(edges),
        use_(std::move(use)),
        scores_(examples.size()),
        nodes_(examples.size()) {}

  Trained run() {
    Trained trained;
    for (int t = 0; t < kTrees; ++t) trained.trees.push_back(tree());
    return trained;
  }

 private:
  Forest::Tree tree() {
    Forest::Tree tree{};
    std::fill(nodes_.begin(), nodes_.end(), 0U);
    for (unsigned level = 0; level < Forest::kDepth; ++level) split_level(level, tree);
    std::vector<Sum> sums(Forest::kLeaves);
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (use_[i]) add(i, sums[nodes_[i] - Forest::kNodes]);
    }
    for (unsigned leaf = 0; leaf < Forest::kLeaves; ++leaf) {
      tree.values[leaf] =
          static_cast<float>(-kShrinkage * sums[leaf].gradient / (sums[leaf].hessian + kLambda));
    }
    for (std::size_t i = 0; i < examples_.size(); ++i) scores_[i] += tree.values[nodes_[i] - Forest::kNodes];
    return tree;
  }

  void add(std::size_t i, Sum& sum) const {
    const Example& e = examples_[i];
    const double p = 1 / (1 + std::exp(-scores_[i]));
    sum.gradient += e.weight * (p - (e.main ? 1 : 0));
    sum.hessian += e.weight * p * (1 - p);
  }

  void split_level(unsigned level, Forest::Tree& tree) {
    const unsigned first = (1U << level) - 1;
    const unsigned count = 1U << level;
    std::vector<std::array<std::array<Sum, kBins>, kLineFeatures>> histograms(count);
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      if (!use_[i]) continue;
      Sum one;
      add(i, one);
      auto& histogram = histograms[nodes_[i] - first];
      for (std::size_t f = 0; f < kLineFeatures; ++f) {
        Sum& sum = histogram[f][examples_[i].bins[f]];
        sum.gradient += one.gradient;
        sum.hessian += one.hessian;
      }
    }
    std::vector<Split> splits;
    for (unsigned n = 0; n < count; ++n) splits.push_back(best_split(histograms, n));
    for (unsigned n = 0; n < count; ++n) {
      const Split& s = splits[n];
      tree.features[first + n] = static_cast<std::uint8_t>(s.feature);
      tree.thresholds[first + n] = s.bin == 255 ? INFINITY : edges_[s.feature][s.bin];
    }
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      const Split& s = splits[nodes_[i] - first];
      nodes_[i] = 2 * nodes_[i] + 1 + (examples_[i].bins[s.feature] > s.bin);
    }
  }

  const std::vector<Example>& examples_;
  const std::vector<std::vector<float>>& edges_;
  std::vector<char> use_;
  std::vector<double> scores_;
  std::vector<unsigned> nodes_;
};

struct Count {
  double hit = 0;
  double found = 0;
  double wanted = 0;
  double f1() const { return 200 * hit / (found + wanted); }
};

void cross_validate(const std::vector<Example>& examples, const std::vector<std::vector<float>>& edges,
                    std::size_t files) {
  std::vector<std::array<Count, 5>> counts(files);
  constexpr std::array<float, 5> kThresholds = {-1, -0.5F, 0, 0.5F, 1};
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<char> use;
    for (const Example& e : examples) use.push_back(e.page % kFolds != fold);
    const Trained trained = Booster(examples, edges, use).run();
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (use[i]) continue;
      const Example& e = examples[i];
      const float score = trained.forest().score(e.features);
      for (std::size_t t = 0; t < kThresholds.size(); ++t) {
        Count& c = counts[e.file][t];
        c.wanted += e.main ? e.words : 0;
        c.found += score > kThresholds[t] ? e.words : 0;
        c.hit += e.main && score > kThresholds[t] ? e.words : 0;
      }
    }
  }
  for (std::size_t file = 0; file < files; ++file) {
    std::cerr << "file " << file << ": F1 over words";
    for (std::size_t t = 0; t < kThresholds.size(); ++t)
      std::cerr << "  " << kThresholds[t] << ": " << counts[file][t].f1();
    std::cerr << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: train_main_text OUTPUT FILE.jsonl...\n";
    return 2;
  }
  const std::vector<std::string> paths(argv + 2, argv + argc);
  std::vector<Example> examples = read_pages(paths);
  const auto edges = bin(examples);
  std::cerr << examples.size() << " lines\n";
  cross_validate(examples, edges, paths.size());
  const Trained trained = Booster(examples, edges, std::vector<char>(examples.size(), 1)).run();
  std::ofstream out(argv[1], std::ios::binary);
  out.write(reinterpret_cast<const char*>(trained.trees.data()),
            static_cast<std::streamsize>(trained.trees.size() * sizeof(Forest::Tree)));
  if (!out) throw std::runtime_error(std::string("cannot write ") + argv[1]);
  return 0;
} catch (const std::exception& e) {
  std::cerr << "train_main_text: " << e.what() << '\n';
  return 1;
}
