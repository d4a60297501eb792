// Words of languages written without blanks, by ICU's dictionaries.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "textmill/span.hpp"

namespace textmill::keyword_density {

/// Splits Chinese, Japanese, Thai, ... text into words. Opening the dictionary takes a while, so keep it.
/// For one thread.
class Dictionary {
 public:
  explicit Dictionary(std::string_view language);
  ~Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;

  /// Replaces `words` by the words of `text`, without marks and blanks. Han characters and Katakana are
  /// never one word. None if the dictionary could not be opened.
  void split(std::string_view text, std::vector<Span>& words);

  /// True for languages that need one.
  static bool serves(std::string_view language);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace textmill::keyword_density
