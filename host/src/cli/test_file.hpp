// NAME_test.yaml: what a pipeline is expected to find in texts.
//
//   pipeline: entities            # default: NAME.yaml beside the file, else the shipped pipeline NAME
//   cases:
//     - name: finds money
//       text: She paid 5 euros.   # or file: article.txt
//       expect:
//         layers:
//           entities: { has: [{ text: 5 euros, label: MONEY, norm: 5 EUR }], count: "<= 3" }
//         attributes: { segmenter.language: en }
//
// docs/testing-pipelines.md describes all keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/workbench.hpp"
#include "yaml/node.hpp"

namespace textmill::host {

/// What a value has to be: "en", "> 3", ">= 3", "< 3", "<= 3", "2..5", "!= x", "~ part of it", "= > literal".
/// Numbers are compared as numbers where both sides are numbers.
class ValueTest {
 public:
  enum class Kind { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Range, Contains };

  ValueTest() = default;
  /// `quoted` texts are tested for the same operators: YAML needs quotes around most of them.
  explicit ValueTest(std::string_view text);
  bool holds(std::string_view value) const;
  const std::string& text() const { return text_; }

 private:
  std::string text_;  ///< as written
  Kind kind_ = Kind::Equal;
  std::string operand_;
  std::string upper_;  ///< of a range
};

/// A description of spans by text, label, score, begin, end and features.
struct SpanPattern {
  yaml::Mark mark;
  std::vector<std::pair<std::string, ValueTest>> tests;
  std::optional<ValueTest> count;  ///< how many spans are like this; else at least one

  /// "'5 euros' label MONEY", for messages.
  std::string describe() const;
  /// The exact text it asks for, or nothing.
  std::string_view wanted_text() const;
};

struct LayerExpectation {
  std::string layer;
  yaml::Mark mark;
  std::optional<ValueTest> count;
  std::vector<SpanPattern> has;
  std::vector<SpanPattern> none;
  std::optional<std::vector<SpanPattern>> exactly;  ///< all spans of the layer, in order
};

struct AttributeExpectation {
  std::string name;
  yaml::Mark mark;
  ValueTest value;
};

struct TestCase {
  std::string name;
  yaml::Mark mark;
  std::string text;
  std::string file;  ///< instead of a text; a path
  std::string id;    ///< which document of the file; of a text its own id, default the case's name
  TextPairs meta;
  TextPairs settings;
  std::optional<ValueTest> outcome;  ///< of describe(ChainResult); default ok
  std::vector<LayerExpectation> layers;
  std::vector<AttributeExpectation> attributes;
  std::string golden;  ///< path of a file with the whole result as JSON; empty: none
};

struct TestFile {
  std::string path;
  std::string pipeline;
  std::vector<TestCase> cases;
};

/// Reads a file's text; paths in it are relative to its folder. Nothing if there are problems.
std::optional<TestFile> parse_test_file(const std::string& path, std::string_view text,
                                        yaml::Problems& problems);

}  // namespace textmill::host
