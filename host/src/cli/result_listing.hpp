// A document's result as lines to compare and to review: golden files of `textmill test`.
#pragma once

#include <string>

#include "document/document.hpp"
#include "pipeline/plan.hpp"

namespace textmill::host {

/// A line per attribute, and per span of the layers that the plan's output names: place in bytes, label,
/// text, string and integer features. Scores are left out and numbers have three digits, as compilers differ
/// in the last ones.
std::string result_listing(const Plan& plan, const Document& document);

}  // namespace textmill::host
