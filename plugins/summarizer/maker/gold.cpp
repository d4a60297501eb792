#include "gold.hpp"

#include <simdjson.h>

#include <stdexcept>

#include "textmill/text/utf8.hpp"

namespace textmill::summarizer::maker {
namespace {

bool is_word_letter(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool mark =
      c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F);
  return !mark;
}

bool joins_letters(char32_t c) { return c == '\'' || c == 0x2019; }

std::vector<std::string> read_strings(simdjson::dom::element element) {
  std::vector<std::string> list;
  for (simdjson::dom::element item : element.get_array()) list.emplace_back(item.get_string().value());
  return list;
}

GoldText read_row(simdjson::dom::element row) {
  GoldText gold;
  gold.id = std::string(row["id"].get_string().value());
  gold.text = std::string(row["text"].get_string().value());
  for (simdjson::dom::element span : row["spans"].get_array()) {
    gold.spans.push_back({static_cast<std::uint32_t>(span.at(0).get_uint64().value()),
                          static_cast<std::uint32_t>(span.at(1).get_uint64().value())});
  }
  simdjson::dom::element references;
  if (row["references"].get(references) == simdjson::SUCCESS) {
    for (simdjson::dom::element reference : references.get_array())
      gold.references.push_back(read_strings(reference));
  } else {
    gold.references.push_back(read_strings(row["summary"].value()));
  }
  std::string_view licence;
  if (row["meta"]["licence"].get(licence) == simdjson::SUCCESS) gold.licence = licence;
  return gold;
}

}  // namespace

std::vector<GoldText> read_gold(const std::string& path) {
  try {
    simdjson::dom::parser parser;
    simdjson::dom::document_stream rows;
    if (const auto error = parser.load_many(path, 16u << 20).get(rows)) throw simdjson::simdjson_error(error);
    std::vector<GoldText> gold;
    for (auto row : rows) gold.push_back(read_row(row.value()));
    return gold;
  } catch (const simdjson::simdjson_error& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
}

std::vector<Span> split_words(std::string_view text) {
  std::vector<Span> words;
  std::size_t begin = text.npos;
  for (std::size_t at = 0; at < text.size();) {
    const auto here = text::decode(text, at);
    const std::size_t next = at + here.length;
    const bool inside = begin != text.npos && joins_letters(here.code_point) && next < text.size() &&
                        is_word_letter(text::decode(text, next).code_point);
    if (is_word_letter(here.code_point) || inside) {
      if (begin == text.npos) begin = at;
    } else if (begin != text.npos) {
      words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
      begin = text.npos;
    }
    at = next;
  }
  if (begin != text.npos)
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())});
  return words;
}

Article to_article(const GoldText& gold) {
  Article article;
  article.text = gold.text;
  article.words = split_words(gold.text);
  std::uint32_t word = 0, block = 0, last_end = 0;
  for (const Span span : gold.spans) {
    if (gold.text.substr(last_end, span.begin - last_end).find('\n') != std::string::npos) ++block;
    last_end = span.end;
    Sentence sentence;
    sentence.span = span;
    sentence.block = block;
    while (word < article.words.size() && article.words[word].begin < span.begin) ++word;
    sentence.first_word = word;
    while (word < article.words.size() && article.words[word].end <= span.end) ++word;
    sentence.end_word = word;
    article.sentences.push_back(sentence);
  }
  mark_edges(article);
  return article;
}

}  // namespace textmill::summarizer::maker
