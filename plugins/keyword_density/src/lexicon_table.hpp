// The file a lexicon is mapped from: a header, a hash table with open addressing for words of up to 14 bytes,
// which stand in their slots, a sorted list of the longer ones, and their letters.
//
// A table that is ready to be mapped costs nothing at the start of a program, and only the pages of the words
// that are asked for are ever read; a word costs one line of cache. It is written when Textmill is built, for
// the machine it is built for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "lexicon.hpp"
#include "textmill/text/word_table.hpp"

namespace textmill::keyword_density {

inline constexpr char kLexiconMagic[8] = {'T', 'M', 'L', 'E', 'X', 'I', 'C', '3'};

struct LexiconHeader {
  char magic[8];
  std::uint32_t slots;       ///< a power of two
  std::uint32_t long_words;  ///< behind the slots
  std::uint32_t letters;     ///< bytes behind those
  std::uint32_t stems;       ///< different ones
  std::uint64_t unused;      ///< the slots begin at a multiple of their size
};

/// What is known of a spelling, which is a word of the list, a stem of one, or both.
struct LexiconEntry {
  Lexeme lexeme;
  std::uint8_t is_word = 0;       ///< else only `as_stem` means anything
  StemRule stem;                  ///< of the word
  std::uint32_t stem_number = 0;  ///< of the word's stem, from 1
  std::uint32_t as_stem = 0;      ///< its own number as a stem; 0: it is none
};

struct LexiconSlot {
  text::Spelling spelling;  ///< of no word: the slot is free
  LexiconEntry entry;
};
static_assert(sizeof(LexiconSlot) == 32 && sizeof(LexiconHeader) == 32);

/// Where a spelling is looked for first; then come the slots behind. `slots` is a power of two.
std::size_t lexicon_slot(const text::Spelling& spelling, std::size_t slots);

/// By their letters.
struct LongLexiconWord {
  std::uint32_t begin = 0;  ///< among the letters
  std::uint32_t size = 0;
  LexiconEntry entry;
};

/// What the ending of a word that is in no lexicon tells.
Lexeme guess_lexeme(std::string_view folded);
/// Adds what the word's form tells, and all that is known of a word without classes.
Lexeme with_form(Lexeme lexeme, std::string_view folded);

/// Makes the file of a list of English words, a word a line: the word, a blank, its rarity as two hexadecimal
/// digits, its classes as one, and the letter of its main class or '-'. Lines that begin with # are left out.
/// Throws std::runtime_error with the first line that has another form.
std::string make_lexicon_table(std::string_view list);

}  // namespace textmill::keyword_density
