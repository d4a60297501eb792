#include "cli/man.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/arguments.hpp"
#include "textmill_version.hpp"

namespace textmill::host {
namespace {

/// Text as man(7) takes it: no hyphen that is no minus, no line that is a request.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool begins_line = out.empty() || out.back() == '\n';
    if (begins_line && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else {
      out += c;
    }
  }
  return out;
}

std::string listed(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : ", ") + word;
  return line;
}

/// "textmill new plugin" -> "textmill-new-plugin".
std::string page_name(std::string path) {
  std::replace(path.begin(), path.end(), ' ', '-');
  return path;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string operand_form(const OptionHelp& operand) {
  const std::string name = "\\fI" + escaped(upper(operand.names)) + "\\fR" + (operand.repeats ? " ..." : "");
  return operand.required ? name : "[" + name + "]";
}

void put_synopsis(std::string& page, const CommandHelp& command) {
  page += ".SH SYNOPSIS\n\\fB" + escaped(command.path) + "\\fR [\\fIOPTIONS\\fR]";
  if (!command.verbs.empty()) page += " \\fIVERB\\fR ...";
  for (const OptionHelp& operand : command.operands) page += " " + operand_form(operand);
  page += "\n";
}

/// "-o,--output" in bold, the comma between them not.
std::string option_names(const std::string& names) {
  std::string out;
  std::istringstream in(names);
  for (std::string name; std::getline(in, name, ',');)
    out += (out.empty() ? "\\fB" : ", \\fB") + escaped(name) + "\\fR";
  return out;
}

void put_list(std::string& page, const char* heading, const std::vector<OptionHelp>& list, bool operands) {
  if (list.empty()) return;
  page += std::string(".SH ") + heading + "\n";
  for (const OptionHelp& option : list) {
    page +=
        ".TP\n" + (operands ? "\\fI" + escaped(upper(option.names)) + "\\fR" : option_names(option.names));
    if (!operands && !option.value.empty()) page += " \\fI" + escaped(option.value) + "\\fR";
    page += "\n" + escaped(option.text) +
            (option.choices.empty() ? "" : ": " + escaped(listed(option.choices))) + "\n";
  }
}

void put_verbs(std::string& page, const CommandHelp& command) {
  if (command.verbs.empty()) return;
  page += ".SH VERBS\n";
  for (const CommandHelp& verb : command.verbs) {
    page += ".TP\n\\fB" + escaped(verb.path.substr(command.path.size() + 1)) + "\\fR\n" +
            escaped(verb.summary) + "; see " + escaped(page_name(verb.path)) + "(1)\n";
  }
}

/// What stands at the end of --help: a block of examples, and for some the exit codes.
void put_examples(std::string& page, const std::string& text) {
  if (text.empty()) return;
  const std::size_t codes = text.find("\nExit codes: ");
  const std::size_t begin = text.find('\n') + 1;
  page += ".SH EXAMPLES\n.nf\n" + escaped(text.substr(begin, codes - begin)) + "\n.fi\n";
  if (codes == std::string::npos) return;
  page += ".SH EXIT STATUS\n" + escaped(text.substr(codes + 13)) + "\n";
}

const CommandHelp* find_page(const CommandHelp& command, const std::string& path) {
  if (command.path == path) return &command;
  for (const CommandHelp& verb : command.verbs) {
    if (const CommandHelp* found = find_page(verb, path)) return found;
  }
  return nullptr;
}

/// Names the file that could not be written, if any.
std::string write_pages(const CommandHelp& command, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / (page_name(command.path) + ".1");
  std::ofstream out(file, std::ios::binary);
  out << man_page(command);
  out.close();
  if (!out.good()) return file;
  for (const CommandHelp& verb : command.verbs) {
    if (std::string failed = write_pages(verb, folder); !failed.empty()) return failed;
  }
  return {};
}

}  // namespace

std::string man_page(const CommandHelp& command) {
  const std::string name = page_name(command.path);
  std::string page = ".TH " + upper(escaped(name)) + " 1 \"\" \"textmill " + kVersion + "\" Textmill\n";
  page += ".SH NAME\n" + escaped(name) + " \\- " + escaped(command.summary) + "\n";
  put_synopsis(page, command);
  put_list(page, "OPERANDS", command.operands, true);
  put_verbs(page, command);
  put_list(page, "OPTIONS", command.options, false);
  put_examples(page, command.examples);
  if (command.path != "textmill") page += ".SH SEE ALSO\ntextmill(1)\n";
  return page;
}

Exit run_man(const ManOptions& options, const Console& console) {
  const CommandHelp program = command_help();
  if (!options.directory.empty()) {
    std::error_code error;
    std::filesystem::create_directories(options.directory, error);
    const std::string failed = write_pages(program, options.directory);
    if (failed.empty()) return Exit::Ok;
    console.error(failed + ": cannot be written");
    return Exit::Output;
  }
  std::string path = "textmill";
  for (const std::string& word : options.verb) path += " " + word;
  const CommandHelp* page = find_page(program, path);
  if (!page) {
    console.error("there is no verb '" + path.substr(9) + "'; 'textmill --help' lists them");
    return Exit::Usage;
  }
  console.out(man_page(*page));
  return Exit::Ok;
}

}  // namespace textmill::host
