// One name, many forms: "General Asim Munir", "Asim Munir" and "Munir" within a document.
#pragma once

#include <string_view>
#include <vector>

#include "entity.hpp"
#include "piece.hpp"
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

/// Lets mentions of one name agree: an explained acronym has the kind of its long form, and where the model
/// was of two minds about the same words, the kind it gave them with more weight is that of all.
void agree_on_labels(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities);

/// Sets `canonical` of the names: the fullest form of a person in the document, the long form of an
/// acronym, else the name itself. Names need to be in layer order.
void set_canonical(std::string_view text, const Acronyms& acronyms, std::vector<Entity>& entities);

/// Appends what the document's own names say about places where nothing was found: a person's full name or
/// last name, an explained acronym. `free[i]` is true where a piece may become a name.
void add_repeated_names(std::string_view text, const std::vector<Piece>& pieces,
                        const std::vector<std::uint8_t>& free, const Acronyms& acronyms,
                        std::vector<Entity>& entities);

}  // namespace textmill::entity_tagger
