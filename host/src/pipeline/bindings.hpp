// From what each stage reads and writes to the numbered layers and attributes of the whole pipeline.
#pragma once

#include <string>
#include <vector>

#include "pipeline/report.hpp"
#include "pipeline/stage_draft.hpp"

namespace textmill::host {

/// Numbers all layers and attributes in the order in which stages write them and fills in the stages'
/// bindings. The layer `markup`, which the reader writes, gets a number when a stage reads it. Reports what a
/// stage needs and no earlier one writes, naming who would provide it, and names that two stages write. The
/// layer `findings` may have several writers with the same columns; its fixed labels are those of all of
/// them.
///
///   for each stage, in order: binder.bind_reads(i); ... schema() is what earlier stages write ...
///                             binder.bind_writes(i);
class Binder {
 public:
  Binder(std::vector<StageDraft>& drafts, const Catalog& catalog, Report& report)
      : drafts_(drafts), catalog_(catalog), report_(report) {}

  /// Binds what the stage reads; stages before it must have been bound.
  void bind_reads(std::size_t stage);
  void bind_writes(std::size_t stage);
  const DocumentSchema& schema() const { return schema_; }

 private:
  enum class Kind { Layer, Attribute };
  static constexpr std::size_t kReader = static_cast<std::size_t>(-1);  ///< in place of a stage
  struct Writer {
    std::size_t stage;
    std::size_t index;  ///< in its binding's write_layers
  };

  /// A name this stage writes and stage `first` wrote before.
  struct Conflict {
    std::string own;
    std::string name;
    std::size_t first;
  };

  static std::string noun(Kind kind, std::size_t count);
  static std::vector<std::string> written_names(Kind kind, const StageManifest& stage);
  static std::string pipeline_name(Kind kind, const StageDraft& draft, const std::string& own);
  std::uint32_t slot_of(Kind kind, const std::string& name) const;
  void bind_reads_of(Kind kind, std::size_t stage);
  std::uint32_t add_markup();
  void report_missing(Kind kind, std::size_t stage, const std::vector<std::string>& owns);
  std::string advice(Kind kind, std::size_t stage, const std::string& own, const std::string& it) const;
  std::string later_writer(Kind kind, std::size_t stage, const std::string& name,
                           const std::string& it) const;
  std::string renamed_writer(Kind kind, std::size_t stage, const std::string& own) const;
  std::string plugin_writer(Kind kind, const std::string& own) const;
  void add_layer(std::size_t stage, const LayerSpec& declared, std::vector<Conflict>& conflicts);
  void share_layer(std::uint32_t slot, const LayerSpec& spec, std::size_t stage, const std::string& own);
  void set_parents(std::size_t stage);
  void add_attribute(std::size_t stage, const AttributeSpec& declared, std::vector<Conflict>& conflicts);
  void report_second_writer(Kind kind, std::size_t stage, std::vector<Conflict> conflicts);

  std::vector<StageDraft>& drafts_;
  const Catalog& catalog_;
  Report& report_;
  DocumentSchema schema_;
  std::vector<std::vector<Writer>> layer_writers_;  ///< per slot
  std::vector<std::size_t> attribute_writers_;      ///< per slot
};

}  // namespace textmill::host
