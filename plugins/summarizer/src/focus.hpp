// What a summary is asked to be about.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "article.hpp"
#include "lexicon.hpp"
#include "terms.hpp"

namespace textmill::summarizer {

/// Marks the terms of the phrases in `index`, and of each sentence of the article tells how much of a phrase
/// it has: 1 all content words of one, 0 none. Word forms do not matter. Empty if no phrase has a content
/// word.
std::vector<float> mark_focus(const Article& article, std::span<const std::string> phrases, Lexicon& lexicon,
                              TermIndex& index);

}  // namespace textmill::summarizer
