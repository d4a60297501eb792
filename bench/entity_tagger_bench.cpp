// Speed of the entity tagger, tokens and sentences given, beside ICU's word and sentence iterators over the
// same texts in one binary: MB/s of text, one thread; and the time to load the names model.
//
//   cmake --preset release && cmake --build --preset release --target entity_tagger_bench
//   build/release/bench/entity_tagger_bench                       # articles shuffled from tests/fixtures
//   TEXTMILL_BENCH_TEXTS=folder build/release/bench/entity_tagger_bench      # every .txt file of a folder

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tagger.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"
#include "texts.hpp"

namespace textmill::entity_tagger {
namespace {

constexpr const char* kModel = TEXTMILL_SOURCE_DIR "/plugins/entity_tagger/data/names.model";

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

const std::vector<std::unique_ptr<Article>>& articles() {
  static const std::vector<std::unique_ptr<Article>> kArticles = [] {
    std::vector<std::unique_ptr<Article>> articles;
    for (const std::string& text : bench::texts()) articles.push_back(std::make_unique<Article>(text));
    return articles;
  }();
  return kArticles;
}

/// The second half of the articles, each time by a model and a tagger that have read the first half: they
/// remember what they read, and nobody reads a corpus over and over.
void tag(benchmark::State& state, const TaggerOptions& options) {
  std::optional<TaggerModel> model;
  std::optional<Tagger> tagger;
  const auto& all = articles();
  const std::size_t half = all.size() / 2;
  std::size_t bytes = 0;
  for (std::size_t i = half; i < all.size(); ++i) bytes += all[i]->text.size();
  for (auto _ : state) {
    state.PauseTiming();
    tagger.reset();
    model.emplace(options);
    tagger.emplace(*model);
    for (std::size_t i = 0; i < half; ++i) benchmark::DoNotOptimize(tagger->tag(all[i]->input));
    state.ResumeTiming();
    for (std::size_t i = half; i < all.size(); ++i) benchmark::DoNotOptimize(tagger->tag(all[i]->input));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * state.iterations());
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
  tag(state, options);
}
BENCHMARK(all_types);

void names_by_model(benchmark::State& state) {
  TaggerOptions options;
  options.model_path = kModel;
  options.types = {Label::Person, Label::Organization, Label::Location};
  tag(state, options);
}
BENCHMARK(names_by_model);

void without_model(benchmark::State& state) {
  TaggerOptions options = default_types();
  if (state.range(0)) options.gazetteers.push_back({"names.tsv", names(state.range(0)), "names"});
  tag(state, options);
}
BENCHMARK(without_model)->Arg(0)->Arg(100000);

void own_names_only(benchmark::State& state) {
  TaggerOptions options;
  options.builtin_names = options.name_rules = options.coreference = false;
  options.types = {Label::Organization};
  options.gazetteers.push_back({"names.tsv", names(state.range(0)), "names"});
  tag(state, options);
}
BENCHMARK(own_names_only)->Arg(100000);

void numbers_only(benchmark::State& state) {
  TaggerOptions options;
  options.types = {Label::Date, Label::Time, Label::Duration, Label::Money, Label::Percent, Label::Quantity};
  tag(state, options);
}
BENCHMARK(numbers_only);

/// One sentence of names and amounts: bytes a second must not fall with its length.
void long_sentence(benchmark::State& state) {
  TaggerOptions options = default_types();
  options.model_path = kModel;
  const TaggerModel model(std::move(options));
  Tagger tagger(model);
  std::string text;
  for (std::int64_t i = 0; i < state.range(0); ++i)
    text += "Anna Berg paid " + std::to_string(i % 900 + 2) + " euros to Paul Weber in Oslo and ";
  const Article article(text);
  for (auto _ : state) benchmark::DoNotOptimize(tagger.tag(article.input));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(long_sentence)->Arg(100)->Arg(10000)->Unit(benchmark::kMillisecond);

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
