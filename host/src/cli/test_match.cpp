#include "cli/test_match.hpp"

#include <algorithm>

#include "output/json_text.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kShownSpans = 8;  // that were found where another was expected

template <class Number>
std::string number_text(Number number) {
  char digits[kNumberRoom];
  return {digits, put_number(digits, number)};
}

Span span_of(const Layer& layer, std::uint32_t row) {
  return {layer.spans()[row].begin, layer.spans()[row].end};
}

const Layer* layer_named(const Document& document, std::string_view name) {
  const std::vector<LayerSpec>& layers = document.schema().layers;
  for (std::size_t slot = 0; slot < layers.size(); ++slot) {
    if (layers[slot].name == name) return &document.layer(slot);
  }
  return nullptr;
}

std::vector<std::string> layer_names(const DocumentSchema& schema) {
  std::vector<std::string> names;
  for (const LayerSpec& layer : schema.layers) names.push_back(layer.name);
  return names;
}

std::vector<std::string> column_names(const LayerSpec& layer) {
  std::vector<std::string> names = {"text", "begin", "end"};
  if (layer.has_labels) names.emplace_back("label");
  if (layer.has_scores) names.emplace_back("score");
  for (const FeatureSpec& feature : layer.features) names.push_back(feature.name);
  return names;
}

/// Compares one layer with what is expected of it.
class LayerCheck {
 public:
  LayerCheck(const LayerExpectation& wanted, const Document& document, std::vector<TestFailure>& failures)
      : wanted_(wanted), document_(document), failures_(failures) {}

  void run() {
    layer_ = layer_named(document_, wanted_.layer);
    if (!layer_) {
      return fail(wanted_.mark, "no stage writes this layer" +
                                    yaml::did_you_mean(wanted_.layer, layer_names(document_.schema())));
    }
    if (!columns_exist()) return;
    if (wanted_.count && !wanted_.count->holds(std::to_string(layer_->size()))) {
      fail(wanted_.mark,
           "expected count " + wanted_.count->text() + ", found " + std::to_string(layer_->size()),
           all_rows());
    }
    for (const SpanPattern& pattern : wanted_.has) check_has(pattern);
    for (const SpanPattern& pattern : wanted_.none) check_none(pattern);
    if (wanted_.exactly) check_exactly(*wanted_.exactly);
  }

 private:
  void fail(yaml::Mark mark, const std::string& what, std::vector<TextMark> marks = {}) {
    failures_.push_back({wanted_.layer + ": " + what, mark, std::move(marks)});
  }

  bool columns_exist() {
    const std::vector<std::string> known = column_names(layer_->spec());
    bool all = true;
    const auto look = [&](const std::vector<SpanPattern>& patterns) {
      for (const SpanPattern& pattern : patterns) {
        for (const auto& [name, ignored] : pattern.tests) {
          if (std::find(known.begin(), known.end(), name) != known.end()) continue;
          fail(pattern.mark, "spans of this layer have no '" + name + "'" + yaml::did_you_mean(name, known));
          all = false;
        }
      }
    };
    look(wanted_.has);
    look(wanted_.none);
    if (wanted_.exactly) look(*wanted_.exactly);
    return all;
  }

  bool is_like(const SpanPattern& pattern, std::uint32_t row) const {
    return std::all_of(pattern.tests.begin(), pattern.tests.end(), [&](const auto& test) {
      const auto value = column_text(document_, *layer_, row, test.first);
      return value && test.second.holds(*value);
    });
  }

  std::vector<std::uint32_t> rows_like(const SpanPattern& pattern) const {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < layer_->size(); ++row) {
      if (is_like(pattern, row)) rows.push_back(row);
    }
    return rows;
  }

  void check_has(const SpanPattern& pattern) {
    const std::vector<std::uint32_t> rows = rows_like(pattern);
    const bool holds = pattern.count ? pattern.count->holds(std::to_string(rows.size())) : !rows.empty();
    if (holds) return;
    std::string what = "expected " + pattern.describe();
    if (pattern.count) what += " " + pattern.count->text() + " times";
    what += rows.empty() ? ", found none" : ", found " + std::to_string(rows.size());
    fail(pattern.mark, what, marks_for(pattern, rows));
  }

  void check_none(const SpanPattern& pattern) {
    const std::vector<std::uint32_t> rows = rows_like(pattern);
    if (rows.empty()) return;
    std::vector<TextMark> marks;
    for (const std::uint32_t row : rows) marks.push_back(found(row));
    fail(pattern.mark,
         "expected none that is " + pattern.describe() + ", found " + std::to_string(rows.size()),
         std::move(marks));
  }

  /// The first place where the two lists part.
  void check_exactly(const std::vector<SpanPattern>& patterns) {
    for (std::uint32_t i = 0; i < std::max<std::size_t>(patterns.size(), layer_->size()); ++i) {
      if (i >= layer_->size()) {
        return fail(
            patterns[i].mark,
            "expected " + patterns[i].describe() + " as span " + std::to_string(i + 1) + ", found the end",
            marks_for(patterns[i], {}));
      }
      if (i >= patterns.size()) {
        return fail(wanted_.mark,
                    "expected the end after " + std::to_string(i) + " spans, found " + row_text(i),
                    {found(i)});
      }
      if (is_like(patterns[i], i)) continue;
      return fail(patterns[i].mark,
                  "expected " + patterns[i].describe() + " as span " + std::to_string(i + 1) + ", found " +
                      row_text(i),
                  marks_for(patterns[i], {i}));
    }
  }

  std::string row_text(std::uint32_t row) const {
    return "'" + *column_text(document_, *layer_, row, "text") + "'" + label_text(row);
  }
  std::string label_text(std::uint32_t row) const {
    const std::string label = one_line(layer_->label(row));
    return label.empty() ? "" : " label " + label;
  }
  TextMark found(std::uint32_t row) const { return {span_of(*layer_, row), '~', "found" + label_text(row)}; }

  std::vector<TextMark> all_rows() const {
    std::vector<TextMark> marks;
    for (std::uint32_t row = 0; row < std::min<std::size_t>(layer_->size(), kShownSpans); ++row)
      marks.push_back(found(row));
    return marks;
  }

  /// Where the wanted text stands, and what the layer has there and in `rows`.
  std::vector<TextMark> marks_for(const SpanPattern& pattern, const std::vector<std::uint32_t>& rows) const {
    std::vector<TextMark> marks;
    for (const std::uint32_t row : rows) marks.push_back(found(row));
    const std::string_view wanted = pattern.wanted_text();
    const std::size_t at = wanted.empty() ? std::string_view::npos : document_.text().find(wanted);
    if (at == std::string_view::npos) return marks.empty() ? all_rows() : marks;
    const Span place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + wanted.size())};
    marks.push_back({place, '^', "expected " + pattern.describe()});
    for (std::uint32_t row = 0; row < layer_->size(); ++row) {
      const bool is_marked = std::find(rows.begin(), rows.end(), row) != rows.end();
      if (!is_marked && span_of(*layer_, row).overlaps(place)) marks.push_back(found(row));
    }
    return marks;
  }

  const LayerExpectation& wanted_;
  const Document& document_;
  const Layer* layer_ = nullptr;
  std::vector<TestFailure>& failures_;
};

void check_attribute(const AttributeExpectation& wanted, const Document& document,
                     std::vector<TestFailure>& failures) {
  std::vector<std::string> names;
  for (std::size_t slot = 0; slot < document.schema().attributes.size(); ++slot) {
    names.push_back(document.schema().attributes[slot].name);
    if (names.back() != wanted.name) continue;
    const std::string found = value_text(document.attribute(slot));
    if (wanted.value.holds(found)) return;
    failures.push_back(
        {wanted.name + ": expected " + wanted.value.text() + ", found " + (found.empty() ? "nothing" : found),
         wanted.mark,
         {}});
    return;
  }
  failures.push_back({wanted.name + ": no stage sets this attribute" + yaml::did_you_mean(wanted.name, names),
                      wanted.mark,
                      {}});
}

}  // namespace

std::string value_text(const Value* value) {
  if (!value) return {};
  switch (value->type) {
    case TEXTMILL_BOOL:
      return value->boolean ? "true" : "false";
    case TEXTMILL_INTEGER:
      return std::to_string(value->integer);
    case TEXTMILL_NUMBER:
      return number_text(value->number);
    case TEXTMILL_STRING:
      return std::string(value->string);
    case TEXTMILL_STRINGS: {
      std::string list;
      for (const textmill_string& item : value->strings)
        list.append(list.empty() ? "" : ", ").append(item.ptr, item.len);
      return list;
    }
    case TEXTMILL_NULL:
      break;
  }
  return {};
}

std::optional<std::string> column_text(const Document& document, const Layer& layer, std::uint32_t row,
                                       std::string_view name) {
  if (name == "text") return one_line(text_of(document.text(), span_of(layer, row)));
  if (name == "begin") return std::to_string(layer.spans()[row].begin);
  if (name == "end") return std::to_string(layer.spans()[row].end);
  if (name == "label" && layer.labels()) return std::string(layer.label(row));
  if (name == "score" && layer.scores()) return number_text(layer.scores()[row]);
  for (std::size_t i = 0; i < layer.spec().features.size(); ++i) {
    if (layer.spec().features[i].name != name) continue;
    const textmill_feature_view& feature = layer.feature(i);
    if (feature.type == TEXTMILL_INTEGER) return std::to_string(feature.integers[row]);
    if (feature.type == TEXTMILL_NUMBER) return number_text(feature.numbers[row]);
    return std::string(feature.strings[row].ptr, feature.strings[row].len);
  }
  return std::nullopt;
}

std::vector<TestFailure> failures_of(const TestCase& test, const Document& document,
                                     const ChainResult& result) {
  std::vector<TestFailure> failures;
  const ValueTest outcome = test.outcome.value_or(ValueTest("ok"));
  if (const std::string what = describe(result); !outcome.holds(what)) {
    failures.push_back({"expected outcome " + outcome.text() + ", found " + what, test.mark, {}});
    return failures;
  }
  if (result.outcome != Outcome::Ok) return failures;
  for (const LayerExpectation& layer : test.layers) LayerCheck(layer, document, failures).run();
  for (const AttributeExpectation& attribute : test.attributes)
    check_attribute(attribute, document, failures);
  return failures;
}

}  // namespace textmill::host
