#include "cli/arguments.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "cli/examples.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;

ParsedArguments parse(const std::vector<std::string>& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return parse_arguments(static_cast<int>(pointers.size()), pointers.data());
}

/// The words of a line as a shell would see them, up to what no longer belongs to the command: two spaces, a
/// pipe or a redirection.
std::vector<std::string> command_in(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    const char c = i < line.size() ? line[i] : ' ';
    if (c == '\'' || c == '"') {
      quoted = !quoted;
    } else if (c != ' ' || quoted) {
      word += c;
    } else if (word.empty() || word == ">" || word == "|") {
      break;
    } else {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::vector<std::vector<std::string>> commands_in(const std::string& text) {
  std::vector<std::vector<std::string>> commands;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("textmill ");
    if (at != std::string::npos) commands.push_back(command_in(line.substr(at)));
  }
  return commands;
}

TEST(HelpExamples, AreThereForEachVerbAndCanBeTyped) {
  for (const auto& [verb, ignored] : command_words()) {
    const auto commands = commands_in(help_examples(verb));
    EXPECT_FALSE(commands.empty()) << verb;
    for (const auto& command : commands) {
      const ParsedArguments parsed = parse(command);
      EXPECT_FALSE(parsed.leave) << ::testing::PrintToString(command) << "\n" << parsed.text;
    }
  }
  for (const char* verb : {"", "new plugin", "new pipeline"}) {
    for (const auto& command : commands_in(help_examples(verb)))
      EXPECT_FALSE(parse(command).leave) << ::testing::PrintToString(command);
  }
}

TEST(HelpExamples, StandInTheHelpOfTheirVerbOnly) {
  const ParsedArguments parsed = parse({"textmill", "diff", "--help"});
  EXPECT_THAT(parsed.text, HasSubstr(help_examples("diff")));
  EXPECT_THAT(parsed.text, Not(HasSubstr("Exit codes")));
}

}  // namespace
}  // namespace textmill::host
