// The list of documents set aside that a run writes, read again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "textmill/status.hpp"

namespace textmill::host {

/// A document that was set aside.
struct QuarantinedDocument {
  std::string id;
  std::string path;          ///< the input it stands in
  std::uint64_t offset = 0;  ///< where it begins there
  std::string message;       ///< why it was set aside
};

/// All documents of a quarantine file that were set aside, not those that were dropped. Fails with
/// Code::BadUsage, a sentence that begins with the path, if the file cannot be read or is none.
Result<std::vector<QuarantinedDocument>> read_quarantine(const std::string& file);

}  // namespace textmill::host
