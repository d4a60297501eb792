// Trains the sentence boundary model.
//
//   train_boundaries OUTPUT FILE.jsonl...
//
// Each line of a file: {"text", "sentences": [[begin, end]]} with byte offsets, as the converters of
// Universal Dependencies write them. Output: a float (what one unit is worth) and the weights, one byte each.
// Logistic regression by AdaGrad over hashed features; the same input gives the same bytes.
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include "blocks.hpp"
#include "boundaries.hpp"
#include "lines.hpp"

namespace {

using namespace textmill;
using namespace textmill::segmenter;

constexpr int kEpochs = 8;
constexpr float kRate = 0.05F;
constexpr float kDecay = 2e-5F;
constexpr unsigned kLeast = 2;  // times a feature must be seen

struct Example {
  std::vector<std::uint32_t> buckets;
  bool ends = false;
};

struct Marked {
  Span block;
  std::size_t first;
  std::size_t count;
};

/// The gaps of one document the model is asked about, with the answers.
void add_examples(std::string_view text, const std::unordered_set<std::uint32_t>& ends,
                  std::vector<Example>& out) {
  std::vector<Line> lines;
  std::vector<Block> blocks;
  find_lines(text, lines);
  find_blocks(text, lines, {}, {false, nullptr}, blocks);
  std::vector<text::SentenceMark> marks;
  std::vector<Marked> marked;
  Noise noise;
  const text::SentenceOptions options{"en", text::Quotes::Split, false};
  for (const Block& block : blocks) {
    const std::size_t first = marks.size();
    text::find_sentence_marks(text, block.span, options, marks);
    marked.push_back({block.span, first, marks.size() - first});
    count_noise(text, block.span, marks.data() + first, marks.size() - first, noise);
    count_ruled_lines(text_of(text, block.span), noise);
  }
  Paragraph paragraph;
  for (const Marked& m : marked) {
    paragraph.read(text, m.block, marks.data() + m.first, m.count);
    for (std::size_t i = 0; i < paragraph.gaps().size(); ++i) {
      const Gap& gap = paragraph.gaps()[i];
      if (gap.locked) continue;
      Example example;
      BoundaryFeatures features;
      paragraph.features(i, noise.rate(), features);
      for (const std::uint32_t feature : features) example.buckets.push_back(BoundaryModel::bucket(feature));
      example.ends = ends.count(gap.end) > 0;
      out.push_back(std::move(example));
    }
  }
}

void read_file(const std::string& path, std::vector<Example>& out) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  simdjson::dom::parser parser;
  for (std::string line; std::getline(in, line);) {
    const simdjson::dom::element row = parser.parse(line);
    std::unordered_set<std::uint32_t> ends;
    for (const simdjson::dom::element sentence : row["sentences"]) {
      ends.insert(static_cast<std::uint32_t>(sentence.at(1).get_uint64().value()));
    }
    add_examples(row["text"].get_string().value(), ends, out);
  }
}

void drop_rare(std::vector<Example>& examples) {
  std::vector<std::uint32_t> seen(BoundaryModel::kBuckets);
  for (const Example& e : examples) {
    for (const std::uint32_t b : e.buckets) ++seen[b];
  }
  for (Example& e : examples) {
    std::erase_if(e.buckets, [&](std::uint32_t b) { return seen[b] < kLeast; });
  }
}

/// Average of the weights over the later half of the steps' epochs.
std::vector<float> train(const std::vector<Example>& examples) {
  std::vector<float> weights(BoundaryModel::kBuckets);
  std::vector<float> squares(BoundaryModel::kBuckets, 1e-6F);
  std::vector<float> average(BoundaryModel::kBuckets);
  std::vector<std::uint32_t> order(examples.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 random(20261125);
  int averaged = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    double loss = 0;
    for (const std::uint32_t row : order) {
      const Example& e = examples[row];
      float sum = 0;
      for (const std::uint32_t b : e.buckets) sum += weights[b];
      const float p = 1 / (1 + std::exp(-sum));
      const float gradient = p - (e.ends ? 1.0F : 0.0F);
      loss -= std::log(std::max(1e-6F, e.ends ? p : 1 - p));
      for (const std::uint32_t b : e.buckets) {
        const float g = gradient + kDecay * weights[b] * 100;
        squares[b] += g * g;
        weights[b] -= kRate * g / std::sqrt(squares[b]);
      }
    }
    if (epoch >= kEpochs / 2) {
      ++averaged;
      for (std::uint32_t b = 0; b < weights.size(); ++b) average[b] += weights[b];
    }
    std::cerr << "epoch " << epoch << " loss " << loss / static_cast<double>(examples.size()) << '\n';
  }
  for (float& w : average) w /= static_cast<float>(averaged);
  return average;
}

void write(const std::string& path, const std::vector<float>& weights) {
  float largest = 0;
  for (const float w : weights) largest = std::max(largest, std::abs(w));
  largest = std::min(largest, 4.0F);
  const float unit = largest / 127;
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(&unit), sizeof unit);
  for (const float w : weights) out.put(static_cast<char>(std::clamp(std::lround(w / unit), -127L, 127L)));
  if (!out) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::cerr << "usage: train_boundaries OUTPUT FILE.jsonl...\n";
    return 2;
  }
  std::vector<Example> examples;
  for (int i = 2; i < argc; ++i) read_file(argv[i], examples);
  std::cerr << examples.size() << " gaps\n";
  drop_rare(examples);
  write(argv[1], train(examples));
  return 0;
} catch (const std::exception& e) {
  std::cerr << "train_boundaries: " << e.what() << '\n';
  return 1;
}
