#include <textmill/plugin.hpp>

#include "summarizer.hpp"

namespace {

using textmill::Document;
using textmill::Layer;
using textmill::Setup;
using textmill::Span;
using namespace textmill::summarizer;

template <class Number>
std::optional<Number> limit(const Setup& setup, std::string_view name) {
  if (!setup.has(name)) return std::nullopt;
  return static_cast<Number>(setup.integer(name));
}

AuthorSummary author_summary(std::string_view choice) {
  return choice == "compare"  ? AuthorSummary::Compare
         : choice == "ignore" ? AuthorSummary::Ignore
                              : AuthorSummary::Prefer;
}

Options read_options(const Setup& setup) {
  Options options;
  options.length.sentences = limit<std::uint32_t>(setup, "sentences");
  options.length.max_sentences = limit<std::uint32_t>(setup, "max_sentences");
  options.length.words = limit<std::uint32_t>(setup, "words");
  options.length.characters = limit<std::uint32_t>(setup, "characters");
  if (setup.has("share")) options.length.share = setup.number("share");
  options.focus = setup.strings("focus");
  options.author = author_summary(setup.string("author_summary"));
  options.bullets = setup.flag("bullets");
  options.headline = setup.flag("headline");
  if (const std::string language = setup.string("language"); language != "auto") options.language = language;
  return options;
}

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
    const std::string_view code = textmill::from_abi(language->as.string);
    if (code != "und") article_.language = code.substr(0, code.find('-'));
  }

  void read_words() {
    const Layer tokens = document_.layer("tokens");
    const auto labels = tokens.labels();
    std::vector<bool> is_word(tokens.label_count());
    for (const std::string_view name : {"word", "number", "hashtag", "mention"}) {
      if (const auto id = tokens.label_id(name); id != textmill::kNone) is_word[id] = true;
    }
    for (std::uint32_t t = 0; t < tokens.size(); ++t) {
      const bool keep = labels.empty() || (labels[t] != textmill::kNone && is_word[labels[t]]);
      if (keep) article_.words.push_back(tokens.span(t));
    }
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
      if (sentence.block < blocks.labels().size() && blocks.labels()[sentence.block] != textmill::kNone) {
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

std::string_view name_of(SummaryStatus status) {
  return status == SummaryStatus::Ok ? "ok" : status == SummaryStatus::Short ? "short" : "empty";
}

struct Settings {
  explicit Settings(const Setup& setup) : options(read_options(setup)) {}
  Options options;
};

class Stage {
 public:
  explicit Stage(const Settings& settings) : options_(settings.options), summarizer_(settings.options) {}

  void process(Document& document) {
    ArticleReader(document, article_);
    const Summary summary = summarizer_.summarize(article_);
    write_sentences(summary, document);
    document.set("summarizer.status", name_of(summary.status));
    document.set("summarizer.sentences", static_cast<std::int64_t>(summary.sentences.size()));
    document.set("summarizer.words", static_cast<std::int64_t>(summary.words));
    if (!options_.focus.empty())
      document.set("summarizer.on_focus", static_cast<std::int64_t>(summary.on_focus));
    if (options_.headline) document.set("summarizer.headline", summary.headline);
    if (summary.author_sentences > 0) write_author(summary, document);
  }

 private:
  static void write_sentences(const Summary& summary, Document& document) {
    auto out = document.write("summary");
    for (const ChosenSentence& chosen : summary.sentences) {
      out.add(chosen.span);
      out.set_score(chosen.score);
      out.set_parent(chosen.sentence);
      out.set(0, static_cast<std::int64_t>(chosen.rank));
      out.set(1, chosen.reasons);
    }
  }

  void write_author(const Summary& summary, Document& document) const {
    document.set("summarizer.author_sentences", static_cast<std::int64_t>(summary.author_sentences));
    if (options_.author != AuthorSummary::Compare) return;
    document.set("summarizer.author_rouge_1", summary.author_rouge1);
    document.set("summarizer.author_rouge_2", summary.author_rouge2);
  }

  const Options& options_;
  Summarizer summarizer_;
  Article article_;
};

}  // namespace

TEXTMILL_PLUGIN("summarizer", textmill::stage<Settings, Stage>("summarizer"));
