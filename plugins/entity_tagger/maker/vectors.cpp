#include "vectors.hpp"

#include <simdjson.h>

#include <algorithm>
#include <limits>
#include <random>

#include "piece.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::size_t kSample = 60000;  ///< words the centroids are fitted to

/// True if `word` is a single piece of running text.
bool is_single_piece(const std::string& word) {
  if (word == "'s") return true;
  std::vector<Piece> pieces;
  split_pieces(word, {Token{{0, static_cast<std::uint32_t>(word.size())}}}, pieces);
  if (pieces.size() != 1) return false;
  return pieces[0].kind != PieceKind::Number || word == "10" || word == "2000";
}

int nearest(const float* point, const float* centroids, int width) {
  int best = 0;
  float best_distance = std::numeric_limits<float>::max();
  for (int c = 0; c < 256; ++c) {
    float distance = 0;
    for (int d = 0; d < width; ++d) {
      const float gap = point[d] - centroids[c * width + d];
      distance += gap * gap;
    }
    if (distance < best_distance) {
      best_distance = distance;
      best = c;
    }
  }
  return best;
}

/// Lloyd's algorithm on one part of the sampled words.
void fit_part(const WordVectors& vectors, const std::vector<std::size_t>& sample, int offset, int width,
              float* centroids) {
  for (int c = 0; c < 256; ++c) {
    std::copy_n(vectors.row(sample[static_cast<std::size_t>(c)]) + offset, width, centroids + c * width);
  }
  for (int round = 0; round < 12; ++round) {
    std::vector<double> sums(256 * static_cast<std::size_t>(width));
    std::vector<int> counts(256);
    for (const std::size_t word : sample) {
      const float* point = vectors.row(word) + offset;
      const int c = nearest(point, centroids, width);
      ++counts[static_cast<std::size_t>(c)];
      for (int d = 0; d < width; ++d) sums[static_cast<std::size_t>(c * width + d)] += point[d];
    }
    for (int i = 0; i < 256 * width; ++i) {
      const int count = counts[static_cast<std::size_t>(i / width)];
      if (count) centroids[i] = static_cast<float>(sums[static_cast<std::size_t>(i)] / count);
    }
  }
}

}  // namespace

WordVectors read_vectors(const std::string& path) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string content = simdjson::padded_string::load(path);
  simdjson::ondemand::document document = parser.iterate(content);
  WordVectors vectors;
  vectors.dimensions = static_cast<int>(document["dimensions"].get_int64().value());
  std::unordered_map<std::string, std::size_t> wanted;
  for (auto word : document["words"].get_array()) {
    std::string text(word.get_string().value());
    if (!is_single_piece(text)) continue;
    wanted.emplace(text, vectors.words.size());
    vectors.words.push_back(std::move(text));
  }
  const auto width = static_cast<std::size_t>(vectors.dimensions);
  vectors.values.resize(vectors.words.size() * width);
  for (auto field : document["vectors"].get_object()) {
    const auto found = wanted.find(std::string(std::string_view(field.unescaped_key().value())));
    if (found == wanted.end()) continue;
    std::size_t i = 0;
    for (auto number : field.value().get_array()) {
      if (i < width)
        vectors.values[found->second * width + i] = static_cast<float>(number.get_double().value());
      ++i;
    }
  }
  return vectors;
}

QuantisedVectors quantise(const WordVectors& vectors, int parts) {
  QuantisedVectors quantised{vectors.dimensions, parts, {}, {}};
  std::vector<std::size_t> sample(vectors.words.size());
  for (std::size_t i = 0; i < sample.size(); ++i) sample[i] = i;
  std::shuffle(sample.begin(), sample.end(), std::mt19937(1));
  sample.resize(std::min(sample.size(), kSample));
  quantised.centroids.resize(static_cast<std::size_t>(vectors.dimensions) * 256);
  quantised.codes.resize(vectors.words.size() * static_cast<std::size_t>(parts));
  for (int part = 0; part < parts; ++part) {
    const int first = quantised.first_of(part), width = quantised.first_of(part + 1) - first;
    std::vector<float> centroids(static_cast<std::size_t>(256 * width));
    fit_part(vectors, sample, first, width, centroids.data());
    for (int i = 0; i < 256 * width; ++i) {
      quantised.centroids[static_cast<std::size_t>((first + i % width) * 256 + i / width)] =
          centroids[static_cast<std::size_t>(i)];
    }
    for (std::size_t word = 0; word < vectors.words.size(); ++word) {
      quantised.codes[word * static_cast<std::size_t>(parts) + static_cast<std::size_t>(part)] =
          static_cast<std::uint8_t>(nearest(vectors.row(word) + first, centroids.data(), width));
    }
  }
  return quantised;
}

}  // namespace textmill::entity_tagger
