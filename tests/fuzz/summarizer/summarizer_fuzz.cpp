// Any text cut into sentences and words in any way, with any options: what is chosen is part of the article,
// in order, within the limits, with finite numbers, and the same when asked again. The first bytes are the
// options; in the text, a byte below 8 ends a word, a sentence or a block.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "summarizer.hpp"
#include "textmill/text/utf8.hpp"

namespace {

using namespace textmill::summarizer;
using textmill::Span;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), end_(data + size) {}
  std::uint8_t next() { return data_ == end_ ? 0 : *data_++; }
  std::string rest() const { return std::string(reinterpret_cast<const char*>(data_), end_ - data_); }

 private:
  const std::uint8_t* data_;
  const std::uint8_t* end_;
};

Options read_options(Bytes& bytes) {
  Options options;
  const std::uint8_t which = bytes.next(), how_much = bytes.next(), rest = bytes.next();
  if (which & 1) options.length.sentences = 1 + how_much;
  if (which & 2) options.length.max_sentences = 1 + how_much / 2;
  if (which & 4) options.length.share = 0.5 * how_much + 0.01;
  if (which & 8) options.length.words = 1 + how_much;
  if (which & 16) options.length.characters = 1 + 4 * how_much;
  if (which & 32) options.focus = {"bridge", std::string(1, static_cast<char>('a' + how_much % 26))};
  options.author = static_cast<AuthorSummary>(rest % 3);
  options.bullets = rest & 4;
  options.headline = rest & 8;
  options.language = rest & 16 ? "de" : rest & 32 ? "tr" : "en";
  return options;
}

void end_sentence(Article& article, std::uint32_t end, std::uint32_t block, std::uint8_t kind) {
  Sentence sentence;
  sentence.span = {article.sentences.empty() ? 0 : article.sentences.back().span.end, end};
  sentence.first_word = article.sentences.empty() ? 0 : article.sentences.back().end_word;
  sentence.end_word = static_cast<std::uint32_t>(article.words.size());
  sentence.block = block;
  sentence.kind = static_cast<BlockKind>(kind % 10);
  if (!sentence.span.empty()) article.sentences.push_back(sentence);
}

Article cut(const std::string& text) {
  Article article;
  article.text = text;
  std::uint32_t block = 0, word = 0;
  std::uint8_t kind = 0;
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    const auto byte = at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
    if (byte >= 8) continue;
    if (at > word) article.words.push_back({word, at});
    word = at + 1;
    if (byte < 4) end_sentence(article, at, block, kind);
    if (byte < 2) ++block;
    if (byte == 1) kind = static_cast<std::uint8_t>(kind * 7 + 1);
  }
  mark_edges(article);
  return article;
}

void check(const Summary& summary, const Article& article, const Options& options) {
  const Length& length = options.length;
  require(summary.sentences.size() <= length.sentences.value_or(UINT32_MAX), "more sentences than asked for");
  require(summary.sentences.size() <= length.max_sentences.value_or(UINT32_MAX),
          "more sentences than allowed");
  require(summary.words <= length.words.value_or(UINT32_MAX), "more words than allowed");
  for (std::size_t i = 0; i < summary.sentences.size(); ++i) {
    const ChosenSentence& chosen = summary.sentences[i];
    require(chosen.sentence < article.sentences.size(), "a sentence that is not there");
    require(i == 0 || summary.sentences[i - 1].sentence < chosen.sentence, "not in reading order");
    require(is_body(article.sentences[chosen.sentence].kind), "a sentence that is not text");
    require(article.sentences[chosen.sentence].span.contains(chosen.span), "a span outside its sentence");
    require(std::isfinite(chosen.score) && chosen.score >= 0 && chosen.score <= 1, "a score out of range");
    require(textmill::text::is_valid_utf8(chosen.reasons), "reasons that are not UTF-8");
  }
  require(textmill::text::is_valid_utf8(summary.headline), "a headline that is not UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const Options options = read_options(bytes);
  const std::string text = bytes.rest();
  if (!textmill::text::is_valid_utf8(text)) return 0;
  Summarizer summarizer(options);
  Article article = cut(text);
  const Summary summary = summarizer.summarize(article);
  check(summary, article, options);
  Article again = cut(text);
  const Summary repeated = summarizer.summarize(again);
  require(summary.sentences.size() == repeated.sentences.size(), "another answer the second time");
  for (std::size_t i = 0; i < summary.sentences.size(); ++i) {
    require(summary.sentences[i].sentence == repeated.sentences[i].sentence,
            "another choice the second time");
    require(summary.sentences[i].reasons == repeated.sentences[i].reasons, "other reasons the second time");
  }
  return 0;
}
