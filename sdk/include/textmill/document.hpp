// A plugin's view of one document: its text, the layers and attributes of earlier stages, and the ones
// this stage writes.
//
//   void process(textmill::Document& document) {
//     auto tokens = document.layer("tokens");
//     auto words = document.write("long_words");
//     for (textmill::Span token : tokens.spans())
//       if (token.size() > 12) words.add(token);
//   }
//
// Everything here is valid until `process` returns and belongs to the thread inside it. A broken
// contract (an undeclared layer, a wrong type) throws Error, which the host reports with the stage's
// name.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/abi.h"
#include "textmill/options.hpp"
#include "textmill/span.hpp"

namespace textmill {

static_assert(sizeof(Span) == sizeof(textmill_span) && alignof(Span) == alignof(textmill_span));

inline constexpr std::uint32_t kNone = TEXTMILL_NONE;
inline constexpr std::size_t kLargeText = 4U << 20;  ///< bytes; see Document::is_large

namespace detail {

inline void check(int status, const char* what, std::string_view name) {
  if (status == TEXTMILL_OK) return;
  const char* why = status == TEXTMILL_UNDECLARED  ? "is not declared in plugin.yaml"
                    : status == TEXTMILL_NO_MEMORY ? "does not fit into memory"
                                                   : "was refused by the host";
  throw Error(std::string(what) + " '" + std::string(name) + "' " + why,
              static_cast<textmill_status>(status));
}

}  // namespace detail

/// Any contiguous read-only column.
template <class T>
class Column {
 public:
  Column() = default;
  Column(const T* data, std::size_t size) : data_(data), size_(data ? size : 0) {}
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return data_; }

 private:
  const T* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A finished layer. Rows are sorted by begin, the longer span first.
class Layer {
 public:
  Layer() = default;
  explicit Layer(const textmill_layer_view& view) : view_(view) {}

  std::uint32_t size() const { return view_.count; }
  bool empty() const { return view_.count == 0; }
  Span span(std::uint32_t row) const { return {view_.spans[row].begin, view_.spans[row].end}; }
  Column<Span> spans() const { return {reinterpret_cast<const Span*>(view_.spans), view_.count}; }

  /// Columns the layer does not have are empty.
  Column<std::uint32_t> labels() const { return {view_.labels, view_.count}; }
  Column<float> scores() const { return {view_.scores, view_.count}; }
  Column<std::uint32_t> parents() const { return {view_.parents, view_.count}; }

  std::uint32_t label_count() const { return view_.label_name_count; }
  std::string_view label_name(std::uint32_t label) const { return from_abi(view_.label_names[label]); }
  /// The label of a row as text; empty if it has none.
  std::string_view label(std::uint32_t row) const {
    if (!view_.labels || view_.labels[row] == kNone) return {};
    return label_name(view_.labels[row]);
  }
  /// The number of a label name in this layer, or kNone. Look it up once, before the loop.
  std::uint32_t label_id(std::string_view name) const {
    for (std::uint32_t i = 0; i < view_.label_name_count; ++i) {
      if (label_name(i) == name) return i;
    }
    return kNone;
  }

  /// Feature columns by name; empty if the layer has no such feature of that type.
  Column<std::int64_t> integers(std::string_view feature) const {
    const auto* f = find(feature);
    return {f ? f->integers : nullptr, view_.count};
  }
  Column<double> numbers(std::string_view feature) const {
    const auto* f = find(feature);
    return {f ? f->numbers : nullptr, view_.count};
  }
  Column<textmill_string> strings(std::string_view feature) const {
    const auto* f = find(feature);
    return {f ? f->strings : nullptr, view_.count};
  }

 private:
  const textmill_feature_view* find(std::string_view name) const {
    for (std::uint32_t i = 0; i < view_.feature_count; ++i) {
      if (from_abi(view_.features[i].name) == name) return &view_.features[i];
    }
    return nullptr;
  }

  textmill_layer_view view_{};
};

/// A layer being written. Rows go straight into the host's columns, a chunk at a time; they are handed
/// over when the writer goes out of scope or `flush` is called. Add them in layer order (Span's <).
class LayerWriter {
 public:
  LayerWriter(const textmill_host* host, textmill_layer* layer, std::string_view name)
      : host_(host), layer_(layer), name_(name) {}
  LayerWriter(LayerWriter&& other) noexcept
      : host_(other.host_),
        layer_(other.layer_),
        name_(other.name_),
        columns_(other.columns_),
        used_(other.used_) {
    other.used_ = 0;
    other.columns_ = {};
  }
  LayerWriter(const LayerWriter&) = delete;  // two writers would hand over the same rows twice
  LayerWriter& operator=(const LayerWriter&) = delete;
  LayerWriter& operator=(LayerWriter&&) = delete;
  ~LayerWriter() {
    if (used_) host_->commit(layer_, used_);
  }

  /// Appends a row and returns its number. Set its other columns before adding the next one.
  std::uint32_t add(Span span) {
    if (used_ == columns_.capacity) grow();
    columns_.spans[used_] = {span.begin, span.end};
    return columns_.first_row + used_++;
  }
  std::uint32_t add(Span span, std::uint32_t label) {
    const std::uint32_t row = add(span);
    if (columns_.labels) columns_.labels[used_ - 1] = label;
    return row;
  }
  std::uint32_t add(Span span, std::uint32_t label, float score) {
    const std::uint32_t row = add(span, label);
    set_score(score);
    return row;
  }

  /// These set a column of the row added last; a column the manifest does not declare is passed over.
  void set_score(float score) {
    if (columns_.scores) columns_.scores[used_ - 1] = score;
  }
  void set_parent(std::uint32_t row) {
    if (columns_.parents) columns_.parents[used_ - 1] = row;
  }
  /// `feature` is the feature's position in plugin.yaml.
  void set(std::uint32_t feature, std::int64_t value) {
    if (columns_.integer_features && columns_.integer_features[feature]) {
      columns_.integer_features[feature][used_ - 1] = value;
    }
  }
  void set(std::uint32_t feature, double value) {
    if (columns_.number_features && columns_.number_features[feature]) {
      columns_.number_features[feature][used_ - 1] = value;
    }
  }
  void set(std::uint32_t feature, std::string_view value) {
    detail::check(host_->set_string(layer_, columns_.first_row + used_ - 1, feature, to_abi(value)),
                  "a string feature of layer", name_);
  }

  /// The number of a label that is not listed in plugin.yaml; the string is copied.
  std::uint32_t intern(std::string_view label) { return host_->intern(layer_, to_abi(label)); }

  /// Hands over what was added so far.
  void flush() {
    if (used_) detail::check(host_->commit(layer_, used_), "layer", name_);
    used_ = 0;
    columns_ = {};
  }

 private:
  void grow() {
    constexpr std::uint32_t kFirst = 32, kMost = 512;  // rows; many layers have only a few
    const std::uint32_t rows = columns_.capacity == 0 ? kFirst : std::min(kMost, columns_.capacity * 4);
    flush();
    columns_.size = sizeof columns_;
    detail::check(host_->reserve(layer_, rows, &columns_), "layer", name_);
  }

  const textmill_host* host_;
  textmill_layer* layer_;
  std::string_view name_;
  textmill_columns columns_{};
  std::uint32_t used_ = 0;
};

/// One document inside `process`.
class Document {
 public:
  Document(const textmill_host* host, textmill_document* document) : host_(host), document_(document) {}

  /// Valid UTF-8; TEXTMILL_TEXT_PADDING zero bytes behind its end may be read.
  std::string_view text() const { return from_abi(host_->text(document_)); }
  std::string_view text(Span span) const { return text_of(text(), span); }
  std::string_view id() const { return from_abi(host_->id(document_)); }
  /// True for a text of 4 MiB and more: a stage had better give back the buffers it made for such a one than
  /// keep them for the next document, or they add up over all stages and workers.
  bool is_large() const { return text().size() >= kLargeText; }

  /// A layer plugin.yaml lists under `reads`. An optional one that nobody wrote is empty: see has_layer.
  Layer layer(std::string_view name) const {
    textmill_layer_view view{};
    view.size = sizeof view;
    const int status = host_->read_layer(document_, to_abi(name), &view);
    if (status == TEXTMILL_ABSENT) return Layer();
    detail::check(status, "layer", name);
    return Layer(view);
  }
  bool has_layer(std::string_view name) const {
    textmill_layer_view view{};
    view.size = sizeof view;
    return host_->read_layer(document_, to_abi(name), &view) == TEXTMILL_OK;
  }
  /// A layer plugin.yaml lists under `writes`. `name` must outlive the writer.
  LayerWriter write(std::string_view name) {
    textmill_layer* layer = nullptr;
    detail::check(host_->write_layer(document_, to_abi(name), &layer), "layer", name);
    return LayerWriter(host_, layer, name);
  }

  void set(std::string_view attribute, bool value) {
    textmill_value v{};
    v.type = TEXTMILL_BOOL;
    v.as.boolean = value;
    put(attribute, v);
  }
  void set(std::string_view attribute, std::int64_t value) {
    textmill_value v{};
    v.type = TEXTMILL_INTEGER;
    v.as.integer = value;
    put(attribute, v);
  }
  void set(std::string_view attribute, double value) {
    textmill_value v{};
    v.type = TEXTMILL_NUMBER;
    v.as.number = value;
    put(attribute, v);
  }
  void set(std::string_view attribute, std::string_view value) {
    textmill_value v{};
    v.type = TEXTMILL_STRING;
    v.as.string = to_abi(value);
    put(attribute, v);
  }
  void set(std::string_view attribute, const char* value) { set(attribute, std::string_view(value)); }

  /// An attribute of an earlier stage; nothing if nobody set it.
  std::optional<textmill_value> attribute(std::string_view name) const {
    textmill_value value{};
    const int status = host_->attribute(document_, to_abi(name), &value);
    if (status == TEXTMILL_ABSENT) return std::nullopt;
    detail::check(status, "attribute", name);
    return value;
  }
  /// A field that came with the document; nothing if it has none.
  std::optional<textmill_value> meta(std::string_view name) const {
    textmill_value value{};
    const int status = host_->meta(document_, to_abi(name), &value);
    if (status == TEXTMILL_ABSENT) return std::nullopt;
    detail::check(status, "meta field", name);
    return value;
  }
  /// The field as text; empty if it is not there or not a string.
  std::string meta_string(std::string_view name) const {
    const auto value = meta(name);
    if (!value || value->type != TEXTMILL_STRING) return {};
    return std::string(from_abi(value->as.string));
  }

  void warn(std::string_view message) const { host_->log(host_, TEXTMILL_LOG_WARNING, to_abi(message)); }

  /// Appends bytes to what this document contributes to the stage's result over all documents; see
  /// textmill::reducing_stage. They may be anything; the reduction gets them back as they are.
  void emit(std::string_view bytes) {
    const auto* reduce =
        static_cast<const textmill_reduce_host*>(host_->extension(host_, TEXTMILL_EXT_REDUCE));
    if (!reduce) throw Error("this textmill makes no results over all documents; a newer one is needed");
    const int status = reduce->emit(document_, to_abi(bytes));
    if (status == TEXTMILL_UNDECLARED)
      throw Error("a contribution is emitted but plugin.yaml has no writes.result", TEXTMILL_UNDECLARED);
    detail::check(status, "the contribution of document", id());
  }
  /// Adds to a counter of the stage's own, shown in run.json; nothing happens under a host without counters.
  void count(std::string_view counter, std::int64_t amount = 1) {
    const auto* metrics = static_cast<const textmill_metrics*>(host_->extension(host_, TEXTMILL_EXT_METRICS));
    if (metrics) metrics->add(document_, to_abi(counter), amount);
  }

  /// True once the document's time limit has passed; long loops ask now and then and throw Error.
  bool cancelled() const {
    const auto* cancel = static_cast<const textmill_cancel*>(host_->extension(host_, TEXTMILL_EXT_CANCEL));
    return cancel && cancel->cancelled(document_) != 0;
  }

 private:
  void put(std::string_view attribute, const textmill_value& value) {
    detail::check(host_->set_attribute(document_, to_abi(attribute), &value), "attribute", attribute);
  }

  const textmill_host* host_;
  textmill_document* document_;
};

}  // namespace textmill
