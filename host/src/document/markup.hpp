// The layer `markup`, which no stage writes but the reader: what the tags of an HTML page say about the lines
// of its text, and where in the page each stands. It is in the schema if a stage reads it; documents that are
// no pages have no rows.
#pragma once

#include <cstdint>
#include <string_view>

#include "document/schema.hpp"
#include "textmill/span.hpp"

namespace textmill::host {

inline constexpr std::string_view kMarkupLayer = "markup";

/// In the order of the layer's labels.
enum class MarkupRole : std::uint32_t {
  Text,  ///< the tags say nothing about it
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
  Aside,  ///< of the frame around the article: comments, related articles, share buttons
};

struct MarkupRow {
  Span span;    ///< in the text
  Span source;  ///< bytes of the page, as UTF-8
  MarkupRole role = MarkupRole::Text;
};

/// A label column with the roles above; the integer features source_begin and source_end.
LayerSpec markup_layer();

}  // namespace textmill::host
