// One name, many forms: "General Asim Munir", "Asim Munir" and "Munir" within a document.
#pragma once

#include <string_view>
#include <vector>

#include "entity.hpp"
#include "name_trie.hpp"
#include "piece.hpp"
#include "piece_set.hpp"
#include "string_map.hpp"

namespace textmill::entity_tagger {

/// Acronyms that the document explains: "ISPR" to "Inter-Services Public Relations".
struct Acronym {
  std::string_view full;  ///< in the text
  Label label = Label::Organization;
};
using Acronyms = StringMap<Acronym>;

/// Ends a name the model doubts behind the person it begins with, where the document surely has that person
/// elsewhere: "Marta Ilves Lisbon" in "the Marta Ilves Lisbon summit".
void cut_to_known_people(std::string_view text, std::vector<Entity>& entities);

/// Drops names that the model believes in less than in their being others or none.
void drop_doubted_names(std::vector<Entity>& entities);

/// Drops names of one word that the model found only where a sentence begins, if the document has the word in
/// lower case too: "Cook for five minutes". Entities need to be in layer order.
void drop_common_words(const std::vector<Piece>& pieces, std::vector<Entity>& entities);

/// Lets mentions of one name agree: an explained acronym has the kind of its long form, and where the model
/// was of two minds about the same words, the kind it gave them with more weight is that of all.
void agree_on_labels(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities);

/// Sets `canonical` of the names: the fullest form of a person in the document, the long form of an acronym,
/// a company's name with its "Inc.", else the name itself. Names need to be in layer order.
void set_canonical(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities);

/// Finds what the document's own names say about places where nothing was found. One worker's: its memory
/// stays from document to document.
class RepeatedNames {
 public:
  /// Appends mentions of a person's full name or last name and of explained acronyms that overlap none of
  /// the entities, which are in layer order. `capitals` has the words with a capital; mentions are looked for
  /// in each of `parts`.
  void add(std::string_view text, const std::vector<Piece>& pieces, const PieceSet& capitals,
           const std::vector<PieceRange>& parts, const Acronyms& acronyms, std::vector<Entity>& entities);

 private:
  class Covered;
  void collect(std::string_view text, const std::vector<Piece>& pieces, const Acronyms& acronyms,
               const std::vector<Entity>& entities);
  void learn(Label label);
  std::uint32_t name_end(const std::vector<Piece>& pieces, std::uint32_t at, std::uint32_t limit,
                         const Covered& covered, std::uint32_t& name) const;
  void count_lower_case(const std::vector<Piece>& pieces);
  bool is_common_word(const std::vector<Piece>& pieces, std::uint32_t at, std::uint32_t name);

  NameTrie names_;
  std::vector<Label> labels_;              ///< of the names
  std::vector<std::uint32_t> lower_case_;  ///< how often each stands in lower case; empty: not asked for yet
  StringMap<char> known_;                  ///< what was learned
  std::vector<std::uint64_t> hashes_;      ///< of the name being learned
};

}  // namespace textmill::entity_tagger
