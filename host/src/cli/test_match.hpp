// Whether a document is what a test case expects.
#pragma once

#include <string>
#include <vector>

#include "cli/marked_text.hpp"
#include "cli/test_file.hpp"

namespace textmill::host {

struct TestFailure {
  std::string message;
  yaml::Mark mark;              ///< in the test file
  std::vector<TextMark> marks;  ///< in the document's text: ^ expected, ~ found
};

/// All that differs; nothing if the case holds. Golden files are not looked at here.
std::vector<TestFailure> failures_of(const TestCase& test, const Document& document,
                                     const ChainResult& result);

/// An attribute as a text: "true", "3", "2.5", the items of a list joined by ", "; empty for none.
std::string value_text(const Value* value);

/// A column or feature of a row as a text: text, label, score, begin, end (bytes) or a feature's name.
/// Nothing if the layer has no such column. White space in texts is single spaces.
std::optional<std::string> column_text(const Document& document, const Layer& layer, std::uint32_t row,
                                       std::string_view name);

}  // namespace textmill::host
