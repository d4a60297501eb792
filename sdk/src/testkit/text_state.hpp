// What a testkit::Text holds, and the turn of the stage that is inside `process` for it.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "layer_store.hpp"

namespace textmill::testkit {

using LayerMap = std::map<std::string, std::unique_ptr<LayerStore>, std::less<>>;
using ValueMap = std::map<std::string, Value, std::less<>>;

/// Gives `value` as plugins see it; `lists` keeps the views of string lists alive.
textmill_value to_abi(const Value& value, std::deque<std::vector<textmill_string>>& lists);
/// Copies what a plugin handed over.
Value from_abi(const textmill_value& value);

namespace detail {

struct TextState {
  TextState(std::string_view text, std::string_view id);

  std::string_view text() const { return {buffer.get(), text_size}; }
  LayerStore& layer(std::string_view name);
  const LayerStore* find_layer(std::string_view name) const;

  /// Lets a stage read and write. `decl` may be null: then every name is allowed.
  void enter(const StageDecl* decl);
  /// Ends the turn with what `process` returned: keeps what the stage wrote, or says why not.
  void leave(std::int32_t process_status);

  // What the ABI's functions of the same name do.
  std::int32_t read_layer(std::string_view name, textmill_layer_view& out);
  std::int32_t write_layer(std::string_view name, LayerStore*& out);
  std::int32_t set_attribute(std::string_view name, const textmill_value& value);
  std::int32_t get_attribute(std::string_view name, textmill_value& value);
  std::int32_t get_meta(std::string_view name, textmill_value& value);
  std::int32_t emit(std::string_view bytes);

  std::unique_ptr<char[]> buffer;  ///< exactly the text and the padding, so that a read behind it is seen
  std::size_t text_size;
  std::string id;
  LayerMap layers;
  std::map<std::string, Value> attributes;
  ValueMap meta;
  Status status;
  std::vector<LogLine> log;
  std::string contribution;
  std::map<std::string, std::int64_t> counters;

  // ---- one stage's turn ----
  const StageDecl* decl = nullptr;
  LayerMap writing;
  std::map<std::string, Value> new_attributes;
  std::map<std::string, LayerView, std::less<>> views;
  std::deque<std::vector<textmill_string>> lists;
  std::string complaint;
  Status violation;  ///< the first refused call; a plugin may have overlooked it
  bool expired = false;

 private:
  std::int32_t refuse(textmill_status code, const std::string& what);
  void keep(const std::string& name, std::unique_ptr<LayerStore> written);
  Status check_written() const;
  Status outcome(std::int32_t process_status) const;
};

}  // namespace detail
}  // namespace textmill::testkit
