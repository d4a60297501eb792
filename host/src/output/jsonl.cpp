#include "output/jsonl.hpp"

#include <algorithm>

#include "output/json_text.hpp"
#include "output/layers.hpp"
#include "output/offset_map.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

/// What can be made ready once for a layer: names and labels escaped, with the punctuation before them.
struct LayerForm {
  std::size_t slot = 0;
  bool with_text = false;
  std::vector<Piece> labels;    ///< ,"label":"word" of those the manifest names
  std::vector<Piece> features;  ///< ,"norm":
  std::size_t row_room = 0;     ///< bytes of a row without its strings and features

  static constexpr std::size_t kNamesRoom = 64;  // of {"begin":,"end":,"score":,"parent":} and a comma

  LayerForm(const LayerSpec& spec, std::size_t at) : slot(at), with_text(!covers_text(spec.name)) {
    for (const std::string& label : spec.labels) {
      labels.emplace_back(",\"label\":" + json_string(label));
      row_room = std::max(row_room, labels.back().room());
    }
    row_room += kNamesRoom + 4 * kNumberRoom;
    for (const FeatureSpec& feature : spec.features)
      features.emplace_back("," + json_string(feature.name) + ":");
  }
};

/// Writes the rows of one layer of one document.
class Rows {
 public:
  Rows(TextStream& stream, const LayerForm& form, const Layer& layer, std::string_view text,
       const OffsetMap& offsets)
      : stream_(stream),
        form_(form),
        layer_(layer),
        text_(text),
        offsets_(offsets),
        labels_(layer.labels()),
        scores_(layer.scores()),
        parents_(layer.parents()) {}

  void put() {
    const bool has_more = scores_ || parents_ || form_.with_text || !form_.features.empty();
    for (std::uint32_t row = 0; row < layer_.size(); ++row) {
      char* to = put_label(put_span(stream_.reserve(form_.row_room), row), row);
      if (has_more) to = put_rest(to, row);
      *to = '}';
      stream_.commit(to + 1);
    }
  }

 private:
  char* put_span(char* to, std::uint32_t row) const {
    const textmill_span span = layer_.spans()[row];
    *to = ',';
    to = put_number(host::put(to + (row > 0), "{\"begin\":"), offsets_(span.begin));
    return put_number(host::put(to, ",\"end\":"), offsets_(span.end));
  }

  /// Takes and gives the place to write at; there is room for a row again behind it.
  char* put_label(char* to, std::uint32_t row) {
    const std::uint32_t label = labels_ ? labels_[row] : TEXTMILL_NONE;
    if (label < form_.labels.size()) return form_.labels[label].put(to);
    if (label == TEXTMILL_NONE) return to;
    stream_.commit(host::put(to, ",\"label\":"));
    put_string(stream_, layer_.label(row));
    return stream_.reserve(form_.row_room);
  }

  char* put_rest(char* to, std::uint32_t row) {
    if (scores_) to = put_number(host::put(to, ",\"score\":"), scores_[row]);
    if (parents_ && parents_[row] != TEXTMILL_NONE)
      to = put_number(host::put(to, ",\"parent\":"), parents_[row]);
    stream_.commit(to);
    for (std::size_t i = 0; i < form_.features.size(); ++i) put_feature(i, row);
    if (form_.with_text) {
      const textmill_span span = layer_.spans()[row];
      stream_.append(",\"text\":");
      put_string(stream_, text_of(text_, {span.begin, span.end}));
    }
    return stream_.reserve(form_.row_room);
  }

  void put_feature(std::size_t number, std::uint32_t row) {
    const textmill_feature_view& feature = layer_.feature(number);
    const Piece& name = form_.features[number];
    const bool is_string = feature.type == TEXTMILL_STRING;
    const textmill_string value = is_string ? feature.strings[row] : textmill_string{};
    if (is_string && value.len == 0) return;  // nobody set it
    char* to = name.put(stream_.reserve(name.room() + kNumberRoom));
    if (feature.type == TEXTMILL_INTEGER) to = put_number(to, feature.integers[row]);
    if (feature.type == TEXTMILL_NUMBER) to = put_number(to, feature.numbers[row]);
    stream_.commit(to);
    if (is_string) put_string(stream_, {value.ptr, value.len});
  }

  TextStream& stream_;
  const LayerForm& form_;
  const Layer& layer_;
  std::string_view text_;
  const OffsetMap& offsets_;
  const std::uint32_t* labels_;
  const float* scores_;
  const std::uint32_t* parents_;
};

class JsonLines : public Renderer {
 public:
  explicit JsonLines(const Plan& plan) : plan_(plan) {
    for (const std::size_t slot : chosen_layers(plan)) layers_.emplace_back(plan.schema.layers[slot], slot);
  }

  void document(const Document& document, ByteBuffer& out) const override {
    TextStream stream(out);
    JsonWriter writer(stream);
    writer.StartObject();
    put_key(writer, "id");
    put_value(writer, document.id());
    put_source(writer, document.source());
    put_key(writer, "offsets");
    put_value(writer, name_of(plan_.output.offsets));
    if (plan_.output.text) {
      put_key(writer, "text");
      put_value(writer, document.text());
    }
    if (plan_.output.meta) put_meta(writer, document);
    put_attributes(writer, document);
    put_layers(writer, stream, document);
    put_key(writer, "status");
    put_value(writer, std::string_view("ok"));
    writer.EndObject();
    stream.Put('\n');
  }

  void missing(std::string_view id, std::string_view status, ByteBuffer& out) const override {
    if (!plan_.output.align) return;
    TextStream stream(out);
    JsonWriter writer(stream);
    writer.StartObject();
    put_key(writer, "id");
    put_value(writer, id);
    put_key(writer, "status");
    put_value(writer, status);
    writer.EndObject();
    stream.Put('\n');
  }

 private:
  static void put_source(JsonWriter& writer, const Source& source) {
    put_key(writer, "source");
    writer.StartObject();
    put_key(writer, "path");
    put_value(writer, source.path);
    put_key(writer, "offset");
    writer.Uint64(source.offset);
    put_key(writer, "length");
    writer.Uint64(source.length);
    if (source.line > 0) {
      put_key(writer, "line");
      writer.Uint64(source.line);
    }
    writer.EndObject();
  }

  static void put_meta(JsonWriter& writer, const Document& document) {
    put_key(writer, "meta");
    writer.StartObject();
    for (const MetaField& field : document.meta()) {
      put_key(writer, field.name);
      writer.RawValue(field.json.data(), field.json.size(), rapidjson::kObjectType);
    }
    writer.EndObject();
  }

  void put_attributes(JsonWriter& writer, const Document& document) const {
    put_key(writer, "attributes");
    writer.StartObject();
    for (std::size_t slot = 0; slot < plan_.schema.attributes.size(); ++slot) {
      const Value* value = document.attribute(slot);
      if (!value) continue;
      put_key(writer, plan_.schema.attributes[slot].name);
      put_value(writer, *value);
    }
    writer.EndObject();
  }

  void put_layers(JsonWriter& writer, TextStream& stream, const Document& document) const {
    const OffsetMap offsets(document.text(), plan_.output.offsets);
    put_key(writer, "layers");
    writer.StartObject();
    for (const LayerForm& form : layers_) {
      const Layer& layer = document.layer(form.slot);
      if (!layer.written()) continue;
      put_key(writer, layer.spec().name);
      writer.StartArray();
      Rows(stream, form, layer, document.text(), offsets).put();
      writer.EndArray();
    }
    writer.EndObject();
  }

  const Plan& plan_;
  std::vector<LayerForm> layers_;
};

}  // namespace

std::unique_ptr<Renderer> make_jsonl_renderer(const Plan& plan) { return std::make_unique<JsonLines>(plan); }

}  // namespace textmill::host
