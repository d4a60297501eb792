#include "author_summary.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "textmill/text/fold.hpp"

namespace textmill::summarizer {
namespace {

constexpr std::size_t kMostSentences = 12;

// Folded: lower case, without accents.
constexpr std::array<std::string_view, 47> kHeadings{"summary",
                                                     "abstract",
                                                     "key points",
                                                     "key takeaways",
                                                     "takeaways",
                                                     "highlights",
                                                     "story highlights",
                                                     "at a glance",
                                                     "in brief",
                                                     "in short",
                                                     "tl;dr",
                                                     "tldr",
                                                     "executive summary",
                                                     "article summary",
                                                     "main points",
                                                     "the gist",
                                                     "zusammenfassung",
                                                     "auf einen blick",
                                                     "kurzfassung",
                                                     "das wichtigste in kurze",
                                                     "kurz gefasst",
                                                     "resume",
                                                     "en bref",
                                                     "l'essentiel",
                                                     "points cles",
                                                     "resumen",
                                                     "en resumen",
                                                     "en breve",
                                                     "puntos clave",
                                                     "claves",
                                                     "sommario",
                                                     "riassunto",
                                                     "in breve",
                                                     "in sintesi",
                                                     "punti chiave",
                                                     "resumo",
                                                     "em resumo",
                                                     "pontos principais",
                                                     "samenvatting",
                                                     "in het kort",
                                                     "sammanfattning",
                                                     "i korthet",
                                                     "\u043a\u0440\u0430\u0442\u043a\u043e",
                                                     "\u0440\u0435\u0437\u044e\u043c\u0435",
                                                     "\u6458\u8981",
                                                     "\u8981\u7d04",
                                                     "\u8981\u65e8"};

bool is_heading(BlockKind kind) { return kind == BlockKind::Heading || kind == BlockKind::Title; }

}  // namespace

bool announces_summary(std::string_view heading) {
  while (!heading.empty() && (heading.back() == ':' || heading.back() == ' ' || heading.back() == '.')) {
    heading.remove_suffix(1);
  }
  const std::string folded = text::fold(heading);
  return std::find(kHeadings.begin(), kHeadings.end(), folded) != kHeadings.end();
}

std::vector<std::uint32_t> find_author_summary(const Article& article) {
  const auto& sentences = article.sentences;
  const auto start = std::find_if(sentences.begin(), sentences.end(), [&](const Sentence& sentence) {
    return is_heading(sentence.kind) && announces_summary(text_of(article.text, sentence.span));
  });
  std::vector<std::uint32_t> found;
  if (start == sentences.end()) return found;
  auto at = start + 1;
  const bool is_list = at != sentences.end() && at->kind == BlockKind::ListItem;
  for (; at != sentences.end(); ++at) {
    const bool goes_on = found.empty() || (is_list ? at->kind == BlockKind::ListItem
                                                   : at->block == sentences[found.back()].block);
    const bool is_text =
        at->kind == BlockKind::ListItem || at->kind == BlockKind::Paragraph || at->kind == BlockKind::Quote;
    if (!goes_on || !is_text) break;
    found.push_back(static_cast<std::uint32_t>(at - sentences.begin()));
  }
  if (found.size() > kMostSentences) found.clear();
  return found;
}

}  // namespace textmill::summarizer
