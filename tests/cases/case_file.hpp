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
//   TEST(SegmenterCases, Hold) {
//     check_case_files(TEXTMILL_SOURCE_DIR "/tests/cases/segmenter", [](const Case& c) { return ...; });
//   }
//
// With TEXTMILL_UPDATE_CASES set in the environment (the build target update_cases does that), what the
// test gives replaces what was expected: read the diff.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace textmill::cases {

struct Case {
  std::string title;
  std::map<std::string, std::string> options;
  std::string input;     ///< {U+...} replaced
  std::string expected;  ///< as written in the file
  int line = 0;          ///< of the title

  /// The option, or `otherwise`.
  std::string option(const std::string& name, const std::string& otherwise = {}) const;
};

/// One file: its cases and what stands around them.
struct CaseFile {
  std::string path;
  std::vector<Case> cases;
};

/// Reads a file; throws std::runtime_error naming file and line if it is not in the form above.
CaseFile read_case_file(const std::string& path);

/// Writes code points that cannot be seen (controls but LF and TAB, format characters, unusual blanks) as
/// {U+...}. Apply it to the output of a test.
std::string visible(const std::string& text);

/// For every *.txt file of a folder and every case in it: fails the running test if `actual` gives
/// something else than expected, with file, line and both texts. Fails if there is no case.
void check_case_files(const std::string& folder, const std::function<std::string(const Case&)>& actual);

}  // namespace textmill::cases
