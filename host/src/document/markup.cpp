#include "document/markup.hpp"

namespace textmill::host {

LayerSpec markup_layer() {
  LayerSpec spec;
  spec.name = kMarkupLayer;
  spec.has_labels = true;
  spec.labels = {"text",    "title",  "heading",    "paragraph", "list_item",    "quote",
                 "caption", "byline", "breadcrumb", "table_row", "preformatted", "aside"};
  spec.features = {{"source_begin", TEXTMILL_INTEGER}, {"source_end", TEXTMILL_INTEGER}};
  return spec;
}

}  // namespace textmill::host
