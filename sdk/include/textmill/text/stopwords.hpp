// Function words: the closed classes of a language (articles, pronouns, prepositions, conjunctions,
// auxiliaries, particles), which carry grammar rather than topic.
//
// The lists are the project's own, written from grammars' closed classes; Apache-2.0 like the rest.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace textmill::text {

enum class WordClass : std::uint8_t {
  Content,     ///< not a function word
  Determiner,  ///< article, possessive, demonstrative: may stand before a noun without changing the topic
  Function,    ///< any other function word
};

/// The function words of one language. A value that does not change: any thread.
class FunctionWords {
 public:
  /// `language` is an ISO 639-1 code; en, de, fr, es, it, pt, nl, sv, da, ru have lists, others are empty.
  explicit FunctionWords(std::string_view language);

  /// The class of a word in folded form (see fold.hpp).
  WordClass classify(std::string_view folded) const;
  bool contains(std::string_view folded) const { return classify(folded) != WordClass::Content; }
  bool empty() const { return words_.empty(); }

 private:
  struct Entry {
    std::string word;
    WordClass word_class;
  };
  static constexpr std::size_t kSlots = 2048;
  static std::size_t slot(std::string_view word);

  std::vector<Entry> words_;    // sorted by word
  std::bitset<kSlots> filter_;  // slots of the words: most others are turned away here
};

/// The function words of a language, made when they are first asked for; those of English for a language
/// without a list. Any thread.
const FunctionWords& function_words_of(std::string_view language);

/// The codes that have a list.
const std::vector<std::string_view>& function_word_languages();

/// Guesses the language of running text from its script and function words: an ISO 639-1 code, one of
/// the listed languages or ar, el, he, hi, ja, ko, th, zh; "en" if nothing speaks for another.
/// Reads the first 4 kB at most (some ten microseconds).
std::string_view guess_language(std::string_view text);

}  // namespace textmill::text
