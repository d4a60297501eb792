// Speed of the entity tagger, tokens and sentences given, beside ICU's word and sentence iterators over the
// same texts in one binary: MB/s of text, one thread; and the time to load the names model.
//
//   cmake --preset release && cmake --build --preset release --target entity_tagger_bench
//   build/release/bench/entity_tagger_bench                       # articles shuffled from tests/fixtures
//   TEXTMILL_BENCH_TEXTS=folder build/release/bench/entity_tagger_bench      # every .txt file of a folder
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

#include "tagger.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr const char* kModel = TEXTMILL_SOURCE_DIR "/plugins/entity_tagger/data/names.model";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A text with what the segmenter gives for it.
struct Article {
  std::string text;
  TaggerInput input;

  explicit Article(std::string content) : text(std::move(content)) {
    input.text = text;
    input.language = "en";
    std::vector<text::Token> tokens;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const Span line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
      text::split_sentences(text, line, {}, input.sentences);
      begin = end + 1;
    }
    for (const Span sentence : input.sentences) text::tokenize(text, sentence, {}, tokens);
    for (const text::Token& token : tokens) {
      const bool opaque = token.kind == text::TokenKind::Url || token.kind == text::TokenKind::Email;
      input.tokens.push_back({token.span, opaque ? TokenKind::Opaque : TokenKind::Text});
    }
  }
};

/// Articles with the paragraphs of the fixture in another order each, so that no branch is learned by heart.
std::vector<std::unique_ptr<Article>> shuffled_articles() {
  const std::string article = read_file(TEXTMILL_SOURCE_DIR "/tests/fixtures/article.txt");
  std::vector<std::string> paragraphs;
  for (std::size_t at = 0; at < article.size();) {
    const std::size_t end = std::min(article.find("\n\n", at), article.size());
    paragraphs.push_back(article.substr(at, end - at));
    at = end + 2;
  }
  std::mt19937 random(1);
  std::vector<std::unique_ptr<Article>> articles;
  for (int i = 0; i < 200; ++i) {
    for (std::size_t n = paragraphs.size(); n > 1; --n)
      std::swap(paragraphs[n - 1], paragraphs[random() % n]);
    std::string text;
    for (const std::string& paragraph : paragraphs) text += (text.empty() ? "" : "\n\n") + paragraph;
    articles.push_back(std::make_unique<Article>(text));
  }
  return articles;
}

const std::vector<std::unique_ptr<Article>>& articles() {
  static const std::vector<std::unique_ptr<Article>> texts = [] {
    const char* folder = std::getenv("TEXTMILL_BENCH_TEXTS");
    if (!folder) return shuffled_articles();
    std::vector<std::unique_ptr<Article>> read;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt")
        read.push_back(std::make_unique<Article>(read_file(entry.path())));
    }
    return read;
  }();
  return texts;
}

/// Runs `use` over all articles and reports bytes a second.
template <class Use>
void over_articles(benchmark::State& state, Use use) {
  std::size_t bytes = 0;
  for (const auto& article : articles()) bytes += article->text.size();
  for (auto _ : state) {
    for (const auto& article : articles()) use(*article);
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

void tag(benchmark::State& state, TaggerOptions options) {
  const TaggerModel model(std::move(options));
  Tagger tagger(model);
  over_articles(state, [&](const Article& article) { benchmark::DoNotOptimize(tagger.tag(article.input)); });
}

/// Two or three words: every third begins with a word of the articles, every thousandth stands in them, the
/// others hold invented words, as most names of a long list do not occur in a text.
std::string names(std::int64_t count) {
  std::mt19937 random(7);
  const auto invented = [&] { return "Zo" + std::to_string(random() % 50000) + "ka"; };
  std::string list;
  for (std::int64_t i = 0; i < count; ++i) {
    const Article& article = *articles()[random() % articles().size()];
    const std::size_t word = random() % (article.input.tokens.size() - 2);
    const auto at = [&](std::size_t n) {
      return std::string(text_of(article.text, article.input.tokens[word + n].span));
    };
    const bool real = i % 1000 == 0;
    list += i % 3 == 0 || real ? at(0) : invented();
    for (std::size_t n = 1; n < 2 + random() % 2; ++n) list += " " + (real ? at(n) : invented());
    list += "\tORGANIZATION\tN" + std::to_string(i) + "\n";
  }
  return list;
}

/// What the plugin marks unless told otherwise.
TaggerOptions default_types() {
  TaggerOptions options;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Label::Url); ++i)
    options.types.push_back(static_cast<Label>(i));
  return options;
}

void all_types(benchmark::State& state) {
  TaggerOptions options = default_types();
  options.model_path = kModel;
  tag(state, std::move(options));
}
BENCHMARK(all_types);

void names_by_model(benchmark::State& state) {
  TaggerOptions options;
  options.model_path = kModel;
  options.types = {Label::Person, Label::Organization, Label::Location};
  tag(state, std::move(options));
}
BENCHMARK(names_by_model);

void without_model(benchmark::State& state) {
  TaggerOptions options = default_types();
  if (state.range(0)) options.gazetteers.push_back({"names.tsv", names(state.range(0)), "names"});
  tag(state, std::move(options));
}
BENCHMARK(without_model)->Arg(0)->Arg(100000);

void own_names_only(benchmark::State& state) {
  TaggerOptions options;
  options.builtin_names = options.name_rules = options.coreference = false;
  options.types = {Label::Organization};
  options.gazetteers.push_back({"names.tsv", names(state.range(0)), "names"});
  tag(state, std::move(options));
}
BENCHMARK(own_names_only)->Arg(100000);

void numbers_only(benchmark::State& state) {
  TaggerOptions options;
  options.types = {Label::Date, Label::Time, Label::Duration, Label::Money, Label::Percent, Label::Quantity};
  tag(state, std::move(options));
}
BENCHMARK(numbers_only);

void load_model(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(NamesModel(kModel).header().words);
}
BENCHMARK(load_model)->Unit(benchmark::kMillisecond);

void read_names(benchmark::State& state) {
  const std::string list = names(state.range(0));
  std::vector<std::string> labels, warnings;
  for (auto _ : state) {
    Gazetteer gazetteer("names", CaseMode::Smart);
    gazetteer.add_list(list, "names.tsv", "MISC", labels, warnings);
    benchmark::DoNotOptimize(gazetteer);
  }
}
BENCHMARK(read_names)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace textmill::entity_tagger
