#include "cli/complete.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "cli/arguments.hpp"
#include "cli/manifest_view.hpp"
#include "cli/pipeline_file.hpp"
#include "yaml/node.hpp"

namespace textmill::host {
namespace {

/// "-o,--output" as words.
std::vector<std::string> names_of(const OptionHelp& option) {
  std::vector<std::string> names;
  std::istringstream list(option.names);
  for (std::string name; std::getline(list, name, ',');) names.push_back(name.substr(0, name.find('{')));
  return names;
}

bool has_name(const OptionHelp& option, const std::string& name) {
  const std::vector<std::string> names = names_of(option);
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The words in front of the one being typed, as the program will understand them.
class Line {
 public:
  Line(const CommandHelp& program, const std::vector<std::string>& words)
      : program_(program), command_(&program) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) take(words[i]);
  }

  const CommandHelp& program() const { return program_; }
  const CommandHelp& command() const { return *command_; }
  const std::vector<std::string>& operands() const { return operands_; }
  /// The option whose value is being typed; null if none is.
  const OptionHelp* awaiting() const { return awaiting_; }
  bool has(const OptionHelp& option) const {
    return std::any_of(given_.begin(), given_.end(), [&](const auto& one) { return one.first == &option; });
  }
  std::vector<std::string> values(const std::string& name) const {
    std::vector<std::string> list;
    for (const auto& [option, value] : given_) {
      if (has_name(*option, name)) list.push_back(value);
    }
    return list;
  }
  const OptionHelp* find_option(const std::string& name) const {
    for (const CommandHelp* of : {command_, &program_}) {
      for (const OptionHelp& option : of->options) {
        if (has_name(option, name)) return &option;
      }
    }
    return nullptr;
  }

 private:
  void take(const std::string& word) {
    if (awaiting_) {
      given_.emplace_back(awaiting_, word);
      awaiting_ = nullptr;
      return;
    }
    if (word.size() > 1 && word[0] == '-') return take_option(word);
    for (const CommandHelp& verb : command_->verbs) {
      if (verb.path == command_->path + " " + word) {
        command_ = &verb;
        return;
      }
    }
    operands_.push_back(word);
  }
  void take_option(const std::string& word) {
    const std::size_t equals = word.find('=');
    const OptionHelp* option = find_option(word.substr(0, equals));
    if (!option) return;
    if (equals == std::string::npos && !option->value.empty()) {
      awaiting_ = option;
    } else {
      given_.emplace_back(option, equals == std::string::npos ? "" : word.substr(equals + 1));
    }
  }

  const CommandHelp& program_;
  const CommandHelp* command_;
  std::vector<std::string> operands_;
  std::vector<std::pair<const OptionHelp*, std::string>> given_;
  const OptionHelp* awaiting_ = nullptr;
};

class Completer {
 public:
  Completer(const Line& line, std::string typed) : line_(line), typed_(std::move(typed)) {}

  Completion make() {
    const std::size_t equals = typed_.find('=');
    if (line_.awaiting()) {
      value_of(*line_.awaiting());
    } else if (typed_.starts_with("--") && equals != std::string::npos) {
      if (const OptionHelp* option = line_.find_option(typed_.substr(0, equals))) {
        done_ = typed_.substr(0, equals + 1);
        value_of(*option);
      }
    } else if (typed_.starts_with("-")) {
      options();
    } else {
      for (const CommandHelp& verb : line_.command().verbs)
        offer(verb.path.substr(line_.command().path.size() + 1), verb.summary);
      operand();
    }
    return std::move(out_);
  }

 private:
  /// Offers `word` behind what is already settled of the word being typed.
  void offer(const std::string& word, const std::string& summary = {}) {
    std::string whole = done_ + word;
    if (whole.starts_with(typed_)) out_.words.push_back({std::move(whole), summary});
  }
  void files(std::vector<std::string> suffixes = {}) {
    out_.files = true;
    out_.suffixes = std::move(suffixes);
  }

  void options() {
    for (const CommandHelp* of : {&line_.command(), &line_.program()}) {
      for (const OptionHelp& option : of->options) {
        if (line_.has(option) && !option.repeats) continue;
        for (const std::string& name : names_of(option)) {
          if (name.starts_with("--")) offer(name, option.text);
        }
      }
      if (of == &line_.program()) break;  // it is the command itself
    }
  }

  void value_of(const OptionHelp& option) {
    for (const std::string& choice : option.choices) offer(choice);
    if (has_name(option, "--plugin")) return files({"so"});
    if (has_name(option, "--set")) return parameters();
    if (has_name(option, "--with")) return plugin_options();
    if (has_name(option, "--layers")) return layers();
    if (option.value == "DIR") out_.folders = true;
    if (option.value.starts_with("FILE")) files();
  }

  void operand() {
    const std::vector<OptionHelp>& operands = line_.command().operands;
    if (operands.empty()) return;
    const std::size_t number = std::min(line_.operands().size(), operands.size() - 1);
    const OptionHelp& operand = operands[number];
    if (line_.operands().size() >= operands.size() && !operand.repeats) return;
    for (const std::string& choice : operand.choices) offer(choice);
    if (!operand.choices.empty()) return;
    const std::string& name = operand.names;
    const bool about_plugins = name == "plugin" || (name == "name" && line_.command().verbs.empty() &&
                                                    !line_.command().path.starts_with("textmill new"));
    if (about_plugins) return plugins(name == "name");
    if (name == "pipeline") return pipelines({"yaml", "yml"});
    if (line_.command().path == "textmill diff") return pipelines({});
    if (name == "verb") {
      for (const CommandHelp& verb : line_.program().verbs)
        offer(verb.path.substr(line_.program().path.size() + 1), verb.summary);
    } else if (name != "name") {
      files();
    }
  }

  void pipelines(std::vector<std::string> suffixes) {
    for (const std::string& name : shipped_pipeline_names()) offer(name, "ships with Textmill");
    files(std::move(suffixes));
  }

  const Catalog& catalog() {
    if (!catalog_) {
      CatalogOptions search;
      search.plugin_files = line_.values("--plugin");
      search.plugin_dirs = line_.values("--plugin-dir");
      search.allow = {true, true};  // nothing is loaded
      catalog_ = Catalog::search(search);
    }
    return *catalog_;
  }

  void plugins(bool stages) {
    std::set<std::string> known;
    for (const CatalogEntry& entry : catalog().entries()) {
      if (!entry.usable()) continue;
      if (known.insert(entry.manifest->id).second) offer(entry.manifest->id, entry.manifest->summary);
      for (const StageManifest& stage : entry.manifest->stages) {
        if (stages && known.insert(stage.id).second) offer(stage.id, stage.summary);
      }
    }
    files({"so"});
  }

  /// Behind the last comma.
  void layers() {
    const std::size_t comma = typed_.rfind(',');
    if (comma != std::string::npos) done_ = typed_.substr(0, comma + 1);
    std::set<std::string> known;
    for (const CatalogEntry& entry : catalog().entries()) {
      if (!entry.usable()) continue;
      for (const StageManifest& stage : entry.manifest->stages) {
        for (std::size_t i = 0; i < stage.write_layers.size(); ++i) {
          if (known.insert(stage.write_layers[i].name).second)
            offer(stage.write_layers[i].name, stage.layer_summaries[i]);
        }
      }
    }
  }

  /// The parameters of the pipeline named earlier on the line.
  void parameters() {
    if (line_.operands().empty()) return;
    const std::string path = find_pipeline_file(line_.operands().front());
    const auto text = read_pipeline_file(path);
    yaml::Problems ignored;
    const auto root = yaml::parse(path, text ? *text : "", ignored);
    const yaml::Node* params = root ? root->find("params") : nullptr;
    if (!params) return;
    for (const auto& [key, value] : params->entries)
      offer(key.scalar + "=", value.is_scalar() ? "now '" + value.scalar + "'" : "");
  }

  /// Of the plugin named earlier on the line: NAME=, and behind it what the value may be.
  void plugin_options() {
    if (line_.operands().empty()) return;
    const std::string& named = line_.operands().front();
    const bool is_file = named.ends_with(".so");
    const Catalog one = is_file ? Catalog::of({inspect_plugin(named, "--plugin", {true, true})}) : catalog();
    const std::size_t equals = typed_.find('=', done_.size());
    for (const CatalogEntry& entry : one.entries()) {
      if (!entry.usable() || (!is_file && entry.manifest->id != named)) continue;
      for (const StageManifest& stage : entry.manifest->stages) {
        for (const OptionSpec& option : stage.options) {
          if (equals == std::string::npos) {
            offer(option.name + "=", option.summary + " (" + option_terms(option) + ")");
          } else if (typed_.substr(done_.size(), equals - done_.size()) == option.name) {
            option_values(option);
          }
        }
      }
    }
  }

  void option_values(const OptionSpec& option) {
    const std::string name = option.name + "=";
    std::vector<std::string> values = option.choices;
    if (option.type == OptionType::Bool) values = {"true", "false"};
    for (const std::string& value : values) offer(name + value);
    if (values.empty() && option.default_value) offer(name + default_text(option), "the default");
    if (option.type == OptionType::Path) files();
  }

  const Line& line_;
  std::string typed_;
  std::string done_;  ///< of the word being typed: what candidates stand behind
  std::optional<Catalog> catalog_;
  Completion out_;
};

}  // namespace

Completion complete(const CommandHelp& program, const std::vector<std::string>& words) {
  const Line line(program, words);
  return Completer(line, words.empty() ? std::string() : words.back()).make();
}

Exit run_complete(const std::vector<std::string>& words, const Console& console) {
  const Completion completion = complete(command_help(), words);
  std::string out;
  for (const Candidate& candidate : completion.words) out += candidate.word + "\t" + candidate.summary + "\n";
  if (completion.files) {
    out += ":files";
    for (const std::string& suffix : completion.suffixes) out += " " + suffix;
    out += "\n";
  } else if (completion.folders) {
    out += ":folders\n";
  }
  console.out(out);
  return Exit::Ok;
}

}  // namespace textmill::host
