// Corrects names of the model where the lists know better.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "model_hit.hpp"
#include "piece.hpp"
#include "textmill/text/stopwords.hpp"

namespace textmill::entity_tagger {

/// What the shipped lists say of each piece: kUnlisted, or 1 + the label of the name it belongs to.
using Listed = std::vector<std::uint8_t>;
inline constexpr std::uint8_t kUnlisted = 0;
constexpr std::uint8_t listed_as(Label label) {
  return static_cast<std::uint8_t>(1 + static_cast<int>(label));
}

/// Habits of a network that sees five words at a time:
/// - a nickname in quotation marks parts a person's name in three;
/// - a person's name that goes on into a listed acronym ("Asim Munir US"), or, when the model doubts it, into
///   a listed place ("Marta Ilves Lisbon summit"), ends before it;
/// - two listed names joined by a dash ("US–China") are two, and so are two places joined by words ("South
/// Banat
///   District of the province of Vojvodina");
/// - a listed place of one word that is a person only by a narrow margin ("Beijing") is a place;
/// - a place neither begins nor ends in lower case ("Danube corridor", "central Phoenix"), an organisation
/// does
///   not begin so ("startup Nimbus") nor end with what kind of group it is ("Fatah party");
/// - "Inc." and the like belong to the company before, initials to the person behind;
/// - the code of a state behind a town ("Chillicothe, OH") is a place;
/// - who has a title is a person; a degree behind a person ("Samuel Ortiz, MD") and a unit behind a number
/// ("570
///   IU") are no names.
void repair_names(std::string_view text, const std::vector<Piece>& pieces, PieceRange sentence,
                  const Listed& listed, std::vector<ModelHit>& hits);

/// Where a sentence is nothing but two names and a score ("Boston 7 Kansas City 4") or what says that they
/// meet
/// ("Boston at Chicago", "Leeds v Chelsea"), these are names for sure and a place is a team. Countries stay
/// what they are: their teams go by the country's name. `entities` are those of the sentence in layer order.
void take_places_for_teams(std::string_view text, Span sentence, std::span<Entity> entities,
                           std::uint8_t highest);

/// In a language the network has not learned it takes whole phrases for names ("Selon l'Agence
/// France-Presse", "Die Vorsitzende der Partei"): without articles, prepositions and words in lower case at
/// the ends what is left is the name, or none at all if the network doubted the phrase.
void cut_foreign_names(std::string_view text, const std::vector<Piece>& pieces, const Listed& listed,
                       const text::FunctionWords& function_words, std::vector<ModelHit>& hits);

}  // namespace textmill::entity_tagger
