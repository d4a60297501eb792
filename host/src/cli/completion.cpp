// The scripts know nothing themselves: `textmill complete -- WORDS` says what may stand where the cursor is.
#include "cli/verbs.hpp"

namespace textmill::host {
namespace {

// Bash takes words apart at "=" and puts in only what stands behind the last one.
constexpr const char* kBash = R"sh(_textmill() {
  local i piece line files="" typed=() found=()
  COMPREPLY=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    if [[ $i -gt 1 && $piece == "=" ]]; then
      typed[-1]+="="
    elif [[ $i -gt 1 && ${COMP_WORDS[i-1]} == "=" && ($piece != "" || ${COMP_LINE:0:COMP_POINT} == *=) ]]; then
      typed[-1]+=$piece
    else
      typed+=("$piece")
    fi
  done
  local word=${typed[-1]} behind=""
  [[ $word == *=* ]] && behind="${word%=*}="
  while IFS= read -r line; do
    case $line in
      :folders) mapfile -t found < <(compgen -d -- "${word#"$behind"}") ;;
      :files*) mapfile -t found < <(compgen -f -- "${word#"$behind"}"); files=${line#:files} ;;
      *) line=${line%%$'\t'*}; COMPREPLY+=("${line#"$behind"}") ;;
    esac
  done < <("$1" complete -- "${typed[@]}" 2>/dev/null)
  for line in "${found[@]}"; do
    [[ -d $line || $files == "" || " $files " == *" ${line##*.} "* ]] && COMPREPLY+=("$line")
  done
  [[ ${#found[@]} -gt 0 ]] && compopt -o filenames 2>/dev/null
  [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  return 0
}
complete -F _textmill textmill
)sh";

constexpr const char* kZsh = R"sh(#compdef textmill
_textmill() {
  local line tab=$'\t'
  local -a lines plain open
  lines=("${(@f)$(${words[1]} complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      :folders) _files -/ ;;
      :files) _files ;;
      :files\ *) _files -g "*.(${(j:|:)${=${line#:files }}})(-.)" ;;
      *=$tab*) open+=("${${line%%$tab*}//:/\\:}:${line#*$tab}") ;;
      ?*) plain+=("${${line%%$tab*}//:/\\:}:${line#*$tab}") ;;
    esac
  done
  (( $#plain )) && _describe -V textmill plain
  (( $#open )) && _describe -V textmill open -S ''
  return 0
}
if [ "$funcstack[1]" = _textmill ]; then
  _textmill "$@"
else
  compdef _textmill textmill
fi
)sh";

constexpr const char* kFish = R"sh(function __textmill_complete
    set -l typed (commandline -opc) (commandline -ct)
    for line in ($typed[1] complete -- $typed[2..-1] 2>/dev/null)
        switch $line
            case ':folders'
                __fish_complete_directories (commandline -ct)
            case ':files'
                __fish_complete_path (commandline -ct)
            case ':files *'
                for suffix in (string split ' ' -- (string replace ':files ' '' -- $line))
                    __fish_complete_suffix .$suffix
                end
            case '*'
                echo $line
        end
    end
end
complete -c textmill -f -a '(__textmill_complete)'
)sh";

}  // namespace

Exit run_completion(const std::string& shell, const Console& console) {
  console.out(shell == "bash" ? kBash : shell == "zsh" ? kZsh : kFish);
  return Exit::Ok;
}

}  // namespace textmill::host
