// Speed of the segmenter beside ICU's word and sentence iterators over UTF-8, in one binary: MB/s of text.
//
//   cmake --preset release && cmake --build --preset release --target segmenter_bench
//   build/release/bench/segmenter_bench                              # articles shuffled from tests/fixtures
//   TEXTMILL_BENCH_TEXTS=folder build/release/bench/segmenter_bench  # every .txt file of a folder, one
//   document each

#include <string>
#include <utility>

#include "main_text.hpp"
#include "segmenter.hpp"
#include "texts.hpp"

namespace textmill::segmenter {
namespace {

Options english() {
  Options options;
  options.boundaries = &shipped_boundary_model();
  options.main_text = &shipped_main_text_model();
  return options;
}

void blocks_sentences_and_tokens(benchmark::State& state) {
  const Options options = english();
  Segmentation result;
  bench::over(state, bench::texts(), [&](const std::string& text) {
    segment(text, options, result);
    benchmark::DoNotOptimize(result.tokens.data());
  });
}
BENCHMARK(blocks_sentences_and_tokens);

/// One document of a size: what a byte costs must not depend on it.
void one_document(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  std::string text;
  for (std::size_t i = 0; text.size() < size; ++i) text += bench::texts()[i % bench::texts().size()] + "\n\n";
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

/// Kinds of text, and a piece of each that is repeated.
constexpr std::pair<const char*, const char*> kKinds[] = {
    {"combining_marks", "\u0301"},
    {"brackets", "(["},
    {"dots", "."},
    {"one_token", "a"},
    {"line_ends", "\n"},
    {"abbreviations", "Dr. A. "},
    {"small_words", "a b c "},
    {"no_blanks", "rain.Then-snow,and/more_"},
    {"mails", "hi there!! i got ur mail ,thx.. c u @ 5 :) -- sent from http://a.example/b\n"},
    {"numbers", "12 3.5 1,000 7:30 "},
    {"addresses", "http://a.example/b?c=d#e me@mail.example #tag @name "},
    {"faces", "\U0001F600\U0001F469\u200D\U0001F680 :-) "},
    {"capitals", "THE RIVER ROSE AND THE BRIDGE WAS CLOSED. "},
    {"names", "Anna Berg Tom Lund Ida Moe "},
    {"quotations", "\u201CNo,\u201D she said. \u2018Yes.\u2019 It\u2019s late \u2014 "},
    {"clitics", "don't she'll it's we'd "},
    {"table", "a\t1\tb | c | d\n"},
    {"items", "- one\n- two\n3. three\n"},
    {"code", "if (a[i] != b->c) { return f(x, \"y\"); }\n"},
    {"odd_blanks", "a\u00A0b\u200Bc\u00ADd\u2028"},
    {"zeros", "\x01\x02 a"},
    {"menu", "Home\nNews and views\nRead the rest of this story here.\nSport\n"},
    {"russian", "Река поднялась в понедельник, и мост закрыли. "},
    {"hindi", "नदी सोमवार को बढ़ गई और पुल बंद हो गया। "},
    {"chinese", "星期一河水上涨，桥被关闭了。"},
    {"japanese", "月曜日に川が増水し、橋が閉鎖されました。"},
    {"korean", "강물이 월요일에 불어나 다리가 폐쇄되었다. "},
    {"arabic", "ارتفع النهر يوم الاثنين، وأُغلق الجسر. "},
    {"greek", "Το ποτάμι φούσκωσε τη Δευτέρα και η γέφυρα έκλεισε. "},
    {"vietnamese", "Nước sông dâng cao vào thứ Hai và cây cầu bị đóng. "},
    {"german", "Der Fluß stieg am 3. Oktober, und die Brücke wurde z. B. für Müller gesperrt. "},
    {"thai", "แม่น้ำสูงขึ้นในวันจันทร์ และสะพานถูกปิด "},
};

[[maybe_unused]] const bool kKindsAreRegistered = [] {
  for (const auto& [kind, piece] : kKinds)
    benchmark::RegisterBenchmark((std::string("one_piece_repeated/") + kind).c_str(), one_piece_repeated,
                                 piece);
  return true;
}();

/// Lines as the model of main text gets them; what a page costs beside an article.
void raw_pages(benchmark::State& state) {
  const std::string menu = "World\nNews\nSport\nScience\nMusic and arts\nWeather\nTravel\nMoney\n\n";
  const std::string teasers =
      "Read more\n\nA bridge that nobody wanted to cross\n\nFive things about rain\n\nContact\n";
  std::vector<std::string> pages;
  std::size_t bytes = 0;
  for (const std::string& article : bench::texts()) {
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
  bench::over(state, bench::texts(), [&](const std::string& text) {
    lines.clear();
    find_lines(text, lines);
    benchmark::DoNotOptimize(lines.data());
  });
}
BENCHMARK(lines_alone);

void language_alone(benchmark::State& state) {
  bench::over(state, bench::texts(),
              [&](const std::string& text) { benchmark::DoNotOptimize(detect_language(text)); });
}
BENCHMARK(language_alone);

void blocks_alone(benchmark::State& state) {
  const Options options = english();
  Segmentation result;
  bench::over(state, bench::texts(), [&](const std::string& text) {
    result.clear();
    find_lines(text, result.lines);
    find_blocks(text, result.lines, {}, {true, options.main_text}, result.blocks);
    benchmark::DoNotOptimize(result.blocks.data());
  });
}
BENCHMARK(blocks_alone);

void sentences_alone(benchmark::State& state) {
  std::vector<Span> sentences;
  bench::over(state, bench::texts(), [&](const std::string& text) {
    sentences.clear();
    text::split_sentences(text, {0, static_cast<std::uint32_t>(text.size())}, {}, sentences);
    benchmark::DoNotOptimize(sentences.data());
  });
}
BENCHMARK(sentences_alone);

void tokens_alone(benchmark::State& state) {
  std::vector<text::Token> tokens;
  bench::over(state, bench::texts(), [&](const std::string& text) {
    tokens.clear();
    text::tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, {}, tokens);
    benchmark::DoNotOptimize(tokens.data());
  });
}
BENCHMARK(tokens_alone);

}  // namespace
}  // namespace textmill::segmenter
