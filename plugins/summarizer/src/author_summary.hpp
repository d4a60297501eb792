// The summary an author has written: what stands under a heading like "Summary" or "Key points".
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "article.hpp"

namespace textmill::summarizer {

/// The sentences of the author's own summary, in reading order: the list or the paragraph right below the
/// first heading that announces one. Empty if there is none, or if what follows is longer than a summary is.
std::vector<std::uint32_t> find_author_summary(const Article& article);

/// True for a heading that announces a summary, in any of the languages we know: "Summary", "Auf einen
/// Blick".
bool announces_summary(std::string_view heading);

}  // namespace textmill::summarizer
