#include "cli/diff_report.hpp"

#include <algorithm>

#include "cli/diff_tables.hpp"
#include "output/json_text.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kShownDocuments = 5;  // on a terminal; files get all
constexpr std::size_t kShownDifferences = 6;
constexpr std::size_t kShownIds = 5;

std::string right(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(width > used ? width - used : 0, ' ') + text;
}

/// Rows of cells under each other, the first column to the left, the others to the right.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    out += "  " + pad(row[0], widths[0]);
    for (std::size_t i = 1; i < row.size(); ++i) out += "  " + right(row[i], widths[i]);
    out += "\n";
  }
  return out;
}

std::string difference_line(const SpanDifference& difference) {
  const std::string what = one_line(difference.layer) + " " + std::string(name_of(difference.change)) + " ";
  switch (difference.change) {
    case SpanChange::Added:
      return what + span_text(difference.b);
    case SpanChange::Removed:
      return what + span_text(difference.a);
    case SpanChange::Moved:
      return what + span_text(difference.a) + " to " + span_text(difference.b);
    case SpanChange::Relabelled:
      return what + span_text(difference.a) + " to " + one_line(difference.b.label);
    case SpanChange::Changed:
      return what + span_text(difference.a) + features_text(difference.a, difference.b) + " to" +
             features_text(difference.b, difference.a);
  }
  return what;
}

std::string value_or_none(const std::string& json) { return json.empty() ? "nothing" : one_line(json); }

std::vector<std::string> lines_of(const DocumentDifference& document) {
  std::vector<std::string> lines;
  for (const AttributeDifference& attribute : document.attributes) {
    lines.push_back(one_line(attribute.name) + " " + value_or_none(attribute.a) + " to " +
                    value_or_none(attribute.b));
  }
  for (const bool in_features_only : {false, true}) {  // the latter matter less
    for (const SpanDifference& difference : document.spans) {
      if ((difference.change == SpanChange::Changed) == in_features_only)
        lines.push_back(difference_line(difference));
    }
  }
  return lines;
}

std::string id_list(const std::vector<std::string>& ids) {
  std::string list;
  for (std::size_t i = 0; i < std::min(ids.size(), kShownIds); ++i)
    list += (i ? ", " : "") + one_line(ids[i]);
  if (ids.size() > kShownIds) list += ", and " + std::to_string(ids.size() - kShownIds) + " more";
  return list;
}

void put_pair(JsonWriter& writer, std::string_view key, std::string_view value) {
  put_key(writer, key);
  put_value(writer, value);
}

void put_pair(JsonWriter& writer, std::string_view key, std::size_t value) {
  put_key(writer, key);
  writer.Uint64(value);
}

void put_ids(JsonWriter& writer, std::string_view key, const std::vector<std::string>& ids) {
  put_key(writer, key);
  writer.StartArray();
  for (const std::string& id : ids) put_value(writer, id);
  writer.EndArray();
}

void put_span(JsonWriter& writer, std::string_view key, const ResultSpan& span) {
  put_key(writer, key);
  writer.StartObject();
  put_key(writer, "begin");
  writer.Int64(span.begin);
  put_key(writer, "end");
  writer.Int64(span.end);
  if (!span.label.empty()) put_pair(writer, "label", span.label);
  if (!span.text.empty()) put_pair(writer, "text", span.text);
  for (const auto& [name, json] : span.features) {
    put_key(writer, name);
    writer.RawValue(json.data(), json.size(), rapidjson::kStringType);
  }
  writer.EndObject();
}

void put_json_or_null(JsonWriter& writer, std::string_view key, const std::string& json) {
  put_key(writer, key);
  if (json.empty()) {
    writer.Null();
  } else {
    writer.RawValue(json.data(), json.size(), rapidjson::kStringType);
  }
}

void put_layer(JsonWriter& writer, const LayerTotals& totals) {
  writer.StartObject();
  put_pair(writer, "only_a", totals.only_a);
  put_pair(writer, "only_b", totals.only_b);
  put_pair(writer, "same", totals.same);
  for (const SpanChange change : kChanges)
    put_pair(writer, name_of(change), totals.changes[static_cast<std::size_t>(change)]);
  put_key(writer, "labels");
  writer.StartArray();
  for (const auto& [pair, count] : totals.labels) {
    if (pair.first == pair.second) continue;
    writer.StartObject();
    put_pair(writer, "a", pair.first);
    put_pair(writer, "b", pair.second);
    put_pair(writer, "count", count);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

void put_document(JsonWriter& writer, const DocumentDifference& document) {
  writer.StartObject();
  put_pair(writer, "id", document.id);
  put_key(writer, "attributes");
  writer.StartArray();
  for (const AttributeDifference& attribute : document.attributes) {
    writer.StartObject();
    put_pair(writer, "name", attribute.name);
    put_json_or_null(writer, "a", attribute.a);
    put_json_or_null(writer, "b", attribute.b);
    writer.EndObject();
  }
  writer.EndArray();
  put_key(writer, "spans");
  writer.StartArray();
  for (const SpanDifference& difference : document.spans) {
    writer.StartObject();
    put_pair(writer, "layer", difference.layer);
    put_pair(writer, "change", name_of(difference.change));
    if (difference.change != SpanChange::Added) put_span(writer, "a", difference.a);
    if (difference.change != SpanChange::Removed) put_span(writer, "b", difference.b);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

}  // namespace

std::string diff_text(const CorpusDifference& difference, const DiffNames& names, bool colour,
                      std::size_t width) {
  const Paint paint(colour);
  std::string out =
      "A " + one_line(names.a) + "\nB " + one_line(names.b) + "\n" + summary_line(difference) + "\n";
  const auto section = [&](const std::string& title) { out += "\n" + paint(Style::Strong, title) + "\n"; };
  const auto item = [&](const std::string& text) { wrap(text, "  ", width, out); };
  if (!difference.only_a.empty()) item("only in A: " + id_list(difference.only_a));
  if (!difference.only_b.empty()) item("only in B: " + id_list(difference.only_b));
  for (const std::string& line : one_sided_layers(difference)) item(line);
  if (difference.differ == 0) return out;
  section("Spans");
  out += table(totals_table(difference));
  for (const auto& [layer, totals] : difference.layers) {
    const auto rows = label_table(totals);
    if (rows.empty()) continue;
    section("Labels of " + one_line(layer));
    out += table(rows);
  }
  if (!difference.attributes.empty()) section("Attributes");
  for (const auto& [name, count] : difference.attributes)
    item(one_line(name) + " differs in " + counted(count, "document"));
  section("Most different");
  for (std::size_t i = 0; i < std::min(difference.most.size(), kShownDocuments); ++i) {
    const DocumentDifference& document = difference.most[i];
    item(one_line(document.id) + ": " + counted(document.count(), "difference"));
    const std::vector<std::string> lines = lines_of(document);
    for (std::size_t line = 0; line < std::min(lines.size(), kShownDifferences); ++line)
      wrap(lines[line], "    ", width, out);
    if (lines.size() > kShownDifferences)
      out +=
          paint(Style::Faint, "    and " + std::to_string(lines.size() - kShownDifferences) + " more") + "\n";
  }
  return out;
}

std::string diff_json(const CorpusDifference& difference, const DiffNames& names) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter writer(stream);
    writer.StartObject();
    put_pair(writer, "a", names.a);
    put_pair(writer, "b", names.b);
    put_pair(writer, "both", difference.both);
    put_pair(writer, "differ", difference.differ);
    put_ids(writer, "only_a", difference.only_a);
    put_ids(writer, "only_b", difference.only_b);
    put_key(writer, "layers");
    writer.StartObject();
    for (const auto& [layer, totals] : difference.layers) {
      put_key(writer, layer);
      put_layer(writer, totals);
    }
    writer.EndObject();
    put_key(writer, "attributes");
    writer.StartObject();
    for (const auto& [name, count] : difference.attributes) put_pair(writer, name, count);
    writer.EndObject();
    put_key(writer, "most");
    writer.StartArray();
    for (const DocumentDifference& document : difference.most) put_document(writer, document);
    writer.EndArray();
    writer.EndObject();
  }
  return out + "\n";
}

}  // namespace textmill::host
