// A document as the algorithms take it: the layers of the stages before, or, if its text is HTML, what a
// reader of the page sees.
#pragma once

#include <optional>
#include <vector>

#include <textmill/document.hpp>

#include "markup.hpp"
#include "settings.hpp"
#include "source.hpp"

namespace textmill::keyword_density {

/// Reused from document to document; its views are valid until the next `read`.
class Page {
 public:
  void read(const Document& document, const Settings& settings, std::string_view language);

  const Source& source() const { return source_; }
  std::string_view text() const { return source_.text; }
  /// For checks that split sentences and words on their own: HTML's blocks, or the lines of the text.
  const std::vector<Block>& plain_blocks() const { return blocks_; }
  /// The span in the document's own text.
  Span in_document(Span span) const { return html_ ? html_->in_html(span) : span; }

 private:
  void read_html(std::string_view language);
  void read_layers(const Document& document);
  void read_lines(std::string_view text);

  Source source_;
  std::optional<PlainText> html_;
  std::vector<TokenKind> kinds_;
  std::vector<Block> blocks_;
  std::vector<Span> sentences_;
  std::vector<Span> tokens_;
  std::vector<std::uint32_t> labels_;
};

}  // namespace textmill::keyword_density
