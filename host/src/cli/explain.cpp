#include "cli/explain.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "cli/marked_text.hpp"
#include "cli/test_match.hpp"
#include "cli/workbench.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kShownInputs = 8;  // rows of an input layer below one span

/// FILE:OFFSET taken apart; a file whose name looks like that is itself.
struct Place {
  std::string file;
  std::optional<std::uint32_t> offset;
};

Place parse_place(const std::string& text) {
  std::error_code failed;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || std::filesystem::exists(text, failed)) return {text, std::nullopt};
  std::uint32_t offset = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, offset);
  if (error != std::errc() || rest != end) return {text, std::nullopt};
  return {text.substr(0, colon), offset};
}

/// The byte where the unit number `offset` of the text begins; the text's size if it is shorter.
std::uint32_t byte_of(std::string_view text, std::uint32_t offset, OffsetUnit unit) {
  std::uint32_t units = 0;
  std::uint32_t begin = 0;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool begins = (byte & 0xC0) != 0x80;
    if (begins && units > offset) return begin;
    if (begins) begin = at;
    if (unit == OffsetUnit::Byte) {
      units = at + 1;
    } else if (begins) {
      units += unit == OffsetUnit::Utf16 && byte >= 0xF0 ? 2 : 1;
    }
    if (units > offset) return begin;
  }
  return static_cast<std::uint32_t>(text.size());
}

Span span_of(const Layer& layer, std::uint32_t row) {
  return {layer.spans()[row].begin, layer.spans()[row].end};
}

class Explanation {
 public:
  Explanation(const Workbench& bench, const Console& console)
      : plan_(bench.plan()),
        document_(bench.document()),
        paint_(console.colour),
        width_(static_cast<std::size_t>(std::max(console.width, 40))) {}

  void head(const ChainResult& result) {
    out += paint_(Style::Strong, one_line(document_.id())) + ", pipeline " + one_line(plan_.name) + ": " +
           one_line(describe(result)) + "\n";
    if (document_.text().empty()) out += "the text is empty\n";
  }

  void stages(const ChainResult& result) {
    out += "\n" + paint_(Style::Strong, "Stages") + "\n";
    for (const PlannedStage& stage : plan_.stages) {
      line(stage_title(stage) + ": " + outcome_of(stage, result), "  ");
      if (stage.id == result.failure.stage && result.outcome != Outcome::Ok) break;
    }
  }

  void place(std::uint32_t byte) {
    const auto next = static_cast<std::uint32_t>(std::min<std::size_t>(byte + 1, document_.text().size()));
    out += "\n" + paint_(Style::Strong, "Byte " + std::to_string(byte)) + "\n" +
           marked_text(document_.text(), {{{byte, next}, '^', ""}}, width_);
    bool is_covered = false;
    for (std::size_t slot = 0; slot < plan_.schema.layers.size(); ++slot) {
      const Layer& layer = document_.layer(slot);
      for (std::uint32_t row = 0; row < layer.size(); ++row) {
        const Span span = span_of(layer, row);
        if (span.begin > byte || (span.end <= byte && !(span.empty() && span.begin == byte))) continue;
        span_at(slot, layer, row);
        is_covered = true;
      }
    }
    if (!is_covered) out += "  no layer has a span here\n";
  }

  void attributes() {
    bool is_first = true;
    for (std::size_t slot = 0; slot < plan_.schema.attributes.size(); ++slot) {
      const Value* value = document_.attribute(slot);
      if (!value) continue;
      if (std::exchange(is_first, false)) out += "\n" + paint_(Style::Strong, "Attributes") + "\n";
      line(plan_.schema.attributes[slot].name + " = " + one_line(value_text(value)), "  ");
    }
  }

  std::string out;

 private:
  void line(const std::string& text, std::string_view indent) { wrap(text, indent, width_, out); }

  static std::string stage_title(const PlannedStage& stage) {
    std::string title = stage.id;
    const CatalogEntry* plugin = stage.ref.plugin;
    if (plugin && plugin->manifest)
      title += " (" + plugin->manifest->id + " " + plugin->manifest->version + ")";
    return title;
  }

  /// What the stage wrote, or why it wrote nothing.
  std::string outcome_of(const PlannedStage& stage, const ChainResult& result) const {
    if (result.outcome != Outcome::Ok && stage.id == result.failure.stage) {
      return (result.outcome == Outcome::Dropped ? "drops the document: " : "fails: ") +
             one_line(result.failure.message);
    }
    for (const StageFailure& skipped : result.skipped) {
      if (skipped.stage == stage.id) return "fails and is skipped: " + one_line(skipped.message);
    }
    std::string wrote;
    bool ran = stage.binding.write_layers.empty();
    for (const BoundName& bound : stage.binding.write_layers) {
      if (bound.slot == TEXTMILL_NONE) continue;
      const Layer& layer = document_.layer(bound.slot);
      ran |= layer.written();
      wrote += (wrote.empty() ? "" : ", ") + layer.spec().name + " " + std::to_string(layer.size());
    }
    if (!ran)
      return has_condition(stage) ? "does not run: " + condition_of(stage) + " does not hold"
                                  : "wrote nothing";
    return wrote.empty() ? "ran" : wrote;
  }

  static std::string condition_of(const PlannedStage& stage) {
    for (const TypedOption& setting : stage.settings) {
      if (setting.name == "when" && !setting.text.empty()) return "when: " + setting.text;
    }
    return {};
  }
  static bool has_condition(const PlannedStage& stage) { return !condition_of(stage).empty(); }

  void span_at(std::size_t slot, const Layer& layer, std::uint32_t row) {
    const Span span = span_of(layer, row);
    std::string text = layer.spec().name + " " + std::to_string(span.begin) + "-" + std::to_string(span.end);
    if (const std::string label = one_line(layer.label(row)); !label.empty()) text += " " + label;
    text += " '" + fit(one_line(text_of(document_.text(), span)), width_ / 2) + "'";
    out += "\n";
    line(text, "  ");
    for (const std::string& name : column_names(layer)) {
      if (const auto value = column_text(document_, layer, row, name); value && !value->empty())
        line(name + " = " + one_line(*value), "      ");
    }
    for (const PlannedStage& stage : plan_.stages) {
      if (writes(stage, slot)) origin(stage, span);
    }
  }

  static std::vector<std::string> column_names(const Layer& layer) {
    std::vector<std::string> names;
    if (layer.scores()) names.emplace_back("score");
    for (const FeatureSpec& feature : layer.spec().features) names.push_back(feature.name);
    return names;
  }

  static bool writes(const PlannedStage& stage, std::size_t slot) {
    return std::any_of(stage.binding.write_layers.begin(), stage.binding.write_layers.end(),
                       [&](const BoundName& bound) { return bound.slot == slot; });
  }

  /// The stage, the options that were given, and what it could read at the span.
  void origin(const PlannedStage& stage, Span span) {
    std::string text = "by " + stage_title(stage);
    for (const TypedOption& option : stage.options) {
      if (!option.origin.empty() && option.origin != "default")
        text += ", " + option.name + " from " + option.origin;
    }
    line(text, "      ");
    for (const BoundName& bound : stage.binding.read_layers) {
      if (bound.slot != TEXTMILL_NONE) input(document_.layer(bound.slot), span);
    }
  }

  void input(const Layer& layer, Span span) {
    std::string texts;
    std::size_t count = 0;
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      if (!span_of(layer, row).overlaps(span)) continue;
      if (++count > kShownInputs) continue;
      texts += " '" + fit(one_line(text_of(document_.text(), span_of(layer, row))), 30) + "'";
      if (const std::string label = one_line(layer.label(row)); !label.empty()) texts += " " + label;
    }
    if (count > kShownInputs) texts += " and " + std::to_string(count - kShownInputs) + " more";
    if (count > 0) line("from " + layer.spec().name + texts, "        ");
  }

  const Plan& plan_;
  const Document& document_;
  Paint paint_;
  std::size_t width_;
};

}  // namespace

Exit run_explain(const ExplainOptions& options, const Console& console) {
  Exit exit = Exit::Ok;
  const auto bench =
      Workbench::open(options.pipeline, options.settings, options.plugins.search, console, exit);
  if (!bench) return exit;
  const Place place = parse_place(options.document);
  if (const Status loaded = bench->load_file(place.file, options.id); !loaded) {
    console.error(loaded.message());
    return loaded.code() == Code::BadUsage ? Exit::Usage : Exit::Input;
  }
  const ChainResult result = bench->run();
  Explanation explanation(*bench, console);
  explanation.head(result);
  explanation.stages(result);
  if (place.offset) {
    explanation.place(byte_of(bench->document().text(), *place.offset, options.unit));
  } else {
    explanation.attributes();
  }
  console.out(explanation.out);
  return result.outcome == Outcome::Ok ? Exit::Ok : Exit::SetAside;
}

}  // namespace textmill::host
