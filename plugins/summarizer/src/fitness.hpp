// Which sentences a reader would accept in a summary, whatever they are about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "article.hpp"
#include "terms.hpp"

namespace textmill::summarizer {

enum class Fitness : std::uint8_t {
  Preferred,  ///< before all others: of the author's own summary
  Good,
  Poor,   ///< only where there are too few good ones: very short, a question, a quotation cut in two, no end
  Unfit,  ///< never: a heading, a repeat of the title, a fragment of a list, nothing but function words
};

struct Judgement {
  Fitness fitness = Fitness::Unfit;
  bool points_back =
      false;  ///< starts with "he", "this", "however" ...: reads well only after the sentence before
  bool quotes = false;  ///< starts with somebody's words: colour more often than news
};

/// Moves a sentence's start behind the dateline of a news agency, "LONDON (Reuters) - ", and behind the number
/// of a list's item. Other openings stay.
void skip_openings(Article& article);

/// One judgement for each sentence of the article.
void judge(const Article& article, const TermIndex& index, std::vector<Judgement>& judgements);

/// The start of `sentence` behind an agency's dateline; 0 if there is none.
std::size_t dateline_length(std::string_view sentence);
/// Bytes of "1. " or "2) " at the begin of a list's item; 0 if it has no number.
std::size_t list_mark_length(std::string_view sentence);

/// True if the sentence ends as one: with a full stop, a question or exclamation mark of any script, or an
/// ellipsis; closing quotes and brackets may follow.
bool has_end_mark(std::string_view sentence);
bool is_question(std::string_view sentence);

bool opens_with_quotation(std::string_view sentence);

/// True if every quotation mark and bracket in the sentence has its other half.
bool is_balanced(std::string_view sentence);

}  // namespace textmill::summarizer
