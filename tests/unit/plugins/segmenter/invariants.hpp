// What holds for the segmentation of every text.
#pragma once

#include <string>
#include <string_view>

#include "segmenter.hpp"
#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {

/// True for white space, controls and format characters, which need not be in a sentence.
inline bool is_unseen(char32_t c) {
  const text::Category category = text::properties(c).category;
  return text::is_space(c) || c <= 32 || c == 127 || category == text::Category::Cc ||
         category == text::Category::Cf;
}

/// Says which invariant the segmentation breaks; empty if none.
inline std::string broken_invariant(std::string_view text, const Segmentation& s) {
  std::uint32_t end = 0;
  for (std::size_t i = 0; i < s.sentences.size(); ++i) {
    const Span sentence = s.sentences[i];
    if (sentence.empty() || sentence.begin < end || sentence.end > text.size())
      return "sentences out of order";
    if (!text::is_boundary(text, sentence.begin) || !text::is_boundary(text, sentence.end))
      return "a code point is cut";
    const Block& block = s.blocks[s.sentence_blocks[i]];
    if (!block.span.contains(sentence)) return "a sentence leaves its block";
    for (std::uint32_t at = i > 0 && s.sentence_blocks[i] == s.sentence_blocks[i - 1] ? end
                                                                                      : block.span.begin;
         at < sentence.begin;) {
      const text::Decoded gap = text::decode(text, at);
      if (!is_unseen(gap.code_point)) return "a character of a block is in no sentence";
      at += gap.length;
    }
    end = sentence.end;
  }
  std::uint32_t token_end = 0;
  for (const text::Token& token : s.tokens) {
    if (token.span.empty() || token.span.begin < token_end || token.span.end > text.size())
      return "tokens out of order";
    if (!text::is_boundary(text, token.span.begin)) return "a token cuts a code point";
    token_end = token.span.end;
  }
  return {};
}

}  // namespace textmill::segmenter
