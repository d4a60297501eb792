#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/verbs.hpp"
#include "plugins/install_prefix.hpp"
#include "yaml/node.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

/// The name of a plugin in the three spellings the template uses.
struct Names {
  std::string id;      ///< reading-time, for my-plugin
  std::string snake;   ///< reading_time, for my_plugin
  std::string pascal;  ///< ReadingTime, for MyPlugin
};

bool is_valid(const std::string& name) {
  const auto allowed = [](unsigned char c) {
    return c < 128 && (std::isalnum(c) != 0 || c == '-' || c == '_');
  };
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0 &&
         std::all_of(name.begin(), name.end(), allowed);
}

Names spell(const std::string& name) {
  Names names{name, {}, {}};
  bool begins_word = true;
  for (const char c : name) {
    const auto letter = static_cast<unsigned char>(c);
    const bool separates = c == '-' || c == '_';
    names.snake += separates ? '_' : static_cast<char>(std::tolower(letter));
    if (!separates) names.pascal += begins_word ? static_cast<char>(std::toupper(letter)) : c;
    begins_word = separates;
  }
  return names;
}

std::string replace_all(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string renamed(const std::string& text, const Names& names) {
  return replace_all(replace_all(replace_all(text, "my-plugin", names.id), "my_plugin", names.snake),
                     "MyPlugin", names.pascal);
}

/// Beside the binary's folder, as `cmake --install` and the build tree have it.
fs::path templates() {
  return install_prefix() / TEXTMILL_TEMPLATE_FOLDER;
}

std::vector<std::string> kinds_in(const fs::path& folder) {
  std::vector<std::string> kinds;
  std::error_code error;
  for (const auto& item : fs::directory_iterator(folder, error))
    kinds.push_back(item.path().filename().string());
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

bool copy_file(const fs::path& from, const fs::path& to, const Names& names) {
  std::ostringstream content;
  content << std::ifstream(from, std::ios::binary).rdbuf();
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  std::ofstream file(to, std::ios::binary);
  file << renamed(content.str(), names);
  file.close();
  return file.good();
}

/// Copies all files under `from`; gives the one that could not be written, if any.
std::string copy_tree(const fs::path& from, const fs::path& to, const Names& names) {
  std::error_code error;
  for (const auto& item : fs::recursive_directory_iterator(from, error)) {
    if (!item.is_regular_file()) continue;
    const std::string place = renamed(fs::relative(item.path(), from).string(), names);
    if (!copy_file(item.path(), to / place, names)) return (to / place).string();
  }
  return error ? from.string() : std::string();
}

/// What to type next, from the folder that was asked from.
std::string next_steps(const fs::path& folder, const Names& names) {
  const std::string path = folder.string();
  return "made " + path + "; next:\n  cmake -S " + path + " -B " + path + "/build && cmake --build " + path +
         "/build\n  ctest --test-dir " + path + "/build --output-on-failure\n  textmill run --plugin " +
         path + "/build/" + names.id + ".so " + path + "/pipeline.yaml " + path + "/tests/example.txt\n";
}

Exit usage(const Console& console, const std::string& problem) {
  console.error(problem);
  return Exit::Usage;
}

}  // namespace

Exit run_new_plugin(const NewOptions& options, const Console& console) {
  if (!is_valid(options.name)) {
    return usage(console, "'" + options.name +
                              "' is no name for a plugin: it begins with a letter and goes on with "
                              "letters, digits, '-' and '_'");
  }
  const std::string language = options.language == "c++" ? "cpp" : options.language;
  if (language != "cpp" && language != "c") {
    return usage(console, "there is no template in the language '" + options.language + "', only c++ and c");
  }
  const fs::path source = templates() / language;
  const std::vector<std::string> kinds = kinds_in(source);
  if (kinds.empty()) {
    console.error(source.string() + ": the plugin templates are not there; install the SDK of textmill");
    return Exit::Plugin;
  }
  if (std::find(kinds.begin(), kinds.end(), options.kind) == kinds.end()) {
    return usage(console, "there is no template of the kind '" + options.kind + "', only " + listed(kinds) +
                              yaml::did_you_mean(options.kind, kinds));
  }
  const fs::path target = options.directory.empty() ? options.name : options.directory;
  std::error_code error;
  if (fs::exists(target, error) && !fs::is_empty(target, error)) {
    return usage(console, target.string() + ": is there already and is not an empty folder");
  }
  const Names names = spell(options.name);
  if (const std::string failed = copy_tree(source / options.kind, target, names); !failed.empty()) {
    console.error(failed + ": cannot be written");
    return Exit::Output;
  }
  console.out(next_steps(target, names));
  return Exit::Ok;
}

}  // namespace textmill::host
