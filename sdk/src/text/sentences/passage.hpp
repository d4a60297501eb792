// What all rules for sentence ends look at: the text, and how far it is divided.
#pragma once

#include <cstddef>
#include <string_view>

#include "textmill/span.hpp"
#include "textmill/text/sentences.hpp"
#include "textmill/text/stopwords.hpp"

namespace textmill::text::sentences {

/// A range of a text on its way into sentences. Views the text and the options.
struct Passage {
  Passage(std::string_view whole, Span range, const SentenceOptions& rules);

  /// The first character of the open sentence that is neither a blank nor a bullet.
  std::size_t first_of_sentence() const;

  /// Letters, digits and inner stops of the open sentence directly before `at`; at most a few dozen bytes.
  std::string_view word_before(std::size_t at) const;

  /// Letters and apostrophes from `at` on; at most a few dozen bytes.
  std::string_view word_after(std::size_t at) const;

  /// A function word, which behind a stop has its capital because a sentence begins: it is hardly ever the
  /// second part of a name.
  bool is_starter(std::string_view word) const;

  std::string_view text;  ///< up to the end of the range
  const SentenceOptions& options;
  const FunctionWords& function_words;
  std::size_t begin;  ///< of the range
  std::size_t start;  ///< of the open sentence; grows as sentences end
};

}  // namespace textmill::text::sentences
