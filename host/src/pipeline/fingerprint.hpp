// One hash over everything that decides the results of a run.
#pragma once

#include <string>

#include "pipeline/plan.hpp"

namespace textmill::host {

/// 32 hexadecimal digits (XXH3, 128 bits) over stages, plugins (id, version, build id, the files beside
/// them), typed options, files that options name, bindings, conditions, error rules and what is read and
/// written; not over workers, isolation, names of parameters or the pipeline's own path. The same on every
/// machine that has the same files. Files over 4 MiB are hashed by size and evenly spread samples. Reads
/// megabytes each time, so only who has a use for it asks.
std::string fingerprint(const Plan& plan);

}  // namespace textmill::host
