// The layers a stage reads, made up for it: no other plugin is needed, and any layer that keeps to the
// contract may come, also ones no real plugin would write.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "document/document.hpp"
#include "plugins/manifest.hpp"

namespace textmill::host {

/// The columns that the well-known layer of this name has; a label and a score for any other.
LayerSpec made_layer_spec(const std::string& name);

enum class LayerStyle {
  Plain,  ///< as the segmenter would, roughly
  Empty,  ///< there and without rows
  Wild,   ///< rows anywhere, overlapping, with random labels and scores
};

/// Fills the layers that `writer` may write.
void make_layers(Document& document, const StageBinding& writer, LayerStyle style, std::mt19937& random);

}  // namespace textmill::host
