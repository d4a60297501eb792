// The words of a document's main text, in order, each with its key: what phrases are looked for in.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "source.hpp"
#include "vocabulary.hpp"

namespace textmill::keyword_density {

enum WordMark : std::uint8_t {
  kBreak = 1,       ///< punctuation, or a sentence's begin, keeps a phrase from running into this word
  kShout = 2,       ///< among capitals only: US may be the pronoun here
  kHyphenated = 4,  ///< the first word of a Compound
  kJoined = 8,      ///< a hyphen joins it to the word before
};

/// Its key, flags and lexeme are those of the vocabulary.
struct Word : Known {
  std::uint32_t sentence = 0;  ///< index into Words::sentences
  Span span;
  Key other = kNoKey;      ///< what the key would be in other company (US among capitals, or not); else `key`
  std::uint8_t marks = 0;  ///< WordMark
};

/// Words written with hyphens, which may also stand for one word: "e-mail" for "email".
struct Compound {
  std::uint32_t first = 0;  ///< word
  std::uint32_t count = 0;
  Key key = kNoKey;
};

struct Sentence {
  Span span;
  std::uint32_t first = 0;  ///< word
  std::uint32_t end = 0;
  std::uint32_t block = 0;  ///< index into Source::blocks
  Role role = Role::Body;
};

struct Words {
  Words() = default;
  Words(Words&&) = default;  // no copies: `words` is a view of `memory`
  Words& operator=(Words&&) = default;

  std::span<Word> words;
  std::vector<Compound> compounds;               ///< by first word
  std::vector<Sentence> sentences;               ///< those of main text that have words
  std::array<std::uint32_t, kRoles> per_role{};  ///< counted words by Role
  std::uint32_t counted = 0;                     ///< words a person would count
  std::uint32_t headings = 0;                    ///< blocks with words that are one
  std::uint32_t paragraphs = 0;                  ///< blocks with words of Role::Body
  std::uint32_t first_paragraph = kNoBlock;      ///< the first of those

  std::vector<Word> memory;  ///< of words; only grows

  static constexpr std::uint32_t kNoBlock = UINT32_MAX;

  void clear();
};

/// Reads the words of `source` into `words`, which is cleared first. Blocks with Role::Outside are passed
/// over. Linear in the text.
void read_words(const Source& source, Vocabulary& vocabulary, Words& words);

/// Appends the folded spelling of word `i` to `out`, and a hyphen if one joins it to the next word; `last`:
/// do not look at what comes behind.
void append_spelling(std::string_view text, const Words& words, std::uint32_t i, bool last, std::string& out);

}  // namespace textmill::keyword_density
