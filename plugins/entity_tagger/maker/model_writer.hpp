// Turns a trained network into the 8-bit model file of names_model.hpp.
#pragma once

#include <string>
#include <vector>

#include "net.hpp"

namespace textmill::entity_tagger {

struct ModelParts {
  const Net& net;
  const Dictionary& dictionary;
  const WordVectors& vectors;
  const WordVectors& projected;  ///< the vectors as the network sees them, and compressed
  const QuantisedVectors& quantised;
  const std::vector<Example>& examples;  ///< to find the range of activations and the plain words
  std::string recipe;
};

/// Writes the model to `path`; the same parts give the same bytes. Throws std::runtime_error if the file
/// cannot be written.
void write_model(const ModelParts& parts, const std::string& path);

}  // namespace textmill::entity_tagger
