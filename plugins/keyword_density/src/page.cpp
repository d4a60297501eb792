#include "page.hpp"

#include "textmill/text/sentences.hpp"
#include "textmill/text/words.hpp"

namespace textmill::keyword_density {

void Page::read(const Document& document, const Settings& settings, std::string_view language) {
  html_.reset();
  blocks_.clear();
  const std::string_view text = document.text();
  const bool yoast = settings.mode == Mode::Yoast;
  if (settings.markup == MarkupMode::Html || (settings.markup == MarkupMode::Auto && looks_like_html(text))) {
    html_.emplace(text, HtmlRules{yoast, yoast});
    blocks_ = html_->blocks();
    read_html(language);
  } else if (yoast) {
    source_ = {};
    source_.text = text;
    read_lines(text);
  } else {
    read_layers(document);
  }
}

void Page::read_html(std::string_view language) {
  const std::string_view text = html_->text();
  sentences_.clear();
  tokens_.clear();
  labels_.clear();
  text::SentenceOptions sentence_options;
  sentence_options.language = language;
  text::TokenOptions token_options;
  token_options.language = language;
  for (const Block& block : blocks_) text::split_sentences(text, block.span, sentence_options, sentences_);
  std::vector<text::Token> tokens;
  for (const Span sentence : sentences_) text::tokenize(text, sentence, token_options, tokens);
  for (const text::Token& token : tokens) {
    tokens_.push_back(token.span);
    labels_.push_back(static_cast<std::uint32_t>(token.kind));
  }
  source_ = {text, tokens_, labels_, kSegmenterKinds, sentences_, blocks_};
}

void Page::read_layers(const Document& document) {
  const Layer tokens = document.layer("tokens");
  const Layer sentences = document.layer("sentences");
  const Layer blocks = document.layer("blocks");
  kinds_.clear();
  for (std::uint32_t i = 0; i < tokens.label_count(); ++i) kinds_.push_back(kind_of(tokens.label_name(i)));
  for (std::uint32_t i = 0; i < blocks.size(); ++i)
    blocks_.push_back({blocks.span(i), role_of(blocks.label(i))});
  source_ = {document.text(),
             {tokens.spans().data(), tokens.spans().size()},
             {tokens.labels().data(), tokens.labels().size()},
             kinds_,
             {sentences.spans().data(), sentences.spans().size()},
             blocks_};
}

void Page::read_lines(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin)
      blocks_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, Role::Body});
    begin = end + 1;
  }
}

}  // namespace textmill::keyword_density
