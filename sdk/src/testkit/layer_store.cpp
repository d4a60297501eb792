#include "layer_store.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "textmill/options.hpp"

namespace textmill::testkit {
namespace {

template <class T>
void append_some(std::vector<T>& to, const std::vector<T>& from, std::size_t rows) {
  to.insert(to.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(std::min(rows, from.size())));
}

bool cuts_code_point(std::string_view text, std::uint32_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

}  // namespace

void Columns::resize(const LayerDecl& decl, std::size_t rows) {
  spans.resize(rows);
  if (decl.has_labels) labels.resize(rows, TEXTMILL_NONE);
  if (decl.has_scores) scores.resize(rows);
  if (decl.has_parents) parents.resize(rows, TEXTMILL_NONE);
  features.resize(decl.features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (decl.features[i].type == TEXTMILL_INTEGER) features[i].integers.resize(rows);
    if (decl.features[i].type == TEXTMILL_NUMBER) features[i].numbers.resize(rows);
    if (decl.features[i].type == TEXTMILL_STRING) features[i].strings.resize(rows);
  }
}

void Columns::append(const LayerDecl& decl, const Columns& other, std::size_t rows) {
  append_some(spans, other.spans, rows);
  append_some(labels, other.labels, rows);
  append_some(scores, other.scores, rows);
  append_some(parents, other.parents, rows);
  features.resize(decl.features.size());
  for (std::size_t i = 0; i < other.features.size(); ++i) {
    append_some(features[i].integers, other.features[i].integers, rows);
    append_some(features[i].numbers, other.features[i].numbers, rows);
    append_some(features[i].strings, other.features[i].strings, rows);
  }
}

LayerStore::LayerStore(LayerDecl decl) : decl_(std::move(decl)), label_names_(decl_.labels) {
  rows_.resize(decl_, 0);
}

Row LayerStore::row(std::uint32_t index, std::string_view text) const {
  Row row;
  row.span = {rows_.spans[index].begin, rows_.spans[index].end};
  row.text = text_of(text, row.span);
  if (decl_.has_labels && rows_.labels[index] != TEXTMILL_NONE) row.label = label_names_[rows_.labels[index]];
  if (decl_.has_scores) row.score = rows_.scores[index];
  if (decl_.has_parents) row.parent = rows_.parents[index];
  for (std::size_t f = 0; f < decl_.features.size(); ++f) {
    const FeatureColumn& column = rows_.features[f];
    Value& value = row.features[decl_.features[f].name];
    if (!column.integers.empty()) value = column.integers[index];
    if (!column.numbers.empty()) value = column.numbers[index];
    if (!column.strings.empty()) value = column.strings[index];
  }
  return row;
}

void LayerStore::add_row(Span span, std::string_view label, float score, std::uint32_t parent,
                         const std::map<std::string, Value>& features) {
  for (const auto& [name, value] : features) {
    const auto named = [&n = name](const FeatureDecl& f) { return f.name == n; };
    if (std::none_of(decl_.features.begin(), decl_.features.end(), named)) {
      decl_.features.push_back({name, value.type()});
    }
  }
  rows_.resize(decl_, rows_.spans.size() + 1);
  rows_.spans.back() = {span.begin, span.end};
  if (decl_.has_labels && !label.empty()) rows_.labels.back() = intern(label);
  if (decl_.has_scores) rows_.scores.back() = score;
  if (decl_.has_parents) rows_.parents.back() = parent;
  for (std::size_t f = 0; f < decl_.features.size(); ++f) {
    const auto given = features.find(decl_.features[f].name);
    if (given == features.end()) continue;
    FeatureColumn& column = rows_.features[f];
    if (!column.integers.empty()) column.integers.back() = given->second.integer();
    if (!column.numbers.empty()) column.numbers.back() = given->second.number();
    if (!column.strings.empty()) column.strings.back() = given->second.string();
  }
}

void LayerStore::merge(const LayerStore& later, std::string_view text) {
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < size(); ++i) rows.push_back(row(i, text));
  for (std::uint32_t i = 0; i < later.size(); ++i) rows.push_back(later.row(i, text));
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.span < b.span; });
  LayerStore merged(decl_);
  for (const Row& r : rows) merged.add_row(r.span, r.label, r.score, r.parent, r.features);
  *this = std::move(merged);
}

std::int32_t LayerStore::refuse(const std::string& what) {
  if (violation_.ok()) violation_ = {Code::Invalid, "layer '" + decl_.name + "': " + what};
  return TEXTMILL_INVALID;
}

std::int32_t LayerStore::reserve(std::uint32_t count, textmill_columns& out) {
  reserved_ = {};
  reserved_.resize(decl_, count);
  integer_heads_.clear();
  number_heads_.clear();
  for (std::size_t f = 0; f < decl_.features.size(); ++f) {
    FeatureColumn& column = reserved_.features[f];
    integer_heads_.push_back(column.integers.empty() ? nullptr : column.integers.data());
    number_heads_.push_back(column.numbers.empty() ? nullptr : column.numbers.data());
  }
  textmill_columns full{};
  full.size = out.size;
  full.first_row = size();
  full.capacity = count;
  full.spans = reserved_.spans.data();
  full.labels = decl_.has_labels ? reserved_.labels.data() : nullptr;
  full.scores = decl_.has_scores ? reserved_.scores.data() : nullptr;
  full.parents = decl_.has_parents ? reserved_.parents.data() : nullptr;
  full.integer_features = integer_heads_.empty() ? nullptr : integer_heads_.data();
  full.number_features = number_heads_.empty() ? nullptr : number_heads_.data();
  std::memcpy(&out, &full, std::min(out.size, sizeof full));
  return TEXTMILL_OK;
}

std::int32_t LayerStore::commit(std::uint32_t count) {
  const std::size_t capacity = reserved_.spans.size();
  if (count > capacity) {
    return refuse(std::to_string(count) + " rows committed but only " + std::to_string(capacity) +
                  " reserved");
  }
  rows_.append(decl_, reserved_, count);
  reserved_ = {};
  return TEXTMILL_OK;
}

std::uint32_t LayerStore::intern(std::string_view label) {
  if (!decl_.has_labels) return TEXTMILL_NONE;
  const auto found = std::find(label_names_.begin(), label_names_.end(), label);
  const auto number = static_cast<std::uint32_t>(found - label_names_.begin());
  if (found == label_names_.end()) label_names_.emplace_back(label);
  return number;
}

std::int32_t LayerStore::set_string(std::uint32_t row, std::uint32_t feature, std::string_view value) {
  if (feature >= decl_.features.size() || decl_.features[feature].type != TEXTMILL_STRING) {
    return refuse("there is no string feature number " + std::to_string(feature));
  }
  if (row >= size() + reserved_.spans.size()) return refuse("there is no row " + std::to_string(row));
  Columns& rows = row < size() ? rows_ : reserved_;
  rows.features[feature].strings[row < size() ? row : row - size()] = value;
  return TEXTMILL_OK;
}

Status LayerStore::row_problem(std::uint32_t row, const std::string& what) const {
  const textmill_span s = rows_.spans[row];
  return {Code::Invalid, "layer '" + decl_.name + "' row " + std::to_string(row) + ": span " +
                             std::to_string(s.begin) + ".." + std::to_string(s.end) + " " + what};
}

Status LayerStore::check_span(std::uint32_t row, std::string_view text) const {
  const textmill_span s = rows_.spans[row];
  if (s.begin >= s.end) return row_problem(row, "is empty or reversed");
  if (s.end > text.size()) {
    return row_problem(row, "is outside the text of " + std::to_string(text.size()) + " bytes");
  }
  if (cuts_code_point(text, s.begin) || cuts_code_point(text, s.end))
    return row_problem(row, "cuts a code point");
  if (row == 0) return {};
  const textmill_span before = rows_.spans[row - 1];
  if (Span{s.begin, s.end} < Span{before.begin, before.end}) {
    return row_problem(row, "is out of order; rows are sorted by begin, the longer one first");
  }
  return {};
}

Status LayerStore::check_columns(std::uint32_t row, std::uint32_t parent_rows) const {
  const auto out_of_range = [](std::uint32_t number, std::size_t count) {
    return number != TEXTMILL_NONE && number >= count;
  };
  if (decl_.has_labels && out_of_range(rows_.labels[row], label_names_.size())) {
    return row_problem(row, "has label number " + std::to_string(rows_.labels[row]) + " of only " +
                                std::to_string(label_names_.size()));
  }
  if (decl_.has_scores && !std::isfinite(rows_.scores[row])) {
    return row_problem(row, "has a score that is not a finite number");
  }
  if (decl_.has_parents && out_of_range(rows_.parents[row], parent_rows)) {
    return row_problem(row, "has parent row " + std::to_string(rows_.parents[row]) + " of only " +
                                std::to_string(parent_rows));
  }
  for (std::size_t f = 0; f < decl_.features.size(); ++f) {
    const std::vector<double>& numbers = rows_.features[f].numbers;
    if (!numbers.empty() && !std::isfinite(numbers[row])) {
      return row_problem(row, "has feature '" + decl_.features[f].name + "' that is not a finite number");
    }
  }
  return {};
}

Status LayerStore::check(std::string_view text, std::uint32_t parent_rows) const {
  if (!violation_) return violation_;
  for (std::uint32_t row = 0; row < size(); ++row) {
    if (Status s = check_span(row, text); !s) return s;
    if (Status s = check_columns(row, parent_rows); !s) return s;
  }
  return {};
}

LayerView::LayerView(const LayerStore& layer)
    : rows_(layer.rows_), label_names_(layer.label_names_), feature_decls_(layer.decl_.features) {
  for (const std::string& name : label_names_) names_.push_back(to_abi(name));
  for (std::size_t f = 0; f < feature_decls_.size(); ++f) {
    const FeatureColumn& column = rows_.features[f];
    auto& strings = strings_.emplace_back();
    for (const std::string& s : column.strings) strings.push_back(to_abi(s));
    textmill_feature_view view{};
    view.name = to_abi(feature_decls_[f].name);
    view.type = feature_decls_[f].type;
    if (view.type == TEXTMILL_INTEGER) view.integers = column.integers.data();
    if (view.type == TEXTMILL_NUMBER) view.numbers = column.numbers.data();
    if (view.type == TEXTMILL_STRING) view.strings = strings.data();
    features_.push_back(view);
  }
  view_.count = layer.size();
  view_.label_name_count = static_cast<std::uint32_t>(names_.size());
  view_.feature_count = static_cast<std::uint32_t>(features_.size());
  view_.spans = rows_.spans.data();
  view_.labels = layer.decl_.has_labels ? rows_.labels.data() : nullptr;
  view_.scores = layer.decl_.has_scores ? rows_.scores.data() : nullptr;
  view_.parents = layer.decl_.has_parents ? rows_.parents.data() : nullptr;
  view_.label_names = names_.data();
  view_.features = features_.data();
}

void LayerView::give(textmill_layer_view& out) const {
  textmill_layer_view full = view_;
  full.size = out.size;
  std::memcpy(&out, &full, std::min(out.size, sizeof full));
}

}  // namespace textmill::testkit
