#include "cli/arguments.hpp"

#include "cli/verb_options.hpp"
#include "yaml/node.hpp"

namespace textmill::host {
namespace {

std::vector<std::string> option_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return words;
}

std::vector<std::string> verb_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* verb : app.get_subcommands({})) words.push_back(verb->get_name());
  return words;
}

/// The verb whose arguments were being read when parsing failed.
const CLI::App& innermost(const CLI::App& app) {
  const auto used = app.get_subcommands();
  return used.empty() ? app : innermost(*used.back());
}

/// "textmill new plugin".
std::string path_of(const CLI::App& verb) {
  return (verb.get_parent() ? path_of(*verb.get_parent()) + " " : "") + verb.get_name();
}

/// The word behind a verb that needs one of its own verbs there; empty if there is none.
std::string word_behind(const CLI::App& verb, int argc, const char* const* argv) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (verb.get_name() == argv[i] && argv[i + 1][0] != '-') return argv[i + 1];
  }
  return {};
}

/// CLI11's sentence, ours where the word is simply not known.
std::string explain(const CLI::App& app, const CLI::ParseError& error, int argc, const char* const* argv) {
  const CLI::App& verb = innermost(app);
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known = option_words(verb);
    for (const std::string& common : option_words(app)) known.push_back(common);
    if (name.rfind("--", 0) == 0 && name.size() > 2 &&
        std::find(known.begin(), known.end(), name) == known.end()) {
      return "unknown option '" + name + "'" + yaml::did_you_mean(name, known);
    }
  }
  if (app.get_subcommands().empty() && argc > 1 && argv[1][0] != '-') {
    return std::string("unknown verb '") + argv[1] + "'" + yaml::did_you_mean(argv[1], verb_words(app));
  }
  if (const std::vector<std::string> nested = verb_words(verb); !nested.empty() && verb.get_parent()) {
    const std::string word = word_behind(verb, argc, argv);
    if (!word.empty())
      return "unknown verb '" + verb.get_name() + " " + word + "'" + yaml::did_you_mean(word, nested);
    return "'" + verb.get_name() + "' needs one of its verbs: " + comma_list(nested);
  }
  if (argc <= 1) return "a verb is needed: " + comma_list(verb_words(app));
  return error.what();
}

OptionHelp help_of(const CLI::Option& option) {
  OptionHelp help;
  help.names = option.get_name(option.get_positional(), true);
  if (option.get_items_expected_max() != 0) help.value = option.get_type_name();
  help.value.erase(0, help.value.find(':') + 1);  // "UINT:1 to 9": the range says it all
  if (help.value.rfind(kOneOf, 0) == 0) {
    help.choices = CLI::detail::split(help.value.substr(kOneOf.size()), ',');
    for (std::string& word : help.choices) CLI::detail::trim(word);
    help.value = "WORD";
  }
  help.text = option.get_description();
  help.required = option.get_required();
  help.repeats = option.get_items_expected_max() > 1;
  return help;
}

CommandHelp help_of(const CLI::App& app) {
  CommandHelp help;
  help.path = path_of(app);
  help.summary = app.get_description();
  help.examples = app.get_footer();
  for (const CLI::Option* option : app.get_options())
    (option->get_positional() ? help.operands : help.options).push_back(help_of(*option));
  for (const CLI::App* verb : app.get_subcommands({})) help.verbs.push_back(help_of(*verb));
  return help;
}

}  // namespace

ParsedArguments parse_arguments(int argc, const char* const* argv) {
  ParsedArguments parsed;
  if (argc > 2 && argv[1] == std::string_view("complete") && argv[2] == std::string_view("--")) {
    parsed.arguments.verb =
        Verb::Complete;  // for scripts: what follows is a line that is not yet one of ours
    parsed.arguments.words.assign(argv + 3, argv + argc);
    return parsed;
  }
  CLI::App app("Runs text through a chain of native analysers.", "textmill");
  build(app, parsed.arguments, VerbOptions::WhenUsed);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    parsed.leave = true;
    const CLI::App& verb = innermost(app);
    parsed.text = verb.help(verb.get_parent() ? path_of(*verb.get_parent()) : "");
  } catch (const CLI::CallForVersion& version) {
    parsed.leave = true;
    parsed.text = std::string(version.what()) + "\n";
  } catch (const CLI::ParseError& error) {
    parsed.leave = true;
    parsed.exit = Exit::Usage;
    parsed.text =
        "error: " + explain(app, error, argc, argv) + "\nsee " + path_of(innermost(app)) + " --help\n";
  }
  return parsed;
}

CommandHelp command_help() {
  Arguments ignored;
  CLI::App app("Runs text through a chain of native analysers.", "textmill");
  build(app, ignored, VerbOptions::OfAllVerbs);
  return help_of(app);
}

std::vector<std::pair<std::string, std::vector<std::string>>> command_words() {
  Arguments ignored;
  CLI::App app;
  build(app, ignored, VerbOptions::OfAllVerbs);
  std::vector<std::pair<std::string, std::vector<std::string>>> words;
  for (const CLI::App* verb : app.get_subcommands({})) {
    std::vector<std::string> options = option_words(*verb);
    for (const std::string& nested : verb_words(*verb)) options.push_back(nested);
    words.emplace_back(verb->get_name(), std::move(options));
  }
  return words;
}

}  // namespace textmill::host
