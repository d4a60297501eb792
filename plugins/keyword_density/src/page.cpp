#include "page.hpp"

#include <algorithm>

#include "textmill/text/sentences.hpp"
#include "textmill/text/stopwords.hpp"
#include "textmill/text/words.hpp"

namespace textmill::keyword_density {

MarkupMode markup_mode(std::string_view name) {
  return name == "html" ? MarkupMode::Html : name == "none" ? MarkupMode::None : MarkupMode::Auto;
}

std::vector<std::string> list_of(const textmill_value& value) {
  std::vector<std::string> list;
  if (value.type == TEXTMILL_STRING) list.emplace_back(from_abi(value.as.string));
  for (std::uint32_t i = 0; value.type == TEXTMILL_STRINGS && i < value.string_count; ++i) {
    list.emplace_back(from_abi(value.as.strings[i]));
  }
  return list;
}

std::string language_of(const Document& document, const std::string& given, const std::string& field) {
  if (given != "auto") return given;
  if (const auto value = field.empty() ? std::nullopt : document.meta(field)) {
    const std::vector<std::string> told = list_of(*value);
    if (told.size() == 1 && told[0].size() >= 2) return told[0].substr(0, told[0].find_first_of("-_"));
  }
  const auto detected = document.attribute("segmenter.language");
  if (detected && from_abi(detected->as.string) != "und") return std::string(from_abi(detected->as.string));
  return std::string(text::guess_language(document.text()));
}

void Page::read(const Document& document, const PageRules& rules, std::string_view language) {
  html_.reset();
  blocks_.clear();
  const std::string_view text = document.text();
  if (rules.markup == MarkupMode::Html || (rules.markup == MarkupMode::Auto && looks_like_html(text))) {
    html_.emplace(text, HtmlRules{rules.yoast});
    blocks_ = html_->blocks();
    read_html(language);
  } else if (rules.yoast) {
    source_ = {};
    source_.text = text;
    blocks_.push_back(
        {{0, static_cast<std::uint32_t>(text.size())}, Role::Body});  // line ends are blanks to it
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

void Page::write_findings(Document& document, std::vector<Finding> findings) const {
  for (Finding& finding : findings) finding.span = in_document(finding.span);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.span < b.span; });
  LayerWriter layer = document.write("findings");
  for (const Finding& finding : findings) {
    layer.add(finding.span, layer.intern(finding.rule));
    layer.set(0, finding.severity);
    layer.set(1, std::string_view(finding.message));
    layer.set(2, std::string_view(finding.suggestion));
  }
  layer.flush();
}

}  // namespace textmill::keyword_density
