// Speed of the segmenter beside ICU's word and sentence iterators over UTF-8, in one binary: MB/s of text.
//
//   cmake --preset release && cmake --build --preset release --target segmenter_bench
//   build/release/bench/segmenter_bench                              # articles shuffled from tests/fixtures
//   TEXTMILL_BENCH_TEXTS=folder build/release/bench/segmenter_bench  # every .txt file of a folder, one
//   document each
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

#include "main_text.hpp"
#include "segmenter.hpp"

namespace textmill::segmenter {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Articles with the paragraphs of the fixture in another order each, so that no branch is learned by heart.
std::vector<std::string> shuffled_articles() {
  const std::string article = read_file(TEXTMILL_SOURCE_DIR "/tests/fixtures/article.txt");
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < article.size();) {
    const std::size_t end = std::min(article.find("\n\n", at), article.size());
    paragraphs.push_back(article.substr(at, end - at));
    at = end + 2;
  }
  std::mt19937 random(1);
  std::vector<std::string> articles;
  for (int i = 0; i < 200; ++i) {
    for (std::size_t n = paragraphs.size(); n > 1; --n)
      std::swap(paragraphs[n - 1], paragraphs[random() % n]);
    std::string text;
    for (const std::string& paragraph : paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
    articles.push_back(text);
  }
  return articles;
}

const std::vector<std::string>& articles() {
  static const std::vector<std::string> texts = [] {
    const char* folder = std::getenv("TEXTMILL_BENCH_TEXTS");
    if (!folder) return shuffled_articles();
    std::vector<std::string> read;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") read.push_back(read_file(entry.path()));
    }
    std::sort(read.begin(), read.end());
    return read;
  }();
  return texts;
}

/// Runs `use` over all articles and reports bytes a second.
template <class Use>
void over_articles(benchmark::State& state, Use use) {
  std::size_t bytes = 0;
  for (const std::string& text : articles()) bytes += text.size();
  for (auto _ : state) {
    for (const std::string& text : articles()) use(text);
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
  over_articles(state, [&](const std::string& text) {
    benchmark::DoNotOptimize(boundaries(*words, text) + boundaries(*sentences, text));
  });
}
BENCHMARK(icu_words_and_sentences);

Options english() {
  Options options;
  options.boundaries = &shipped_boundary_model();
  options.main_text = &shipped_main_text_model();
  return options;
}

void blocks_sentences_and_tokens(benchmark::State& state) {
  const Options options = english();
  Segmentation result;
  over_articles(state, [&](const std::string& text) {
    segment(text, options, result);
    benchmark::DoNotOptimize(result.tokens.data());
  });
}
BENCHMARK(blocks_sentences_and_tokens);

/// One document of a size: what a byte costs must not depend on it.
void one_document(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += articles()[i % articles().size()] + "\n\n";
  text.resize(size);
  const Options options = english();
  Segmentation result;
  for (auto _ : state) {
    segment(text, options, result);
    benchmark::DoNotOptimize(result.tokens.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(size) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(one_document)->Arg(6 << 10)->Arg(1 << 20)->Arg(64 << 20);

/// Texts made to hurt, a megabyte of each.
void one_piece_repeated(benchmark::State& state, const char* piece) {
  std::string text;
  while (text.size() < (1 << 20)) text += piece;
  const Options options = english();
  Segmentation result;
  for (auto _ : state) {
    segment(text, options, result);
    benchmark::DoNotOptimize(result.tokens.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) *
                          static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK_CAPTURE(one_piece_repeated, combining_marks, "\u0301");
BENCHMARK_CAPTURE(one_piece_repeated, brackets, "([");
BENCHMARK_CAPTURE(one_piece_repeated, dots, ".");
BENCHMARK_CAPTURE(one_piece_repeated, one_token, "a");
BENCHMARK_CAPTURE(one_piece_repeated, line_ends, "\n");
BENCHMARK_CAPTURE(one_piece_repeated, abbreviations, "Dr. A. ");
BENCHMARK_CAPTURE(one_piece_repeated, small_words, "a b c ");
BENCHMARK_CAPTURE(one_piece_repeated, no_blanks, "rain.Then-snow,and/more_");
BENCHMARK_CAPTURE(one_piece_repeated, mails,
                  "hi there!! i got ur mail ,thx.. c u @ 5 :) -- sent from http://a.example/b\n");
BENCHMARK_CAPTURE(one_piece_repeated, menu,
                  "Home\nNews and views\nRead the rest of this story here.\nSport\n");
BENCHMARK_CAPTURE(one_piece_repeated, russian, "Река поднялась в понедельник, и мост закрыли. ");
BENCHMARK_CAPTURE(one_piece_repeated, hindi, "नदी सोमवार को बढ़ गई और पुल बंद हो गया। ");
BENCHMARK_CAPTURE(one_piece_repeated, chinese, "星期一河水上涨，桥被关闭了。");
BENCHMARK_CAPTURE(one_piece_repeated, japanese, "月曜日に川が増水し、橋が閉鎖されました。");
BENCHMARK_CAPTURE(one_piece_repeated, thai, "แม่น้ำสูงขึ้นในวันจันทร์ และสะพานถูกปิด ");

/// Lines as the model of main text gets them; what a page costs beside an article.
void raw_pages(benchmark::State& state) {
  const std::string menu = "World\nNews\nSport\nScience\nMusic and arts\nWeather\nTravel\nMoney\n\n";
  const std::string teasers =
      "Read more\n\nA bridge that nobody wanted to cross\n\nFive things about rain\n\nContact\n";
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  for (const std::string& article : articles()) {
    pages.push_back(menu + article + "\n\n" + teasers + menu);
    bytes += pages.back().size();
  }
  const Options options = english();
  Segmentation result;
  for (auto _ : state) {
    for (const std::string& page : pages) segment(page, options, result);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(raw_pages);

void lines_alone(benchmark::State& state) {
  std::vector<Line> lines;
  over_articles(state, [&](const std::string& text) {
    lines.clear();
    find_lines(text, lines);
    benchmark::DoNotOptimize(lines.data());
  });
}
BENCHMARK(lines_alone);

void language_alone(benchmark::State& state) {
  over_articles(state, [&](const std::string& text) { benchmark::DoNotOptimize(detect_language(text)); });
}
BENCHMARK(language_alone);

void blocks_alone(benchmark::State& state) {
  const Options options = english();
  Segmentation result;
  over_articles(state, [&](const std::string& text) {
    result.clear();
    find_lines(text, result.lines);
    find_blocks(text, result.lines, {}, {true, options.main_text}, result.blocks);
    benchmark::DoNotOptimize(result.blocks.data());
  });
}
BENCHMARK(blocks_alone);

void sentences_alone(benchmark::State& state) {
  std::vector<Span> sentences;
  over_articles(state, [&](const std::string& text) {
    sentences.clear();
    text::split_sentences(text, {0, static_cast<std::uint32_t>(text.size())}, {}, sentences);
    benchmark::DoNotOptimize(sentences.data());
  });
}
BENCHMARK(sentences_alone);

void tokens_alone(benchmark::State& state) {
  std::vector<text::Token> tokens;
  over_articles(state, [&](const std::string& text) {
    tokens.clear();
    text::tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, {}, tokens);
    benchmark::DoNotOptimize(tokens.data());
  });
}
BENCHMARK(tokens_alone);

}  // namespace
}  // namespace textmill::segmenter
