// Word stems by the Snowball algorithms: libstemmer, and for English a faster program with the same stems.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace textmill::text {

class EnglishStemmer;

/// Cuts words of one language down to their stems: "visits" and "visiting" become "visit".
/// Not for use by two threads at once; movable, not copyable (it owns the algorithm's working memory).
class Stemmer {
 public:
  /// `language` is an ISO 639-1 code ("en", "de", ...; what follows a hyphen does not matter). For a
  /// language without an algorithm words are left as they are: see `known`.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  bool known() const { return algorithm_ != nullptr; }

  /// The stem of a lower-case or folded word (see fold.hpp). The result is valid until the next call;
  /// it is `word` itself if there is no algorithm or no memory.
  std::string_view stem(std::string_view word);

 private:
  struct Close {
    void operator()(void* algorithm) const;
  };
  std::unique_ptr<void, Close> algorithm_;
  std::unique_ptr<EnglishStemmer> english_;  // for what it takes of an English text, which is nearly all
};

/// The singular of an English noun whose plural no stemmer undoes ("children" is "child"); else empty.
/// `word` is lower-case.
std::string_view english_irregular_singular(std::string_view word);

}  // namespace textmill::text
