// A document as the algorithms take it: the layers of the stages before, or, if its text is HTML, what a
// reader of the page sees.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <textmill/document.hpp>

#include "finding.hpp"
#include "markup.hpp"
#include "source.hpp"

namespace textmill::keyword_density {

/// Whether a text holds HTML marks; Auto: if it begins with one.
enum class MarkupMode : std::uint8_t { Auto, Html, None };
/// auto, html, none
MarkupMode markup_mode(std::string_view name);

struct PageRules {
  MarkupMode markup = MarkupMode::Auto;
  bool yoast = false;  ///< read the text as that checker does
};

/// The strings of a field: one, or those of a list.
std::vector<std::string> list_of(const textmill_value& value);

/// The ISO 639-1 code of a document: `given` unless it is "auto", else what the document's field `field` or
/// an earlier stage says, else a guess.
std::string language_of(const Document& document, const std::string& given, const std::string& field);

/// Reused from document to document; its views are valid until the next `read`.
class Page {
 public:
  void read(const Document& document, const PageRules& rules, std::string_view language);

  const Source& source() const { return source_; }
  std::string_view text() const { return source_.text; }
  /// For checks that split sentences and words on their own: HTML's blocks, or the whole text.
  const std::vector<Block>& plain_blocks() const { return blocks_; }
  /// The span in the document's own text.
  Span in_document(Span span) const { return html_ ? html_->in_html(span) : span; }
  /// Writes findings about this text, whose spans are of `text()`, to the layer of the document.
  void write_findings(Document& document, std::vector<Finding> findings) const;

 private:
  void read_html(std::string_view language);
  void read_layers(const Document& document);

  Source source_;
  std::optional<PlainText> html_;
  std::vector<TokenKind> kinds_;
  std::vector<Block> blocks_;
  std::vector<Span> sentences_;
  std::vector<Span> tokens_;
  std::vector<std::uint32_t> labels_;
};

}  // namespace textmill::keyword_density
