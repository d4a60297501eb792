#include "article.hpp"

#include <array>
#include <utility>

namespace textmill::summarizer {

BlockKind block_kind(std::string_view label) {
  static constexpr std::array<std::pair<std::string_view, BlockKind>, 9> kKinds{{
      {"title", BlockKind::Title},
      {"heading", BlockKind::Heading},
      {"list_item", BlockKind::ListItem},
      {"quote", BlockKind::Quote},
      {"caption", BlockKind::Caption},
      {"byline", BlockKind::Byline},
      {"breadcrumb", BlockKind::Breadcrumb},
      {"table_row", BlockKind::TableRow},
      {"boilerplate", BlockKind::Boilerplate},
  }};
  for (const auto& [name, kind] : kKinds) {
    if (name == label) return kind;
  }
  return BlockKind::Paragraph;
}

void Article::clear() {
  text = {};
  language.clear();
  sentences.clear();
  words.clear();
  names.clear();
  keyphrases.clear();
}

void mark_edges(Article& article) {
  auto& sentences = article.sentences;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    sentences[s].opens_block = s == 0 || sentences[s - 1].block != sentences[s].block;
    sentences[s].closes_block = s + 1 == sentences.size() || sentences[s + 1].block != sentences[s].block;
  }
}

}  // namespace textmill::summarizer
