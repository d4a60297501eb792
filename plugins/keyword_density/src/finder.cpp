#include <algorithm>

#include "phrases.hpp"
#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::uint32_t kMostSkipped = 2;  // articles between two words of a phrase

}  // namespace

Finder::Finder(const PhraseSet& set) : set_(set), free_from_(set.size()) {}

void Finder::find(const Words& words, std::string_view text, std::vector<Occurrence>& found) {
  found.clear();
  words_ = &words;
  text_ = text;
  found_ = &found;
  for (const Sentence& sentence : words.sentences) {
    for (std::uint32_t i = sentence.first; i < sentence.end; ++i) {
      const Word& word = words.words[i];
      if (const auto node = set_.first(word.key)) walk(i, {node, i + 1, 0, false});
      if (word.marks & kHyphenated) {
        const Compound& whole = compound_at(i);
        if (const auto node = set_.first(whole.key)) walk(i, {node, i + whole.count, 0, true});
      }
    }
    if (!parts_.empty()) finish_sentence();
  }
  for (const std::uint32_t phrase : touched_) free_from_[phrase] = 0;
  touched_.clear();
  const auto by_place = [](const Occurrence& a, const Occurrence& b) {
    return a.first != b.first ? a.first < b.first : a.end > b.end;
  };
  std::stable_sort(found.begin(), found.end(), by_place);
}

const Compound& Finder::compound_at(std::uint32_t word) const {
  return *std::lower_bound(words_->compounds.begin(), words_->compounds.end(), word,
                           [](const Compound& c, std::uint32_t w) { return c.first < w; });
}

void Finder::walk(std::uint32_t first, State state) {
  stack_.push_back(state);
  while (!stack_.empty()) {
    state = stack_.back();
    stack_.pop_back();
    if (set_.terminal_at_[state.node] != PhraseSet::kNowhere) arrive(state, first);
    step(state);
  }
}

void Finder::step(const State& state) {
  if (state.word == words_->words.size()) return;
  const Word& word = words_->words[state.word];
  if (word.marks & kBreak) return;
  if ((word.flags & kDeterminer) && state.skips < kMostSkipped) {
    stack_.push_back({state.node, state.word + 1, state.skips + 1, true});
  }
  if (word.marks & kHyphenated) {
    const Compound& whole = compound_at(state.word);
    if (const auto node = set_.child(state.node, whole.key)) {
      stack_.push_back({node, state.word + whole.count, 0, true});
    }
  }
  if (const auto node = set_.child(state.node, word.key)) {
    stack_.push_back({node, state.word + 1, 0, state.changed});
  }
}

/// At the end of a wording: the words are there, now what else it asks for.
void Finder::arrive(const State& state, std::uint32_t first) {
  if (state.skips > 0) return;  // the shorter occurrence, without the articles behind it, was here before
  for (auto t = set_.terminal_at_[state.node]; t != PhraseSet::kNowhere; t = set_.terminals_[t].next) {
    const PhraseSet::Terminal& terminal = set_.terminals_[t];
    const PhraseSet::Wording& wording = set_.wordings_[terminal.wording];
    if (terminal.shout && !shouts(terminal.shout, first)) continue;
    if (wording.matching == Matching::Loose) {
      parts_.push_back({terminal.wording, terminal.part, first, state.word});
    } else if (wording.matching == Matching::Forms ||
               (!state.changed && is_spelled(wording, first, state.word))) {
      emit(wording.phrase, first, state.word);
    }
  }
}

bool Finder::is_spelled(const PhraseSet::Wording& wording, std::uint32_t first, std::uint32_t end) const {
  std::string folded;
  for (std::uint32_t i = first; i < end; ++i) {
    folded.clear();
    append_spelling(text_, *words_, i, i + 1 == end, folded);
    if (folded != wording.spelled[i - first]) return false;
  }
  return true;
}

/// Only exact for words without articles between; there none may be.
bool Finder::shouts(std::uint32_t mask, std::uint32_t first) const {
  for (std::uint32_t i = first; mask != 0; ++i, mask >>= 1) {
    if ((mask & 1) && !(words_->words[i].marks & kShout)) return false;
  }
  return true;
}

void Finder::emit(std::uint32_t phrase, std::uint32_t first, std::uint32_t end) {
  if (first < free_from_[phrase]) return;
  if (free_from_[phrase] == 0) touched_.push_back(phrase);
  free_from_[phrase] = end;
  found_->push_back({phrase, first, end});
}

void Finder::finish_sentence() {
  std::stable_sort(parts_.begin(), parts_.end(), [](const PartHit& a, const PartHit& b) {
    return a.wording != b.wording ? a.wording < b.wording : a.part < b.part;
  });
  for (std::size_t begin = 0; begin < parts_.size();) {
    std::size_t end = begin;
    while (end < parts_.size() && parts_[end].wording == parts_[begin].wording) ++end;
    emit_loose(&parts_[begin], &parts_[begin] + (end - begin));
    begin = end;
  }
  parts_.clear();
}

/// As many occurrences as the rarest of the wording's words has; the n-th takes the n-th of each.
void Finder::emit_loose(const PartHit* begin, const PartHit* end) {
  const PhraseSet::Wording& wording = set_.wordings_[begin->wording];
  for (std::uint32_t n = 0;; ++n) {
    std::uint32_t have = 0;
    Occurrence all{wording.phrase, UINT32_MAX, 0};
    for (const PartHit* hit = begin; hit != end;) {
      const PartHit* next = hit;
      while (next != end && next->part == hit->part) ++next;
      if (hit + n < next) {
        ++have;
        all.first = std::min(all.first, hit[n].first);
        all.end = std::max(all.end, hit[n].end);
      }
      hit = next;
    }
    if (have < wording.parts) return;
    found_->push_back(all);
  }
}

}  // namespace textmill::keyword_density
