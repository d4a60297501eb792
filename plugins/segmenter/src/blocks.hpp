// From lines to blocks: which lines belong together, and what each block is.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "lines.hpp"
#include "main_text.hpp"
#include "textmill/span.hpp"

namespace textmill::segmenter {

/// In the order of plugin.yaml.
enum class BlockKind : std::uint8_t {
  Title,
  Heading,
  Paragraph,
  ListItem,
  Quote,
  Caption,
  Byline,
  Breadcrumb,
  TableRow,
  Boilerplate,
};

/// What the tags of a page say about a stretch of its text; in the order of the names in tag_role.
enum class TagRole : std::uint8_t {
  Text,  ///< nothing
  Title,
  Heading,
  Paragraph,
  ListItem,
  Quote,
  Caption,
  Byline,
  Breadcrumb,
  TableRow,
  Preformatted,
  Aside,  ///< it is of the frame around the article
};

/// By the label of the host's layer `markup`; an unknown one says nothing.
TagRole tag_role(std::string_view label);

struct TaggedSpan {
  Span span;
  TagRole role = TagRole::Text;
};

struct Block {
  Span span;
  BlockKind kind = BlockKind::Paragraph;
  float score = 1;  ///< how sure it is that the block is main text, 0 to 1
  std::uint32_t first_line = 0;
  std::uint32_t line_count = 1;
  std::uint32_t tagged = kUntagged;  ///< row of the tagged span it lies in

  static constexpr std::uint32_t kUntagged = 0xFFFFFFFF;
};

struct BlockOptions {
  bool boilerplate = true;  ///< whether to look for it
  const MainTextModel* main_text =
      nullptr;  ///< tells it from the main text on pages with much of it; null: notices only
};

/// True for what is not part of the article: navigation, notices, advertisements.
inline bool is_boilerplate(BlockKind kind) {
  return kind == BlockKind::Boilerplate || kind == BlockKind::Breadcrumb;
}

/// Appends the blocks of a text. A blank line always ends a block; a single line end does unless the text
/// is wrapped at a fixed width and the sentence goes on. Where `tags` (in order, none overlapping; empty: not a
/// page) say what a block is, it is that.
void find_blocks(std::string_view text, const std::vector<Line>& lines, const std::vector<TaggedSpan>& tags,
                 const BlockOptions& options, std::vector<Block>& out);

}  // namespace textmill::segmenter
