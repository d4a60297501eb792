// From the letters of a word to a number that says which word it is, whatever its form.
//
// Equal keys mean forms of one word: "Visits", "visit's" and "visiting" share one. The key is the stem of
// the folded word (sdk/text), so case, accents, invisible characters and inflection do not matter.
// An acronym that is also a function word is another word: US is not us, IT is not it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dictionary.hpp"
#include "lexicon.hpp"
#include "source.hpp"
#include "textmill/text/stemmer.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/word_table.hpp"

namespace textmill::keyword_density {

using Key = std::uint32_t;
inline constexpr Key kNoKey = 0;

enum PieceFlag : std::uint8_t {
  kFunction = 1,      ///< a function word, determiners included
  kDeterminer = 2,    ///< may stand between the words of a phrase
  kNumber = 4,        ///< has no letter
  kCapital = 8,       ///< starts with a capital
  kUpper = 16,        ///< all capitals, two or more
  kLower = 32,        ///< has a lower-case letter
  kBeforeVerb = 128,  ///< to, can, we, ...: a verb is likely to follow
  kInner = 64,        ///< continues the word before it (an ideograph): not counted as a word of its own
};

/// One word inside a token: "state-of-the-art" has four, "Lena's" has one, without the ending.
struct Piece {
  std::uint32_t begin = 0;  ///< bytes from the token's begin
  std::uint32_t end = 0;
  Key key = kNoKey;      ///< as an ordinary word
  Key acronym = kNoKey;  ///< among words in lower case; differs from `key` only for some capital words
  std::uint8_t flags = 0;
  Lexeme lexeme;  ///< nothing known unless the vocabulary has a lexicon
};

/// All words of a token, and the token written without its hyphens ("email" for "e-mail").
struct Form {
  std::span<const Piece> pieces;
  Key joined = kNoKey;
};

/// Key strings by number. Numbers start at `first` and count up.
class KeyTable {
 public:
  explicit KeyTable(Key first = 1) : first_(first) {}
  Key intern(std::string_view text);
  Key find(std::string_view text) const;  ///< kNoKey if it was never interned
  Key end() const { return first_ + static_cast<Key>(size_); }
  void clear();

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, Key, Hash, std::equal_to<>> keys_;
  Key first_;
  std::size_t size_ = 0;
};

/// Turns words of one language into keys. Remembers each spelling it has seen, so a word costs one hash
/// look-up. For one thread; `base`, if given, is shared and must outlive it.
class Vocabulary {
 public:
  explicit Vocabulary(std::string_view language, const KeyTable* base = nullptr);

  /// Words that are in no key table get kNoKey instead of a new key, until this is called.
  void intern_everything() { intern_all_ = true; }

  /// Looks every new word up in `lexicon` from now on; it must outlive the vocabulary.
  void use(const Lexicon& lexicon) { lexicon_ = &lexicon; }

  /// The words of a token; valid until the next call.
  Form look_up(std::string_view token, TokenKind kind);
  /// A token that is looked up soon: asks for its memory, which is seldom in a cache. Changes nothing else.
  [[gnu::always_inline]] void expect(std::string_view token, TokenKind kind) const {
    entries_.expect(token, static_cast<unsigned>(kind));
  }

  /// The key of a word that is not in any text, such as the joined form of a phrase.
  Key learn_key(std::string_view folded_word);

  const std::string& language() const { return language_; }
  const text::FunctionWords& function_words() const { return function_words_; }
  const KeyTable& keys() const { return own_; }  ///< those that are not in `base`
  Key key_end() const { return own_.end(); }

  /// For languages without blanks; null for all others.
  Dictionary* dictionary() { return dictionary_ ? &*dictionary_ : nullptr; }

  /// Call between documents: forgets spellings once there are very many.
  void trim();

 private:
  /// What is known of a token; several pieces stand in `pieces_`.
  struct Entry {
    Piece piece;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    Key joined = kNoKey;
  };

  Key key_of(std::string_view text);
  Form form_of(const Entry& entry) const;
  void analyse(std::string_view token, TokenKind kind, Entry& entry);
  void add_word(std::string_view token, std::uint32_t begin, std::uint32_t end);
  void add_ideographs(std::string_view token, std::uint32_t begin, std::uint32_t end);
  std::string_view stem_of(std::string_view folded);
  std::uint32_t elided(std::string_view token, std::uint32_t begin, std::uint32_t end) const;

  std::string language_;
  text::Stemmer stemmer_;
  text::FunctionWords function_words_;
  std::optional<Dictionary> dictionary_;
  const KeyTable* base_;
  const Lexicon* lexicon_ = nullptr;
  KeyTable own_;
  bool intern_all_ = false;
  text::WordTable<Entry> entries_;
  std::vector<Piece> pieces_;
  std::string folded_;
};

}  // namespace textmill::keyword_density
