#include "focus.hpp"

#include <algorithm>

#include "textmill/text/words.hpp"

namespace textmill::summarizer {
namespace {

/// The terms of the article a phrase's content words are; kAbsent for a word the article does not have.
std::vector<std::uint32_t> terms_of(const std::string& phrase, Lexicon& lexicon, const TermIndex& index) {
  std::vector<text::Token> tokens;
  text::tokenize(phrase, {0, static_cast<std::uint32_t>(phrase.size())}, {}, tokens);
  std::vector<std::uint32_t> terms;
  for (const text::Token& token : tokens) {
    if (token.kind == text::TokenKind::Punctuation || token.kind == text::TokenKind::Symbol) continue;
    const WordForm form = lexicon.look_up(text_of(phrase, token.span));
    if (!(form.flags & kStop)) terms.push_back(index.term_of(form.stem));
  }
  return terms;
}

float share_in(const Sentence& sentence, const std::vector<std::uint32_t>& phrase, const TermIndex& index) {
  const auto begin = index.words.begin() + sentence.first_word;
  const auto end = index.words.begin() + sentence.end_word;
  const auto there = std::count_if(phrase.begin(), phrase.end(), [&](std::uint32_t term) {
    return term != TermIndex::kAbsent && std::find(begin, end, term) != end;
  });
  return static_cast<float>(there) / static_cast<float>(phrase.size());
}

}  // namespace

std::vector<float> mark_focus(const Article& article, std::span<const std::string> phrases, Lexicon& lexicon,
                              TermIndex& index) {
  std::vector<float> shares;
  for (const std::string& phrase : phrases) {
    const std::vector<std::uint32_t> terms = terms_of(phrase, lexicon, index);
    if (terms.empty()) continue;
    shares.resize(article.sentences.size(), 0);
    for (const std::uint32_t term : terms) {
      if (term != TermIndex::kAbsent) index.terms[term].focus = true;
    }
    for (std::size_t s = 0; s < shares.size(); ++s) {
      shares[s] = std::max(shares[s], share_in(article.sentences[s], terms, index));
    }
  }
  return shares;
}

}  // namespace textmill::summarizer
