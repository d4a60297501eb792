// What it costs to get records in and results out, without any plugin: MB/s of the input's bytes.
//
//   cmake --preset release && cmake --build --preset release --target host_io_bench
//   build/release/bench/host_io_bench
#include <benchmark/benchmark.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "input/reader.hpp"
#include "output/renderer.hpp"
#include "output/sink.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kCorpusBytes = 64 << 20;
constexpr std::size_t kDocumentBytes = 5700;  // as a news article

/// Prose-like text: words of usual lengths, paragraphs (so that JSON has something to escape), some accents.
std::string article(std::mt19937& random) {
  std::string text;
  while (text.size() < kDocumentBytes) {
    for (unsigned i = 2 + random() % 9; i > 0; --i) text += static_cast<char>('a' + random() % 26);
    const unsigned what = random() % 100;
    text += what == 0 ? "\n\n" : what == 1 ? "é " : what == 2 ? "\" " : what < 8 ? ". " : " ";
  }
  return text;
}

std::string json_line(const std::string& id, const std::string& text) {
  std::string line = R"({"id":")" + id + R"(","text":")";
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '"') {
      line += "\\\"";
    } else {
      line += c;
    }
  }
  return line + "\"}\n";
}

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

/// The corpus in all its forms, written once, gone at the end.
class Corpus {
 public:
  static const Corpus& get() {
    static const Corpus corpus;
    return corpus;
  }

  std::string path(const std::string& name) const { return folder_ / name; }
  std::size_t bytes = 0;

 private:
  Corpus() {
    std::string name = (std::filesystem::temp_directory_path() / "textmill-bench-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::mt19937 random(1);
    std::string lines;
    for (int i = 0; lines.size() < kCorpusBytes; ++i) lines += json_line(std::to_string(i), article(random));
    bytes = lines.size();
    write("corpus.jsonl", lines);
    write("corpus.jsonl.gz", gzip(lines));
    write("corpus.jsonl.zst", zstd(lines));
    std::filesystem::create_directory(folder_ / "texts");
    for (int i = 0; i < 2000; ++i) write("texts/" + std::to_string(i) + ".txt", article(random));
  }
  ~Corpus() { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& data) const {
    std::ofstream(folder_ / name, std::ios::binary)
        .write(data.data(), static_cast<std::streamsize>(data.size()));
  }

  std::filesystem::path folder_;
};

void find_records(benchmark::State& state, const std::string& name) {
  const Corpus& corpus = Corpus::get();
  std::size_t bytes = 0;
  std::size_t records = 0;
  for (auto _ : state) {
    auto reader = open_inputs({corpus.path(name)}, {});
    for (Batch batch; (*reader)->next(batch);) {
      records += batch.records.size();
      for (const Record& record : batch.records) bytes += record.size;
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
}

void parse_records(benchmark::State& state) {
  const Corpus& corpus = Corpus::get();
  const DocumentSchema schema;
  Document document(schema);
  std::size_t bytes = 0;
  for (auto _ : state) {
    auto reader = open_inputs({corpus.path("corpus.jsonl")}, {});
    RecordParser parser{ReaderOptions{}};
    for (Batch batch; (*reader)->next(batch);) {
      for (const Record& record : batch.records)
        benchmark::DoNotOptimize(parser.parse(batch, record, document));
    }
    bytes += corpus.bytes;
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// The whole way of a document without stages: file to file, text unescaped and escaped again.
void copy_documents(benchmark::State& state) {
  const Corpus& corpus = Corpus::get();
  Plan plan;
  plan.output.format = "jsonl";
  plan.output.text = plan.output.meta = true;
  const auto renderer = make_renderer(plan, {});
  Document document(plan.schema);
  std::size_t bytes = 0;
  for (auto _ : state) {
    auto reader = open_inputs({corpus.path("corpus.jsonl")}, {});
    auto sink = Sink::open("/dev/null");
    RecordParser parser{ReaderOptions{}};
    ByteBuffer out;
    for (Batch batch; (*reader)->next(batch);) {
      out.clear();
      for (const Record& record : batch.records) {
        benchmark::DoNotOptimize(parser.parse(batch, record, document));
        (*renderer)->document(document, out);
      }
      benchmark::DoNotOptimize(sink->write(out));
    }
    bytes += corpus.bytes;
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

/// 300 spans with labels, scores, a feature and text for a document of 5700 bytes; items are spans.
void render_spans(benchmark::State& state, const std::string& format, OffsetUnit offsets) {
  Plan plan;
  plan.output.format = format;
  plan.output.offsets = offsets;
  LayerSpec entities;
  entities.name = "entities";
  entities.has_labels = entities.has_scores = true;
  entities.labels = {"PERSON", "LOCATION"};
  entities.features = {{"rank", TEXTMILL_INTEGER}};
  plan.schema.layers = {entities};
  StageBinding binding;
  binding.write_layers = {{"entities", 0}};
  Document document(plan.schema);
  document.reset({"corpus.jsonl", 0, kDocumentBytes, 1}, "doc-1", std::string(kDocumentBytes - 2, 'x') + "é");
  document.enter(binding);
  textmill_columns columns{};
  (void)document.write_layer("entities")->reserve(300, columns);
  for (std::uint32_t i = 0; i < 300; ++i) {
    columns.spans[i] = {i * 18, i * 18 + 12};
    columns.labels[i] = i % 2;
    columns.scores[i] = 0.5F + static_cast<float>(i) / 1000;
  }
  (void)document.write_layer("entities")->commit(300);
  (void)document.leave();
  const auto renderer = make_renderer(plan, {});
  ByteBuffer out;
  std::size_t bytes = 0;
  for (auto _ : state) {
    out.clear();
    (*renderer)->document(document, out);
    bytes += out.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * 300);
}

BENCHMARK_CAPTURE(find_records, jsonl, "corpus.jsonl")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_records, gzip, "corpus.jsonl.gz")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_records, zstd, "corpus.jsonl.zst")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(find_records, folder_of_2000, "texts")->Unit(benchmark::kMillisecond);
BENCHMARK(parse_records)->Unit(benchmark::kMillisecond);
BENCHMARK(copy_documents)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(render_spans, jsonl, "jsonl", OffsetUnit::Byte)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_spans, jsonl_codepoint, "jsonl", OffsetUnit::Codepoint)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(render_spans, csv, "csv", OffsetUnit::Byte)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace textmill::host
