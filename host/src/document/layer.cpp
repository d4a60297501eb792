#include "document/layer.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

namespace textmill::host {
namespace {

// In a shared layer a stage's own label numbers differ from the layer's, so interned ones are marked.
constexpr std::uint32_t kInternedMark = 1U << 30;
constexpr std::size_t kKeptRows = 1 << 18;  // beyond it a column is given back after the document

std::string_view as_view(textmill_string s) { return {s.ptr, s.len}; }

bool inside_code_point(std::string_view text, std::uint32_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

}  // namespace

Layer::Layer(const LayerSpec& spec, Arena& arena) : spec_(&spec), arena_(&arena) {
  for (const FeatureSpec& f : spec.features) {
    Feature column;
    column.type = f.type;
    features_.push_back(std::move(column));
    textmill_feature_view view{};
    view.name = {f.name.data(), f.name.size()};
    view.type = f.type;
    feature_views_.push_back(view);
  }
  integer_heads_.resize(features_.size());
  number_heads_.resize(features_.size());
  for (const std::string& label : spec.labels) label_names_.push_back({label.data(), label.size()});
}

std::string_view Layer::label(std::uint32_t row) const {
  if (!spec_->has_labels || labels_.data()[row] == TEXTMILL_NONE) return {};
  return as_view(label_names_[labels_.data()[row]]);
}

void Layer::make_room(std::size_t rows) {
  const std::size_t before = spans_.capacity();
  spans_.reserve(rows, count_);
  if (spec_->has_labels) labels_.reserve(rows, count_);
  if (spec_->has_scores) scores_.reserve(rows, count_);
  if (spec_->has_parents) parents_.reserve(rows, count_);
  for (Feature& f : features_) {
    if (f.type == TEXTMILL_INTEGER) f.integers.reserve(rows, count_);
    if (f.type == TEXTMILL_NUMBER) f.numbers.reserve(rows, count_);
    if (f.type == TEXTMILL_STRING) f.strings.reserve(rows, count_);
  }
  if (spans_.capacity() != before) refresh_feature_views();
}

void Layer::refresh_feature_views() {
  for (std::size_t i = 0; i < features_.size(); ++i) {
    feature_views_[i].integers = features_[i].integers.data();
    feature_views_[i].numbers = features_[i].numbers.data();
    feature_views_[i].strings = features_[i].strings.data();
  }
}

Status Layer::reserve(std::uint32_t count, textmill_columns& columns) {
  const std::size_t rows = std::size_t{count_} + count;
  if (rows >= TEXTMILL_NONE) return {Code::NoMemory, "a layer cannot have more than 4294967294 rows"};
  make_room(rows);
  for (std::size_t i = 0; i < features_.size(); ++i) {
    Feature& f = features_[i];
    integer_heads_[i] = f.type == TEXTMILL_INTEGER ? f.integers.data() + count_ : nullptr;
    number_heads_[i] = f.type == TEXTMILL_NUMBER ? f.numbers.data() + count_ : nullptr;
    if (f.type == TEXTMILL_INTEGER) std::fill_n(f.integers.data() + count_, count, 0);
    if (f.type == TEXTMILL_NUMBER) std::fill_n(f.numbers.data() + count_, count, 0.0);
    if (f.type == TEXTMILL_STRING) std::fill_n(f.strings.data() + count_, count, textmill_string{});
  }
  columns.first_row = count_;
  columns.capacity = count;
  columns.spans = spans_.data() + count_;
  columns.labels = spec_->has_labels ? labels_.data() + count_ : nullptr;
  columns.scores = spec_->has_scores ? scores_.data() + count_ : nullptr;
  columns.parents = spec_->has_parents ? parents_.data() + count_ : nullptr;
  columns.integer_features = features_.empty() ? nullptr : integer_heads_.data();
  columns.number_features = features_.empty() ? nullptr : number_heads_.data();
  if (columns.labels) std::fill_n(columns.labels, count, TEXTMILL_NONE);
  if (columns.scores) std::fill_n(columns.scores, count, 0.0F);
  if (columns.parents) std::fill_n(columns.parents, count, TEXTMILL_NONE);
  reserved_ = count;
  return {};
}

Status Layer::refuse(const std::string& what) {
  Status status(Code::Invalid, "layer '" + spec_->name + "': " + what);
  if (violation_.ok()) violation_ = status;
  return status;
}

Status Layer::commit(std::uint32_t count) {
  if (count > reserved_) {
    return refuse(std::to_string(count) + " rows committed but only " + std::to_string(reserved_) +
                  " reserved");
  }
  count_ += count;
  reserved_ = 0;
  return {};
}

Status Layer::add(const textmill_span* spans, const std::uint32_t* labels, const float* scores,
                  std::uint32_t count) {
  textmill_columns columns{};
  if (Status s = reserve(count, columns); !s) return s;
  std::copy_n(spans, count, columns.spans);
  if (labels && columns.labels) std::copy_n(labels, count, columns.labels);
  if (scores && columns.scores) std::copy_n(scores, count, columns.scores);
  return commit(count);
}

std::uint32_t Layer::intern(std::string_view label) {
  if (!spec_->has_labels) return TEXTMILL_NONE;
  const auto slot_of = [&](std::string_view s) {
    std::size_t at = std::hash<std::string_view>{}(s) & (label_table_.size() - 1);
    while (label_table_[at] != TEXTMILL_NONE && as_view(label_names_[label_table_[at]]) != s) {
      at = (at + 1) & (label_table_.size() - 1);
    }
    return at;
  };
  if (label_table_.size() < 2 * (label_names_.size() + 1)) {
    std::size_t size = 32;
    while (size < 4 * (label_names_.size() + 1)) size *= 2;
    label_table_.assign(size, TEXTMILL_NONE);
    for (std::uint32_t i = 0; i < label_names_.size(); ++i)
      label_table_[slot_of(as_view(label_names_[i]))] = i;
  }
  std::uint32_t& id = label_table_[slot_of(label)];
  if (id == TEXTMILL_NONE) {
    id = static_cast<std::uint32_t>(label_names_.size());
    const std::string_view kept = arena_->copy(label);
    label_names_.push_back({kept.data(), kept.size()});
  }
  return bound_ ? id | kInternedMark : id;
}

Status Layer::set_string(std::uint32_t row, std::uint32_t feature, std::string_view value) {
  if (feature >= features_.size() || features_[feature].type != TEXTMILL_STRING) {
    return refuse("there is no string feature number " + std::to_string(feature));
  }
  if (row >= count_ + reserved_) {
    return refuse("there is no row " + std::to_string(row));
  }
  const std::string_view kept = arena_->copy(value);
  features_[feature].strings.data()[row] = {kept.data(), kept.size()};
  return {};
}

void Layer::view(textmill_layer_view& view) const {
  textmill_layer_view full{};
  full.size = view.size;
  full.count = count_;
  full.label_name_count = static_cast<std::uint32_t>(label_names_.size());
  full.feature_count = static_cast<std::uint32_t>(feature_views_.size());
  full.spans = spans_.data();
  full.labels = labels();
  full.scores = scores();
  full.parents = parents();
  full.label_names = label_names_.data();
  full.features = feature_views_.data();
  const std::size_t known = std::min(view.size, sizeof full);
  std::copy_n(reinterpret_cast<const char*>(&full), known, reinterpret_cast<char*>(&view));
}

void Layer::reset() {
  written_ = false;
  violation_ = {};
  count_ = 0;
  turn_start_ = 0;
  bound_ = nullptr;
  reserved_ = 0;
  label_names_.resize(spec_->labels.size());
  label_table_.clear();
  if (spans_.capacity() <= kKeptRows) return;
  spans_.release();
  labels_.release();
  scores_.release();
  parents_.release();
  for (Feature& f : features_) {
    f.integers.release();
    f.numbers.release();
    f.strings.release();
  }
}

Status Layer::bad_row(std::uint32_t row, const std::string& what) const {
  const textmill_span s = spans_.data()[row];
  return {Code::Invalid, "layer '" + spec_->name + "' row " + std::to_string(row) + ": span " +
                             std::to_string(s.begin) + ".." + std::to_string(s.end) + " " + what};
}

void Layer::begin_turn(const BoundName& bound) {
  violation_ = {};
  reserved_ = 0;
  turn_start_ = count_;
  bound_ = bound.shared ? &bound : nullptr;
}

void Layer::end_turn() {
  if (bound_) use_layer_labels();
  if (turn_start_ > 0 && count_ > turn_start_) merge_rows();
  bound_ = nullptr;
}

void Layer::undo_turn() {
  if (turn_start_ == 0) return reset();
  count_ = turn_start_;
  reserved_ = 0;
  bound_ = nullptr;
}

void Layer::use_layer_labels() {
  for (std::uint32_t i = turn_start_; spec_->has_labels && i < count_; ++i) {
    std::uint32_t& label = labels_.data()[i];
    if (label == TEXTMILL_NONE) continue;
    label = label & kInternedMark ? label & ~kInternedMark : bound_->labels[label];
  }
}

void Layer::merge_rows() {
  std::vector<std::uint32_t> order(count_);
  std::iota(order.begin(), order.end(), 0U);
  const textmill_span* spans = spans_.data();
  std::inplace_merge(order.begin(), order.begin() + turn_start_, order.end(),
                     [&](std::uint32_t a, std::uint32_t b) {
                       return spans[a].begin != spans[b].begin ? spans[a].begin < spans[b].begin
                                                               : spans[a].end > spans[b].end;
                     });
  const auto arrange = [&](auto& column) {
    if (column.capacity() < count_) return;
    auto sorted = column.like();
    for (std::uint32_t i = 0; i < count_; ++i) sorted.data()[i] = column.data()[order[i]];
    column = std::move(sorted);
  };
  arrange(spans_);
  arrange(labels_);
  arrange(scores_);
  arrange(parents_);
  for (Feature& f : features_) {
    arrange(f.integers);
    arrange(f.numbers);
    arrange(f.strings);
  }
  refresh_feature_views();
}

Status Layer::check(std::string_view text, std::uint32_t parent_rows) const {
  if (!violation_) return violation_;
  const textmill_span* spans = spans_.data();
  for (std::uint32_t i = turn_start_; i < count_; ++i) {
    const textmill_span s = spans[i];
    if (s.begin >= s.end) return bad_row(i, "is empty or reversed");
    if (s.end > text.size())
      return bad_row(i, "is outside the text of " + std::to_string(text.size()) + " bytes");
    if (inside_code_point(text, s.begin) || inside_code_point(text, s.end)) {
      return bad_row(i, "cuts a code point");
    }
    if (i > turn_start_ &&
        (s.begin < spans[i - 1].begin || (s.begin == spans[i - 1].begin && s.end > spans[i - 1].end))) {
      return bad_row(i, "is out of order; rows are sorted by begin, the longer one first");
    }
  }
  for (std::uint32_t i = turn_start_; spec_->has_labels && i < count_; ++i) {
    const std::uint32_t label = labels_.data()[i];
    if (label == TEXTMILL_NONE || (bound_ && (label & kInternedMark))) continue;
    const std::size_t known = bound_ ? bound_->labels.size() : label_names_.size();
    if (label >= known) {
      return bad_row(i, "has label number " + std::to_string(label) + " of only " + std::to_string(known));
    }
  }
  for (std::uint32_t i = turn_start_; spec_->has_scores && i < count_; ++i) {
    if (!std::isfinite(scores_.data()[i])) return bad_row(i, "has a score that is not a finite number");
  }
  for (std::uint32_t i = turn_start_; spec_->has_parents && i < count_; ++i) {
    const std::uint32_t parent = parents_.data()[i];
    if (parent != TEXTMILL_NONE && parent >= parent_rows) {
      return bad_row(i,
                     "has parent row " + std::to_string(parent) + " of only " + std::to_string(parent_rows));
    }
  }
  for (std::size_t f = 0; f < features_.size(); ++f) {
    for (std::uint32_t i = turn_start_; features_[f].type == TEXTMILL_NUMBER && i < count_; ++i) {
      if (!std::isfinite(features_[f].numbers.data()[i])) {
        return bad_row(i, "has feature '" + spec_->features[f].name + "' that is not a finite number");
      }
    }
  }
  return {};
}

}  // namespace textmill::host
