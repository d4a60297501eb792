// A pipeline file, checked and resolved: everything the engine needs to build and run the chain.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "document/schema.hpp"
#include "document/value.hpp"
#include "pipeline/condition.hpp"
#include "plugins/catalog.hpp"
#include "yaml/node.hpp"

namespace textmill::host {

/// What happens to a document a stage fails on.
enum class OnError {
  Fail,        ///< the run stops
  Drop,        ///< the document is left out and counted
  SkipStage,   ///< the document goes on without this stage's layers
  Quarantine,  ///< the document is set aside with the reason
};

enum class OffsetUnit { Byte, Codepoint, Utf16 };
enum class Isolation { Auto, Thread, Process };

/// A typed option that owns its strings. Value::string and ::strings point into `text` and `texts`.
struct TypedOption {
  std::string name;
  std::string text;
  std::vector<std::string> texts;
  Value value;  ///< strings set when the plan is finished; use `to_value`

  /// The value with its strings pointing into this object.
  Value to_value() const;
};

struct PlannedStage {
  std::string id;                ///< unique in the pipeline
  StageRef ref;
  std::vector<TypedOption> options;   ///< all declared ones, defaults filled in
  StageBinding binding;
  std::optional<Condition> when;
  OnError on_error = OnError::Quarantine;
  std::int64_t time_limit_ns = 0;     ///< 0: none
  std::int64_t memory_limit_bytes = 0;
  int retries = 0;
  yaml::Mark mark;               ///< of the stage in the file
};

struct OutputPlan {
  std::string format;            ///< text, jsonl, csv, ...; empty: not given
  std::vector<std::string> layers;  ///< as listed; empty with `all_layers` set: every layer
  bool all_layers = true;
  OffsetUnit offsets = OffsetUnit::Byte;
  bool text = false;             ///< include the document's text
  bool meta = false;             ///< include the fields that came with the document
};

struct RunPlan {
  int workers = 0;               ///< 0: one per core
  Isolation isolation = Isolation::Auto;
  std::int64_t max_document_bytes = 64 << 20;
};

struct InputPlan {
  std::string text_field = "text";   ///< JSON Lines
  std::string id_field = "id";
  std::string format = "auto";       ///< auto, text, jsonl, ...
};

struct Plan {
  std::string file;              ///< as given
  std::string name;
  std::vector<std::pair<std::string, std::string>> params;  ///< final values, as text
  std::vector<PlannedStage> stages;
  DocumentSchema schema;
  InputPlan input;
  OutputPlan output;
  RunPlan run;
  std::string fingerprint;       ///< changes when anything that affects results does
};

/// Reads, checks and resolves a pipeline file. `settings` are --set NAME=VALUE. All problems are listed,
/// those of the file first, then those of plugins. Nothing of any plugin is run.
std::optional<Plan> make_plan(const std::string& file, std::string_view text,
                              const std::vector<std::pair<std::string, std::string>>& settings,
                              const Catalog& catalog, yaml::Problems& problems);

}  // namespace textmill::host
