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
  std::vector<std::string> labels;    ///< ,"label":"word" of those the manifest names
  std::vector<std::string> features;  ///< ,"norm":
  std::size_t row_room = 0;           ///< bytes of a row without strings

  LayerForm(const LayerSpec& spec, std::size_t at) : slot(at), with_text(!covers_text(spec.name)) {
    for (const std::string& label : spec.labels) labels.push_back(",\"label\":" + json_string(label));
    row_room = 128 + 2 * kNumberRoom;
    for (const FeatureSpec& feature : spec.features) {
      features.push_back("," + json_string(feature.name) + ":");
      row_room += features.back().size() + kNumberRoom;
    }
    for (const std::string& label : labels) row_room = std::max(row_room, label.size() + 256);
  }
};

class JsonLines : public Renderer {
 public:
  explicit JsonLines(const Plan& plan) : plan_(plan) {
    for (const std::size_t slot : chosen_layers(plan)) layers_.emplace_back(plan.schema.layers[slot], slot);
  }

  void document(const Document& document, std::string& out) const override {
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

  void missing(std::string_view id, std::string_view status, std::string& out) const override {
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
      for (std::uint32_t row = 0; row < layer.size(); ++row) {
        if (row > 0) stream.Put(',');
        put_row(stream, form, layer, row, document.text(), offsets);
      }
      writer.EndArray();
    }
    writer.EndObject();
  }

  static void put_row(TextStream& stream, const LayerForm& form, const Layer& layer, std::uint32_t row,
                      std::string_view text, const OffsetMap& offsets) {
    const textmill_span span = layer.spans()[row];
    char* to = stream.reserve(form.row_room);
    to = put_number(put(to, "{\"begin\":"), offsets(span.begin));
    to = put_number(put(to, ",\"end\":"), offsets(span.end));
    const std::uint32_t label = layer.labels() ? layer.labels()[row] : TEXTMILL_NONE;
    if (label < form.labels.size()) to = put(to, form.labels[label]);
    stream.commit(to);
    if (label != TEXTMILL_NONE && label >= form.labels.size()) {
      stream.append(",\"label\":");
      put_string(stream, layer.label(row));
    }
    to = stream.reserve(form.row_room);
    if (layer.scores()) to = put_number(put(to, ",\"score\":"), layer.scores()[row]);
    if (layer.parents() && layer.parents()[row] != TEXTMILL_NONE) {
      to = put_number(put(to, ",\"parent\":"), layer.parents()[row]);
    }
    stream.commit(to);
    put_features(stream, form, layer, row);
    if (form.with_text) {
      stream.append(",\"text\":");
      put_string(stream, text_of(text, {span.begin, span.end}));
    }
    stream.Put('}');
  }

  static void put_features(TextStream& stream, const LayerForm& form, const Layer& layer, std::uint32_t row) {
    for (std::size_t i = 0; i < form.features.size(); ++i) {
      const textmill_feature_view& feature = layer.feature(i);
      if (feature.type == TEXTMILL_STRING) {
        const textmill_string value = feature.strings[row];
        if (value.len == 0) continue;  // a string nobody set
        stream.append(form.features[i]);
        put_string(stream, {value.ptr, value.len});
        continue;
      }
      char* to = put(stream.reserve(form.row_room), form.features[i]);
      to = feature.type == TEXTMILL_INTEGER ? put_number(to, feature.integers[row])
                                            : put_number(to, feature.numbers[row]);
      stream.commit(to);
    }
  }

  const Plan& plan_;
  std::vector<LayerForm> layers_;
};

}  // namespace

std::unique_ptr<Renderer> make_jsonl_renderer(const Plan& plan) { return std::make_unique<JsonLines>(plan); }

}  // namespace textmill::host
