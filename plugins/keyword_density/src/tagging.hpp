// Which words can be part of a noun phrase, which can end one: enough grammar to tell candidates for
// keyphrases from other runs of words.
#pragma once

#include <cstdint>
#include <span>
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

}  // namespace textmill::keyword_density
