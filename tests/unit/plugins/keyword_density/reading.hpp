// Reads a short text the way the stage does, with the segmenter's own rules for sentences and words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "phrases.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

/// A text and its words. Lines are blocks: "# " starts a heading, "* " a list item, "! " something that is
/// not main text, "= " the title; all others are paragraphs.
struct Reading {
  explicit Reading(std::string_view given, std::string_view language = "en", const KeyTable* base = nullptr,
                   const Lexicon* lexicon = nullptr);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  std::string text;
  Vocabulary vocabulary;
  Words words;

  std::string_view at(const Occurrence& o) const {
    const std::uint32_t begin = words.words[o.first].span.begin;
    return std::string_view(text).substr(begin, words.words[o.end - 1].span.end - begin);
  }
};

/// The English lexicon as it is shipped.
const Lexicon& english_lexicon();

/// The texts of all occurrences of `phrase` in `text`.
std::vector<std::string> matches(std::string_view phrase, std::string_view text,
                                 Matching matching = Matching::Forms, std::string_view language = "en");

}  // namespace textmill::keyword_density
