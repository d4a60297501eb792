// What a run is made of, so that only the same run is resumed.
#pragma once

#include <optional>

#include "engine/run_state.hpp"
#include "input/reader.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

/// The pipeline by its `fingerprint`, with its plugins' builds, the form of the output, and each input with
/// its size and time (of more than 1000 inputs, their number and a hash). Nothing if an input is not a
/// regular file: what came through a pipe cannot be read again.
std::optional<RunIdentity> run_identity(const Plan& plan, const std::string& fingerprint,
                                        const Reader& reader, std::size_t shards);

}  // namespace textmill::host
