// Quotation marks and brackets of sentences.
#pragma once

#include <cstddef>
#include <string_view>

#include "textmill/span.hpp"

namespace textmill::summarizer {

struct Quotes {
  bool any = false;      ///< a quotation mark that may open one
  bool balanced = true;  ///< every quotation mark and bracket has its other half
};

Quotes read_quotes(std::string_view sentence);

/// The same of the sentences of a text, which are best asked for in their order: then the text is looked
/// through once. A view; for one thread.
class QuoteFinder {
 public:
  explicit QuoteFinder(std::string_view text) : text_(text) {}

  Quotes operator()(Span sentence);

 private:
  std::string_view text_;
  std::size_t from_ = 1;  // no mark is in [from_, next_), and one is at next_; at first nothing is known
  std::size_t next_ = 0;
};

}  // namespace textmill::summarizer
