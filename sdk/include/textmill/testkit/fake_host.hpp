// Runs a plugin's stage over a string in a unit test: no host, no dlopen.
//
//   using namespace textmill::testkit;
//
//   FakeHost host(TEXTMILL_MANIFEST);              // the plugin's plugin.yaml, see textmill_add_plugin
//   host.set("least", 5);                          // other options have the defaults of the manifest
//   Stage stage = host.create(textmill_plugin_v1, "long-words");
//
//   Text text("a short example");
//   text.add("tokens", {0, 1}).add("tokens", {2, 7}).add("tokens", {8, 15}, "word");  // earlier layers
//   ASSERT_TRUE(stage.run(text)) << text.status().message();
//   EXPECT_THAT(text.texts("long_words"), ElementsAre("short", "example")) << text;
//
// The fake host checks what the real one checks: spans inside the text, whole code points, order, labels,
// parents, finite numbers. With a manifest it also refuses names the manifest does not declare; without one
// every layer has label, score and parent columns (but no features) and every attribute may be set.
// Link textmill::testkit and NAME_core. Not for several threads.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "textmill/abi.h"
#include "textmill/span.hpp"
#include "textmill/status.hpp"

namespace textmill::testkit {

namespace detail {
struct TextState;
struct StageState;
struct HostConfig;
}  // namespace detail

/// An option, an attribute or a field of the meta: nothing, or a value of one of the ABI's types.
class Value {
 public:
  Value() = default;
  // Implicit on purpose: tests write host.set("least", 5) and text.set("language", "en").
  // NOLINTBEGIN(google-explicit-constructor)
  template <class T, std::enable_if_t<std::is_integral_v<T> && !std::is_same_v<T, bool>, int> = 0>
  Value(T v) : v_(static_cast<std::int64_t>(v)) {}
  Value(bool v) : v_(v) {}
  Value(double v) : v_(v) {}
  Value(const char* v) : v_(std::string(v)) {}
  Value(std::string v) : v_(std::move(v)) {}
  Value(std::string_view v) : v_(std::string(v)) {}
  Value(std::vector<std::string> v) : v_(std::move(v)) {}
  Value(std::initializer_list<std::string> v) : v_(std::vector<std::string>(v)) {}
  // NOLINTEND(google-explicit-constructor)

  textmill_type type() const { return static_cast<textmill_type>(v_.index()); }
  bool is_null() const { return type() == TEXTMILL_NULL; }

  /// Each throws std::runtime_error, naming what the value is instead, if it is of another type.
  bool flag() const;
  std::int64_t integer() const;
  double number() const;
  const std::string& string() const;
  const std::vector<std::string>& strings() const;

  friend bool operator==(const Value& a, const Value& b) { return a.v_ == b.v_; }
  friend bool operator!=(const Value& a, const Value& b) { return !(a == b); }
  friend std::ostream& operator<<(std::ostream& out, const Value& value);

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>> v_;
};

/// One row of a layer, with the text its span names.
struct Row {
  Span span;
  std::string text;
  std::string label;  ///< empty if it has none
  float score = 0;
  std::uint32_t parent = TEXTMILL_NONE;
  std::map<std::string, Value> features;

  friend std::ostream& operator<<(std::ostream& out, const Row& row);
};

struct LogLine {
  std::string stage;
  textmill_log_level level = TEXTMILL_LOG_INFO;
  std::string message;
};

/// A document of a test: a text, what earlier stages or the test itself wrote over it, and how the last
/// stage ended. Printing it shows every layer with the text of each span.
class Text {
 public:
  /// `text` must be valid UTF-8.
  explicit Text(std::string_view text, std::string_view id = "test");
  ~Text();
  Text(Text&&) noexcept;
  Text& operator=(Text&&) noexcept;

  /// Appends a row to a layer, making the layer if need be; use an empty label for none.
  Text& add(std::string_view layer, Span span, std::string_view label = {}, float score = 0,
            std::uint32_t parent = TEXTMILL_NONE, const std::map<std::string, Value>& features = {});
  /// Makes an empty layer, as a stage that found nothing does.
  Text& add_layer(std::string_view layer);
  /// Sets an attribute as an earlier stage would.
  Text& set(std::string_view attribute, Value value);
  /// Sets a field that came with the document.
  Text& meta(std::string_view name, Value value);

  std::string_view text() const;
  std::string_view id() const;

  bool has_layer(std::string_view layer) const;
  /// The rows of a layer; none if nobody wrote it.
  std::vector<Row> rows(std::string_view layer) const;
  std::vector<Span> spans(std::string_view layer) const;
  std::vector<std::string> texts(std::string_view layer) const;
  std::vector<std::string> labels(std::string_view layer) const;
  /// "LABEL text" of each row.
  std::vector<std::string> labelled(std::string_view layer) const;
  std::vector<std::string> layer_names() const;
  /// Null if nobody set it.
  Value attribute(std::string_view name) const;
  const std::map<std::string, Value>& attributes() const;

  /// How the last stage ended: Ok, Code::Drop with the reason, or an error as the host would report it.
  /// After a failure the stage's layers and attributes are gone.
  const Status& status() const;
  bool dropped() const { return status().code() == Code::Drop; }
  /// What the last stage emitted for its result over all documents; empty after a failure.
  const std::string& contribution() const;
  /// The counters of all stages, by name.
  const std::map<std::string, std::int64_t>& counters() const;
  /// What stages logged while handling this document.
  const std::vector<LogLine>& log() const;

  friend std::ostream& operator<<(std::ostream& out, const Text& text);

 private:
  friend class Stage;
  std::unique_ptr<detail::TextState> state_;
};

/// A created stage with one model and one instance.
class Stage {
 public:
  ~Stage();
  Stage(Stage&&) noexcept;
  Stage& operator=(Stage&&) noexcept;

  /// Ok, or why the plugin refused to create it.
  const Status& status() const;
  /// Runs the stage over `text`; true if it ended well. A stage that could not be created gives its status.
  bool run(Text& text);
  /// Runs it over a new text; the status is in the result.
  Text run(std::string_view text);
  /// Gives all texts to the stage in one call of textmill.batch/1; each then has its own status. Fails if the
  /// stage does not offer it or the call fails, after which a host runs the stage over the texts one by one.
  Status run_batch(std::vector<Text>& texts);
  /// The result over all texts that `run` ended well on, in their order, as the host makes it at the end of a
  /// run; may be asked for again after more texts. Fails with the stage's reason.
  Result<std::string> result() const;
  /// True if the call that FakeHost::fail_call names was made, and failed, in the last run or since creation
  /// began.
  bool call_failed() const;
  /// What was logged while the stage was created.
  const std::vector<LogLine>& log() const;

 private:
  friend class FakeHost;
  explicit Stage(std::unique_ptr<detail::StageState> state);
  void begin(Text& text);
  void end(Text& text, std::int32_t status);
  std::unique_ptr<detail::StageState> state_;
};

/// Options and surroundings for the stages it creates. Changing it later does not change a created stage.
class FakeHost {
 public:
  FakeHost();
  /// With the plugin's manifest: options get its defaults, and names it does not declare are refused.
  /// Throws std::runtime_error if the file cannot be read or is not a manifest.
  explicit FakeHost(const std::string& manifest_file);
  ~FakeHost();
  FakeHost(const FakeHost&);
  FakeHost& operator=(const FakeHost&) = delete;  // copy it instead to vary options

  /// Gives an option. With a manifest it must be declared, and the value of its type and in its range;
  /// else `create` fails. Sizes are bytes, durations nanoseconds, percentages percent.
  FakeHost& set(std::string_view option, Value value);
  /// The folder of the plugin's own files; TEXTMILL_RESOURCE_DIR in tests that link NAME_core.
  FakeHost& resource_dir(std::string path);
  /// Makes "textmill.cancel/1" say that the document's time is over.
  FakeHost& expire();
  /// Lets the `nth` call (from 1) of one of the host's functions fail, in each document and while the stage
  /// is created, as if memory had run out: option, read_layer, write_layer, reserve, commit, add, intern
  /// (which then gives TEXTMILL_NONE), set_string, set_attribute, attribute, meta. A plugin must return a
  /// failure and go on with the next document; see Stage::call_failed. Throws std::invalid_argument for
  /// another name.
  FakeHost& fail_call(std::string_view function, std::uint32_t nth = 1);

  /// Makes the stage with this id, or the only one if `stage` is empty. See Stage::status.
  Stage create(const textmill_plugin& plugin, std::string_view stage = {}) const;

 private:
  std::unique_ptr<detail::HostConfig> config_;
};

/// Opens another plugin's library, for a stage that needs what it writes. Throws std::runtime_error with
/// the loader's reason. The library stays loaded.
const textmill_plugin& open_plugin(const std::string& path);

}  // namespace textmill::testkit
