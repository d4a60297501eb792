// Training sentences the data do not have (data augmentation): names exchanged for listed ones, letters in
// another case, and sentences made from patterns. They teach the network names and kinds of text its data
// lack: newswire, match results, headlines.
#pragma once

#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corpus.hpp"

namespace textmill::entity_tagger {

struct AugmentationOptions {
  float case_share = 0.1f;      ///< of the sentences are lower-cased, capitalised or upper-cased
  float exchange_share = 0.3f;  ///< of the sentences with names get other names
  float exchange_rate = 0.7f;   ///< of the names in those
  float pattern_share = 0.3f;   ///< of the organisations and places put in are made from a pattern
  float made_share = 0.2f;      ///< sentences made from patterns, as a share of the data's own
};

class Augmentation {
 public:
  explicit Augmentation(const AugmentationOptions& options) : options_(options) {}

  /// Reads lists of names (NAME, tab, LABEL) and the folder of texts: see maker/texts/README.md. Without this
  /// only the case is changed. Throws std::runtime_error if a file cannot be read.
  void read(const std::vector<std::string>& names, const std::string& texts);

  /// Forgets names of one word that `examples` mostly use as a common word ("Target").
  void drop_common_words(const std::vector<Example>& examples);

  /// Sentences with every listed name, so that a dictionary knows their features.
  std::vector<Example> vocabulary() const;

  /// `example` with other names or in another case; nothing if it is to stay as it is.
  std::optional<Example> variant(const Example& example, std::mt19937& random) const;

  /// Now and then (made_share) a sentence made from a pattern.
  std::optional<Example> made_up(std::mt19937& random) const;

  /// What was put in, for the recipe.
  std::string description() const;

 private:
  using List = std::vector<std::string>;

  Example with_other_names(const Example& example, std::mt19937& random) const;
  Example make(std::mt19937& random) const;
  std::string name_of(NameType type, float pattern_share, std::mt19937& random) const;
  std::string fill(const std::string& pattern, std::mt19937& random) const;
  std::string filler(std::string_view slot, std::mt19937& random) const;

  AugmentationOptions options_;
  std::array<List, kNameTypes> names_;     ///< of organisations and places; persons are put together
  std::array<List, kNameTypes> patterns_;  ///< "University of {place}"
  List first_names_, last_names_, teams_, trades_, others_, sentences_;
};

}  // namespace textmill::entity_tagger
