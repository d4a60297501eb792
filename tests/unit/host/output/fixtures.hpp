// A hand-made document with layers, as if a pipeline had run.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

struct MadeSpan {
  std::uint32_t begin;
  std::uint32_t end;
  std::string_view label = {};
  float score = 0;
  std::uint32_t parent = TEXTMILL_NONE;
  std::vector<std::string_view> strings = {};  ///< string features, in the order of the layer's
};

/// Declare layers and attributes first, then `start` a document, then `add` spans and `set` attributes.
class MadeDocument {
 public:
  LayerSpec& declare(std::string name, bool labels = true, bool scores = false,
                     std::vector<FeatureSpec> features = {}) {
    LayerSpec spec;
    spec.name = std::move(name);
    spec.has_labels = labels;
    spec.has_scores = scores;
    spec.features = std::move(features);
    plan.schema.layers.push_back(std::move(spec));
    return plan.schema.layers.back();
  }
  void declare_attribute(std::string name, textmill_type type) {
    plan.schema.attributes.push_back({std::move(name), type});
  }

  Document& start(std::string_view id, std::string_view text, const Source& source = {"in.txt", 0, 0, 0}) {
    binding_ = {};
    for (std::uint32_t i = 0; i < plan.schema.layers.size(); ++i) {
      binding_.write_layers.push_back({plan.schema.layers[i].name, i});
    }
    for (std::uint32_t i = 0; i < plan.schema.attributes.size(); ++i) {
      binding_.write_attributes.push_back({plan.schema.attributes[i].name, i});
    }
    if (!document) document.emplace(plan.schema);
    document->reset(source, id, text);
    return *document;
  }

  void add(std::string_view layer_name, const std::vector<MadeSpan>& spans) {
    document->enter(binding_);
    Layer& layer = *document->write_layer(layer_name);
    for (const MadeSpan& span : spans) {
      textmill_columns columns{};
      EXPECT_TRUE(layer.reserve(1, columns).ok());
      columns.spans[0] = {span.begin, span.end};
      if (columns.labels && !span.label.empty()) columns.labels[0] = layer.intern(span.label);
      if (columns.scores) columns.scores[0] = span.score;
      if (columns.parents) columns.parents[0] = span.parent;
      std::uint32_t feature = 0;
      for (std::size_t i = 0; i < layer.spec().features.size(); ++i) {
        if (layer.spec().features[i].type == TEXTMILL_INTEGER) columns.integer_features[i][0] = 7;
        if (layer.spec().features[i].type == TEXTMILL_NUMBER) columns.number_features[i][0] = 0.1;
        if (layer.spec().features[i].type != TEXTMILL_STRING || feature >= span.strings.size()) continue;
        EXPECT_TRUE(
            layer.set_string(columns.first_row, static_cast<std::uint32_t>(i), span.strings[feature++]).ok());
      }
      EXPECT_TRUE(layer.commit(1).ok());
    }
    const Status status = document->leave();
    EXPECT_TRUE(status.ok()) << status.message();
  }

  void set(std::string_view name, const Value& value) {
    document->enter(binding_);
    EXPECT_TRUE(document->set_attribute(name, value.to_abi()).ok());
    EXPECT_TRUE(document->leave().ok());
  }

  Plan plan;
  std::optional<Document> document;

 private:
  StageBinding binding_;
};

}  // namespace textmill::host
