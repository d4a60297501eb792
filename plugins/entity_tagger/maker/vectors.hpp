// Word vectors and their compression: product quantisation, one byte for each few dimensions.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "names_model.hpp"

namespace textmill::entity_tagger {

struct WordVectors {
  int dimensions = 0;
  std::vector<std::string> words;  ///< most frequent first
  std::vector<float> values;       ///< words.size() x dimensions

  const float* row(std::size_t word) const {
    return values.data() + word * static_cast<std::size_t>(dimensions);
  }
};

/// Reads the JSON of the wink-embeddings packages: {"words": [...], "vectors": {word: [..., norm, index]}}.
/// Words the tagger cannot meet as one piece (with hyphens, digits in front) are left out.
WordVectors read_vectors(const std::string& path);

/// Each vector as `parts` bytes. Part p covers dimensions [first_of(p), first_of(p + 1)); dimension d of a
/// word is centroids[d * 256 + code] with the code of the part that covers d.
struct QuantisedVectors {
  int dimensions = 0;
  int parts = 0;
  std::vector<std::uint8_t> codes;  ///< words x parts
  std::vector<float> centroids;     ///< dimensions x 256

  int first_of(int part) const { return part * dimensions / parts; }
  /// Dimension `d` of a word, after compression.
  float value(std::size_t word, int d) const {
    const std::uint32_t part =
        part_of_dimension(static_cast<std::uint32_t>(d), static_cast<std::uint32_t>(parts),
                          static_cast<std::uint32_t>(dimensions));
    const std::uint8_t code = codes[word * static_cast<std::size_t>(parts) + part];
    return centroids[static_cast<std::size_t>(d) * 256 + code];
  }
};

/// k-means on a sample of the words, the same result on every run.
QuantisedVectors quantise(const WordVectors& vectors, int parts);

}  // namespace textmill::entity_tagger
