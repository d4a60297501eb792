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

struct Block {
  Span span;
  BlockKind kind = BlockKind::Paragraph;
  float score = 1;  ///< how sure it is that the block is main text, 0 to 1
  std::uint32_t first_line = 0;
  std::uint32_t line_count = 1;
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
/// is wrapped at a fixed width and the sentence goes on.
void find_blocks(std::string_view text, const std::vector<Line>& lines, const BlockOptions& options,
                 std::vector<Block>& out);

}  // namespace textmill::segmenter
