#include "reading.hpp"

namespace textmill::summarizer {
namespace {

template <class Number>
std::optional<Number> limit(const Setup& setup, std::string_view name) {
  if (!setup.has(name)) return std::nullopt;
  return static_cast<Number>(setup.integer(name));
}

}  // namespace

Options read_options(const Setup& setup) {
  Options options;
  options.length.sentences = limit<std::uint32_t>(setup, "sentences");
  options.length.max_sentences = limit<std::uint32_t>(setup, "max_sentences");
  options.length.words = limit<std::uint32_t>(setup, "words");
  options.length.characters = limit<std::uint32_t>(setup, "characters");
  options.focus = setup.strings("focus");
  options.bullets = setup.flag("bullets");
  if (const std::string language = setup.string("language"); language != "auto") options.language = language;
  return options;
}

namespace {

/// Brings the layers of one document into an Article.
class ArticleReader {
 public:
  ArticleReader(const Document& document, Article& article) : document_(document), article_(article) {
    article_.clear();
    article_.text = document.text();
    read_language();
    read_words();
    read_sentences();
    read_names();
    read_keyphrases();
  }

 private:
  void read_language() {
    const auto language = document_.attribute("segmenter.language");
    if (!language || language->type != TEXTMILL_STRING) return;
    const std::string_view code = from_abi(language->as.string);
    if (code != "und") article_.language = code.substr(0, code.find('-'));
  }

  void read_words() {
    const Layer tokens = document_.layer("tokens");
    const auto spans = tokens.spans();
    const auto labels = tokens.labels();
    std::vector<std::uint8_t> is_word(tokens.label_count());
    for (const std::string_view name : {"word", "number", "hashtag", "mention"}) {
      if (const auto id = tokens.label_id(name); id != kNone) is_word[id] = 1;
    }
    article_.words.resize(spans.size());
    std::size_t kept = 0;
    for (std::size_t t = 0; t < spans.size(); ++t) {
      article_.words[kept] = spans[t];
      kept += labels.empty() || (labels[t] < is_word.size() && is_word[labels[t]]);
    }
    article_.words.resize(kept);
  }

  void read_sentences() {
    const Layer layer = document_.layer("sentences");
    const Layer blocks = document_.layer("blocks");
    std::vector<BlockKind> kinds(blocks.label_count());
    for (std::uint32_t i = 0; i < kinds.size(); ++i) kinds[i] = block_kind(blocks.label_name(i));
    const auto parents = layer.parents();
    std::uint32_t word = 0;
    const auto& words = article_.words;
    for (std::uint32_t s = 0; s < layer.size(); ++s) {
      Sentence sentence;
      sentence.span = layer.span(s);
      sentence.block = parents.empty() ? 0 : parents[s];
      if (sentence.block < blocks.labels().size() && blocks.labels()[sentence.block] != kNone) {
        sentence.kind = kinds[blocks.labels()[sentence.block]];
      }
      while (word < words.size() && words[word].begin < sentence.span.begin) ++word;
      sentence.first_word = word;
      while (word < words.size() && words[word].end <= sentence.span.end) ++word;
      sentence.end_word = word;
      article_.sentences.push_back(sentence);
    }
    mark_edges(article_);
  }

  void read_names() {
    const Layer entities = document_.layer("entities");
    for (std::uint32_t e = 0; e < entities.size(); ++e) {
      const std::string_view label = entities.label(e);
      if (label != "PERSON" && label != "ORGANIZATION" && label != "LOCATION") continue;
      article_.names.push_back({entities.span(e), 1.0f});
    }
  }

  void read_keyphrases() {
    const Layer phrases = document_.layer("keyphrases");
    float best = 0;
    for (const float score : phrases.scores()) best = std::max(best, score);
    for (std::uint32_t p = 0; p < phrases.size(); ++p) {
      const float weight = best > 0 ? phrases.scores()[p] / best : 1.0f;
      article_.keyphrases.push_back({phrases.span(p), weight});
    }
  }

  const Document& document_;
  Article& article_;
};

}  // namespace

void read_article(const Document& document, Article& article) { ArticleReader(document, article); }

}  // namespace textmill::summarizer
