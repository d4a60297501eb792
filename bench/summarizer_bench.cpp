// What a summary costs once sentences and words are there, against ICU's word and sentence iterators over the
// same texts in the same run: MB/s of the text's bytes, one core.
//
//   cmake --preset release && cmake --build --preset release --target summarizer_bench
//   build/release/bench/summarizer_bench
//
// TEXTMILL_BENCH_TEXTS=folder takes every .txt file of a folder instead of articles shuffled from
// tests/fixtures.
#include <string>
#include <vector>

#include "summarizer.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"
#include "texts.hpp"

namespace textmill::summarizer {
namespace {

void add_line(const std::string& text, Span line, std::uint32_t block, Article& article) {
  std::vector<Span> sentences;
  text::split_sentences(text, line, {}, sentences);
  for (const Span span : sentences) {
    Sentence sentence;
    sentence.span = span;
    sentence.block = block;
    sentence.first_word = static_cast<std::uint32_t>(article.words.size());
    std::vector<text::Token> tokens;
    text::tokenize(text, span, {}, tokens);
    for (const text::Token& token : tokens) {
      if (token.kind == text::TokenKind::Word || token.kind == text::TokenKind::Number)
        article.words.push_back(token.span);
    }
    sentence.end_word = static_cast<std::uint32_t>(article.words.size());
    article.sentences.push_back(sentence);
  }
}

Article to_article(const std::string& text) {
  Article article;
  article.text = text;
  std::uint32_t block = 0;
  for (std::size_t begin = 0; begin < text.size(); ++block) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    add_line(text, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, block, article);
    begin = end + 1;
  }
  mark_edges(article);
  return article;
}

void BM_Summarize(benchmark::State& state) {
  Options options;
  options.length.sentences = static_cast<std::uint32_t>(state.range(0));
  options.language = "en";
  Summarizer summarizer(options);
  std::vector<Article> articles;
  for (const std::string& text : bench::texts()) articles.push_back(to_article(text));
  bench::over(state, articles,
              [&](Article& article) { benchmark::DoNotOptimize(summarizer.summarize(article)); });
}
BENCHMARK(BM_Summarize)->Arg(1)->Arg(3)->Arg(20)->Unit(benchmark::kMillisecond);

// Long texts: the time a sentence takes must not grow with their number.
void BM_SummarizeLongText(benchmark::State& state) {
  std::string text;
  for (std::size_t v = 0; text.size() < static_cast<std::size_t>(state.range(0)); ++v)
    text += bench::texts()[v % bench::texts().size()];
  Options options;
  options.length.share = 5;
  options.language = "en";
  Summarizer summarizer(options);
  Article article = to_article(text);
  for (auto _ : state) benchmark::DoNotOptimize(summarizer.summarize(article));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["sentences"] = static_cast<double>(article.sentences.size());
}
BENCHMARK(BM_SummarizeLongText)->Arg(100'000)->Arg(1'000'000)->Arg(4'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace textmill::summarizer
