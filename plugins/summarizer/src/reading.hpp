// What both stages read: the options of a summary, and the layers of a document as an Article.
#pragma once

#include <textmill/document.hpp>
#include <textmill/options.hpp>

#include "article.hpp"
#include "summarizer.hpp"

namespace textmill::summarizer {

/// Those both stages have.
Options read_options(const Setup& setup);

/// Views of the article are valid as long as the document's.
void read_article(const Document& document, Article& article);

}  // namespace textmill::summarizer
