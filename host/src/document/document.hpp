// One text on its way through the pipeline: the owner of everything that plugins see.
//
// A worker has one Document (or a few, for stages that take batches) and uses it again and again:
//   document.reset(...); document.enter(binding); ... the plugin works ...; document.leave();
// Not for several threads.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/arena.hpp"
#include "document/layer.hpp"
#include "document/markup.hpp"
#include "document/schema.hpp"
#include "document/value.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// Where a document came from, for people who have to find it again.
struct Source {
  std::string_view path;     ///< as given on the command line; "-" for standard input
  std::uint64_t offset = 0;  ///< of the record in the (decompressed) input, bytes
  std::uint64_t length = 0;  ///< of the record, bytes
  std::uint64_t line = 0;    ///< of the record, from 1; 0 where lines do not matter
};

/// A field that came with the document.
struct MetaField {
  std::string_view name;
  std::string_view json;  ///< the value as JSON text, for writing it back
  Value value;            ///< null for objects and mixed arrays
};

/// What one stage hands over about this document for its result over all documents.
struct Contribution {
  std::uint32_t slot = 0;  ///< the stage's StageBinding::result_slot
  std::string bytes;
};

/// A counter of a stage's own.
struct Counter {
  std::string stage;
  std::string name;
  std::int64_t amount = 0;
};

class Document {
 public:
  /// `schema` must outlive the document.
  explicit Document(const DocumentSchema& schema);
  Document(const Document&) = delete;  // plugins hold pointers into it
  Document& operator=(const Document&) = delete;

  // ---- the reader's side ----

  /// Starts a new document. `source.path` must stay valid until the next reset; the rest is copied.
  /// `text` must be valid UTF-8 of at most UINT32_MAX - 1 bytes.
  void reset(const Source& source, std::string_view id, std::string_view text);
  void add_meta(std::string_view name, std::string_view json, Value value);
  /// What the tags of the document's page say: rows in the order of the text. Dropped if no stage reads it.
  void set_markup(const std::vector<MarkupRow>& rows);
  /// Strings for `add_meta` that live as long as this document.
  std::string_view keep(std::string_view text) { return arena_.copy(text); }
  /// Absolute CLOCK_MONOTONIC nanoseconds after which plugins are told to stop; 0: none.
  void set_deadline(std::int64_t monotonic_ns) { deadline_ns_ = monotonic_ns; }

  // ---- the chain's side ----

  /// Lets a stage touch what `binding` names. `binding` must outlive the stage's turn.
  void enter(const StageBinding& binding);
  /// Ends the stage's turn and checks what it wrote and asked for; on failure, and after `discard`, its
  /// layers and attributes are as if it had not run.
  Status leave();
  void discard();
  /// Ends the turn as if it had not been: discards, and what was counted too.
  void take_back();
  /// The first call of this turn that was refused, which a plugin may have answered by failing; ok if none.
  Status refused_call() const;
  /// What the stage last said with `fail`.
  const std::string& complaint() const { return complaint_; }

  // ---- the writer's side ----

  const Source& source() const { return source_; }
  std::string_view id() const { return id_; }
  std::string_view text() const { return {text_.data(), text_size_}; }
  const DocumentSchema& schema() const { return *schema_; }
  const Layer& layer(std::size_t slot) const { return layers_[slot]; }
  /// Null if nobody set it.
  const Value* attribute(std::size_t slot) const { return attributes_[slot] ? &*attributes_[slot] : nullptr; }
  const std::vector<MetaField>& meta() const { return meta_; }
  /// Of the stages that ended well, in their order.
  const std::vector<Contribution>& contributions() const { return contributions_; }
  /// What was counted since the last call, also in documents before this one.
  std::vector<Counter> take_counters() { return std::exchange(counters_, {}); }

  // ---- what the ABI's functions do ----

  Status read_layer(std::string_view name, textmill_layer_view& view) const;
  Layer* write_layer(std::string_view name);
  Status set_attribute(std::string_view name, const textmill_value& value);
  Status get_attribute(std::string_view name, textmill_value& value) const;
  Status get_meta(std::string_view name, textmill_value& value) const;
  void fail(std::string_view message) { complaint_.assign(message); }
  Status emit(std::string_view bytes);
  void count(std::string_view counter, std::int64_t amount);
  bool cancelled() const;

 private:
  Status refuse(Code code, std::string what) const;
  void end_turn();

  const DocumentSchema* schema_;
  Arena arena_;
  Source source_;
  std::string id_;
  std::string text_;  ///< with TEXTMILL_TEXT_PADDING zero bytes behind it
  std::size_t text_size_ = 0;
  std::int64_t deadline_ns_ = 0;
  std::deque<Layer> layers_;
  std::vector<std::optional<Value>> attributes_;
  std::vector<MetaField> meta_;
  std::vector<Contribution> contributions_;
  std::vector<Counter> counters_;
  std::vector<std::pair<std::string, std::int64_t>> counted_;  ///< by the stage whose turn it is
  std::string emitted_;                                        ///< by the stage whose turn it is
  const StageBinding* binding_ = nullptr;
  mutable Status violation_;  ///< the first refused call of this turn; a plugin may have overlooked it
  std::string complaint_;
};

}  // namespace textmill::host
