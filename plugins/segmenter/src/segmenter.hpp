// Blocks, sentences and tokens of a text, in one go.
//
//   Segmentation result;
//   segment(text, {}, result);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "block_memory.hpp"
#include "blocks.hpp"
#include "boundaries.hpp"
#include "language.hpp"
#include "lines.hpp"
#include "textmill/span.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::segmenter {

struct Options {
  std::string language;  ///< two-letter code; empty: detect it
  bool unicode = false;  ///< sentences and words exactly as UAX #29 has them
  bool boilerplate = true;
  text::Clitics clitics = text::Clitics::Keep;
  text::Hyphens hyphens = text::Hyphens::Split;
  text::Quotes quotes = text::Quotes::Split;
  const MainTextModel* main_text =
      nullptr;  ///< asked about web pages; null: notices are found by their words only
  const BoundaryModel* boundaries =
      nullptr;                    ///< asked about English texts that are not edited prose; null: never
  BlockMemory* memory = nullptr;  ///< of the worker; null: none. Unused in `unicode` mode
};

/// A block on its way through the sentence splitter, and what is remembered of it.
struct MetBlock {
  std::uint64_t key = 0;  ///< 0: none
  BlockMemory::Answer answer;
  BlockFacts facts;
  std::uint32_t first_sentence = 0, first_token = 0;  ///< rows
};

/// The result; its vectors are reused from one text to the next.
struct Segmentation {
  Language language;
  std::vector<Line> lines;
  std::vector<Block> blocks;
  std::vector<Span> sentences;
  std::vector<std::uint32_t> sentence_blocks;  ///< for each sentence, the row of its block
  std::vector<text::Token> tokens;

  // Working memory of the sentence splitter.
  std::vector<text::SentenceMark> marks;
  std::vector<std::uint32_t> block_marks;  ///< for each block, the row behind its last mark
  std::vector<MetBlock> met;               ///< all blocks; empty without a memory
  Paragraph paragraph;

  void clear();
  /// Room for what a text of so many bytes usually has.
  void reserve(std::size_t bytes);
};

/// Replaces `out`. Blocks do not overlap; every sentence lies in one block and every token in one sentence;
/// all code points of a block except white space, controls and format characters are in a sentence and,
/// but for `unicode` mode, in a token. Linear in the length of the text.
void segment(std::string_view text, const Options& options, Segmentation& out);

/// As above for a page of which `tags` (in order, none overlapping) say what its lines are.
void segment(std::string_view text, const std::vector<TaggedSpan>& tags, const Options& options,
             Segmentation& out);

}  // namespace textmill::segmenter
