#include "output/jsonl.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "output/json_text.hpp"
#include "output/layers.hpp"
#include "output/offset_map.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

/// The head of a row, `,{"begin":12345,"end":12350,"label":"word"`, but for the last four digits of its two
/// offsets: within ten thousand bytes of text nothing else changes, so that such a head is one block copied
/// and two numbers set in.
class Head {
 public:
  static constexpr std::uint32_t kWindow = 10000;
  static constexpr std::size_t kBlock = 64;

  /// `high`: the offsets divided by kWindow. `label`: with its name and a comma before it, or empty.
  Head(std::uint32_t high, std::string_view label) {
    const std::string digits = (high > 0 ? std::to_string(high) : std::string()) + "0000";
    const std::string text = ",{\"begin\":" + digits + ",\"end\":" + digits + std::string(label);
    if (text.size() > kBlock) return;
    std::memcpy(bytes_.data(), text.data(), text.size());
    size_ = text.size();
    begin_at_ = sizeof(",{\"begin\":") - 1 + digits.size() - 4;
    end_at_ = begin_at_ + 4 + sizeof(",\"end\":") - 1 + digits.size() - 4;
  }
  bool fits() const { return size_ > 0; }
  /// Takes the offsets less those of the window's begin; writes kBlock bytes, of which those up to the
  /// returned place count.
  char* put(char* to, std::uint32_t begin, std::uint32_t end) const {
    std::memcpy(to, bytes_.data(), kBlock);
    const std::uint32_t begin_digits = four_digits(begin), end_digits = four_digits(end);
    std::memcpy(to + begin_at_, &begin_digits, 4);
    std::memcpy(to + end_at_, &end_digits, 4);
    return to + size_;
  }

 private:
  std::array<char, kBlock> bytes_{};
  std::size_t size_ = 0;  ///< 0: does not fit into a block
  std::size_t begin_at_ = 0;
  std::size_t end_at_ = 0;
};

/// What can be made ready once for a layer: names and labels escaped, with the punctuation before them.
struct LayerForm {
  std::size_t slot = 0;
  bool with_text = false;
  std::vector<std::string> labels;  ///< ,"label":"word" of those the manifest names
  std::vector<Head> heads;          ///< of the first window; by label, and of a row without one
  std::vector<Piece> features;      ///< ,"norm":
  std::size_t row_room = 0;         ///< bytes of a row without its strings and features

  static constexpr std::size_t kNamesRoom = 64;  // of {"begin":,"end":,"score":,"parent":} and a comma

  LayerForm(const LayerSpec& spec, std::size_t at) : slot(at), with_text(!covers_text(spec.name)) {
    for (const std::string& label : spec.labels) {
      labels.push_back(",\"label\":" + json_string(label));
      row_room = std::max(row_room, labels.back().size());
    }
    row_room += kNamesRoom + 4 * kNumberRoom;
    heads = heads_of(0);
    for (const FeatureSpec& feature : spec.features)
      features.emplace_back("," + json_string(feature.name) + ":");
  }

  std::vector<Head> heads_of(std::uint32_t high) const {
    std::vector<Head> made;
    for (const std::string& label : labels) made.emplace_back(high, label);
    made.emplace_back(high, std::string_view());
    return made;
  }

  /// True if all of a row fits into row_room, its label being one of the manifest's.
  bool is_bounded() const { return features.empty() && !with_text; }
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
        parents_(layer.parents()),
        heads_(&form.heads) {}

  void put() {
    const std::uint32_t rows_at_once = form_.is_bounded() ? kRowsAtOnce : 1;
    for (std::uint32_t row = 0; row < layer_.size();) {
      const std::uint32_t end = row + std::min(rows_at_once, layer_.size() - row);
      room_ = (end - row) * form_.row_room;
      char* to = stream_.reserve(room_);
      for (; row < end; ++row) {
        to = put_numbers(put_head(to, row), row);
        if (!form_.is_bounded()) to = put_rest(to, row);
        *to++ = '}';
      }
      stream_.commit(to);
    }
  }

 private:
  static constexpr std::uint32_t kRowsAtOnce = 64;
  static constexpr std::uint32_t kSmallest = 1000;  ///< offset with four digits

  // The following take and give the place to write at.

  char* put_head(char* to, std::uint32_t row) {
    const textmill_span span = layer_.spans()[row];
    const std::uint32_t begin = offsets_(span.begin), end = offsets_(span.end);
    const std::uint32_t label = labels_ ? labels_[row] : TEXTMILL_NONE;
    if (begin >= window_ + Head::kWindow) enter_window(begin);
    if (begin >= std::max(window_, kSmallest) && end < window_ + Head::kWindow && row > 0) {
      const bool is_known = label < form_.labels.size();
      const Head& head = (*heads_)[is_known ? label : form_.labels.size()];
      if (head.fits() && (is_known || label == TEXTMILL_NONE))
        return head.put(to, begin - window_, end - window_);
    }
    return put_label(put_span(to, row, begin, end), row, label);
  }

  void enter_window(std::uint32_t offset) {
    own_heads_ = form_.heads_of(offset / Head::kWindow);
    heads_ = &own_heads_;
    window_ = offset / Head::kWindow * Head::kWindow;
  }

  static char* put_span(char* to, std::uint32_t row, std::uint32_t begin, std::uint32_t end) {
    *to = ',';
    to = put_number(host::put(to + (row > 0), "{\"begin\":"), begin);
    return put_number(host::put(to, ",\"end\":"), end);
  }

  char* put_label(char* to, std::uint32_t row, std::uint32_t label) {
    if (label < form_.labels.size()) return host::put(to, form_.labels[label]);
    if (label == TEXTMILL_NONE) return to;
    stream_.commit(host::put(to, ",\"label\":"));
    put_string(stream_, layer_.label(row));
    return stream_.reserve(room_);
  }

  char* put_numbers(char* to, std::uint32_t row) {
    if (scores_) to = score_texts_.put(host::put(to, ",\"score\":"), scores_[row]);
    if (parents_ && parents_[row] != TEXTMILL_NONE)
      to = put_number(host::put(to, ",\"parent\":"), parents_[row]);
    return to;
  }

  char* put_rest(char* to, std::uint32_t row) {
    stream_.commit(to);
    for (std::size_t i = 0; i < form_.features.size(); ++i) put_feature(i, row);
    if (form_.with_text) {
      const textmill_span span = layer_.spans()[row];
      stream_.append(",\"text\":");
      put_string(stream_, text_of(text_, {span.begin, span.end}));
    }
    return stream_.reserve(room_);
  }

  void put_feature(std::size_t number, std::uint32_t row) {
    const textmill_feature_view& feature = layer_.feature(number);
    const Piece& name = form_.features[number];
    const bool is_string = feature.type == TEXTMILL_STRING;
    const textmill_string value = is_string ? feature.strings[row] : textmill_string{};
    if (is_string && value.len == 0) return;  // nobody set it
    char* to = name.put(stream_.reserve(name.room() + kNumberRoom));
    if (feature.type == TEXTMILL_INTEGER) to = put_number(to, feature.integers[row]);
    if (feature.type == TEXTMILL_NUMBER) to = number_texts_.put(to, feature.numbers[row]);
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
  const std::vector<Head>* heads_;  ///< of the window that begins at `window_`
  std::vector<Head> own_heads_;
  std::uint32_t window_ = 0;
  std::size_t room_ = 0;
  NumberTexts<float> score_texts_;
  NumberTexts<double> number_texts_;
};

class JsonLines : public Renderer {
 public:
  explicit JsonLines(const Plan& plan) : plan_(plan) {
    for (const std::size_t slot : chosen_layers(plan)) layers_.emplace_back(plan.schema.layers[slot], slot);
    for (const AttributeSpec& attribute : plan.schema.attributes)
      attribute_names_.push_back("," + json_string(attribute.name) + ":");
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
    put_attributes(writer, stream, document);
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

  void put_attributes(JsonWriter& writer, TextStream& stream, const Document& document) const {
    put_key(writer, "attributes");
    writer.StartObject();
    bool is_first = true;
    for (std::size_t slot = 0; slot < attribute_names_.size(); ++slot) {
      const Value* value = document.attribute(slot);
      if (!value) continue;
      stream.append(std::string_view(attribute_names_[slot]).substr(std::exchange(is_first, false) ? 1 : 0));
      put_value(stream, *value);
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
  std::vector<std::string> attribute_names_;  ///< ,"segmenter.words":
};

}  // namespace

std::unique_ptr<Renderer> make_jsonl_renderer(const Plan& plan) { return std::make_unique<JsonLines>(plan); }

}  // namespace textmill::host
