// What is known of English words in general: how rare they are and which word classes they can have.
//
// Read from data/english.lexicon, which maker/make_lexicon.py makes from WordNet and GloVe's word list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

/// Does not change once it is read: any thread.
class Lexicon {
 public:
  Lexicon() = default;  ///< knows no word
  /// Reads a lexicon file; throws std::runtime_error if it cannot be read or has a line of another form.
  explicit Lexicon(const std::string& path);

  /// What is known of a folded word; of a word that is not in the lexicon, what its ending tells.
  Lexeme find(std::string_view folded) const;
  bool empty() const { return words_.empty(); }

 private:
  struct Slot {
    std::uint32_t begin = 0;  // in words_
    std::uint32_t size = 0;   // 0: empty
    Lexeme lexeme;
  };
  std::size_t slot_of(std::string_view word) const;
  void insert(std::string_view line);

  std::string words_;
  std::vector<Slot> slots_;
};

}  // namespace textmill::keyword_density
