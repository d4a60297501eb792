#include "builtin_data.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr std::string_view kEnglish =
#include "en.grammar.inc"
    ;
constexpr std::string_view kGerman =
#include "de.grammar.inc"
    ;
constexpr std::string_view kFrench =
#include "fr.grammar.inc"
    ;
constexpr std::string_view kSpanish =
#include "es.grammar.inc"
    ;
constexpr std::string_view kPortuguese =
#include "pt.grammar.inc"
    ;
constexpr std::string_view kCurrencies =
#include "iso_currencies.inc"
    ;
constexpr std::string_view kNameWords =
#include "name_words.txt.inc"
    ;

}  // namespace

const std::vector<BuiltinFile>& builtin_grammars() {
  static const std::vector<BuiltinFile> grammars = {{"en.grammar", kEnglish},
                                                    {"de.grammar", kGerman},
                                                    {"fr.grammar", kFrench},
                                                    {"es.grammar", kSpanish},
                                                    {"pt.grammar", kPortuguese}};
  return grammars;
}

BuiltinFile builtin_currencies() { return {"iso-codes", kCurrencies}; }
BuiltinFile builtin_name_words() { return {"name_words.txt", kNameWords}; }

}  // namespace textmill::entity_tagger
