#include <algorithm>

#include "cli/diff_report.hpp"
#include "cli/diff_tables.hpp"
#include "output/terminal_text.hpp"
#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kContext = 80;       // bytes of text on either side of a difference
constexpr std::size_t kLongestSpan = 800;  // longer ones are in the list only
constexpr std::size_t kMostExcerpts = 40;  // of a document

constexpr const char* kPageHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Textmill: two results compared</title>
<style>
:root { color-scheme: light dark; --paper: #fcfbf7; --card: #fff; --ink: #1b1d22; --soft: #53565f; --line: #d8d6cf;
  --a: #f6d5d0; --b: #cfe8d6; --c: #e6e4dc; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181d; --card: #1e2129; --ink: #eceae4; --soft: #aeb2bd; --line: #3a3e49;
  --a: #5c2a26; --b: #1f4a2d; --c: #3a3d47; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--paper); max-width: 85rem; margin: 0 auto; padding: 1rem; }
h1 { font: 700 2rem/1.2 Georgia, "DejaVu Serif", serif; margin: 1rem 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .7rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; font-size: .93rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: right; vertical-align: top; }
th:first-child, td:first-child, .sides td, .sides th, .texts td, .texts th { text-align: left; }
.sides, .texts { width: 100%; table-layout: fixed; overflow-wrap: anywhere; }
.sides th:first-child { width: 22%; }
.texts { background: var(--card); }
.texts td { font: 1rem/1.65 Georgia, "DejaVu Serif", serif; width: 50%; }
.texts td + td { border-left: 1px solid var(--line); }
mark { color: inherit; border-radius: 3px; padding: 0 .1em; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.a { background: var(--a); } .b { background: var(--b); } .c { background: var(--c); }
mark.a { text-decoration: underline; } mark.b { font-weight: 600; }
sup { font: 600 .62rem/1 system-ui, sans-serif; color: var(--soft); margin: 0 .15em; }
details { border-top: 1px solid var(--line); padding: .4rem 0; } details details { border: 0; }
summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; } details details > summary { font-weight: 400; color: var(--soft); }
.legend { color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) { .texts thead { display: none; } .texts tr { display: block; border-bottom: 2px solid var(--line); }
  .texts td { display: block; width: auto; border: 0 !important; } .texts td::before { content: attr(data-side) " "; font: 600 .75rem system-ui, sans-serif; color: var(--soft); } }
@media print { details > * { display: block; } mark, td { -webkit-print-color-adjust: exact; print-color-adjust: exact; } tr { break-inside: avoid; } }
</style>
</head>
<body>
)";

void put_cells(std::string& out, const std::vector<std::vector<std::string>>& rows,
               std::string_view caption) {
  out.append("<div class=\"wide\" tabindex=\"0\" role=\"region\"");
  put_attribute(out, "aria-label", caption);
  out += "><table><caption>";
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

/// One span that differs, on one of the sides.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  char kind = 'a';  // a: not in B like this, b: not in A, c: other features only
  std::string title;
  std::string label;
};

struct Excerpt {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_within(const ResultSpan& span, std::string_view text) {
  return span.begin >= 0 && span.begin < span.end && static_cast<std::size_t>(span.end) <= text.size() &&
         static_cast<std::size_t>(span.end - span.begin) <= kLongestSpan;
}

void add_mark(const SpanDifference& difference, const ResultSpan& span, char side, std::string_view text,
              std::vector<Mark>& marks) {
  if (!is_within(span, text)) return;
  const char kind = difference.change == SpanChange::Changed ? 'c' : side;
  const std::string title = difference.layer + " " + std::string(name_of(difference.change));
  marks.push_back(
      {static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end), kind, title, span.label});
}

std::vector<Mark> marks_of(const DocumentDifference& document, char side) {
  std::vector<Mark> marks;
  for (const SpanDifference& d : document.spans) {
    if (side == 'a' && d.change != SpanChange::Added) add_mark(d, d.a, side, document.text, marks);
    if (side == 'b' && d.change != SpanChange::Removed) add_mark(d, d.b, side, document.text, marks);
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& x, const Mark& y) { return x.begin < y.begin; });
  return marks;
}

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// A mark with some words around it.
Excerpt excerpt_of(const Mark& mark, std::string_view text) {
  std::size_t begin = mark.begin - std::min(mark.begin, kContext);
  if (const std::size_t space = text.find_first_of(" \n", begin); begin > 0 && space < mark.begin)
    begin = space + 1;
  std::size_t end = std::min(text.size(), mark.end + kContext);
  if (const std::size_t space = text.find_last_of(" \n", end); end < text.size() && space > mark.end)
    end = space;
  while (begin > 0 && is_inside_character(text, begin)) --begin;
  while (is_inside_character(text, end)) ++end;
  return {begin, end};
}

/// Where the texts are shown: around all that differs, or if that is too much, around what has more than
/// other features; the first ones.
std::vector<Excerpt> excerpts_of(std::string_view text, const std::vector<Mark>& a,
                                 const std::vector<Mark>& b) {
  const auto gather = [&](bool with_features) {
    std::vector<Excerpt> all;
    for (const std::vector<Mark>* marks : {&a, &b}) {
      for (const Mark& mark : *marks)
        if (with_features || mark.kind != 'c') all.push_back(excerpt_of(mark, text));
    }
    std::sort(all.begin(), all.end(), [](const Excerpt& x, const Excerpt& y) { return x.begin < y.begin; });
    std::vector<Excerpt> merged;
    for (const Excerpt& e : all) {
      if (merged.empty() || e.begin > merged.back().end) merged.push_back(e);
      merged.back().end = std::max(merged.back().end, e.end);
    }
    return merged;
  };
  std::vector<Excerpt> excerpts = gather(true);
  if (excerpts.size() > kMostExcerpts) {
    if (std::vector<Excerpt> fewer = gather(false); !fewer.empty()) excerpts = std::move(fewer);
  }
  if (excerpts.size() > kMostExcerpts) excerpts.resize(kMostExcerpts);
  return excerpts;
}

/// Text on one line; white space at its ends is one space.
void put_piece(std::string& out, std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  const std::string line = one_line(text);
  if (!text.empty() && is_space(text.front())) out += ' ';
  put_xml(out, line);
  if (!line.empty() && is_space(text.back())) out += ' ';
}

/// A stretch of text cut wherever a mark begins or ends, so that marks may overlap.
void put_marked(std::string& out, std::string_view text, Excerpt excerpt, const std::vector<Mark>& marks) {
  std::vector<std::size_t> cuts = {excerpt.begin, excerpt.end};
  for (const Mark& mark : marks) {
    for (const std::size_t at : {mark.begin, mark.end})
      if (at > excerpt.begin && at < excerpt.end) cuts.push_back(at);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Mark* shown = nullptr;
    for (const Mark& mark : marks) {
      const bool covers = mark.begin <= cuts[i] && mark.end >= cuts[i + 1];
      if (covers && (!shown || shown->kind == 'c' || mark.end - mark.begin < shown->end - shown->begin))
        shown = &mark;
    }
    if (shown) {
      out += "<mark class=\"";
      out += shown->kind;
      out += "\"";
      put_attribute(out, "title", one_line(shown->title + " " + shown->label));
      out += ">";
    }
    put_piece(out, text.substr(cuts[i], cuts[i + 1] - cuts[i]));
    if (shown) out += "</mark>";
    for (const Mark& mark : marks) {
      if (mark.end != cuts[i + 1] || mark.label.empty()) continue;
      out += "<sup>";
      put_xml(out, one_line(mark.label));
      out += "</sup>";
    }
  }
}

/// The text of A and of B beside each other, where they differ.
void put_texts(std::string& out, const DocumentDifference& document) {
  const std::vector<Mark> a = marks_of(document, 'a');
  const std::vector<Mark> b = marks_of(document, 'b');
  const std::vector<Excerpt> excerpts = excerpts_of(document.text, a, b);
  if (excerpts.empty()) return;
  out +=
      "<table class=\"texts\"><thead><tr><th scope=\"col\">A</th><th "
      "scope=\"col\">B</th></tr></thead>\n<tbody>\n";
  for (const Excerpt& excerpt : excerpts) {
    out += "<tr>";
    for (const auto& [side, marks] : {std::pair("A", &a), std::pair("B", &b)}) {
      out += std::string("<td dir=\"auto\" data-side=\"") + side + "\">";
      if (excerpt.begin > 0) out += "… ";
      put_marked(out, document.text, excerpt, *marks);
      out += excerpt.end < document.text.size() ? " …</td>" : "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody></table>\n";
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

void put_list(std::string& out, const DocumentDifference& document) {
  out +=
      "<table class=\"sides\"><tr><th scope=\"col\">what</th><th scope=\"col\">A</th>"
      "<th scope=\"col\">B</th></tr>\n";
  for (const AttributeDifference& attribute : document.attributes)
    put_sides(out, one_line(attribute.name), one_line(attribute.a), one_line(attribute.b));
  for (const SpanDifference& d : document.spans) {
    put_sides(out, one_line(d.layer) + " " + std::string(name_of(d.change)),
              d.change == SpanChange::Added ? "" : side(d.a, d.b, d.change),
              d.change == SpanChange::Removed ? "" : side(d.b, d.a, d.change));
  }
  out += "</table>\n";
}

void put_document(std::string& out, const DocumentDifference& document, bool open) {
  out += open ? "<details open><summary>" : "<details><summary>";
  put_xml(out, one_line(document.id) + ": " + counted(document.count(), "difference"));
  out += "</summary>\n";
  if (document.text.empty()) {
    put_list(out, document);
  } else {
    put_texts(out, document);
    out += "<details><summary>As a list</summary>\n";
    put_list(out, document);
    out += "</details>\n";
  }
  out += "</details>\n";
}

}  // namespace

std::string diff_html(const CorpusDifference& difference, const DiffNames& names) {
  std::string out = kPageHead;
  out += "<main><h1>Two results compared</h1>\n<p><b>A</b> ";
  put_xml(out, one_line(names.a));
  out += "<br><b>B</b> ";
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
  if (!difference.most.empty()) {
    out +=
        "<h2>Most different documents</h2>\n<p class=\"legend\"><mark class=\"a\">only in A</mark> "
        "<mark class=\"b\">only in B</mark> <mark class=\"c\">other features</mark></p>\n";
  }
  for (std::size_t i = 0; i < difference.most.size(); ++i) put_document(out, difference.most[i], i == 0);
  return out + "</main></body></html>\n";
}

}  // namespace textmill::host
