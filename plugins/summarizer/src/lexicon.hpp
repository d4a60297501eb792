// What a word is, whatever text it stands in: its stem as a number, and what its form tells.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"
#include "textmill/text/stemmer.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/word_table.hpp"

namespace textmill::summarizer {

/// What the form of a word tells; a set of bits.
enum WordFlag : std::uint16_t {
  kStop = 1 << 0,           ///< a function word of the text's language
  kCapital = 1 << 1,        ///< starts with an upper-case letter
  kFirstPerson = 1 << 2,    ///< I, we, our ...
  kWe = 1 << 3,             ///< we, our: the authors, in a paper
  kFindingVerb = 1 << 4,    ///< show, find ...: with kWe the sentence says what the text does
  kProposingVerb = 1 << 5,  ///< propose, introduce, study ...: of those, what it is about
  kPaper = 1 << 6,          ///< paper, study, approach ...: with "this" or kWe the same
  kDemonstrative = 1 << 7,  ///< this, these
  kPointsBack = 1 << 8,     ///< he, this, however ...: at the start of a sentence it needs the one before
  kDeterminer = 1 << 9,     ///< a, the, his ...
  kReporting = 1 << 10,     ///< said, told, according ...: who spoke, not what was said
};

/// A word's stem and flags. Words with the same stem have the same number.
struct WordForm {
  std::uint32_t stem = 0;
  std::uint16_t flags = 0;
  std::uint16_t length = 0;  ///< bytes; of a longer word 65,535
};

/// Remembers every word form of a language it has met, so that stemming is paid once per form and not once
/// per word. What it answers does not depend on what it met before, but for the numbers of the stems.
/// One thread.
class Lexicon {
 public:
  /// `language` is an ISO 639-1 code. One without stemmer and function words is fine: its words are then
  /// their own stems and none is kStop.
  explicit Lexicon(std::string_view language);

  /// True if the language has a list of function words.
  bool knows_function_words() const { return !function_words_.empty(); }

  /// Call before each text: forgets everything if too much has gathered, so that memory stays bounded.
  void start_text();

  /// `word` is one token, not empty.
  WordForm look_up(std::string_view word);

  /// The forms of the words of a text, in their order, into `forms`.
  void look_up(std::string_view text, std::span<const Span> words, std::vector<WordForm>& forms);

  /// One above the largest stem number given so far.
  std::uint32_t stem_count() const { return stems_; }

 private:
  /// Of a word, of a stem, or of a word that is its own stem, as more than half of them are.
  struct Entry {
    WordForm form;             // if it has been looked up, else its length is 0
    std::uint32_t number = 0;  // as a stem, plus 1; 0 if it is none
  };

  struct Analysis {
    WordForm form;  // without its stem's number
    std::string stem;
  };

  void analyse(std::string_view word, Analysis& analysis);
  WordForm remember(std::string_view word, const Analysis& analysis);
  std::uint32_t intern_stem(std::string_view stem);
  void look_up_missed(std::string_view text, std::span<const Span> words, WordForm* forms);

  text::WordTable<Entry> words_;
  std::uint32_t stems_ = 0;
  std::vector<std::uint32_t> missed_;  // words of a text that are not where most are
  std::string folded_;
  bool english_;
  text::FunctionWords function_words_;
  text::Stemmer stemmer_;
};

}  // namespace textmill::summarizer
