// Case files: what a stage does to a text, in files an editor can read and correct.
//
//   === The full stop of a title belongs to the name
//   language: en
//   ---
//   Dr. Berg came. She left.
//   ---
//   Dr. Berg came.
//   She left.
//
// A case begins with `===` and its title. Lines `name: value` up to the first `---` are options for the
// test, then comes the input, then, behind the second `---`, the output expected. Blank lines at either
// end of a part do not count. {U+2028} stands for a code point that cannot be seen, in input and output.
// Everything above the first case is a comment; between cases, lines that begin with `# ` are.
//
//   TEST(MyPluginCases, Hold) {
//     EXPECT_EQ(check_cases(SOURCE_DIR "/tests/cases", [](const Case& c) { return ...; }), "");
//   }
//
// With TEXTMILL_UPDATE_CASES set in the environment, what the test gives replaces what was expected: read the
// diff. Link textmill::testkit. Any test framework will do.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace textmill::testkit {

struct Case {
  std::string title;
  std::map<std::string, std::string> options;
  std::string input;     ///< {U+...} replaced
  std::string expected;  ///< as written in the file
  int line = 0;          ///< of the title

  /// The option, or `otherwise`.
  std::string option(const std::string& name, const std::string& otherwise = {}) const;
};

/// Reads a file; throws std::runtime_error naming file and line if it is not in the form above.
std::vector<Case> read_cases(const std::string& path);

/// Writes code points that cannot be seen (controls but LF and TAB, format characters, unusual blanks) as
/// {U+...}. Apply it to what a test gives.
std::string visible(const std::string& text);

/// Compares what `actual` gives for every case of every *.txt file of a folder (CMakeLists.txt is none) with
/// what is expected, and gives a report for people: file, line, title and both texts of each that differs.
/// Empty if all hold; that there is no case is a line of the report too. Throws as read_cases does.
std::string check_cases(const std::string& folder, const std::function<std::string(const Case&)>& actual);

}  // namespace textmill::testkit
