// What is known of English words in general: how rare they are, which word classes they can have, and their
// stems, as the stemmer gave them when the table was built.
//
// Mapped from english.lexicon, a table that the build makes of data/english.lexicon, which in turn
// maker/make_lexicon.py makes from WordNet and GloVe's word list.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "textmill/text/stemmer.hpp"

namespace textmill::keyword_density {

enum LexemeBit : std::uint8_t {
  kNoun = 1,
  kAdjective = 2,
  kVerb = 4,
  kAdverb = 8,
  kPastForm = 16,  ///< a verb's past or participle in -ed
  kIngForm = 32,   ///< a verb's form in -ing
  kLight = 64,     ///< says nothing of a subject: new, several, using, called
  kFinalS = 128,   ///< ends in a single s: a plural, or a verb with a singular before it
};

struct Lexeme {
  std::uint8_t rarity = 255;  ///< 0: the commonest word of all; 255: not among the 400,000 commonest
  std::uint8_t bits = 0;      ///< LexemeBit: what the word can be; 0: unknown
  std::uint8_t main = 0;      ///< the one of kNoun to kAdverb it commonly is; 0: unknown
};

/// How a word's stem comes from the word: its first bytes, then other letters. Nearly all are of that form.
struct StemRule {
  std::uint8_t kept = 0;  ///< bytes of the word; 0: no rule
  char tail[3] = {};      ///< and these behind them, up to the first zero

  bool is_known() const { return kept > 0; }
  /// The stem of the word the rule is of; in `buffer` or a part of the word.
  std::string_view apply(std::string_view word, std::string& buffer) const;
  /// The rule that takes `word` to `stem`, if there is one.
  static StemRule between(std::string_view word, std::string_view stem);
};

/// The stem of a folded English word: the singular of an irregular plural, else what the stemmer says. It is
/// valid until the stemmer's next word.
std::string_view english_stem(std::string_view folded, text::Stemmer& stemmer);

/// What a lexicon has for a word.
struct LexiconWord {
  Lexeme lexeme;
  StemRule stem;                  ///< saves asking the stemmer
  std::uint32_t stem_number = 0;  ///< 1 to stems(); 0: not in the lexicon
};

struct LexiconEntry;
struct LexiconSlot;
struct LongLexiconWord;

/// Does not change once it is mapped: any thread.
class Lexicon {
 public:
  Lexicon() = default;  ///< knows no word
  /// Maps a lexicon file; throws std::runtime_error if it cannot be read or is of another form.
  explicit Lexicon(const std::string& path);

  /// What is known of a folded word; of a word that is not in the lexicon, what its ending tells.
  LexiconWord look_up(std::string_view folded) const;
  /// The stem of a folded word that is in the lexicon; of all others no rule.
  StemRule find_stem(std::string_view folded) const;
  Lexeme find(std::string_view folded) const { return look_up(folded).lexeme; }
  bool empty() const { return slots_.empty(); }

  /// Different stems of its words, which are numbered from 1 on.
  std::uint32_t stems() const { return stems_; }
  /// The number of a stem; 0 if no word of the lexicon has it.
  std::uint32_t number_of_stem(std::string_view stem) const;

 private:
  const LexiconEntry* entry_of(std::string_view spelling) const;
  std::uint32_t checked(std::uint32_t stem_number) const { return stem_number <= stems_ ? stem_number : 0; }

  std::shared_ptr<const char> file_;
  std::span<const LexiconSlot> slots_;
  std::span<const LongLexiconWord> long_words_;
  std::string_view letters_;  // of those
  std::uint32_t stems_ = 0;
};

}  // namespace textmill::keyword_density
