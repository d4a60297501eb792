#include "cli/result_listing.hpp"

#include <cstdio>

#include "cli/test_match.hpp"
#include "output/layers.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

std::string rounded(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", number);
  return text;
}

std::string attribute_text(const Value& value) {
  return value.type == TEXTMILL_NUMBER ? rounded(value.number) : one_line(value_text(&value));
}

std::string feature_text(const textmill_feature_view& feature, std::uint32_t row) {
  if (feature.type == TEXTMILL_INTEGER) return std::to_string(feature.integers[row]);
  if (feature.type == TEXTMILL_NUMBER) return rounded(feature.numbers[row]);
  return one_line({feature.strings[row].ptr, feature.strings[row].len});
}

void put_row(const Document& document, const Layer& layer, std::uint32_t row, std::string& out) {
  const textmill_span span = layer.spans()[row];
  out += "  " + std::to_string(span.begin) + "-" + std::to_string(span.end);
  if (const std::string label = one_line(layer.label(row)); !label.empty()) out += " " + label;
  out += " '" + one_line(text_of(document.text(), {span.begin, span.end})) + "'";
  for (std::size_t i = 0; i < layer.spec().features.size(); ++i) {
    const std::string value = feature_text(layer.feature(i), row);
    if (!value.empty()) out += " " + layer.spec().features[i].name + "=" + value;
  }
  out += "\n";
}

}  // namespace

std::string result_listing(const Plan& plan, const Document& document) {
  std::string out;
  for (std::size_t slot = 0; slot < plan.schema.attributes.size(); ++slot) {
    if (const Value* value = document.attribute(slot))
      out += plan.schema.attributes[slot].name + ": " + attribute_text(*value) + "\n";
  }
  for (const std::size_t slot : chosen_layers(plan)) {
    const Layer& layer = document.layer(slot);
    if (!layer.written()) continue;
    out += layer.spec().name + "\n";
    for (std::uint32_t row = 0; row < layer.size(); ++row) put_row(document, layer, row, out);
  }
  return out;
}

}  // namespace textmill::host
