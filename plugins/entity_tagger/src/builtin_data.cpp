#include "builtin_data.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::string_view kEnglish =
#include "en.grammar.inc"
    ;
constexpr std::string_view kNames =
#include "names.tsv.inc"
    ;
constexpr std::string_view kPlaces =
#include "iso_places.inc"
    ;
constexpr std::string_view kNameWords =
#include "name_words.txt.inc"
    ;

}  // namespace

const std::vector<BuiltinFile>& builtin_grammars() {
  static const std::vector<BuiltinFile> grammars = {{"en.grammar", kEnglish}};
  return grammars;
}

BuiltinFile builtin_names() { return {"names.tsv", kNames}; }
BuiltinFile builtin_places() { return {"iso-codes", kPlaces}; }
BuiltinFile builtin_name_words() { return {"name_words.txt", kNameWords}; }

}  // namespace textmill::entity_tagger
