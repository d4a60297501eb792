// A layer of the fake host: columns that grow by whole, exactly sized blocks, so that a write behind a
// reserved block or a read behind a column is seen by AddressSanitizer.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "manifest.hpp"

namespace textmill::testkit {

struct FeatureColumn {
  std::vector<std::int64_t> integers;
  std::vector<double> numbers;
  std::vector<std::string> strings;
};

/// All columns of some rows; those the layer does not have stay empty.
struct Columns {
  std::vector<textmill_span> spans;
  std::vector<std::uint32_t> labels;
  std::vector<float> scores;
  std::vector<std::uint32_t> parents;
  std::vector<FeatureColumn> features;

  void resize(const LayerDecl& decl, std::size_t rows);
  void append(const LayerDecl& decl, const Columns& other, std::size_t rows);
};

class LayerStore {
 public:
  explicit LayerStore(LayerDecl decl);

  const LayerDecl& decl() const { return decl_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.spans.size()); }
  Row row(std::uint32_t index, std::string_view text) const;

  // The test's side.
  void add_row(Span span, std::string_view label, float score, std::uint32_t parent,
               const std::map<std::string, Value>& features);

  /// Adds the rows of a later stage that writes the same layer, in layer order.
  void merge(const LayerStore& later, std::string_view text);

  // What the ABI's functions of the same name do.
  std::int32_t reserve(std::uint32_t count, textmill_columns& out);
  std::int32_t commit(std::uint32_t count);
  std::uint32_t intern(std::string_view label);
  std::int32_t set_string(std::uint32_t row, std::uint32_t feature, std::string_view value);

  /// Says which row or call broke the contract, if any.
  Status check(std::string_view text, std::uint32_t parent_rows) const;

 private:
  friend class LayerView;
  Status row_problem(std::uint32_t row, const std::string& what) const;
  Status check_span(std::uint32_t row, std::string_view text) const;
  Status check_columns(std::uint32_t row, std::uint32_t parent_rows) const;
  std::int32_t refuse(const std::string& what);

  LayerDecl decl_;
  std::vector<std::string> label_names_;
  Columns rows_;
  Columns reserved_;
  std::vector<std::int64_t*> integer_heads_;
  std::vector<double*> number_heads_;
  Status violation_;
};

/// A copy of a layer in the form plugins read; valid as long as this object.
class LayerView {
 public:
  explicit LayerView(const LayerStore& layer);
  LayerView(const LayerView&) = delete;  // the view points into it
  LayerView& operator=(const LayerView&) = delete;

  /// Fills `out` up to out.size.
  void give(textmill_layer_view& out) const;

 private:
  Columns rows_;
  std::vector<std::string> label_names_;
  std::vector<FeatureDecl> feature_decls_;
  std::vector<textmill_string> names_;
  std::deque<std::vector<textmill_string>> strings_;
  std::vector<textmill_feature_view> features_;
  textmill_layer_view view_{};
};

}  // namespace textmill::testkit
