// Everything a plugin is tried for, by what it is about; each file of checks_*.cpp has one of these.
#pragma once

#include "validate/check.hpp"

namespace textmill::host {

/// The stage is made and unmade: entry, options, extensions it offers or is not offered.
std::vector<Check> making_checks();
/// Documents of every kind: their outcome, what is written over them, the same each time.
std::vector<Check> document_checks();
/// How it behaves as a guest: threads, fork, memory, descriptors, output, calls that fail.
std::vector<Check> guest_checks();
/// What it costs: leaks, growth with length, speed, a very long document.
std::vector<Check> cost_checks();

}  // namespace textmill::host
