// Running a document in a process of its own, to see whether it fails there.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "cli/workbench.hpp"

namespace textmill::host {

/// What became of the document, in words that do not depend on its length or place: "ok", "set aside by stage
/// 'x': ...", "crashed with SIGSEGV (signal 11)", "ended the process with exit status 3", "took more than 200
/// ms". Numbers in messages of stages are #. The process is forked from this one, with the bench's models; it
/// prints nothing.
std::string try_document(Workbench& bench, std::string_view id, std::string_view text, const TextPairs& meta,
                         std::chrono::milliseconds limit);

}  // namespace textmill::host
