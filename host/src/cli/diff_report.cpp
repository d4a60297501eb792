#include "cli/diff_report.hpp"

#include <algorithm>
#include <set>

#include "output/json_text.hpp"
#include "output/terminal_text.hpp"
#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

constexpr SpanChange kChanges[] = {SpanChange::Added, SpanChange::Removed, SpanChange::Moved,
                                   SpanChange::Relabelled, SpanChange::Changed};
constexpr std::size_t kShownDocuments = 5;  // on a terminal; files get all
constexpr std::size_t kShownDifferences = 6;
constexpr std::size_t kShownIds = 5;
constexpr std::size_t kLargestTable = 16;  // labels

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

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

std::string number_or_dot(std::size_t number) { return number == 0 ? "." : std::to_string(number); }

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

/// The confusion table: A's labels down, B's across, "none" last; no rows if no label is unsteady.
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

/// "blocks: 3 documents have it only in B", for each layer like this.
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

std::string place(const ResultSpan& span) {
  return std::to_string(span.begin) + "-" + std::to_string(span.end);
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
  for (const SpanDifference& difference : document.spans) lines.push_back(difference_line(difference));
  return lines;
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

constexpr const char* kPageHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Textmill: two results compared</title>
<style>
:root { color-scheme: light dark; --line: #8886; --removed: #c0392b33; --added: #1e844933; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .25rem .6rem; text-align: right; vertical-align: top; }
th:first-child, td:first-child, .sides td { text-align: left; }
.sides { width: 100%; table-layout: fixed; }
.sides th { text-align: left; }
.sides td { overflow-wrap: anywhere; }
.sides th:first-child { width: 20%; }
td.a { background: var(--removed); }
td.b { background: var(--added); }
summary { cursor: pointer; font-weight: 600; }
@media print { details > * { display: block; } }
</style>
</head>
<body>
)";

void put_cells(std::string& out, const std::vector<std::vector<std::string>>& rows,
               std::string_view caption) {
  out.append("<div class=\"wide\" tabindex=\"0\"><table><caption>");
  put_xml(out, caption);
  out += "</caption>\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    out += "<tr>";
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      const bool is_head = r == 0 || c == 0;
      out += is_head ? (r == 0 ? "<th scope=\"col\">" : "<th scope=\"row\">") : "<td>";
      put_xml(out, rows[r][c]);
      out += is_head ? "</th>" : "</td>";
    }
    out += "</tr>\n";
  }
  out += "</table></div>\n";
}

void put_sides(std::string& out, std::string_view what, const std::string& a, const std::string& b) {
  out += "<tr><td>";
  put_xml(out, what);
  out += a.empty() ? "</td><td>" : "</td><td class=\"a\">";
  put_xml(out, a);
  out += b.empty() ? "</td><td>" : "</td><td class=\"b\">";
  put_xml(out, b);
  out += "</td></tr>\n";
}

std::string side(const ResultSpan& span, const ResultSpan& other, SpanChange change) {
  return span_text(span) + (change == SpanChange::Changed ? features_text(span, other) : "");
}

void put_document(std::string& out, const DocumentDifference& document, bool open) {
  out += open ? "<details open><summary>" : "<details><summary>";
  put_xml(out, one_line(document.id) + ": " + counted(document.count(), "difference"));
  out +=
      "</summary>\n<table class=\"sides\"><tr><th scope=\"col\">what</th><th scope=\"col\">A</th>"
      "<th scope=\"col\">B</th></tr>\n";
  for (const AttributeDifference& attribute : document.attributes)
    put_sides(out, one_line(attribute.name), one_line(attribute.a), one_line(attribute.b));
  for (const SpanDifference& d : document.spans) {
    put_sides(out, one_line(d.layer) + " " + std::string(name_of(d.change)),
              d.change == SpanChange::Added ? "" : side(d.a, d.b, d.change),
              d.change == SpanChange::Removed ? "" : side(d.b, d.a, d.change));
  }
  out += "</table></details>\n";
}

}  // namespace

std::string_view name_of(SpanChange change) {
  constexpr std::string_view kNames[] = {"added", "removed", "moved", "relabelled", "changed"};
  return kNames[static_cast<std::size_t>(change)];
}

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

std::string diff_html(const CorpusDifference& difference, const DiffNames& names) {
  std::string out = kPageHead;
  out += "<main><h1>Two results compared</h1>\n<p>A: ";
  put_xml(out, one_line(names.a));
  out += "<br>B: ";
  put_xml(out, one_line(names.b));
  out += "</p>\n<p>";
  put_xml(out, summary_line(difference));
  for (const std::string& line : one_sided_layers(difference)) {
    out += "<br>";
    put_xml(out, line);
  }
  out += "</p>\n";
  put_cells(out, totals_table(difference), "Spans by layer");
  for (const auto& [layer, totals] : difference.layers) {
    const auto rows = label_table(totals);
    if (!rows.empty()) put_cells(out, rows, "Labels of " + one_line(layer) + ", A down, B across");
  }
  if (!difference.most.empty()) out += "<h2>Most different documents</h2>\n";
  for (std::size_t i = 0; i < difference.most.size(); ++i) put_document(out, difference.most[i], i == 0);
  return out + "</main></body></html>\n";
}

}  // namespace textmill::host
