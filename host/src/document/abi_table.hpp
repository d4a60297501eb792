// The host's side of the plugin contract: the function table that turns ABI calls into calls of
// Document and Layer. The only file that casts between the two worlds.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "document/common_memory.hpp"
#include "document/document.hpp"
#include "textmill/abi.h"

namespace textmill::host {

/// What one stage's host table needs to know: who is logging.
struct StageHost {
  std::string stage;  ///< id in the pipeline
  std::function<void(int level, std::string_view stage, std::string_view message)> log;
  std::vector<std::string> drafts = {};  ///< that its manifest lists; others are not offered to it
};

/// The drafts of textmill/drafts.h that this host has.
const std::vector<std::string>& offered_drafts();

/// A stage being created: its options and the folder of its plugin's files.
struct SetupData {
  std::vector<std::pair<std::string, Value>> options;
  std::string resource_dir;
  CommonMemory* memory = nullptr;  ///< outlives the model; null: none is offered
  std::string complaint;           ///< what the plugin said with fail_setup
};

/// A reduction under way: what a stage writes as its result, or why it cannot.
struct ReductionData {
  std::string result;
  std::string complaint;  ///< what the plugin last said with `fail`
};

/// The table for one stage. `stage` must outlive it; the table must outlive the stage's model.
textmill_host make_host_table(StageHost& stage);

inline textmill_document* to_handle(Document& document) {
  return reinterpret_cast<textmill_document*>(&document);
}
inline textmill_reduction* to_handle(ReductionData& reduction) {
  return reinterpret_cast<textmill_reduction*>(&reduction);
}
inline textmill_setup* to_handle(SetupData& setup) { return reinterpret_cast<textmill_setup*>(&setup); }

}  // namespace textmill::host
