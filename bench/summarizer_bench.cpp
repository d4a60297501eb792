// What a summary costs once sentences and words are there, against ICU's word and sentence iterators over the
// same texts in the same run: MB/s of the text's bytes, one core.
//
//   cmake --preset release && cmake --build --preset release --target summarizer_bench
//   build/release/bench/summarizer_bench
//
// The texts are the fixture article in 64 versions, each with a third of its longer words changed, so that
// every text brings words not seen before. TEXTMILL_BENCH_TEXTS=FILE takes the documents of a file instead,
// one document between two lines of "====".
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "summarizer.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::summarizer {
namespace {

constexpr unsigned kVersions = 64;
constexpr std::size_t kLongWord = 7;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

/// The text with every third long word given letters of its own: the same word gets the same letters.
std::string version_of(const std::string& text, unsigned version) {
  std::vector<text::Token> tokens;
  text::tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, {}, tokens);
  std::string changed = text;
  for (const text::Token& token : tokens) {
    if (token.kind != text::TokenKind::Word || token.span.size() < kLongWord) continue;
    std::minstd_rand letters(static_cast<unsigned>(std::hash<std::string_view>{}(text_of(text, token.span))) +
                             version);
    letters.discard(2);
    if (letters() % 3 != 0) continue;
    for (std::uint32_t at = token.span.begin + 2; at < token.span.end; ++at) {
      char& c = changed[at];
      if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + letters() % 26);
    }
  }
  return changed;
}

std::vector<std::string> read_texts() {
  std::vector<std::string> texts;
  if (const char* folder = std::getenv("TEXTMILL_BENCH_TEXTS")) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) texts.push_back(read_file(file));
    return texts;
  }
  const std::string article = read_file(TEXTMILL_SOURCE_DIR "/tests/fixtures/article.txt");
  for (unsigned v = 0; v < kVersions; ++v) texts.push_back(version_of(article, v));
  return texts;
}

const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts = read_texts();
  return kTexts;
}

std::int64_t bytes_of(const std::vector<std::string>& list) {
  std::int64_t sum = 0;
  for (const std::string& text : list) sum += static_cast<std::int64_t>(text.size());
  return sum;
}

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

std::vector<Article> articles() {
  std::vector<Article> list;
  for (const std::string& text : texts()) list.push_back(to_article(text));
  return list;
}

void BM_IcuWordsAndSentences(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance("en", status));
  const std::unique_ptr<icu::BreakIterator> sentences(
      icu::BreakIterator::createSentenceInstance("en", status));
  for (auto _ : state) {
    std::int64_t boundaries = 0;
    for (const std::string& text : texts()) {
      UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
      for (icu::BreakIterator* iterator : {words.get(), sentences.get()}) {
        iterator->setText(utext, status);
        while (iterator->next() != icu::BreakIterator::DONE) ++boundaries;
      }
      utext_close(utext);
    }
    benchmark::DoNotOptimize(boundaries);
  }
  state.SetBytesProcessed(state.iterations() * bytes_of(texts()));
}
BENCHMARK(BM_IcuWordsAndSentences)->Unit(benchmark::kMillisecond);

void BM_Summarize(benchmark::State& state) {
  Options options;
  options.length.sentences = static_cast<std::uint32_t>(state.range(0));
  options.language = "en";
  Summarizer summarizer(options);
  std::vector<Article> list = articles();
  for (auto _ : state) {
    for (Article& article : list) benchmark::DoNotOptimize(summarizer.summarize(article));
  }
  state.SetBytesProcessed(state.iterations() * bytes_of(texts()));
}
BENCHMARK(BM_Summarize)->Arg(1)->Arg(3)->Arg(20)->Unit(benchmark::kMillisecond);

// Long texts: the time a sentence takes must not grow with their number.
void BM_SummarizeLongText(benchmark::State& state) {
  std::string text;
  for (std::size_t v = 0; text.size() < static_cast<std::size_t>(state.range(0)); ++v)
    text += texts()[v % texts().size()];
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
