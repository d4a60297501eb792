// A comparison of results for people and for programs.
#pragma once

#include <string>

#include "cli/result_diff.hpp"

namespace textmill::host {

struct DiffNames {
  std::string a;
  std::string b;
};

/// Totals per layer, tables of labels, attributes, the most different documents. `width` is in columns.
std::string diff_text(const CorpusDifference& difference, const DiffNames& names, bool colour,
                      std::size_t width);
/// The same as one JSON object.
std::string diff_json(const CorpusDifference& difference, const DiffNames& names);
/// The same as a page of its own, A and B side by side.
std::string diff_html(const CorpusDifference& difference, const DiffNames& names);

}  // namespace textmill::host
