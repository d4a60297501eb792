// What a pipeline's documents can hold: the layers and attributes of all its stages, numbered once, so
// that a stage at work finds its tables by number.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "textmill/abi.h"

namespace textmill::host {

struct FeatureSpec {
  std::string name;
  textmill_type type = TEXTMILL_STRING;  ///< integer, number or string
};

/// The columns of a layer, as its writer's manifest declares them.
struct LayerSpec {
  std::string name;  ///< in the pipeline, after `as:`
  bool has_labels = false;
  bool has_scores = false;
  bool has_parents = false;
  std::uint32_t parent_slot = TEXTMILL_NONE;  ///< the layer that parents are rows of; NONE: not checked
  std::vector<std::string> labels;            ///< the fixed ones; more may be interned per document
  std::vector<FeatureSpec> features;
};

struct AttributeSpec {
  std::string name;  ///< in the pipeline, after `as:`
  textmill_type type = TEXTMILL_STRING;
};

struct DocumentSchema {
  std::vector<LayerSpec> layers;
  std::vector<AttributeSpec> attributes;
  std::uint32_t markup_slot = TEXTMILL_NONE;  ///< the layer that the reader writes; NONE: no stage reads it
};

/// One of a stage's own names and the slot of the schema it stands for.
struct BoundName {
  std::string name;                    ///< as the plugin says it
  std::uint32_t slot = TEXTMILL_NONE;  ///< NONE: optional and written by nobody
  /// Write layers that several stages share (findings): the rows of this stage are merged with those of
  /// earlier ones, and `labels[i]` is the layer's number for the label i of this stage's manifest.
  bool shared = false;
  std::vector<std::uint32_t> labels = {};
};

/// Which slots of the schema one stage may touch.
struct StageBinding {
  std::string stage;  ///< the stage's id in the pipeline, for messages
  std::vector<BoundName> read_layers;
  std::vector<BoundName> write_layers;
  std::vector<BoundName> read_attributes;
  std::vector<BoundName> write_attributes;
  bool reads_meta = false;
  std::uint32_t result_slot =
      TEXTMILL_NONE;  ///< for contributions to a result over all documents; NONE: has none
};

}  // namespace textmill::host
