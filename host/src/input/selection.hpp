// Only some records of the inputs, for running again what went wrong.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "input/reader.hpp"

namespace textmill::host {

/// Records by the place where they begin: input -> bytes from its (decompressed) start.
using Selection = std::map<std::string, std::set<std::uint64_t>>;

/// The inputs of a selection, in its order.
std::vector<std::string> inputs_of(const Selection& selection);

/// Gives the records of `reader` that are in `selection`; batches keep their numbers. Ends after the last of
/// them; one that was not found is a failure of its input.
std::unique_ptr<Reader> select_records(std::unique_ptr<Reader> reader, Selection selection);

}  // namespace textmill::host
