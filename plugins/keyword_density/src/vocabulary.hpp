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
  kBeforeVerb = 128,  ///< a function word before which a verb is likely: to, can, we, ...
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
  bool empty() const { return keys_.size() == 0; }
  Key end() const { return first_ + static_cast<Key>(keys_.size()); }
  void clear() { keys_.clear(); }

 private:
  text::WordTable<Key> keys_;
  Key first_;
};

/// The letters of a word, counted by their case.
struct Shape {
  std::uint32_t upper = 0;
  std::uint32_t lower = 0;
  std::uint32_t letters = 0;
  bool capital = false;  ///< the first letter
};

/// What is known of a word.
struct Known {
  Key key = kNoKey;
  std::uint8_t flags = 0;  ///< PieceFlag
  Lexeme lexeme;
};

/// What is known of a token. Most are plain: one word from begin to end, with one key. Of others the rest
/// means nothing.
struct Entry : Known {
  std::uint32_t form = kPlain;  ///< for the vocabulary: where the words of one that is not plain are

  static constexpr std::uint32_t kPlain = UINT32_MAX;
  bool is_plain() const { return form == kPlain; }
};

/// Turns words of one language into keys. Remembers each spelling it has seen, so a word costs one hash
/// look-up. For one thread; `base`, if given, is shared and must outlive it.
class Vocabulary {
 public:
  explicit Vocabulary(std::string_view language, const KeyTable* base = nullptr);

  /// Words that are in no key table get kNoKey instead of a new key, until this is called.
  void intern_everything() { intern_all_ = true; }

  /// Looks every new word up in `lexicon`, which is of its language and must outlive it; the lexicon's stems
  /// then have keys of their own. To be called before any word is met.
  void use(const Lexicon& lexicon);

  /// What is known of a token, whose spelling has the number of `kind` as its kind. Not empty. Valid until
  /// the next call.
  const Entry& look_up(const text::Spelling& spelling, std::uint64_t hash, std::string_view token,
                       TokenKind kind) {
    const auto [entry, is_new] = entries_.at(spelling, hash, token);
    if (is_new) entry = analyse(token, kind);
    return entry;
  }
  /// The words of a token that is not plain; valid until the next look_up.
  Form form_of(const Entry& entry) const {
    const Composed& composed = composed_[entry.form];
    return {{pieces_.data() + composed.first, composed.count}, composed.joined};
  }
  /// For SpellingsAhead.
  const text::WordTable<Entry>& entries() const { return entries_; }

  /// The key of a word that is not in any text, such as the joined form of a phrase.
  Key learn_key(std::string_view folded_word);

  const std::string& language() const { return language_; }
  const text::FunctionWords& function_words() const { return function_words_; }
  const KeyTable& keys() const { return own_; }  ///< those of neither `base` nor the lexicon
  Key key_end() const { return own_.end(); }

  /// For languages without blanks; null for all others.
  Dictionary* dictionary() { return dictionary_ ? &*dictionary_ : nullptr; }

  /// Call between documents: forgets spellings once there are very many.
  void trim();

 private:
  struct Composed {
    std::uint32_t first = 0;  // of pieces_
    std::uint32_t count = 0;
    Key joined = kNoKey;
  };

  Key key_of(std::string_view text);
  Key key_of(const LexiconWord& known, bool is_stem);
  Key key_of_stem(std::uint32_t number) const { return first_key_ + number - 1; }
  Entry analyse(std::string_view token, TokenKind kind);
  void add_pieces(std::string_view token, TokenKind kind);
  Key joined_key(std::string_view token, std::span<const Piece> pieces);
  void add_word(std::string_view token, std::uint32_t begin, std::uint32_t end);
  /// The quick way for a token of ASCII letters and digits, as most are: nothing comes off it, nothing parts
  /// it. Adds nothing if it has anything else.
  bool add_ascii_word(std::string_view token);
  /// The word that folded_ holds, `span` of the token.
  void add_folded(Span span, const Shape& shape);
  void add_ideographs(std::string_view token, std::uint32_t begin, std::uint32_t end);
  std::string_view stem_of(std::string_view folded);
  std::string_view stem_of_content(std::string_view folded);  ///< of no function word
  std::uint32_t elided(std::string_view token, std::uint32_t begin, std::uint32_t end) const;

  std::string language_;
  text::Stemmer stemmer_;
  text::FunctionWords function_words_;
  std::optional<Dictionary> dictionary_;
  bool elides_;  // articles are written together with the word behind
  const KeyTable* base_;
  const Lexicon* lexicon_ = nullptr;
  Key first_key_;  // the first that is not of `base_`; the lexicon's stems have the first ones
  KeyTable own_;   // and these those behind
  bool intern_all_ = false;
  text::WordTable<Entry> entries_;
  std::vector<Composed> composed_;
  std::vector<Piece> pieces_;
  std::string folded_;
  std::string stem_;
};

}  // namespace textmill::keyword_density
