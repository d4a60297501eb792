// Which words can be part of a noun phrase, which can end one: enough grammar to tell candidates for
// keyphrases from other runs of words.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "words.hpp"

namespace textmill::keyword_density {

enum class Part : std::uint8_t {
  Outside,   ///< function words, verbs, adverbs: ends a phrase
  Modifier,  ///< adjectives, participles, numbers: not at a phrase's end
  Head,      ///< nouns, names, acronyms
};

/// The part each word can play, from the lexicon's classes of the word and the words beside it. Words that
/// were read without a lexicon are heads unless they are function words or numbers.
void tag_words(std::span<const Word> words, std::vector<Part>& parts);

/// The same for a language that writes its nouns with a capital, as German does. What follows a number is a
/// unit ("fünf Prozent", "95 Euro") and no part of a phrase.
void tag_by_capitals(std::span<const Word> words, std::string_view text, std::vector<Part>& parts);

}  // namespace textmill::keyword_density
