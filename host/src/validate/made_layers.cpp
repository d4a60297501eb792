#include "validate/made_layers.hpp"

#include <algorithm>
#include <cctype>

namespace textmill::host {
namespace {

struct Known {
  const char* name;
  std::vector<std::string> labels;
  bool score;
  const char* feature;  ///< a string feature; null: none
};

const std::vector<Known>& known_layers() {
  static const std::vector<Known> kKnown = {
      {"blocks",
       {"title", "heading", "paragraph", "list_item", "quote", "caption", "breadcrumb", "byline",
        "boilerplate"},
       false,
       nullptr},
      {"sentences", {}, false, nullptr},
      {"tokens",
       {"word", "number", "punctuation", "symbol", "url", "email", "hashtag", "mention", "emoji"},
       false,
       nullptr},
      {"keyphrases", {}, true, nullptr},
      {"entities",
       {"PERSON", "ORGANIZATION", "LOCATION", "MISC", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"},
       true,
       "norm"},
      {"summary", {}, true, nullptr},
  };
  return kKnown;
}

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '\'';
}

struct Row {
  textmill_span span;
  std::uint32_t label;
};

void add_span(std::size_t begin, std::size_t end, std::uint32_t label, std::vector<Row>& rows) {
  if (begin < end)
    rows.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, label});
}

/// Runs of letters and digits, and every other visible byte by itself.
std::vector<Row> plain_tokens(std::string_view text) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (end > at) {
      add_span(at, end, std::isdigit(static_cast<unsigned char>(text[at])) != 0 ? 1 : 0, rows);
    } else if (static_cast<unsigned char>(text[end++]) > ' ') {
      add_span(at, end, 2, rows);
    }
    at = end;
  }
  return rows;
}

/// What lies between `ends`, white space around it cut off.
std::vector<Row> plain_pieces(std::string_view text, std::string_view ends, std::uint32_t label) {
  std::vector<Row> rows;
  const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = text.find_first_of(ends, at);
    const std::size_t next = found == std::string_view::npos ? text.size() : found + 1;
    std::size_t begin = at, end = next;
    while (begin < end && blank(text[begin])) ++begin;
    while (end > begin && blank(text[end - 1])) --end;
    add_span(begin, end, label, rows);
    at = next;
  }
  return rows;
}

std::vector<Row> plain_rows(const std::string& layer, std::string_view text) {
  if (layer == "tokens") return plain_tokens(text);
  if (layer == "sentences") return plain_pieces(text, ".!?\n", TEXTMILL_NONE);
  if (layer == "blocks") return plain_pieces(text, "\n", 2);
  std::vector<Row> rows;  // every ninth word is something
  const std::vector<Row> words = plain_tokens(text);
  for (std::size_t i = 0; i < words.size(); i += 9) add_span(words[i].span.begin, words[i].span.end, 0, rows);
  return rows;
}

std::vector<Row> wild_rows(std::string_view text, std::mt19937& random) {
  std::vector<std::uint32_t> bounds;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) bounds.push_back(static_cast<std::uint32_t>(i));
  }
  bounds.push_back(static_cast<std::uint32_t>(text.size()));
  std::vector<Row> rows;
  const std::size_t count = bounds.size() < 2 ? 0 : random() % (bounds.size() + 4);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t a = bounds[random() % bounds.size()], b = bounds[random() % bounds.size()];
    add_span(std::min(a, b), std::max(a, b), static_cast<std::uint32_t>(random() % 12), rows);
  }
  std::sort(rows.begin(), rows.end(), [](const Row& x, const Row& y) {
    return x.span.begin != y.span.begin ? x.span.begin < y.span.begin : x.span.end > y.span.end;
  });
  return rows;
}

void write_rows(Layer& layer, const std::vector<Row>& rows, std::mt19937& random) {
  const LayerSpec& spec = layer.spec();
  textmill_columns columns{};
  columns.size = sizeof columns;
  if (!layer.reserve(static_cast<std::uint32_t>(rows.size()), columns)) return;
  const auto labels = static_cast<std::uint32_t>(spec.labels.size());
  const std::uint32_t made = spec.has_labels && labels == 0 ? layer.intern("a label") : TEXTMILL_NONE;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    columns.spans[i] = rows[i].span;
    if (columns.labels) columns.labels[i] = rows[i].label < labels ? rows[i].label : made;
    if (columns.scores) columns.scores[i] = static_cast<float>(random() % 1000) / 1000.0F;
  }
  (void)layer.commit(static_cast<std::uint32_t>(rows.size()));
}

}  // namespace

LayerSpec made_layer_spec(const std::string& name) {
  LayerSpec spec;
  spec.name = name;
  spec.has_labels = spec.has_scores = true;
  for (const Known& known : known_layers()) {
    if (name != known.name) continue;
    spec.labels = known.labels;
    spec.has_labels = name != "sentences";
    spec.has_scores = known.score;
    if (known.feature) spec.features.push_back({known.feature, TEXTMILL_STRING});
  }
  return spec;
}

void make_layers(Document& document, const StageBinding& writer, LayerStyle style, std::mt19937& random) {
  document.enter(writer);
  for (const BoundName& bound : writer.write_layers) {
    Layer* layer = document.write_layer(bound.name);
    if (!layer || style == LayerStyle::Empty) continue;
    const std::vector<Row> rows = style == LayerStyle::Wild ? wild_rows(document.text(), random)
                                                            : plain_rows(bound.name, document.text());
    write_rows(*layer, rows, random);
  }
  (void)document.leave();
}

}  // namespace textmill::host
