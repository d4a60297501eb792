#include "cli/arguments.hpp"

namespace textmill::host {
namespace {

std::string join(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::vector<std::string> verbs() {
  std::vector<std::string> names;
  for (const auto& [verb, options] : command_words()) names.push_back(verb);
  return names;
}

/// Stage names are asked of the program itself, so that new plugins complete at once.
constexpr const char* kStageNames =
    "textmill plugins --json 2>/dev/null | tr ',{' '\\n\\n' | sed -n "
    "'s/.*\"stage\":\"\\([^\"]*\\)\".*/\\1/p'";

std::string bash() {
  std::string script =
      "_textmill() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\" verb=\"${COMP_WORDS[1]}\"\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"" +
      join(verbs()) + "\" -- \"$word\"))\n    return\n  fi\n  local options=\"\"\n  case \"$verb\" in\n";
  for (const auto& [verb, options] : command_words()) {
    script += "    " + verb + ") options=\"" + join(options) + "\" ;;\n";
  }
  script +=
      "  esac\n  case \"$verb\" in\n    describe|why) options=\"$options $(" + std::string(kStageNames) +
      ")\" ;;\n  esac\n  COMPREPLY=($(compgen -W \"$options\" -- \"$word\") $(compgen -f -- \"$word\"))\n}\n"
      "complete -o filenames -F _textmill textmill\n";
  return script;
}

std::string zsh() { return "autoload -Uz bashcompinit && bashcompinit\n" + bash(); }

std::string fish() {
  std::string script = "complete -c textmill -n __fish_use_subcommand -f -a '" + join(verbs()) + "'\n";
  for (const auto& [verb, options] : command_words()) {
    for (const std::string& option : options) {
      const std::string seen = "complete -c textmill -n '__fish_seen_subcommand_from " + verb + "' ";
      script += seen + (option.rfind("--", 0) == 0 ? "-l " + option.substr(2) : "-f -a " + option) + "\n";
    }
  }
  return script + "complete -c textmill -n '__fish_seen_subcommand_from describe why' -f -a \"(" +
         kStageNames + ")\"\n";
}

}  // namespace

Exit run_completion(const std::string& shell, const Console& console) {
  console.out(shell == "bash" ? bash() : shell == "zsh" ? zsh() : fish());
  return Exit::Ok;
}

}  // namespace textmill::host
