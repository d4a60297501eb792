// The marks that can end a sentence, and where they stand.
#pragma once

#include <cstddef>

#include "passage.hpp"

namespace textmill::text::sentences {

/// A run of end marks and what stands behind it. Places are bytes of the passage's text.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;    // behind the marks
  std::size_t count = 0;  // of marks
  char32_t first = 0;
  char32_t last = 0;

  // What stands behind it: read_behind.
  std::size_t close = 0;  // behind closing quotation marks, brackets, references
  std::size_t next = 0;   // first byte of what follows, opening marks included
  std::size_t word = 0;   // first byte of the word that follows, or the end
  char32_t letter = 0;    // its first code point; 0 at the end
  bool space = false;     // white space in between
  bool quoted = false;    // a closing quotation mark was passed
  bool closed = false;    // any closing mark was passed
  bool cited = false;     // a reference was passed
  bool opening = false;   // the next sentence begins with an opening mark
};

/// The first place from `at` on where a mark stands; the end of the text if there is none.
std::size_t find_mark(const Passage& passage, std::size_t at);

/// The marks at `at`, a place `find_mark` gave, without what stands behind them.
Mark read_mark(const Passage& passage, std::size_t at);

/// "word. . . . Next": the first of four stops ends the sentence if it is glued to a word; the three with
/// blanks tell of an omission before the next one.
bool ends_before_omission(const Passage& passage, const Mark& mark);

}  // namespace textmill::text::sentences
