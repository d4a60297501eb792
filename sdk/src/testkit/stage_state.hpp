// What a testkit::Stage holds, and the host's function table that is given to its plugin.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "text_state.hpp"

namespace textmill::testkit::detail {

/// The call that is to fail.
struct FailingCall {
  std::string function;   ///< empty: none
  std::uint32_t nth = 0;  ///< from 1
  std::uint32_t seen = 0;
};

/// Counts the calls of this thread while it lives; functions of the contract that concern a document are not
/// given their table.
class FailingTurn {
 public:
  explicit FailingTurn(FailingCall& call);
  ~FailingTurn();
  FailingTurn(const FailingTurn&) = delete;  // one at a time
  FailingTurn& operator=(const FailingTurn&) = delete;
};

/// True if the host has a function of this name that can fail.
bool can_fail(std::string_view function);

struct HostConfig {
  bool has_manifest = false;
  std::vector<StageDecl> stages;
  ValueMap options;
  std::string resource_dir = ".";
  bool expired = false;
  FailingCall failing;
};

struct alignas(4096) Page {
  char bytes[4096];
};

struct StageState {
  StageState() = default;
  StageState(const StageState&) = delete;  // the plugin holds a pointer to `host`
  StageState& operator=(const StageState&) = delete;
  ~StageState();

  /// Calls create_model and create_instance.
  Status create();
  Result<std::string> reduce() const;

  const textmill_stage* table = nullptr;
  textmill_host host{};
  std::optional<StageDecl> decl;
  ValueMap options;
  std::string resource_dir;
  bool expired = false;
  FailingCall failing;
  void* model = nullptr;
  void* instance = nullptr;
  Status status;
  std::string complaint;  ///< what the plugin said with fail_setup
  std::vector<LogLine> log;
  std::vector<LogLine>* log_of_document = nullptr;  ///< set while the stage is inside `process`
  std::deque<std::vector<textmill_string>> lists;
  std::vector<std::pair<std::string, std::string>> contributions;  ///< id and bytes, in the order of the runs
  std::deque<std::unique_ptr<Page[]>> memory;                      ///< that the model asked for
};

/// A reduction under way.
struct ReductionState {
  std::string result;
  std::string complaint;
};

/// The table for one stage; `state` must outlive it.
textmill_host make_host_table(StageState& state);

/// Checks the options a test gave against the manifest, as the host does with those of a pipeline, and fills
/// in the defaults of the others.
Status resolve_options(const StageDecl& stage, ValueMap& options);

}  // namespace textmill::testkit::detail
