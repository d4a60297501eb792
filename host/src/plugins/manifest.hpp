// What a plugin says about itself in plugin.yaml, read from the library's ELF section without running
// any of its code. docs/manifest.md describes the file for plugin authors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "document/schema.hpp"
#include "textmill/status.hpp"
#include "yaml/node.hpp"

namespace textmill::host {

enum class OptionType { Bool, Integer, Number, String, Choice, Strings, Size, Duration, Percentage, Path };
enum class Threading { PerWorker, Concurrent, Serial };

/// One option of a stage. Values are kept as YAML until `typed_option` makes them typed.
struct OptionSpec {
  std::string name;
  OptionType type = OptionType::String;
  std::optional<yaml::Node> default_value;
  std::optional<double> minimum;  ///< integer, number, percentage; size in bytes; duration in seconds
  std::optional<double> maximum;
  std::vector<std::string> choices;  ///< for choice; for strings: what each item may be, if not empty
  bool required = false;
  std::string summary;  ///< one sentence
};

/// A layer or attribute a stage reads, by the stage's own name for it.
struct ReadSpec {
  std::string name;
  bool optional = false;
};

/// What a stage's findings may be about: the labels of its layer of findings, for people and for the tools that
/// show findings.
struct RuleSpec {
  std::string name;
  std::string summary;  ///< one sentence: what is wrong
  std::string help;     ///< what to do about it
};

struct StageManifest {
  std::string id;
  std::string summary;
  Threading threading = Threading::PerWorker;
  std::vector<ReadSpec> read_layers;
  std::vector<ReadSpec> read_attributes;
  bool reads_meta = false;
  std::vector<LayerSpec> write_layers;       ///< parent_slot is not set here; see parent_layers
  std::vector<std::string> parent_layers;    ///< of write_layers, same order; empty: none named
  std::vector<std::string> layer_summaries;  ///< of write_layers, same order
  std::vector<AttributeSpec> write_attributes;
  std::vector<std::string> attribute_summaries;  ///< of write_attributes, same order
  std::vector<RuleSpec> rules;
  std::string result;  ///< what it makes of all documents of a run, one sentence; empty: nothing
  std::vector<OptionSpec> options;
};

struct Manifest {
  std::string id;
  std::string version;
  std::string licence;
  std::string summary;
  std::string homepage;
  std::uint32_t abi_major = 1;
  std::uint32_t abi_minor = 0;
  std::vector<std::string> drafts;  ///< extensions that are not yet part of the contract
  std::vector<StageManifest> stages;
};

/// Reads a manifest's text; `file` is only for messages. Nothing if there are problems.
std::optional<Manifest> parse_manifest(const std::string& file, std::string_view text,
                                       yaml::Problems& problems);

}  // namespace textmill::host
