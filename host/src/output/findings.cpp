#include "output/findings.hpp"

#include <algorithm>

#include "output/offset_map.hpp"
#include "output/terminal_text.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kMark = 3;  // bytes of a byte order mark, which is not part of the text

/// Lines of a text, to be asked for places.
class Lines {
 public:
  Lines(std::string_view text, OffsetUnit unit) : offsets_(text, unit) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      begins_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  TextPlace at(std::uint32_t byte) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), byte);
    return {static_cast<std::uint32_t>(after - begins_.begin()), offsets_(byte) - offsets_(after[-1]) + 1};
  }

 private:
  OffsetMap offsets_;
  std::vector<std::uint32_t> begins_ = {0};
};

std::string message_of(const Layer& layer, std::uint32_t row, std::string_view text) {
  std::string message(string_feature(layer, "message", row));
  if (message.empty()) message = text;
  const std::string_view suggestion = string_feature(layer, "suggestion", row);
  if (!suggestion.empty()) message.append("; ").append(suggestion);
  return one_line(message);
}

}  // namespace

Result<std::size_t> findings_slot(const Plan& plan, std::string_view format) {
  const std::vector<LayerSpec>& layers = plan.schema.layers;
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [](const LayerSpec& spec) { return spec.name == "findings"; });
  if (found == layers.end()) {
    return Status(Code::BadPipeline,
                  "output format '" + std::string(format) +
                      "' needs the layer 'findings', which no stage of this pipeline writes");
  }
  return static_cast<std::size_t>(found - layers.begin());
}

std::vector<Finding> findings_of(const Document& document, std::size_t slot, OffsetUnit unit) {
  const Layer& layer = document.layer(slot);
  std::vector<Finding> findings;
  if (layer.size() == 0) return findings;
  const Lines lines(document.text(), unit);
  for (std::uint32_t row = 0; row < layer.size(); ++row) {
    const textmill_span span = layer.spans()[row];
    const std::string_view rule = layer.label(row);
    findings.push_back({severity_of(layer, row), rule.empty() ? "finding" : rule,
                        message_of(layer, row, text_of(document.text(), {span.begin, span.end})), span,
                        lines.at(span.begin), lines.at(span.end)});
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.span.begin < b.span.begin; });
  return findings;
}

std::string told_in_file(const Finding& finding, const Document& document) {
  if (standing_of(document) == Standing::Whole) return finding.message;
  return finding.message + " (document " + one_line(document.id()) + ", line " +
         std::to_string(finding.begin.line) + ", column " + std::to_string(finding.begin.column) + ")";
}

Standing standing_of(const Document& document) {
  const Source& source = document.source();
  if (source.line > 0) return Standing::Line;
  const std::size_t size = document.text().size();
  const bool is_whole = source.offset == 0 && (source.length == size || source.length == size + kMark);
  return is_whole ? Standing::Whole : Standing::Inside;
}

OffsetUnit column_unit(const Plan& plan) {
  return plan.output.offsets == OffsetUnit::Byte ? OffsetUnit::Codepoint : plan.output.offsets;
}

std::vector<KnownRule> known_rules(const Plan& plan) {
  std::vector<KnownRule> rules;
  for (const PlannedStage& stage : plan.stages) {
    if (!stage.ref.stage) continue;
    for (const RuleSpec& spec : stage.ref.stage->rules) {
      const bool is_new = std::none_of(rules.begin(), rules.end(),
                                       [&](const KnownRule& rule) { return rule.spec->name == spec.name; });
      if (is_new) rules.push_back({&spec, stage.id});
    }
  }
  return rules;
}

std::string_view name_of(Severity severity) {
  constexpr std::string_view kNames[] = {"error", "warning", "note"};
  return kNames[static_cast<std::size_t>(severity)];
}

}  // namespace textmill::host
