// What the summarizer works on: sentences, the blocks they stand in, and their words. Plain columns the
// glue (or a test) fills; nothing here knows of layers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::summarizer {

/// The kind of block a sentence stands in; names are the labels of the layer `blocks`.
enum class BlockKind : std::uint8_t {
  Paragraph,
  Title,
  Heading,
  ListItem,
  Quote,
  Caption,
  Byline,
  Breadcrumb,
  TableRow,
  Boilerplate,
  Abstract  ///< no label of the layer: the author's own summary, set aside
};

/// The kind with this label; Paragraph for a label we do not know, so that new kinds are read as text.
BlockKind block_kind(std::string_view label);

struct Sentence {
  Span span;
  std::uint32_t first_word = 0;  ///< words [first_word, end_word) of the article
  std::uint32_t end_word = 0;
  std::uint32_t block = 0;
  BlockKind kind = BlockKind::Paragraph;
  bool opens_block = false;   ///< the first sentence of its block
  bool closes_block = false;  ///< the last one

  std::uint32_t word_count() const { return end_word - first_word; }
};

/// A phrase another stage found, with its weight in [0, 1].
struct Hint {
  Span span;
  float weight = 1.0f;
};

/// One text. Sentences and words are sorted and do not overlap; a word outside every sentence is not here.
/// `text` is borrowed and must outlive the article.
struct Article {
  std::string_view text;
  std::string language;  ///< an ISO 639-1 code; empty if nobody told
  std::vector<Sentence> sentences;
  std::vector<Span> words;       ///< tokens that are words or numbers
  std::vector<Hint> names;       ///< entities: people, places, organisations; sorted; may be empty
  std::vector<Hint> keyphrases;  ///< sorted; may be empty

  /// Empties the article and keeps its buffers.
  void clear();
};

/// Sets opens_block and closes_block of each sentence from the blocks they stand in.
void mark_edges(Article& article);

}  // namespace textmill::summarizer
