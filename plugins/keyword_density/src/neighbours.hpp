// Which words stand beside a phrase again and again: "cheap" in "cheap solar panel", "roof" behind it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon.hpp"
#include "phrases.hpp"
#include "textmill/text/stemmer.hpp"
#include "textmill/text/word_table.hpp"
#include "vocabulary.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

/// The stems of words as numbers: forms of one word have one. Remembers the words it has met. For one thread.
class StemNumbers {
 public:
  /// `language` is an ISO 639-1 code.
  explicit StemNumbers(std::string_view language) : stemmer_(language) {}

  /// Takes the stems of English words from `lexicon`, which must outlive it.
  void use(const Lexicon& lexicon) { lexicon_ = &lexicon; }

  std::uint32_t number_of(std::string_view word);
  /// The numbers of words of a text, none of them empty, into `numbers`.
  void look_up(std::string_view text, std::span<const Span> words, std::vector<std::uint32_t>& numbers);

  /// Forgets everything if that has become much; numbers from before are then worthless.
  void trim();

 private:
  std::string_view stem_of_folded();

  text::Stemmer stemmer_;
  const Lexicon* lexicon_ = nullptr;
  std::string folded_;
  std::string stem_;
  text::WordTable<std::uint32_t> words_;
  KeyTable stems_;
};

struct Neighbour {
  std::string word;         ///< as it is written where it stands beside the phrase for the first time
  std::uint32_t count = 0;  ///< occurrences of the phrase that have a form of it nearby
};

/// The content words that stand within five words of two occurrences or more, in the same sentence, and are
/// no words of the phrase; the commonest `most` of them. `stems` are of the text's language. Nearly linear in
/// the occurrences, which are in order.
std::vector<Neighbour> neighbours(const Words& words, std::string_view text,
                                  std::span<const Occurrence> occurrences, StemNumbers& stems,
                                  std::size_t most = 5);

/// "cheap (4), roof (2)"
std::string to_string(const std::vector<Neighbour>& neighbours);

}  // namespace textmill::keyword_density
