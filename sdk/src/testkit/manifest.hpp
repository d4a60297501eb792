// The part of a plugin.yaml the fake host needs. The host has its own, stricter reader; here a manifest is
// only used to behave as the host would.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {

struct FeatureDecl {
  std::string name;
  textmill_type type = TEXTMILL_STRING;
};

/// The columns of a layer.
struct LayerDecl {
  std::string name;
  bool has_labels = true;
  bool has_scores = true;
  bool has_parents = true;
  std::string parent;               ///< layer the parents are rows of; empty: not checked
  std::vector<std::string> labels;  ///< fixed label numbers
  std::vector<FeatureDecl> features;
};

struct AttributeDecl {
  std::string name;
  textmill_type type = TEXTMILL_STRING;
};

struct OptionDecl {
  std::string name;
  std::string type;
  Value default_value;
  bool required = false;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::vector<std::string> choices;
};

struct StageDecl {
  std::string id;
  std::vector<std::string> read_layers;
  std::vector<std::string> read_attributes;
  bool reads_meta = false;
  std::vector<LayerDecl> write_layers;
  std::vector<AttributeDecl> write_attributes;
  bool has_result = false;
  std::vector<OptionDecl> options;
};

/// Throws std::runtime_error naming the file and what is wrong.
std::vector<StageDecl> read_manifest(const std::string& file);

/// The ABI type an option of manifest type `type` has ("duration" is an integer).
textmill_type option_type(const std::string& type);

/// "bool", "integer", ...
const char* type_name(textmill_type type);

}  // namespace textmill::testkit
