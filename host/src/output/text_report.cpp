#include "output/text_report.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>

#include "output/features.hpp"
#include "output/layers.hpp"
#include "output/tally.hpp"
#include "output/terminal_text.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kFewItems = 8;  // of a list, unless --verbose
constexpr std::size_t kFewHeadings = 15;
constexpr std::size_t kWidestPage = 110;  // longer lines are hard to read
constexpr std::size_t kNarrowestPage = 40;
constexpr std::size_t kLabelColumn = 14;

std::string number_text(double number) {
  char text[32];
  const double rounded = std::abs(number) < 1e6 ? std::round(number * 1000) / 1000 : number;
  return {text, std::to_chars(text, text + sizeof text, rounded).ptr};
}

std::string value_text(const Value& value) {
  switch (value.type) {
    case TEXTMILL_BOOL: return value.boolean ? "yes" : "no";
    case TEXTMILL_INTEGER: return std::to_string(value.integer);
    case TEXTMILL_NUMBER: return number_text(value.number);
    case TEXTMILL_STRING: return one_line(value.string);
    default: return {};
  }
}

/// "3 list items": roles of blocks are named in the singular.
std::string counted(std::size_t count, std::string role) {
  std::replace(role.begin(), role.end(), '_', ' ');
  const bool has_plural = role != "boilerplate";
  return std::to_string(count) + " " + role + (count != 1 && has_plural ? "s" : "");
}

/// Who, where and what before when and how much; bare numbers last.
std::size_t place_of(std::string_view entity_type) {
  static constexpr std::string_view kFirst[] = {"PERSON", "ORGANIZATION", "LOCATION"};
  static constexpr std::string_view kLast[] = {"DATE",    "TIME",     "DURATION", "MONEY",
                                               "PERCENT", "QUANTITY", "ORDINAL",  "CARDINAL"};
  const auto first = std::find(std::begin(kFirst), std::end(kFirst), entity_type);
  if (first != std::end(kFirst)) return static_cast<std::size_t>(first - std::begin(kFirst));
  const auto last = std::find(std::begin(kLast), std::end(kLast), entity_type);
  const bool is_name = last == std::end(kLast);
  return std::size(kFirst) + (is_name ? 0 : 1 + static_cast<std::size_t>(last - std::begin(kLast)));
}

std::string times(std::size_t count) { return count > 1 ? " ×" + std::to_string(count) : ""; }

/// One document's report in the making.
class Page {
 public:
  Page(const Document& document, const RenderOptions& options, std::string& out)
      : document_(document),
        paint_(options.colour),
        width_(std::clamp<std::size_t>(std::max(options.width, 0), kNarrowestPage, kWidestPage)),
        verbosity_(options.verbosity),
        out_(out) {}

  void head(const Layer* blocks) {
    const std::string id = fit(one_line(document_.id()), width_ - 6);
    const std::size_t used = display_width(id) + 4;
    std::string rule;
    for (std::size_t i = used; i < width_; ++i) rule += "─";
    out_ += paint_(Style::Faint, "── ") + paint_(Style::Strong, id) + " " + paint_(Style::Faint, rule) + "\n";
    if (document_.text().empty()) out_ += paint_(Style::Faint, "the text is empty") + "\n";
    for (std::uint32_t row = 0; blocks && row < blocks->size(); ++row) {
      if (blocks->label(row) == "title") return wrapped(Style::Title, text(*blocks, row), "");
    }
  }

  void findings(const Layer& layer) {
    verdict(layer);
    std::vector<std::uint32_t> rows(layer.size());
    for (std::uint32_t row = 0; row < layer.size(); ++row) rows[row] = row;
    std::stable_sort(rows.begin(), rows.end(),
                     [&](auto a, auto b) { return rank(layer, a) < rank(layer, b); });
    Tally same;  // a rule that says the same at many places says it once
    for (const std::uint32_t row : rows) same.add(sentence(layer, row) + '\n' + name_of(layer, row), row);
    const std::size_t shown = std::min(same.items().size(), limit(kFewItems));
    for (std::size_t i = 0; i < shown; ++i) put_finding(layer, same.items()[i]);
    more(same.items().size(), shown);
  }

  void structure(const Layer* blocks, const Layer* sentences, const Layer* tokens) {
    std::string facts;
    const auto fact = [&](std::size_t count, const std::string& what) {
      facts += (facts.empty() ? "" : " · ") + counted(count, what);
    };
    const auto is_word = [&](std::uint32_t row) {
      return tokens->label(row) == "word" || tokens->label(row) == "number";
    };
    if (tokens) fact(count_of(*tokens, blocks, is_word), "word");
    if (sentences) fact(count_of(*sentences, blocks, [](std::uint32_t) { return true; }), "sentence");
    Tally roles;
    for (std::uint32_t row = 0; blocks && row < blocks->size(); ++row)
      roles.add(one_line(blocks->label(row)), row);
    for (const Counted& role : roles.by_count()) fact(role.count, role.name);
    section("Structure");
    wrap(facts, "  ", width_, out_);
    if (blocks) headings(*blocks);
  }

  void keyphrases(const Layer& layer) {
    section("Keyphrases");
    Tally phrases;
    for (std::uint32_t row = 0; row < layer.size(); ++row) phrases.add(name_of(layer, row), row);
    std::vector<Counted> items = phrases.by_count();
    if (layer.scores()) {
      std::stable_sort(items.begin(), items.end(), [&](const Counted& a, const Counted& b) {
        return layer.scores()[a.first_row] > layer.scores()[b.first_row];
      });
    }
    const std::size_t shown = std::min(items.size(), limit(kFewItems));
    std::size_t column = 0;
    for (std::size_t i = 0; i < shown; ++i) column = std::max(column, display_width(items[i].name));
    column = std::min(column, width_ - 24);
    for (std::size_t i = 0; i < shown; ++i) {
      std::string line = "  " + pad(fit(items[i].name, column), column) + "  " +
                         pad(std::to_string(items[i].count) + "×", 5);
      if (layer.scores())
        line += paint_(Style::Faint, " score " + number_text(layer.scores()[items[i].first_row]));
      out_ += line + "\n";
    }
    if (items.empty()) nothing();
    more(items.size(), shown);
  }

  void entities(const Layer& layer) {
    section("Entities");
    std::map<std::pair<std::size_t, std::string>, Tally> types;  // in the order a reader asks for them
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      const std::string type = one_line(layer.label(row));
      types[{place_of(type), type}].add(entity(layer, row), row);
    }
    for (const auto& [type, names] : types) list(names, "  " + pad(type.second, kLabelColumn));
    if (types.empty()) nothing();
  }

  void summary(const Layer& layer) {
    section("Summary");
    for (std::uint32_t row = 0; row < layer.size(); ++row) wrap(text(layer, row), "  • ", width_, out_);
    if (layer.size() == 0) nothing();
  }

  /// A layer nothing is known about: its labels, or else its texts.
  void other(const Layer& layer) {
    section(one_line(layer.spec().name));
    Tally names;
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      names.add(layer.labels() ? one_line(layer.label(row)) : text(layer, row), row);
    }
    list(names, "  " + std::to_string(layer.size()) + (layer.size() == 1 ? " span: " : " spans: "));
  }

  /// A line per family: "segmenter  language en · words 118"; with --verbose a line per attribute.
  void attributes(const DocumentSchema& schema) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (std::size_t slot = 0; slot < schema.attributes.size(); ++slot) {
      const Value* value = document_.attribute(slot);
      const std::string text = value ? value_text(*value) : "";
      if (!text.empty()) add_attribute(schema.attributes[slot].name, text, lines);
    }
    if (lines.empty()) return;
    std::size_t column = 0;
    for (const auto& line : lines) column = std::max(column, display_width(line.first));
    section("Attributes");
    for (const auto& [name, text] : lines) wrap(text, "  " + pad(name, column) + "  ", width_, out_);
  }

 private:
  std::string text(const Layer& layer, std::uint32_t row) const {
    const textmill_span span = layer.spans()[row];
    return one_line(text_of(document_.text(), {span.begin, span.end}));
  }

  /// The label, or where there is none the text.
  std::string name_of(const Layer& layer, std::uint32_t row) const {
    const std::string label = one_line(layer.label(row));
    return label.empty() ? text(layer, row) : label;
  }

  std::size_t limit(std::size_t usual) const { return verbosity_ > 0 ? SIZE_MAX : usual; }
  void section(std::string_view title) { out_ += "\n" + paint_(Style::Strong, title) + "\n"; }
  void nothing() { out_ += paint_(Style::Faint, "  none") + "\n"; }
  void more(std::size_t all, std::size_t shown) {
    if (all > shown)
      out_ += paint_(Style::Faint, "  and " + std::to_string(all - shown) + " more (--verbose)") + "\n";
  }

  void wrapped(Style style, const std::string& line, std::string_view first) {
    std::string lines;
    wrap(line, first, width_, lines);
    lines.pop_back();
    out_ += paint_(style, lines) + "\n";
  }

  void add_attribute(const std::string& name, const std::string& value,
                     std::vector<std::pair<std::string, std::string>>& lines) const {
    const std::size_t dot = name.find('.');
    if (verbosity_ > 0 || dot == std::string::npos) {
      lines.emplace_back(name, value);
      return;
    }
    const std::string family = name.substr(0, dot);
    const std::string entry = name.substr(dot + 1) + " " + value;
    if (lines.empty() || lines.back().first != family) {
      lines.emplace_back(family, entry);
    } else {
      lines.back().second += " · " + entry;
    }
  }

  void list(const Tally& tally, const std::string& first) {
    const std::vector<Counted> items = tally.by_count();
    std::string names;
    const std::size_t shown = std::min(items.size(), limit(kFewItems));
    for (std::size_t i = 0; i < shown; ++i) {
      names += (i == 0 ? "" : ", ") + items[i].name + times(items[i].count);
    }
    if (items.size() > shown) names += ", and " + std::to_string(items.size() - shown) + " more";
    wrap(names, first, width_, out_);
  }

  /// The worst first.
  static std::size_t rank(const Layer& layer, std::uint32_t row) {
    return static_cast<std::size_t>(severity_of(layer, row));
  }

  std::string sentence(const Layer& layer, std::uint32_t row) const {
    const std::string message = one_line(string_feature(layer, "message", row));
    const std::string suggestion = one_line(string_feature(layer, "suggestion", row));
    return (message.empty() ? text(layer, row) : message) + (suggestion.empty() ? "" : "; " + suggestion);
  }

  /// "1 error, 2 notes", in the colour of the worst.
  void verdict(const Layer& layer) {
    static constexpr Style kStyles[] = {Style::Error, Style::Warning, Style::Note};
    static constexpr const char* kNames[] = {"error", "warning", "note"};
    std::size_t counts[3] = {};
    for (std::uint32_t row = 0; row < layer.size(); ++row) ++counts[rank(layer, row)];
    std::string line;
    Style worst = Style::Faint;
    for (std::size_t i = 3; i > 0; --i) {
      if (counts[i - 1] == 0) continue;
      line = counted(counts[i - 1], kNames[i - 1]) + (line.empty() ? "" : ", ") + line;
      worst = kStyles[i - 1];
    }
    out_ += "\n" + paint_(worst, line.empty() ? "no findings" : line) + "\n";
  }

  void put_finding(const Layer& layer, const Counted& finding) {
    static constexpr Style kStyles[] = {Style::Error, Style::Warning, Style::Note};
    static constexpr std::string_view kWords[] = {"  error    ", "  warning  ", "  note     "};
    const std::uint32_t row = finding.first_row;
    const std::string line = "line " + std::to_string(line_of(layer.spans()[row].begin));
    const std::string place =
        finding.count > 1 ? std::to_string(finding.count) + " places from " + line : line;
    const std::string_view severity = kWords[rank(layer, row)];
    std::string lines;
    wrap(sentence(layer, row) + " [" + name_of(layer, row) + ", " + place + "]", severity, width_, lines);
    out_ += paint_(kStyles[rank(layer, row)], severity) + lines.substr(severity.size());
  }

  std::size_t line_of(std::uint32_t at) const {
    const std::string_view before = document_.text().substr(0, at);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  }

  /// How many rows of `layer` that `counts` likes are part of the text proper, not of menus and the like
  /// around it.
  template <class Predicate>
  static std::size_t count_of(const Layer& layer, const Layer* blocks, Predicate counts) {
    std::size_t count = 0;
    std::uint32_t block = 0;
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      const std::uint32_t begin = layer.spans()[row].begin;
      while (blocks && block < blocks->size() &&
             (blocks->spans()[block].end <= begin || !is_furniture(blocks->label(block)))) {
        ++block;
      }
      const bool inside = blocks && block < blocks->size() && blocks->spans()[block].begin <= begin;
      count += !inside && counts(row);
    }
    return count;
  }

  void headings(const Layer& blocks) {
    std::size_t shown = 0;
    std::size_t all = 0;
    for (std::uint32_t row = 0; row < blocks.size(); ++row) {
      if (blocks.label(row) != "heading" || ++all > limit(kFewHeadings)) continue;
      wrap(text(blocks, row), "  § ", width_, out_);
      ++shown;
    }
    more(all, shown);
  }

  /// The canonical name if there is one, and the normalised value.
  std::string entity(const Layer& layer, std::uint32_t row) const {
    const std::string canonical = one_line(string_feature(layer, "canonical", row));
    const std::string norm = one_line(string_feature(layer, "norm", row));
    const std::string name = canonical.empty() ? text(layer, row) : canonical;
    return norm.empty() || norm == name ? name : name + " = " + norm;
  }

  const Document& document_;
  Paint paint_;
  std::size_t width_;
  int verbosity_;
  std::string& out_;
};

class TextReport : public Renderer {
 public:
  TextReport(const Plan& plan, const RenderOptions& options)
      : plan_(plan), options_(options), layers_(chosen_layers(plan)) {}

  void document(const Document& document, ByteBuffer& out) const override {
    std::string text;
    put_page(document, text);
    out += text;
    out += '\n';
  }

 private:
  void put_page(const Document& document, std::string& text) const {
    Page page(document, options_, text);
    const auto find = [&](std::string_view name) { return layer(document, name); };
    page.head(find("blocks"));
    if (const Layer* findings = find("findings")) page.findings(*findings);
    if (options_.verbosity >= 0) {
      if (find("blocks") || find("sentences"))
        page.structure(find("blocks"), find("sentences"), find("tokens"));
      if (const Layer* keyphrases = find("keyphrases")) page.keyphrases(*keyphrases);
      if (const Layer* entities = find("entities")) page.entities(*entities);
      if (const Layer* summary = find("summary")) page.summary(*summary);
      others(document, page);
      page.attributes(plan_.schema);
    }
  }

  /// A layer that was chosen and written, or null.
  const Layer* layer(const Document& document, std::string_view name) const {
    for (const std::size_t slot : layers_) {
      const Layer& layer = document.layer(slot);
      if (layer.spec().name == name && layer.written()) return &layer;
    }
    return nullptr;
  }

  void others(const Document& document, Page& page) const {
    static constexpr std::string_view kKnown[] = {"markup",     "blocks",   "sentences", "tokens",
                                                  "keyphrases", "entities", "summary",   "findings"};
    for (const std::size_t slot : layers_) {
      const Layer& layer = document.layer(slot);
      const bool known =
          std::find(std::begin(kKnown), std::end(kKnown), layer.spec().name) != std::end(kKnown);
      if (!known && layer.written()) page.other(layer);
    }
  }

  const Plan& plan_;
  RenderOptions options_;
  std::vector<std::size_t> layers_;
};

}  // namespace

std::unique_ptr<Renderer> make_text_renderer(const Plan& plan, const RenderOptions& options) {
  return std::make_unique<TextReport>(plan, options);
}

}  // namespace textmill::host
