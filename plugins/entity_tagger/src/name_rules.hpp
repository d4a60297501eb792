// Names without a model: a title before a capital, an organisation's word at the end of capitals, a known
// first name, an acronym in brackets behind its long form.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "piece.hpp"
#include "piece_set.hpp"
#include "word_bits.hpp"
#include "word_features.hpp"

namespace textmill::entity_tagger {

/// A name over pieces [begin, end).
struct NameHit {
  std::uint32_t begin = 0, end = 0;
  Label label = Label::Misc;
  const char* source = "";
};

/// A long form and the acronym in brackets behind it; `label` is of both.
struct AcronymHit {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t acronym = 0;  ///< piece
  Label label = Label::Organization;
};

class NameRules {
 public:
  /// Reads word lists: "[list]" lines, then words.
  explicit NameRules(std::string_view lists);

  /// The words that rules know.
  const WordBits& words() const { return bits_; }

  /// True for a piece that a rule may find a name by; no name is found in a sentence without one.
  bool is_rule_word(const Piece& piece) const;

  /// Appends the names of the sentence `context`. `starts` has all words with a capital and those before
  /// them, `words` all for which is_rule_word; `taken[i]` marks pieces that a list of places knows, where a
  /// person's name ends.
  void find(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& starts,
            const PieceSet& words, const SentenceContext& context, const std::vector<std::uint8_t>& taken,
            std::vector<NameHit>& hits) const;

  /// Appends the acronyms of the sentence `context` that are explained there. `brackets` has the opening
  /// ones.
  void find_acronyms(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& brackets,
                     const SentenceContext& context, std::vector<AcronymHit>& hits) const;

  bool is_title(const Piece& piece) const { return (classes_of(piece) & kTitle) != 0; }

 private:
  enum Class : std::uint32_t {
    kTitle = 1,
    kAfterPerson = 2,
    kOrganisation = 4,
    kOrganisationLead = 8,
    kPlaceWord = 16,
    kNotOrganisation = 32,
    kFirstName = 64,
  };
  struct Scan;

  std::uint32_t classes_of(const Piece& piece) const;
  std::uint32_t person_end(const Scan& scan, std::uint32_t at) const;
  std::uint32_t run_end(const Scan& scan, std::uint32_t at) const;
  static std::uint32_t reach_of(const Scan& scan, std::uint32_t word, std::uint32_t from);
  std::uint32_t lead_end(const Scan& scan, std::uint32_t at) const;
  bool find_in_run(const Scan& scan, std::uint32_t begin, std::uint32_t end,
                   std::vector<NameHit>& hits) const;

  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t classes = 0;  ///< 0: an empty slot
  };
  std::vector<Entry> words_;  ///< open addressing
  std::uint64_t led_ = 0;     ///< the hash of "led"
  WordBits bits_;
};

}  // namespace textmill::entity_tagger
