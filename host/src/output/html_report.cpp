#include "output/html_report.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "output/features.hpp"
#include "output/json_text.hpp"
#include "output/layers.hpp"
#include "output/offset_map.hpp"
#include "output/tally.hpp"
#include "pipeline/fingerprint.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

constexpr const char* kStyle =
#include "report.css.inc"
    ;
// One literal each: compilers need not take longer ones.
constexpr const char* kProgram[] = {
#include "model.js.inc"
    ,
#include "article.js.inc"
    ,
#include "charts.js.inc"
    ,
#include "tables.js.inc"
    ,
#include "pages.js.inc"
};
constexpr const char* kMain =  // of a page of documents
#include "main.js.inc"
    ;
constexpr const char* kLive =  // of a page where a text is typed
#include "live.js.inc"
    ;

constexpr const char* kHead = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline')";
constexpr const char* kHeadEnd = R"(">
<meta name="generator" content="textmill )" TEXTMILL_VERSION R"(">
<title>Textmill</title>
<style>
)";
constexpr const char* kBody = R"(</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page" id="page"><noscript><p>This page shows its documents with JavaScript, which is switched off.</p></noscript></div>
<section class="detail" id="detail" aria-label="Selected place" aria-live="polite" hidden></section>
)";

constexpr std::size_t kSearchedNames = 12;
constexpr std::size_t kBeginning = 90;  // bytes of a document without a title that stand for one
constexpr double kMsPerNs = 1e-6;

/// JSON between script tags: no text in it can end the element or begin a comment.
void put_script(ByteBuffer& out, std::string_view opening, std::string_view json) {
  out += opening;
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t next = std::min(json.find('<', at), json.size());
    out += json.substr(at, next - at);
    if (next < json.size()) out += "\\u003c";
    at = next + 1;
  }
  out += "</script>\n";
}

void put_pair(JsonWriter& writer, std::string_view key, std::string_view value) {
  put_key(writer, key);
  put_value(writer, value);
}

std::string option_text(const TypedOption& option) {
  const Value value = option.to_value();
  switch (value.type) {
    case TEXTMILL_NULL: return {};
    case TEXTMILL_STRING: return option.text;
    case TEXTMILL_STRINGS: {
      std::string list;
      for (const std::string& text : option.texts) list += (list.empty() ? "" : ", ") + text;
      return list;
    }
    default: {
      std::string json;
      {
        TextStream stream(json);
        JsonWriter writer(stream);
        put_value(writer, value);
      }
      return json;
    }
  }
}

/// How many words begin in a span, from the words' begins.
class WordCounter {
 public:
  explicit WordCounter(const Layer* tokens) {
    for (std::uint32_t row = 0; tokens && row < tokens->size(); ++row) {
      const std::string_view label = tokens->label(row);
      if (label == "word" || label == "number") begins_.push_back(tokens->spans()[row].begin);
    }
    known_ = tokens != nullptr;
  }
  bool known() const { return known_; }
  std::size_t all() const { return begins_.size(); }
  std::size_t in(textmill_span span) const {
    const auto first = std::lower_bound(begins_.begin(), begins_.end(), span.begin);
    return static_cast<std::size_t>(std::lower_bound(first, begins_.end(), span.end) - first);
  }

 private:
  bool known_ = false;
  std::vector<std::uint32_t> begins_;
};

/// At most `most` bytes of the beginning of a text, cut between words.
std::string_view beginning_of(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t space = text.substr(0, most).find_last_of(" \n\t");
  std::size_t end = space == std::string_view::npos ? most : space;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return text.substr(0, end);
}

/// One document on its way into the page.
class Entry {
 public:
  Entry(const Plan& plan, const std::vector<std::size_t>& layers, const Document& document)
      : plan_(plan), layers_(layers), document_(document), words_(written("tokens")) {}

  /// What the index shows and searches.
  void head(JsonWriter& writer) const {
    writer.StartObject();
    put_pair(writer, "id", document_.id());
    put_pair(writer, "path", document_.source().path);
    put_key(writer, "line");
    writer.Uint64(document_.source().line);
    put_pair(writer, "title", title());
    put_pair(writer, "beginning", title().empty() ? beginning_of(main_text(), kBeginning) : "");
    put_pair(writer, "language", language());
    if (words_.known()) {
      put_key(writer, "words");
      writer.Uint64(words_of_text());
    }
    put_findings(writer);
    put_rules(writer);
    const Layer* entities = written("entities");
    put_key(writer, "entities");
    writer.Uint(entities ? entities->size() : 0);
    put_names(writer, "names", entities);
    put_names(writer, "keyphrases", written("keyphrases"));
    writer.EndObject();
  }

  void body(JsonWriter& writer, TextStream& stream) const {
    writer.StartObject();
    put_pair(writer, "text", document_.text());
    put_key(writer, "attributes");
    writer.StartObject();
    for (std::size_t slot = 0; slot < plan_.schema.attributes.size(); ++slot) {
      if (const Value* value = document_.attribute(slot)) {
        put_key(writer, plan_.schema.attributes[slot].name);
        put_value(writer, *value);
      }
    }
    writer.EndObject();
    put_key(writer, "layers");
    writer.StartArray();
    const OffsetMap offsets(document_.text(), OffsetUnit::Utf16);
    for (const std::size_t slot : layers_) {
      // Tokens would be most of the page and show nothing that a reader does not see; markup repeats blocks.
      const Layer& layer = document_.layer(slot);
      const std::string_view name = layer.spec().name;
      if (layer.written() && name != "tokens" && name != "markup") put_layer(writer, stream, layer, offsets);
    }
    writer.EndArray();
    writer.EndObject();
  }

 private:
  const Layer* written(std::string_view name) const {
    for (std::size_t slot = 0; slot < plan_.schema.layers.size(); ++slot) {
      if (plan_.schema.layers[slot].name == name && document_.layer(slot).written())
        return &document_.layer(slot);
    }
    return nullptr;
  }

  std::string_view text(const Layer& layer, std::uint32_t row) const {
    const textmill_span span = layer.spans()[row];
    return text_of(document_.text(), {span.begin, span.end});
  }

  std::string_view title() const {
    const Layer* blocks = written("blocks");
    for (std::uint32_t row = 0; blocks && row < blocks->size(); ++row) {
      if (blocks->label(row) == "title") return text(*blocks, row);
    }
    return {};
  }

  /// From the first block that is not a menu or the like.
  std::string_view main_text() const {
    const Layer* blocks = written("blocks");
    for (std::uint32_t row = 0; blocks && row < blocks->size(); ++row) {
      if (!is_furniture(blocks->label(row))) return document_.text().substr(blocks->spans()[row].begin);
    }
    return document_.text();
  }

  std::string_view language() const {
    for (std::size_t slot = 0; slot < plan_.schema.attributes.size(); ++slot) {
      const Value* value = document_.attribute(slot);
      const bool is_language = plan_.schema.attributes[slot].name == "segmenter.language";
      if (is_language && value && value->string != "und") return value->string;
    }
    return {};
  }

  std::size_t words_of_text() const {
    std::size_t around = 0;
    const Layer* blocks = written("blocks");
    for (std::uint32_t row = 0; blocks && row < blocks->size(); ++row) {
      if (is_furniture(blocks->label(row))) around += words_.in(blocks->spans()[row]);
    }
    return words_.all() - std::min(around, words_.all());
  }

  void put_findings(JsonWriter& writer) const {
    std::array<unsigned, 3> counts{};
    const Layer* findings = written("findings");
    for (std::uint32_t row = 0; findings && row < findings->size(); ++row)
      ++counts[static_cast<std::size_t>(severity_of(*findings, row))];
    put_key(writer, "findings");
    writer.StartArray();
    for (const unsigned count : counts) writer.Uint(count);
    writer.EndArray();
  }

  /// The rules of the findings, with counts: [["stuffing", 1], ...].
  void put_rules(JsonWriter& writer) const {
    Tally rules;
    const Layer* findings = written("findings");
    for (std::uint32_t row = 0; findings && row < findings->size(); ++row)
      rules.add(std::string(findings->label(row)), row);
    put_key(writer, "rules");
    writer.StartArray();
    for (const Counted& rule : rules.by_count()) {
      writer.StartArray();
      put_value(writer, rule.name);
      writer.Uint64(rule.count);
      writer.EndArray();
    }
    writer.EndArray();
  }

  /// The most frequent names of a layer: its label for keyphrases, the canonical form for entities.
  void put_names(JsonWriter& writer, std::string_view key, const Layer* layer) const {
    Tally names;
    for (std::uint32_t row = 0; layer && row < layer->size(); ++row) {
      std::string_view name =
          key == "keyphrases" ? layer->label(row) : string_feature(*layer, "canonical", row);
      names.add(std::string(name.empty() ? text(*layer, row) : name), row);
    }
    put_key(writer, key);
    writer.StartArray();
    std::size_t count = 0;
    for (const Counted& name : names.by_count()) {
      if (++count > kSearchedNames) break;
      put_value(writer, name.name);
    }
    writer.EndArray();
  }

  void put_layer(JsonWriter& writer, TextStream& stream, const Layer& layer, const OffsetMap& offsets) const {
    writer.StartObject();
    put_pair(writer, "name", layer.spec().name);
    put_key(writer, "features");
    writer.StartArray();
    for (const FeatureSpec& feature : layer.spec().features) put_value(writer, feature.name);
    writer.EndArray();
    put_key(writer, "rows");
    writer.StartArray();
    const bool counted = covers_text(layer.spec().name) && words_.known();
    for (std::uint32_t row = 0; row < layer.size(); ++row) {
      const textmill_span span = layer.spans()[row];
      writer.StartArray();
      writer.Uint(offsets(span.begin));
      writer.Uint(offsets(span.end));
      put_or_null(writer, layer.labels() && layer.labels()[row] != TEXTMILL_NONE,
                  [&] { put_value(writer, layer.label(row)); });
      put_or_null(writer, layer.scores() != nullptr, [&] { put_float(writer, layer.scores()[row]); });
      put_or_null(writer, counted, [&] { writer.Uint64(words_.in(span)); });
      put_features(writer, layer, row);
      writer.EndArray();
    }
    writer.EndArray();
    writer.EndObject();
    stream.Flush();
  }

  template <class Put>
  static void put_or_null(JsonWriter& writer, bool is_there, Put put) {
    if (is_there) {
      put();
    } else {
      writer.Null();
    }
  }

  /// With as few digits as a float has.
  static void put_float(JsonWriter& writer, float number) {
    char digits[kNumberRoom];
    const char* end = put_number(digits, number);
    writer.RawValue(digits, static_cast<std::size_t>(end - digits), rapidjson::kNumberType);
  }

  static void put_features(JsonWriter& writer, const Layer& layer, std::uint32_t row) {
    for (std::size_t i = 0; i < layer.spec().features.size(); ++i) {
      const textmill_feature_view& feature = layer.feature(i);
      if (feature.type == TEXTMILL_STRING) {
        put_value(writer, std::string_view(feature.strings[row].ptr, feature.strings[row].len));
      } else if (feature.type == TEXTMILL_INTEGER) {
        writer.Int64(feature.integers[row]);
      } else {
        writer.Double(feature.numbers[row]);
      }
    }
  }

  const Plan& plan_;
  const std::vector<std::size_t>& layers_;
  const Document& document_;
  WordCounter words_;
};

/// With the options that are not as they are by default.
void put_stage(JsonWriter& writer, const PlannedStage& stage) {
  writer.StartObject();
  put_pair(writer, "id", stage.id);
  const Manifest* manifest =
      stage.ref.plugin && stage.ref.plugin->manifest ? &*stage.ref.plugin->manifest : nullptr;
  put_pair(writer, "plugin", manifest ? manifest->id : "");
  put_pair(writer, "version", manifest ? manifest->version : "");
  put_pair(writer, "summary", stage.ref.stage ? stage.ref.stage->summary : "");
  put_key(writer, "options");
  writer.StartArray();
  for (const TypedOption& option : stage.options) {
    if (option.origin == "default" || option.to_value().type == TEXTMILL_NULL) continue;
    writer.StartObject();
    put_pair(writer, "name", option.name);
    put_pair(writer, "value", option_text(option));
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

void put_run(JsonWriter& writer, const Plan& plan) {
  writer.StartObject();
  put_pair(writer, "version", TEXTMILL_VERSION);
  put_pair(writer, "name", plan.name);
  put_pair(writer, "file", plan.file);
  put_pair(writer, "fingerprint", fingerprint(plan));
  put_key(writer, "params");
  writer.StartArray();
  for (const ParamValue& param : plan.params) {
    std::string value;
    for (const std::string& text : param.texts) value += (value.empty() ? "" : ", ") + text;
    writer.StartObject();
    put_pair(writer, "name", param.name);
    put_pair(writer, "value", value);
    writer.EndObject();
  }
  writer.EndArray();
  put_key(writer, "stages");
  writer.StartArray();
  for (const PlannedStage& stage : plan.stages) put_stage(writer, stage);
  writer.EndArray();
  writer.EndObject();
}

void put_figures(JsonWriter& writer, const RunFigures& figures) {
  const auto put_count = [&](std::string_view name, std::uint64_t count) {
    put_key(writer, name);
    writer.Uint64(count);
  };
  writer.StartObject();
  put_count("read", figures.read);
  put_count("written", figures.written);
  put_count("dropped", figures.dropped);
  put_count("set_aside", figures.set_aside);
  put_key(writer, "ms");
  writer.Double(kMsPerNs * static_cast<double>(figures.wall_ns));
  put_key(writer, "stages");
  writer.StartArray();
  for (const StageCost& cost : figures.costs) writer.Double(kMsPerNs * static_cast<double>(cost.wall_ns));
  writer.EndArray();
  writer.EndObject();
}

void put_head(ByteBuffer& out, std::string_view policy) {
  out += kHead;
  out += policy;
  out += kHeadEnd;
  out += kStyle;
  out += kBody;
}

void put_program(ByteBuffer& out, const char* main) {
  out += "<script>\n";
  for (const char* part : kProgram) out += part;
  out += main;
  out += "</script>\n</body>\n</html>\n";
}

class HtmlReport : public Renderer {
 public:
  HtmlReport(const Plan& plan, const RenderOptions& options)
      : plan_(plan), tells_figures_(options.figures), layers_(chosen_layers(plan)) {}

  void header(ByteBuffer& out) const override {
    put_head(out, "");
    put_script(out, R"(<script type="application/json" id="run">)", html_run_json(plan_));
  }

  void document(const Document& document, ByteBuffer& out) const override {
    put_script(out, R"(<script type="application/json" class="document">)",
               html_document_json(plan_, layers_, document));
  }

  void figures(const RunFigures& figures, ByteBuffer& out) const override {
    if (tells_figures_)
      put_script(out, R"(<script type="application/json" id="figures">)", html_figures_json(figures));
  }

  void footer(ByteBuffer& out) const override { put_program(out, kMain); }

 private:
  const Plan& plan_;
  bool tells_figures_;
  std::vector<std::size_t> layers_;
};

/// What `put` writes.
template <class Put>
std::string json_of(const Put& put) {
  std::string json;
  {
    TextStream stream(json);
    JsonWriter writer(stream);
    put(writer);
  }
  return json;
}

}  // namespace

std::string html_run_json(const Plan& plan) {
  return json_of([&](JsonWriter& writer) { put_run(writer, plan); });
}

std::string html_document_json(const Plan& plan, const std::vector<std::size_t>& layers,
                               const Document& document) {
  const Entry entry(plan, layers, document);
  std::string json;
  {
    TextStream stream(json);
    JsonWriter head(stream);
    entry.head(head);
    stream.Put('\n');
    JsonWriter body(stream);
    entry.body(body, stream);
  }
  return json;
}

std::string html_figures_json(const RunFigures& figures) {
  return json_of([&](JsonWriter& writer) { put_figures(writer, figures); });
}

std::string html_live_page() {
  ByteBuffer out;
  put_head(out, "; connect-src 'self'");
  put_script(out, R"(<script type="application/json" id="run">)", "null");
  put_program(out, kLive);
  return out.str();
}

std::unique_ptr<Renderer> make_html_renderer(const Plan& plan, const RenderOptions& options) {
  return std::make_unique<HtmlReport>(plan, options);
}

}  // namespace textmill::host
