// Abbreviations that are written with a full stop, by language.
#pragma once

#include <cstdint>
#include <string_view>

namespace textmill::text {

/// How an abbreviation behaves before a capital letter.
enum class Abbreviation : std::uint8_t {
  None,       ///< not one
  Title,      ///< "Dr.", "Gen.", "St.": a name follows, never a sentence
  Reference,  ///< "No.", "p.", "Fig.", "Jan.": no sentence if a number follows
  Inner,      ///< "e.g.", "i.e.", "vs.", "cf.": the sentence goes on
  Final,      ///< "Inc.", "Co.", "etc.", "a.m.": may end a sentence
};

/// What `word`, written without its last full stop, is in a language (two-letter code: en, de, fr, es, it,
/// pt, nl, ru, pl, tr, da). Upper and lower case are told apart where it matters ("No." but not "no."); all
/// capitals will do. Languages without a list have the English abbreviations.
Abbreviation abbreviation(std::string_view word, std::string_view language);

/// True for single letters with stops between: "U.S", "e.g", "z.B", and the same in other scripts.
bool is_dotted_acronym(std::string_view word);

}  // namespace textmill::text
