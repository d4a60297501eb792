// Speed of keyphrase counting and finding, tokens given, beside ICU's word and sentence iterators over the
// same texts in one binary: MB/s of text, one thread.
//
//   cmake --preset release && cmake --build --preset release --target keyword_density_bench
//   build/release/bench/keyword_density_bench                              # articles shuffled from
//   tests/fixtures TEXTMILL_BENCH_TEXTS=folder build/release/bench/keyword_density_bench  # every .txt file
//   of a folder

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "discovery.hpp"
#include "judge.hpp"
#include "measures.hpp"
#include "phrases.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"
#include "texts.hpp"
#include "words.hpp"
#include "yoast.hpp"

namespace textmill::keyword_density {
namespace {

/// A text with what the segmenter gives for it.
struct Article {
  std::string text;
  std::vector<Block> blocks;
  std::vector<Span> sentences;
  std::vector<Span> tokens;
  std::vector<std::uint32_t> labels;

  explicit Article(std::string content) : text(std::move(content)) {
    std::vector<text::Token> found;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      if (!line.empty()) blocks.push_back({line, Role::Body});
      text::split_sentences(text, line, {}, sentences);
      begin = end + 1;
    }
    for (const Span sentence : sentences) text::tokenize(text, sentence, {}, found);
    for (const text::Token& token : found) {
      tokens.push_back(token.span);
      labels.push_back(static_cast<std::uint32_t>(token.kind));
    }
  }
  Source source() const { return {text, tokens, labels, kSegmenterKinds, sentences, blocks}; }
};

const std::vector<Article>& articles() {
  static const std::vector<Article> kArticles(bench::texts().begin(), bench::texts().end());
  return kArticles;
}

/// Runs `use` over all articles and reports bytes a second.
template <class Use>
void over_articles(benchmark::State& state, Use use) {
  bench::over(state, articles(), use);
}

/// Counts the phrases of a set: words, occurrences, measures, findings.
void count(benchmark::State& state, const PhraseSet& set) {
  Vocabulary vocabulary("en", &set.keys());
  Finder finder(set);
  Words words;
  std::vector<Occurrence> found;
  over_articles(state, [&](const Article& article) {
    read_words(article.source(), vocabulary, words);
    finder.find(words, article.text, found);
    Judged judged{set[0].label, set[0].words, set[0].content_words, true, true, false, found, {}};
    judged.measures = measure(words, judged.occurrences);
    benchmark::DoNotOptimize(findings_of(judged, words, article.text, {}));
  });
}

void one_keyphrase(benchmark::State& state) {
  PhraseSet set("en");
  set.add("harbor bridge repair", Matching::Forms);
  count(state, set);
}
BENCHMARK(one_keyphrase);

/// Phrases of two or three words: every third begins with a word of the articles, every hundredth stands in
/// them, the others hold invented words, as most names of a long list do not occur in a text.
void phrases(benchmark::State& state) {
  PhraseSet set("en");
  std::mt19937 random(7);
  const auto invented = [&] { return "zo" + std::to_string(random() % 50000) + "ka"; };
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    const Article& article = articles()[random() % articles().size()];
    const std::size_t word = random() % (article.tokens.size() - 2);
    const auto at = [&](std::size_t n) {
      return std::string(text_of(article.text, article.tokens[word + n]));
    };
    const bool real = i % 100 == 0;
    std::string phrase = i % 3 == 0 || real ? at(0) : invented();
    for (std::size_t n = 1; n < 2 + random() % 2; ++n) phrase += " " + (real ? at(n) : invented());
    set.add(phrase, Matching::Forms);
  }
  count(state, set);
}
BENCHMARK(phrases)->Arg(10000)->Arg(100000);

void discovery(benchmark::State& state) {
  const Lexicon lexicon(std::string(TEXTMILL_RESOURCE_DIR) + "/english.lexicon");
  Vocabulary vocabulary("en");
  vocabulary.intern_everything();
  vocabulary.use(lexicon);
  Discovery finder({});
  Words words;
  over_articles(state, [&](const Article& article) {
    read_words(article.source(), vocabulary, words);
    benchmark::DoNotOptimize(finder.find(words, article.text, "en"));
  });
}
BENCHMARK(discovery);

void words_alone(benchmark::State& state) {
  Vocabulary vocabulary("en");
  vocabulary.intern_everything();
  Words words;
  over_articles(state, [&](const Article& article) {
    read_words(article.source(), vocabulary, words);
    benchmark::DoNotOptimize(words.words.data());
  });
}
BENCHMARK(words_alone);

void as_yoast(benchmark::State& state) {
  over_articles(state, [&](const Article& article) {
    benchmark::DoNotOptimize(yoast_check(article.text, article.blocks, "harbor bridge repair", "en"));
  });
}
BENCHMARK(as_yoast);

}  // namespace
}  // namespace textmill::keyword_density
