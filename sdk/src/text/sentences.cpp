#include "textmill/text/sentences.hpp"

#include <cstddef>

#include "sentences/behind_mark.hpp"
#include "sentences/captions.hpp"
#include "sentences/decision.hpp"
#include "sentences/lists.hpp"
#include "sentences/marks.hpp"
#include "sentences/passage.hpp"
#include "sentences/quotations.hpp"
#include "sentences/signs.hpp"
#include "textmill/text/utf8.hpp"

namespace textmill::text {
namespace {

using sentences::Decision;
using sentences::is_blank;
using sentences::Mark;

/// Walks over one range and reports each place where a sentence could end. What is known there is in
/// sentences/: passage.hpp is what all look at; marks.hpp and behind_mark.hpp read what stands there;
/// decision.hpp has the rules, stops.hpp those for a single full stop; lists.hpp and captions.hpp know of
/// ends without a mark.
template <class Report>
class Walk {
 public:
  Walk(std::string_view text, Span range, const SentenceOptions& options, Report report)
      : passage_(text, range, options), report_(report) {}

  void run() {
    if (const std::size_t number = sentences::bare_caption_number_end(passage_); number > 0)
      emit(number, number + 1, {SentenceRule::Number, true, true});
    list_.begin(passage_.text, passage_.first_of_sentence());
    std::size_t at = passage_.begin;
    while ((at = sentences::find_mark(passage_, at)) < passage_.text.size()) at = weigh(at);
    end_before_items(passage_.text.size());
  }

 private:
  /// Decides about the marks at `at`; returns where to go on.
  std::size_t weigh(std::size_t at) {
    Mark mark = sentences::read_mark(passage_, at);
    end_before_items(mark.begin);
    sentences::read_behind(passage_, mark);
    if (mark.letter != 0 && !is_enclosed(mark)) {
      const Decision decision = sentences::decide(passage_, mark);
      emit(mark.close, mark.next, decision);
      if (decision.ends) list_.begin(passage_.text, passage_.first_of_sentence());
    }
    return mark.end;
  }

  /// In a quotation or parenthesis that is not to be divided.
  bool is_enclosed(const Mark& mark) {
    if (passage_.options.quotes == Quotes::Whole) return quotes_.holds(passage_.text, mark.close);
    return sentences::is_wide(mark.last) && sentences::in_wide_bracket(passage_, mark.end);
  }

  /// Ends the sentence before items of a list that come before `limit`.
  void end_before_items(std::size_t limit) {
    while (const auto item = list_.next_before(passage_.text, limit)) {
      emit(item->blank, item->blank + 1, {SentenceRule::ListMark, true, true});
      list_.go_on(*item);
    }
  }

  void emit(std::size_t end, std::size_t next, const Decision& decision) {
    report_(SentenceMark{static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(next), decision.rule,
                         decision.ends, decision.sure});
    if (!decision.ends) return;
    passage_.start = next;
    quotes_.restart(end);
  }

  sentences::Passage passage_;
  sentences::RunningList list_;
  sentences::OpenQuotes quotes_{passage_.begin};
  Report report_;
};

template <class Report>
void walk(std::string_view text, Span range, const SentenceOptions& options, Report report) {
  Walk<Report>(text, range, options, report).run();
}

}  // namespace

Span trimmed(std::string_view text, Span span) {
  while (span.begin < span.end) {
    const Decoded next = decode(text, span.begin);
    if (!is_blank(next.code_point)) break;
    span.begin += next.length;
  }
  while (span.end > span.begin) {
    const Decoded last = decode_before(text, span.end);
    if (!is_blank(last.code_point)) break;
    span.end -= last.length;
  }
  return span;
}

void split_sentences(std::string_view text, Span range, const SentenceOptions& options,
                     std::vector<Span>& out) {
  std::uint32_t begin = range.begin;
  const auto cut = [&](std::uint32_t end) {
    const Span sentence = trimmed(text, {begin, end});
    if (!sentence.empty()) out.push_back(sentence);
    begin = end;
  };
  walk(text, range, options, [&](const SentenceMark& mark) {
    if (mark.ends) cut(mark.end);
  });
  cut(range.end);
}

void find_sentence_marks(std::string_view text, Span range, const SentenceOptions& options,
                         std::vector<SentenceMark>& out) {
  walk(text, range, options, [&](const SentenceMark& mark) { out.push_back(mark); });
}

}  // namespace textmill::text
