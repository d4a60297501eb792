// What the benchmarks of plugins share: texts, and the yardstick, ICU's word and sentence iterators over
// them.
#pragma once

#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <system_error>
#include <vector>

namespace textmill::bench {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Articles with the paragraphs of the fixture in another order each, so that no branch is learned by heart.
inline std::vector<std::string> shuffled_articles() {
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

/// The .txt files of the folder TEXTMILL_BENCH_TEXTS; without it, shuffled articles.
inline const std::vector<std::string>& texts() {
  static const std::vector<std::string> kTexts = [] {
    const char* folder = std::getenv("TEXTMILL_BENCH_TEXTS");
    if (!folder) return shuffled_articles();
    std::vector<std::string> read;
    std::error_code error;  // of a folder that is not there: it has no files
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      if (entry.path().extension() == ".txt") read.push_back(read_file(entry.path()));
    }
    if (read.empty()) {
      std::fprintf(stderr, "TEXTMILL_BENCH_TEXTS: %s has no file with the name *.txt\n", folder);
      std::exit(2);
    }
    std::sort(read.begin(), read.end());
    return read;
  }();
  return kTexts;
}

/// Runs `use` over all items, made of texts() one for one, and reports the bytes of text a second.
template <class Items, class Use>
void over(benchmark::State& state, Items& items, Use use) {
  std::size_t bytes = 0;
  for (const std::string& text : texts()) bytes += text.size();
  for (auto _ : state) {
    for (auto& item : items) use(item);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
}

inline std::size_t boundaries(icu::BreakIterator& iterator, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  UText* utext = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator.setText(utext, status);
  std::size_t count = 0;
  while (iterator.next() != icu::BreakIterator::DONE) ++count;
  utext_close(utext);
  return count;
}

inline void icu_words_and_sentences(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale english = icu::Locale::getEnglish();
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(english, status));
  const std::unique_ptr<icu::BreakIterator> sentences(
      icu::BreakIterator::createSentenceInstance(english, status));
  over(state, texts(), [&](const std::string& text) {
    benchmark::DoNotOptimize(boundaries(*words, text) + boundaries(*sentences, text));
  });
}
BENCHMARK(icu_words_and_sentences);

}  // namespace textmill::bench
