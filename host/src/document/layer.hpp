// A named table of spans over a document's text, column by column.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <vector>

#include "document/arena.hpp"
#include "document/schema.hpp"
#include "textmill/abi.h"
#include "textmill/status.hpp"

namespace textmill::host {

/// A vector's growth without its initialisation: rows are written by the plugin. Large ones grow by having
/// their pages moved.
template <class T>
class RawColumn {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  RawColumn() = default;
  RawColumn(RawColumn&&) noexcept = default;
  RawColumn& operator=(RawColumn&&) noexcept = default;
  /// Room for as many items, none of them copied.
  RawColumn like() const {
    RawColumn other;
    other.reserve(capacity_, 0);
    return other;
  }
  T* data() { return data_.get(); }
  const T* data() const { return data_.get(); }
  /// Room for `capacity` items; the first `used` are kept.
  void reserve(std::size_t capacity, std::size_t used) {
    if (capacity <= capacity_) return;
    const std::size_t grown = std::max(capacity, capacity_ * 2);
    if (used == 0) release();  // nothing to move
    auto* const bigger = static_cast<T*>(std::realloc(data_.get(), grown * sizeof(T)));
    if (!bigger) throw std::bad_alloc();
    (void)data_.release();  // realloc has freed it
    data_.reset(bigger);
    capacity_ = grown;
  }
  void release() {
    data_.reset();
    capacity_ = 0;
  }
  std::size_t capacity() const { return capacity_; }

 private:
  struct Free {
    void operator()(T* items) const { std::free(items); }
  };
  std::unique_ptr<T[], Free> data_;
  std::size_t capacity_ = 0;
};

/// One layer of one document, reused from document to document.
class Layer {
 public:
  Layer(const LayerSpec& spec, Arena& arena);
  Layer(const Layer&) = delete;  // plugins hold pointers into it
  Layer& operator=(const Layer&) = delete;

  const LayerSpec& spec() const { return *spec_; }
  bool written() const { return written_; }
  std::uint32_t size() const { return count_; }

  const textmill_span* spans() const { return spans_.data(); }
  /// Null if the layer has no such column.
  const std::uint32_t* labels() const { return spec_->has_labels ? labels_.data() : nullptr; }
  const float* scores() const { return spec_->has_scores ? scores_.data() : nullptr; }
  const std::uint32_t* parents() const { return spec_->has_parents ? parents_.data() : nullptr; }
  std::string_view label(std::uint32_t row) const;
  const std::vector<textmill_string>& label_names() const { return label_names_; }
  const textmill_feature_view& feature(std::size_t i) const { return feature_views_[i]; }

  // What the ABI's functions of the same name do.
  Status reserve(std::uint32_t count, textmill_columns& columns);
  Status commit(std::uint32_t count);
  Status add(const textmill_span* spans, const std::uint32_t* labels, const float* scores,
             std::uint32_t count);
  std::uint32_t intern(std::string_view label);
  Status set_string(std::uint32_t row, std::uint32_t feature, std::string_view value);
  void view(textmill_layer_view& view) const;

  void open() { written_ = true; }
  /// Forgets all rows and interned labels; keeps the memory unless it is unusually large.
  void reset();

  // A stage's turn at this layer, as `bound` describes it.
  void begin_turn(const BoundName& bound);
  /// Says which row or call of this turn broke the contract of the ABI, if any. `parent_rows` is the size
  /// of the parent layer.
  Status check(std::string_view text, std::uint32_t parent_rows) const;
  const Status& refused_call() const { return violation_; }
  /// Keeps the rows of this turn: merges them with those of earlier stages.
  void end_turn();
  /// Forgets the rows of this turn.
  void undo_turn();

 private:
  struct Feature {
    textmill_type type;
    RawColumn<std::int64_t> integers;
    RawColumn<double> numbers;
    RawColumn<textmill_string> strings;
  };

  void make_room(std::size_t rows);
  void use_layer_labels();
  void merge_rows();
  void refresh_feature_views();
  Status refuse(const std::string& what);
  Status bad_row(std::uint32_t row, const std::string& what) const;

  const LayerSpec* spec_;
  Arena* arena_;
  bool written_ = false;
  Status violation_;  ///< the first refused call; a plugin may have overlooked it
  std::uint32_t count_ = 0;
  std::uint32_t turn_start_ = 0;      ///< rows of earlier stages
  const BoundName* bound_ = nullptr;  ///< of the stage whose turn it is, if it shares the layer
  std::uint32_t reserved_ = 0;
  RawColumn<textmill_span> spans_;
  RawColumn<std::uint32_t> labels_;
  RawColumn<float> scores_;
  RawColumn<std::uint32_t> parents_;
  std::vector<Feature> features_;
  std::vector<textmill_feature_view> feature_views_;
  std::vector<std::int64_t*> integer_heads_;
  std::vector<double*> number_heads_;
  std::vector<textmill_string> label_names_;
  std::vector<std::uint32_t> label_table_;  ///< open addressing over label_names_, made on first intern
};

}  // namespace textmill::host
