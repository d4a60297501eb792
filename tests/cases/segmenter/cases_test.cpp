// Runs the case files of this folder. Options of a case:
//   show: sentences (default; one a line), tokens (a line for each sentence), blocks (with their roles)
//   language, quotes, clitics, hyphens, mode: as in plugin.yaml; language is en if not given
// A line end inside a sentence is shown as a blank. Kinds of tokens are shown but for words, numbers and
// punctuation.
#include <gtest/gtest.h>

#include "case_file.hpp"
#include "segmenter.hpp"

namespace textmill::segmenter {
namespace {

using cases::Case;

constexpr const char* kBlockNames[] = {"title",   "heading", "paragraph",  "list_item", "quote",
                                       "caption", "byline",  "breadcrumb", "table_row", "boilerplate"};
constexpr const char* kTokenNames[] = {"", "", "", "symbol", "url", "email", "hashtag", "mention", "emoji"};

Options options_of(const Case& c) {
  Options options;
  const std::string language = c.option("language", "en");
  if (language != "auto") options.language = language;
  if (c.option("quotes") == "whole") options.quotes = text::Quotes::Whole;
  if (c.option("clitics") == "split") options.clitics = text::Clitics::Split;
  if (c.option("hyphens") == "keep") options.hyphens = text::Hyphens::Keep;
  options.unicode = c.option("mode") == "unicode";
  return options;
}

std::string one_line(std::string text) {
  for (char& c : text) c = c == '\n' ? ' ' : c;
  return cases::visible(text);
}

std::string content(const Case& c, Span span) { return one_line(std::string(text_of(c.input, span))); }

std::string blocks(const Case& c, const Segmentation& result) {
  std::string out;
  for (const Block& block : result.blocks) {
    out += (out.empty() ? "" : "\n") + std::string(kBlockNames[static_cast<int>(block.kind)]) + ": " +
           content(c, block.span);
  }
  return out;
}

std::string sentences(const Case& c, const Segmentation& result) {
  std::string out;
  for (const Span sentence : result.sentences) out += (out.empty() ? "" : "\n") + content(c, sentence);
  return out;
}

std::string tokens(const Case& c, const Segmentation& result) {
  std::string out;
  std::size_t sentence = 0;
  for (const text::Token& token : result.tokens) {
    const bool next =
        sentence < result.sentences.size() && token.span.begin >= result.sentences[sentence].end;
    if (!out.empty()) out += next ? "\n" : " | ";
    if (next) ++sentence;
    out += content(c, token.span);
    const std::string kind = kTokenNames[static_cast<int>(token.kind)];
    if (!kind.empty()) out += "/" + kind;
  }
  return out;
}

TEST(SegmenterCases, Hold) {
  cases::check_case_files(TEXTMILL_SOURCE_DIR "/tests/cases/segmenter", [](const Case& c) {
    Segmentation result;
    segment(c.input, options_of(c), result);
    const std::string show = c.option("show", "sentences");
    return show == "blocks" ? blocks(c, result) : show == "tokens" ? tokens(c, result) : sentences(c, result);
  });
}

}  // namespace
}  // namespace textmill::segmenter
