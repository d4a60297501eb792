// The file a lexicon is mapped from: a header, a hash table with open addressing, the letters of the words.
//
// A table that is ready to be mapped costs nothing at the start of a program, and only the pages of the words
// that are asked for are ever read. It is written when Textmill is built, for the machine it is built for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lexicon.hpp"

namespace textmill::keyword_density {

inline constexpr char kLexiconMagic[8] = {'T', 'M', 'L', 'E', 'X', 'I', 'C', '2'};

struct LexiconHeader {
  char magic[8];
  std::uint32_t slots;    ///< a power of two
  std::uint32_t letters;  ///< bytes behind the slots
};

struct LexiconSlot {
  std::uint32_t begin = 0;  ///< among the letters
  std::uint8_t size = 0;    ///< 0: no word
  Lexeme lexeme;
  StemRule stem;
};

/// The slot of a word, or the empty one it would have; null if a damaged table has neither. Any bytes are
/// safe to be looked through.
const LexiconSlot* find_slot(std::span<const LexiconSlot> slots, std::string_view letters,
                             std::string_view word);

/// What the ending of a word that is in no lexicon tells.
Lexeme guess_lexeme(std::string_view folded);
/// Adds what the word's form tells, and all that is known of a word without classes.
Lexeme with_form(Lexeme lexeme, std::string_view folded);

/// Makes the file of a list of English words, a word a line: the word, a blank, its rarity as two hexadecimal
/// digits, its classes as one, and the letter of its main class or '-'. Lines that begin with # are left out.
/// Throws std::runtime_error with the first line that has another form.
std::string make_lexicon_table(std::string_view list);

}  // namespace textmill::keyword_density
