#include "segmenter.hpp"

#include "textmill/text/unicode.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::segmenter {
namespace {

/// Calls `use` for each piece of `range` that `next_end` cuts off.
template <class NextEnd, class Use>
void each_piece(std::string_view text, Span range, NextEnd next_end, Use use) {
  const std::string_view part = text_of(text, range);
  for (std::size_t at = 0; at < part.size();) {
    const std::size_t end = next_end(part, at);
    use(Span{range.begin + static_cast<std::uint32_t>(at), range.begin + static_cast<std::uint32_t>(end)});
    at = end;
  }
}

void unicode_sentences(std::string_view text, Span block, std::vector<Span>& out) {
  each_piece(text, block, text::sentence_end, [&](Span piece) {
    const Span sentence = text::trimmed(text, piece);
    if (!sentence.empty()) out.push_back(sentence);
  });
}

void unicode_tokens(std::string_view text, Span sentence, std::vector<text::Token>& out) {
  each_piece(text, sentence, text::word_end, [&](Span piece) {
    if (!text::trimmed(text, piece).empty()) out.push_back({piece, text::kind_of_word(text_of(text, piece))});
  });
}

bool is_small(std::string_view text, std::size_t at) { return text[at] >= 'a' && text[at] <= 'z'; }

/// Sentences in a text that hardly uses capitals begin with small letters. Stops behind short words are
/// not counted: most are those of abbreviations.
bool is_lower_case(std::string_view text) {
  constexpr std::size_t kShort = 3;
  std::size_t stops = 0;
  std::size_t small = 0;
  for (std::size_t at = text.find('.'); at != std::string_view::npos; at = text.find('.', at + 1)) {
    if (at < kShort || at + 2 >= text.size() || text[at + 1] != ' ') continue;
    if (!is_small(text, at - 1) || !is_small(text, at - 2) || !is_small(text, at - kShort)) continue;
    ++stops;
    small += is_small(text, at + 2);
  }
  return stops >= 2 && 4 * small > stops;
}

}  // namespace

void Segmentation::clear() {
  lines.clear();
  blocks.clear();
  sentences.clear();
  sentence_blocks.clear();
  tokens.clear();
}

void segment(std::string_view text, const Options& options, Segmentation& out) {
  out.clear();
  find_lines(text, out.lines);
  find_blocks(text, out.lines, options.boilerplate, out.blocks);
  out.language = options.language.empty() ? detect_language(text) : Language{options.language, 1};
  const std::string_view language = has_rules(out.language.code) ? std::string_view(out.language.code) : "";
  const text::SentenceOptions sentences{language, options.quotes, is_lower_case(text)};
  const text::TokenOptions tokens{options.clitics, options.hyphens, language};
  for (std::uint32_t row = 0; row < out.blocks.size(); ++row) {
    const Span block = out.blocks[row].span;
    const std::size_t first = out.sentences.size();
    if (options.unicode) {
      unicode_sentences(text, block, out.sentences);
    } else {
      text::split_sentences(text, block, sentences, out.sentences);
    }
    out.sentence_blocks.resize(out.sentences.size(), row);
    for (std::size_t i = first; i < out.sentences.size(); ++i) {
      if (options.unicode) {
        unicode_tokens(text, out.sentences[i], out.tokens);
      } else {
        text::tokenize(text, out.sentences[i], tokens, out.tokens);
      }
    }
  }
}

}  // namespace textmill::segmenter
