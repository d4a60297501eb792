// A pipeline file, checked and resolved: everything the engine needs to build and run the chain.
#pragma once

#include <cstdint>
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
enum class OutputCompression { Auto, None, Gzip, Zstd };
enum class Isolation { Auto, Thread, Process };

/// One value of the pipeline, typed as its OptionSpec says. Owns its strings; Value::string and ::strings of
/// `value` are not set.
struct TypedOption {
  std::string name;
  std::string text;                  ///< of a string, choice or path
  std::vector<std::string> texts;    ///< of a list of strings
  Value value;                       ///< TEXTMILL_NULL: neither given nor with a default
  const OptionSpec* spec = nullptr;  ///< in the catalog's manifest or in host_keys
  std::string origin;                ///< for people: "default", "line 4", "line 4, --set keyphrase"

  /// The value with its strings pointing into this object.
  Value to_value() const;
};

/// The values of one map of the pipeline file, in the order of their specs.
struct SectionValues {
  std::string name;  ///< "input", "output", "run"
  std::vector<TypedOption> values;
};

/// A parameter's final value.
struct ParamValue {
  std::string name;
  std::vector<std::string> texts;  ///< one, or the items of a list
  bool is_list = false;
  std::string origin;
};

struct PlannedStage {
  std::string id;  ///< unique in the pipeline
  StageRef ref;
  std::vector<TypedOption> options;  ///< all declared ones, defaults filled in
  StageBinding binding;
  std::optional<Condition> when;
  OnError on_error = OnError::Quarantine;
  std::int64_t time_limit_ns = 0;  ///< 0: none
  std::int64_t memory_limit_bytes = 0;
  int retries = 0;
  yaml::Mark mark;                    ///< of the stage in the file
  std::vector<TypedOption> settings;  ///< id, when, on_error, retry, limits.time and limits.memory as given
  std::vector<std::pair<std::string, std::string>> renames;  ///< `as:`, a stage's own name and the pipeline's
};

struct OutputPlan {
  std::string format;               ///< text, jsonl, csv, ...; empty: not given
  std::vector<std::string> layers;  ///< as listed; empty with `all_layers` set: every layer
  bool all_layers = true;
  OffsetUnit offsets = OffsetUnit::Byte;
  bool text = false;   ///< include the document's text
  bool meta = false;   ///< include the fields that came with the document
  bool align = false;  ///< a row for every record of the input, also for those without a result
  OutputCompression compression = OutputCompression::Auto;  ///< by the output's name
};

struct RunPlan {
  int workers = 0;  ///< 0: one per core
  Isolation isolation = Isolation::Auto;
  std::int64_t max_document_bytes = 64 << 20;
  double sample = 1;  ///< share of the documents to work on, chosen by a hash of their ids
};

struct InputPlan {
  std::string text_field = "text";  ///< JSON Lines
  std::string id_field = "id";
  std::string format = "auto";          ///< auto, text, jsonl, html, warc
  std::int64_t max_window = 128 << 20;  ///< zstd: bytes of memory a frame may ask for
};

struct Plan {
  std::string file;  ///< as given
  std::string name;
  std::vector<ParamValue> params;
  std::vector<PlannedStage> stages;
  DocumentSchema schema;
  InputPlan input;
  OutputPlan output;
  RunPlan run;
  std::vector<SectionValues> sections;  ///< input, output and run as resolved, with their origins
};

/// Whether the plugin of any stage did not ship with Textmill.
bool has_foreign_plugins(const Plan& plan);

/// --set NAME=VALUE, in their order.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// Checks and resolves the pipeline file `file` whose content is `text`. `settings` are --set NAME=VALUE; the
/// last of one name counts. Nothing if there are problems; all of them are listed, in file order.
/// Paths in the file are relative to the file's folder and must exist. Nothing of any plugin is run.
/// `catalog` must outlive the plan.
std::optional<Plan> make_plan(const std::string& file, std::string_view text, const Settings& settings,
                              const Catalog& catalog, yaml::Problems& problems);

}  // namespace textmill::host
