#include "name_repair.hpp"

#include <gmock/gmock.h>

#include "company_form.hpp"
#include "tagging.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::Gt;
using testing::Le;

struct Found {
  std::string text;
  Label label;
  friend bool operator==(const Found&, const Found&) = default;
};

std::vector<Found> found_in(std::string_view text, const std::vector<Piece>& pieces,
                            const std::vector<ModelHit>& hits) {
  std::vector<Found> found;
  for (const ModelHit& hit : hits) {
    const Span span{pieces[hit.begin].span.begin, pieces[hit.end - 1].span.end};
    found.push_back({std::string(text_of(text, span)), static_cast<Label>(hit.type)});
  }
  return found;
}

/// The repaired form of one hit over `name` in `text`; the words of `places` are listed, those of `others` as
/// MISC.
std::vector<Found> repaired_in(std::string_view text, std::string_view name, Label label, float score,
                               const std::vector<std::string>& places = {},
                               const std::vector<std::string>& others = {}) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  Listed listed(pieces.size(), kUnlisted);
  ModelHit hit{0, 0, static_cast<int>(label), score};
  const std::size_t begin = text.find(name), end = begin + name.size();
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    const std::string word(text_of(text, pieces[i].span));
    if (std::count(places.begin(), places.end(), word)) listed[i] = listed_as(Label::Location);
    if (std::count(others.begin(), others.end(), word)) listed[i] = listed_as(Label::Misc);
    if (pieces[i].span.begin == begin) hit.begin = i;
    if (pieces[i].span.end == end) hit.end = i + 1;
  }
  std::vector<ModelHit> hits = {hit};
  repair_names(text, pieces, {0, static_cast<std::uint32_t>(pieces.size())}, listed, hits);
  return found_in(text, pieces, hits);
}

/// The same of a hit over all of `text`.
std::vector<Found> repaired(std::string_view text, Label label, float score,
                            const std::vector<std::string>& places) {
  return repaired_in(text, text, label, score, places);
}

/// What is left of a hit over all of `text`, a whole sentence in `language`.
std::vector<Found> cut(std::string_view text, const char* language, float score,
                       bool first_is_listed = false) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  pieces.front().sentence_start = true;
  Listed listed(pieces.size(), kUnlisted);
  if (first_is_listed) listed.front() = listed_as(Label::Location);
  std::vector<ModelHit> hits = {
      {0, static_cast<std::uint32_t>(pieces.size()), static_cast<int>(Label::Organization), score}};
  cut_foreign_names(text, pieces, listed, text::FunctionWords(language), hits);
  return found_in(text, pieces, hits);
}

TEST(RepairNames, EndsAPersonBeforeAListedAcronym) {
  EXPECT_THAT(repaired("Asim Munir US", Label::Person, 0.9f, {"US"}),
              ElementsAre(Found{"Asim Munir", Label::Person}));
  EXPECT_THAT(repaired("ASIM MUNIR US", Label::Person, 0.9f, {"US"}),
              ElementsAre(Found{"ASIM MUNIR US", Label::Person}));
}

TEST(RepairNames, EndsADoubtedPersonBeforeAListedPlace) {
  EXPECT_THAT(repaired("Marta Ilves Lisbon Summit", Label::Person, 0.2f, {"Lisbon"}),
              ElementsAre(Found{"Marta Ilves", Label::Person}));
  EXPECT_THAT(repaired("Marta Ilves Lisbon", Label::Person, 0.9f, {"Lisbon"}),
              ElementsAre(Found{"Marta Ilves Lisbon", Label::Person}));
}

TEST(RepairNames, TakesADoubtedPersonOfOneListedWordForAPlace) {
  EXPECT_THAT(repaired("Beijing", Label::Person, 0.4f, {"Beijing"}),
              ElementsAre(Found{"Beijing", Label::Location}));
  EXPECT_THAT(repaired("Lima", Label::Person, 0.9f, {"Lima"}), ElementsAre(Found{"Lima", Label::Person}));
}

TEST(RepairNames, PartsListedNamesThatADashJoins) {
  EXPECT_THAT(repaired("US–China", Label::Location, 0.9f, {"US", "China"}),
              ElementsAre(Found{"US", Label::Location}, Found{"China", Label::Location}));
  EXPECT_THAT(repaired("Baden-Baden", Label::Location, 0.9f, {}),
              ElementsAre(Found{"Baden-Baden", Label::Location}));
}

TEST(RepairNames, PartsTwoPlacesThatWordsJoin) {
  EXPECT_THAT(
      repaired("South Banat District of the old province of Vojvodina", Label::Location, 0.9f, {}),
      ElementsAre(Found{"South Banat District", Label::Location}, Found{"Vojvodina", Label::Location}));
  EXPECT_THAT(repaired("Red Mills east of the Rocky Mountains", Label::Location, 0.9f, {}),
              ElementsAre(Found{"Red Mills", Label::Location}, Found{"Rocky Mountains", Label::Location}));
  EXPECT_THAT(repaired("Isle of Man", Label::Location, 0.9f, {}),
              ElementsAre(Found{"Isle of Man", Label::Location}));
  EXPECT_THAT(repaired_in("in the Soviet zone of Berlin", "Soviet zone of Berlin", Label::Location, 0.9f, {},
                          {"Soviet"}),
              ElementsAre(Found{"Berlin", Label::Location}));
}

TEST(RepairNames, DropsLowerCaseWordsBesideANameWithACapital) {
  EXPECT_THAT(repaired("Danube corridor", Label::Location, 0.4f, {"Danube"}),
              ElementsAre(Found{"Danube", Label::Location}));
  EXPECT_THAT(repaired("central Phoenix area", Label::Location, 0.9f, {}),
              ElementsAre(Found{"Phoenix", Label::Location}));
  EXPECT_THAT(repaired("startup Nimbus", Label::Organization, 0.9f, {}),
              ElementsAre(Found{"Nimbus", Label::Organization}));
  EXPECT_THAT(repaired("Fatah party", Label::Organization, 0.9f, {}),
              ElementsAre(Found{"Fatah", Label::Organization}));
  EXPECT_THAT(repaired("Earl of", Label::Person, 0.9f, {}), ElementsAre(Found{"Earl", Label::Person}));
}

TEST(RepairNames, KeepsLowerCaseWordsThatMayBelongToAName) {
  EXPECT_THAT(repaired("san francisco", Label::Location, 0.9f, {}),
              ElementsAre(Found{"san francisco", Label::Location}));
  EXPECT_THAT(repaired("Zac brown", Label::Person, 0.9f, {}), ElementsAre(Found{"Zac brown", Label::Person}));
  EXPECT_THAT(repaired("van Dyck", Label::Person, 0.9f, {}), ElementsAre(Found{"van Dyck", Label::Person}));
  EXPECT_THAT(repaired("Martinez twins", Label::Organization, 0.9f, {}),
              ElementsAre(Found{"Martinez twins", Label::Organization}));
}

TEST(RepairNames, LeavesNoAdjectiveForAName) {
  EXPECT_THAT(repaired_in("a Swiss villa", "Swiss villa", Label::Location, 0.9f, {}, {"Swiss"}),
              ElementsAre());
  EXPECT_THAT(repaired("Southern states", Label::Location, 0.9f, {}), ElementsAre());
}

TEST(RepairNames, GivesACompanyItsForm) {
  EXPECT_THAT(repaired_in("He left Acme Steel, Inc. in May.", "Acme Steel", Label::Organization, 0.9f),
              ElementsAre(Found{"Acme Steel, Inc.", Label::Organization}));
  EXPECT_THAT(repaired_in("He left Acme Pvt. Ltd. in May.", "Acme", Label::Organization, 0.9f),
              ElementsAre(Found{"Acme Pvt. Ltd.", Label::Organization}));
  EXPECT_THAT(repaired_in("He left Acme, in May.", "Acme", Label::Organization, 0.9f),
              ElementsAre(Found{"Acme", Label::Organization}));
}

TEST(RepairNames, GivesAPersonTheInitialsBefore) {
  EXPECT_THAT(repaired_in("Then V K Choudhry came.", "K Choudhry", Label::Person, 0.9f),
              ElementsAre(Found{"V K Choudhry", Label::Person}));
  EXPECT_THAT(repaired_in("Then R. Sargent came.", "Sargent", Label::Person, 0.9f),
              ElementsAre(Found{"R. Sargent", Label::Person}));
  EXPECT_THAT(repaired_in("So I Maria came.", "Maria", Label::Person, 0.9f),
              ElementsAre(Found{"Maria", Label::Person}));
}

TEST(RepairNames, TakesWhoHasATitleForAPerson) {
  EXPECT_THAT(
      repaired_in("Deputy President Kithure Kindiki spoke.", "Kithure Kindiki", Label::Organization, 0.4f),
      ElementsAre(Found{"Kithure Kindiki", Label::Person}));
  EXPECT_THAT(repaired_in("Mr. Justice Frank spoke.", "Justice Frank", Label::Organization, 0.4f),
              ElementsAre(Found{"Frank", Label::Person}));
  EXPECT_THAT(repaired_in("The president Acme chose spoke.", "Acme", Label::Organization, 0.4f),
              ElementsAre(Found{"Acme", Label::Organization}));
}

TEST(RepairNames, TakesADegreeOrAUnitForNoName) {
  EXPECT_THAT(repaired_in("Salmon has 570 IU.", "IU", Label::Organization, 0.4f), ElementsAre());
  EXPECT_THAT(repaired_in("They sold 12 IBM servers.", "IBM", Label::Organization, 0.4f),
              ElementsAre(Found{"IBM", Label::Organization}));
}

TEST(RepairNames, PartsPlacesAtANumberAndEndsAPersonBeforeOne) {
  EXPECT_THAT(repaired("Germany 2 Poland", Label::Location, 0.9f, {}),
              ElementsAre(Found{"Germany", Label::Location}, Found{"Poland", Label::Location}));
  EXPECT_THAT(repaired_in("Porto 4 Lyon 3", "Porto 4 Lyon", Label::Organization, 0.9f),
              ElementsAre(Found{"Porto", Label::Organization}, Found{"Lyon", Label::Organization}));
  EXPECT_THAT(repaired_in("on Channel 4 News today", "Channel 4 News", Label::Organization, 0.9f),
              ElementsAre(Found{"Channel 4 News", Label::Organization}));
  EXPECT_THAT(repaired("Mark 5", Label::Person, 0.9f, {}), ElementsAre(Found{"Mark", Label::Person}));
}

TEST(RepairNames, TakesUnitedAloneForATeam) {
  EXPECT_THAT(repaired_in("A goal for United.", "United", Label::Location, 0.9f),
              ElementsAre(Found{"United", Label::Organization}));
}

TEST(CompanyForm, IsLeftOffAName) {
  EXPECT_EQ(without_company_form("Acme Steel, Inc."), "Acme Steel");
  EXPECT_EQ(without_company_form("Acme Pvt. Ltd"), "Acme");
  EXPECT_EQ(without_company_form("Norvia Systems plc"), "Norvia Systems");
  EXPECT_EQ(without_company_form("Acme Incorporated"), "Acme Incorporated");
  EXPECT_EQ(without_company_form("Inc."), "Inc.");
  EXPECT_EQ(without_company_form(", Inc."), ", Inc.");
}

TEST(RepairNames, FindsTheStateBehindATown) {
  EXPECT_THAT(repaired_in("He lives in Chillicothe, OH now.", "Chillicothe", Label::Location, 0.9f),
              ElementsAre(Found{"Chillicothe", Label::Location}, Found{"OH", Label::Location}));
  EXPECT_THAT(repaired_in("He knows Chillicothe, MD, well.", "Chillicothe", Label::Person, 0.9f),
              ElementsAre(Found{"Chillicothe", Label::Person}));
}

TaggerOptions with_model() {
  TaggerOptions options;
  options.model_path = std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data/names.model";
  return options;
}

TEST(NamesOfADocument, AgreeOnTheirKind) {
  const std::string text =
      "Ministers met in Washington on Friday.\nThey flew to Washington.\nHis engagements with Washington "
      "reflect urgency.\n";
  const std::vector<Entity> found = tagged(text, with_model());
  int places = 0;
  for (const Entity& entity : found) {
    if (text_of(text, entity.span) == "Washington") places += entity.label == Label::Location;
  }
  EXPECT_EQ(places, 3);
}

TEST(NamesOfADocument, GiveAnAcronymTheKindOfItsLongForm) {
  const std::string text =
      "The China-Pakistan Economic Corridor (CPEC) is vital.\nCritics of CPEC say so.\nThe U.S. Department "
      "of Agriculture (USDA) agrees.\n";
  const std::vector<Entity> found = tagged(text, with_model());
  int corridors = 0;
  for (const Entity& entity : found) {
    const std::string_view name = text_of(text, entity.span);
    if (name == "CPEC") {
      ++corridors;
      EXPECT_EQ(entity.label, Label::Misc);
      EXPECT_EQ(entity.canonical, "China-Pakistan Economic Corridor");
    }
    if (name == "USDA") {
      EXPECT_EQ(entity.canonical, "U.S. Department of Agriculture");
    }
  }
  EXPECT_EQ(corridors, 2);
}

TEST(NamesOfADocument, HaveTheProbabilityOfTheirSpanAndKind) {
  const std::vector<Entity> found = tagged("She moved to Germany with John Smith last week.", with_model());
  EXPECT_THAT(found, Contains(AllOf(Field(&Entity::label, Label::Location), Field(&Entity::score, Gt(0.8f)),
                                    Field(&Entity::score, Le(1.0f)))));
  EXPECT_THAT(found, Contains(AllOf(Field(&Entity::label, Label::Person), Field(&Entity::score, Gt(0.8f)))));
}

/// What hits over the words of `names`, one each, become.
std::vector<Found> joined(std::string_view text, const std::vector<std::string>& names) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  std::vector<ModelHit> hits;
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    const bool named =
        std::find(names.begin(), names.end(), std::string(text_of(text, pieces[i].span))) != names.end();
    if (named) hits.push_back({i, i + 1, static_cast<int>(Label::Person), 0.9f});
  }
  repair_names(text, pieces, {0, static_cast<std::uint32_t>(pieces.size())}, Listed(pieces.size(), kUnlisted),
               hits);
  return found_in(text, pieces, hits);
}

TEST(RepairNames, JoinsANameThatANicknameParts) {
  const Found whole{"James \"Jim\" Kowal", Label::Person};
  EXPECT_THAT(joined("James \"Jim\" Kowal came", {"James", "Jim", "Kowal"}), ElementsAre(whole));
  EXPECT_THAT(joined("James \"Jim\" Kowal came", {"James", "Kowal"}), ElementsAre(whole));
}

TEST(RepairNames, LeavesNamesBetweenQuotationsAlone) {
  EXPECT_EQ(joined("\"Ann\" said \"Tom\" left", {"Ann", "Tom"}).size(), 2u);
  EXPECT_EQ(joined("Ann \"was\" Tom", {"Ann", "Tom"}).size(), 2u);
}

TEST(CutForeignNames, LeavesOutArticlesAndPrepositionsAtTheEnds) {
  EXPECT_THAT(cut("Die Deutsche Bahn im", "de", 0.9f),
              ElementsAre(Found{"Deutsche Bahn", Label::Organization}));
  EXPECT_THAT(cut("Selon la Banque de France", "fr", 0.9f),
              ElementsAre(Found{"Banque de France", Label::Organization}));
}

TEST(CutForeignNames, LeavesOutWordsInLowerCaseWithoutAListOfTheLanguage) {
  EXPECT_THAT(cut("fabryka Orlen w", "pl", 0.9f), ElementsAre(Found{"Orlen", Label::Organization}));
}

TEST(CutForeignNames, DropsAPhraseThatWasDoubtedAndHadToBeCut) {
  EXPECT_THAT(cut("Der Oberbürgermeister von", "de", 0.3f), ElementsAre());
  EXPECT_THAT(cut("Franziska Brandt", "de", 0.3f),
              ElementsAre(Found{"Franziska Brandt", Label::Organization}));
}

TEST(CutForeignNames, DropsADoubtedPhraseWithAFunctionWordInside) {
  EXPECT_THAT(cut("Wechsel des Anbieters", "de", 0.3f), ElementsAre());
  EXPECT_THAT(cut("Bank des Ostens", "de", 0.7f), ElementsAre(Found{"Bank des Ostens", Label::Organization}));
}

TEST(CutForeignNames, EndsAListedPlaceBeforeAWordInLowerCase) {
  EXPECT_THAT(cut("Wien zahlen Kunden", "de", 0.9f, true), ElementsAre(Found{"Wien", Label::Organization}));
}

TEST(CutForeignNames, DropsWhatHasNoNameInIt) { EXPECT_THAT(cut("de la", "fr", 0.9f), ElementsAre()); }

TEST(CutForeignNames, KeepsAListedNameThatBeginsWithAnArticle) {
  EXPECT_THAT(cut("La Paz", "es", 0.9f, true), ElementsAre(Found{"La Paz", Label::Organization}));
  EXPECT_THAT(cut("La Paz", "es", 0.9f), ElementsAre(Found{"Paz", Label::Organization}));
}

}  // namespace
}  // namespace textmill::entity_tagger
