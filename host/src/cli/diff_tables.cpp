#include "cli/diff_tables.hpp"

#include <algorithm>
#include <set>

#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kLargestTable = 16;  // labels

std::string number_or_dot(std::size_t number) { return number == 0 ? "." : std::to_string(number); }

/// Labels that are not only where they were, the most frequent ones.
std::vector<std::string> unsteady_labels(const LayerTotals& totals) {
  std::map<std::string, std::size_t> counts;
  std::set<std::string> unsteady;
  for (const auto& [pair, count] : totals.labels) {
    counts[pair.first] += count;
    counts[pair.second] += count;
    if (pair.first != pair.second) unsteady.insert({pair.first, pair.second});
  }
  std::vector<std::string> labels(unsteady.begin(), unsteady.end());
  std::erase(labels, "");
  std::stable_sort(labels.begin(), labels.end(),
                   [&](const auto& x, const auto& y) { return counts[x] > counts[y]; });
  if (labels.size() > kLargestTable) labels.resize(kLargestTable);
  return labels;
}

std::string place(const ResultSpan& span) {
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
}

}  // namespace

std::string_view name_of(SpanChange change) {
  constexpr std::string_view kNames[] = {"added", "removed", "moved", "relabelled", "changed"};
  return kNames[static_cast<std::size_t>(change)];
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::vector<std::vector<std::string>> totals_table(const CorpusDifference& difference) {
  std::vector<std::vector<std::string>> rows = {{"layer", "same"}};
  for (const SpanChange change : kChanges) rows[0].emplace_back(name_of(change));
  for (const auto& [layer, totals] : difference.layers) {
    if (totals.same + totals.differences() == 0) continue;
    std::vector<std::string> row = {one_line(layer), number_or_dot(totals.same)};
    for (const std::size_t count : totals.changes) row.push_back(number_or_dot(count));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::vector<std::string>> label_table(const LayerTotals& totals) {
  std::vector<std::string> labels = unsteady_labels(totals);
  if (labels.empty()) return {};
  labels.emplace_back();
  const auto shown = [](const std::string& label) { return label.empty() ? "none" : one_line(label); };
  std::vector<std::vector<std::string>> rows = {{"A \\ B"}};
  for (const std::string& b : labels) rows[0].push_back(shown(b));
  for (const std::string& a : labels) {
    std::vector<std::string> row = {shown(a)};
    for (const std::string& b : labels) {
      const auto found = totals.labels.find({a, b});
      row.push_back(
          number_or_dot(found == totals.labels.end() || (a.empty() && b.empty()) ? 0 : found->second));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> one_sided_layers(const CorpusDifference& difference) {
  std::vector<std::string> lines;
  for (const auto& [layer, totals] : difference.layers) {
    for (const auto& [count, side] : {std::pair(totals.only_a, "A"), std::pair(totals.only_b, "B")}) {
      if (count > 0)
        lines.push_back("layer " + one_line(layer) + ": only in " + side + ", in " +
                        counted(count, "document"));
    }
  }
  return lines;
}

std::string span_text(const ResultSpan& span) {
  std::string text = place(span);
  if (!span.label.empty()) text += " " + one_line(span.label);
  if (!span.text.empty()) text += " '" + fit(one_line(span.text), 60) + "'";
  return text;
}

std::string features_text(const ResultSpan& span, const ResultSpan& other) {
  std::string text;
  for (const auto& [name, value] : span.features) {
    const auto found = other.features.find(name);
    if (found == other.features.end() || found->second != value)
      text += " " + one_line(name) + "=" + one_line(value);
  }
  return text.empty() ? " without" : text;
}

std::string summary_line(const CorpusDifference& difference) {
  std::string line = counted(difference.both, "document") + " in both";
  if (!difference.only_a.empty()) line += ", " + std::to_string(difference.only_a.size()) + " only in A";
  if (!difference.only_b.empty()) line += ", " + std::to_string(difference.only_b.size()) + " only in B";
  return line + "; " +
         (difference.differ == 0
              ? "none differs"
              : std::to_string(difference.differ) + (difference.differ == 1 ? " differs" : " differ"));
}

}  // namespace textmill::host
