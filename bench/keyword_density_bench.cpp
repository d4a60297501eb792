// Speed of keyphrase counting and finding, tokens given, beside ICU's word and sentence iterators over the
// same texts in one binary: MB/s of text, one thread.
//
//   cmake --preset release && cmake --build --preset release --target keyword_density_bench
//   build/release/bench/keyword_density_bench                              # articles shuffled from
//   tests/fixtures TEXTMILL_BENCH_TEXTS=folder build/release/bench/keyword_density_bench  # every .txt file
//   of a folder
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "discovery.hpp"
#include "judge.hpp"
#include "measures.hpp"
#include "phrases.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"
#include "words.hpp"
#include "yoast.hpp"

namespace textmill::keyword_density {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

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

/// Articles with the paragraphs of the fixture in another order each, so that no branch is learned by heart.
std::vector<Article> shuffled_articles() {
  const std::string article = read_file(TEXTMILL_SOURCE_DIR "/tests/fixtures/article.txt");
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < article.size();) {
    const std::size_t end = std::min(article.find("\n\n", at), article.size());
    paragraphs.push_back(article.substr(at, end - at));
    at = end + 2;
  }
  std::mt19937 random(1);
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) {
    for (std::size_t n = paragraphs.size(); n > 1; --n)
      std::swap(paragraphs[n - 1], paragraphs[random() % n]);
    std::string text;
    for (const std::string& paragraph : paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
    articles.emplace_back(text);
  }
  return articles;
}

const std::vector<Article>& articles() {
  static const std::vector<Article> texts = [] {
    const char* folder = std::getenv("TEXTMILL_BENCH_TEXTS");
    if (!folder) return shuffled_articles();
    std::vector<Article> read;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") read.emplace_back(read_file(entry.path()));
    }
    return read;
  }();
  return texts;
}

/// Runs `use` over all articles and reports bytes a second.
template <class Use>
void over_articles(benchmark::State& state, Use use) {
  std::size_t bytes = 0;
  for (const Article& article : articles()) bytes += article.text.size();
  for (auto _ : state) {
    for (const Article& article : articles()) use(article);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

std::size_t boundaries(icu::BreakIterator& iterator, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator.setText(utext, status);
  std::size_t count = 0;
  while (iterator.next() != icu::BreakIterator::DONE) ++count;
  utext_close(utext);
  return count;
}

void icu_words_and_sentences(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(
      icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
  const std::unique_ptr<icu::BreakIterator> sentences(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
  over_articles(state, [&](const Article& article) {
    benchmark::DoNotOptimize(boundaries(*words, article.text) + boundaries(*sentences, article.text));
  });
}
BENCHMARK(icu_words_and_sentences);

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
  const Lexicon lexicon(std::string(TEXTMILL_SOURCE_DIR) + "/plugins/keyword_density/data/english.lexicon");
  Vocabulary vocabulary("en");
  vocabulary.intern_everything();
  vocabulary.use(lexicon);
  Discovery finder({});
  Words words;
  over_articles(state, [&](const Article& article) {
    read_words(article.source(), vocabulary, words);
    benchmark::DoNotOptimize(finder.find(words, article.text));
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
