// A text of a test, block by block: the sentences are given, words are what stands between blanks.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article.hpp"
#include "textmill/testkit/fake_host.hpp"

namespace textmill::summarizer {

class Page {
 public:
  Page() { text_.reserve(1u << 16); }

  /// Appends a block with these sentences; `label` as in the layer `blocks`.
  Page& add(std::string_view label, std::initializer_list<std::string_view> sentences) {
    return add(label, std::vector<std::string_view>(sentences));
  }
  Page& add(std::string_view label, const std::vector<std::string_view>& sentences) {
    blocks_.push_back({std::string(label), {end(), end()}});
    for (const std::string_view sentence : sentences) add_sentence(sentence);
    blocks_.back().second.end = end();
    text_ += "\n\n";
    return *this;
  }
  Page& paragraph(std::initializer_list<std::string_view> sentences) { return add("paragraph", sentences); }
  Page& paragraph(const std::vector<std::string_view>& sentences) { return add("paragraph", sentences); }

  const std::string& text() const { return text_; }

  /// Valid as long as the page does not change.
  Article article() const {
    Article article;
    article.text = text_;
    article.words = words_;
    article.sentences = sentences_;
    mark_edges(article);
    return article;
  }

  /// The same as a document with the segmenter's layers.
  testkit::Text document() const {
    testkit::Text document(text_);
    document.add_layer("blocks").add_layer("sentences").add_layer("tokens");
    for (const auto& [label, span] : blocks_) document.add("blocks", span, label);
    for (const Sentence& sentence : sentences_)
      document.add("sentences", sentence.span, {}, 0, sentence.block);
    for (const Span word : words_) document.add("tokens", word, "word");
    return document;
  }

 private:
  std::uint32_t end() const { return static_cast<std::uint32_t>(text_.size()); }

  void add_sentence(std::string_view sentence) {
    if (blocks_.back().second.begin != end()) text_ += ' ';
    Sentence row;
    row.block = static_cast<std::uint32_t>(blocks_.size() - 1);
    row.kind = block_kind(blocks_.back().first);
    row.first_word = static_cast<std::uint32_t>(words_.size());
    row.span.begin = end();
    for (std::size_t at = 0; at < sentence.size();) add_word(sentence, at);
    text_ += sentence;
    row.span.end = end();
    row.end_word = static_cast<std::uint32_t>(words_.size());
    sentences_.push_back(row);
  }

  void add_word(std::string_view sentence, std::size_t& at) {
    constexpr std::string_view kBetween = " .,;:!?()\"-";
    const std::size_t from = sentence.find_first_not_of(kBetween, at);
    at = from == sentence.npos ? sentence.size()
                               : std::min(sentence.size(), sentence.find_first_of(kBetween, from));
    if (from >= at) return;
    words_.push_back({end() + static_cast<std::uint32_t>(from), end() + static_cast<std::uint32_t>(at)});
  }

  std::string text_;
  std::vector<std::pair<std::string, Span>> blocks_;
  std::vector<Sentence> sentences_;
  std::vector<Span> words_;
};

}  // namespace textmill::summarizer
