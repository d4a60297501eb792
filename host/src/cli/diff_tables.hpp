// What the comparisons for a terminal and for a page have in common: their words and the cells of their tables.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/result_diff.hpp"

namespace textmill::host {

inline constexpr SpanChange kChanges[] = {SpanChange::Added, SpanChange::Removed, SpanChange::Moved,
                                          SpanChange::Relabelled, SpanChange::Changed};

/// "added", "removed", "moved", "relabelled", "changed".
std::string_view name_of(SpanChange change);

/// "1 document", "2 documents".
std::string counted(std::size_t count, const std::string& what);

/// A row per layer with spans, below a heading.
std::vector<std::vector<std::string>> totals_table(const CorpusDifference& difference);

/// The confusion table: A's labels down, B's across, "none" last; no rows if no label is unsteady.
std::vector<std::vector<std::string>> label_table(const LayerTotals& totals);

/// "blocks: 3 documents have it only in B", for each layer like this.
std::vector<std::string> one_sided_layers(const CorpusDifference& difference);

/// "4-9 PERSON 'Hart'".
std::string span_text(const ResultSpan& span);

/// The features of `span` that `other` has not or has with another value: " norm=3"; " without" if none.
std::string features_text(const ResultSpan& span, const ResultSpan& other);

/// "3 documents in both, 1 only in A; 2 differ".
std::string summary_line(const CorpusDifference& difference);

}  // namespace textmill::host
