// One stage of a plugin, loaded into this process and driven call by call, with everything it needs made up
// from its manifest.
#pragma once

#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "plugins/catalog.hpp"
#include "validate/host_probe.hpp"
#include "validate/made_layers.hpp"

namespace textmill::host {

/// How one document ended.
struct Turn {
  std::int32_t status = TEXTMILL_OK;  ///< what process returned
  Status outcome;                     ///< Ok, Drop with the reason, or what was wrong
  bool broke_contract = false;  ///< not the document's fault: bad spans, undeclared names, something thrown
  bool gave_no_reason = false;  ///< failed or dropped it without a word
  std::int64_t wall_ns = 0;     ///< in process
  std::int64_t cpu_ns = 0;
  std::string written;  ///< all that the stage wrote, as one text; empty unless Ok
};

/// The options of a manifest with their defaults; a required one gets a value that its manifest allows.
std::vector<TypedOption> usual_options(const StageManifest& stage);

class DrivenStage {
 public:
  /// Loads the library, without a trial; Code::BadPlugin if it or its entry is wrong. `entry` must outlive
  /// it.
  static Result<std::unique_ptr<DrivenStage>> load(const CatalogEntry& entry, const StageManifest& stage);
  ~DrivenStage();
  DrivenStage(const DrivenStage&) = delete;  // the plugin holds pointers into it
  DrivenStage& operator=(const DrivenStage&) = delete;

  HostProbe& probe() { return *probe_; }
  const textmill_stage& table() const { return *table_; }
  void* model() const { return model_; }

  /// Makes the model and one instance; destroys what was made before.
  Status create(const std::vector<TypedOption>& options);
  /// create with usual_options.
  Status create();
  void destroy();
  Result<void*> make_instance();
  void destroy_instance(void* instance) { table_->destroy_instance(instance); }

  /// Runs the stage over a text with made layers. Any thread, with an instance of its own.
  Turn run(const std::string& text, LayerStyle style = LayerStyle::Plain, unsigned seed = 1);
  Turn run_in(void* instance, const std::string& text, LayerStyle style, unsigned seed);
  /// What the stage wrote over each of `texts` in one call of textmill.batch/1.
  Result<std::vector<Turn>> run_batch(const textmill_batch& calls, const std::vector<std::string>& texts);

 private:
  DrivenStage(const CatalogEntry& entry, const StageManifest& stage);
  void make_schema();
  void prepare(Document& document, const std::string& text, LayerStyle style, unsigned seed) const;
  void conclude(Turn& turn, const std::string& thrown, Document& document) const;
  std::string written(const Document& document) const;

  const CatalogEntry& entry_;
  const StageManifest& stage_;
  const textmill_stage* table_ = nullptr;
  StageHost host_;
  std::unique_ptr<HostProbe> probe_;
  DocumentSchema schema_;
  StageBinding maker_;  ///< who makes the layers it reads
  StageBinding binding_;
  std::mutex log_mutex_;
  std::string last_message_;  ///< logged
  void* model_ = nullptr;
  void* instance_ = nullptr;
};

}  // namespace textmill::host
