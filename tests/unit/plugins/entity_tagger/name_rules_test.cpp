#include <gmock/gmock.h>

#include "tagging.hpp"

namespace textmill::entity_tagger {
namespace {

TEST(NameRules, FindNamesByTheWordsAroundThem) {
  struct Row {
    std::string_view text;
    std::vector<std::string> want;
  };
  for (const Row& row : {
           Row{"It was General Asim Munir who came.", {"PERSON Asim Munir"}},
           Row{"It was James Whitfield who came.", {"PERSON James Whitfield"}},
           Row{"They asked the Harbour Planning Council again.", {"ORGANIZATION Harbour Planning Council"}},
           Row{"Yesterday they asked the Center for Coastal and Marine Studies about boats again.",
               {"DATE Yesterday = REF-P1D", "ORGANIZATION Center for Coastal and Marine Studies"}},
           Row{"along the Arabian Sea", {"LOCATION Arabian Sea"}},
           Row{"the Biden administration said", {"PERSON Biden"}},
           Row{"the Sharif-led government said", {"PERSON Sharif"}},
           Row{"said Inter-Harbour Public Relations (IHPR) today",
               {"ORGANIZATION Inter-Harbour Public Relations", "ORGANIZATION IHPR", "DATE today = REF"}},
           Row{"a Stand-By Arrangement (SBA) again", {"MISC Stand-By Arrangement", "MISC SBA"}},
           Row{"Nothing here is a name.", {}},
       }) {
    EXPECT_THAT(shown(row.text), testing::ElementsAreArray(row.want)) << row.text;
  }
}

TEST(Coreference, FindsLaterMentionsOfAPerson) {
  const std::string_view text =
      "It was General Asim Munir who came.\nThen Munir left, and Asim Munir did not return.";
  const auto entities = tagged(text);
  ASSERT_EQ(entities.size(), 3u);
  for (const Entity& entity : entities) {
    EXPECT_EQ(entity.label, Label::Person);
    EXPECT_EQ(entity.canonical, "Asim Munir");
  }
}

TEST(Coreference, FindsNoMentionWhereNothingIsLookedForOrWithinAnEntity) {
  const std::string_view text =
      "It was General Asim Munir who came.\nRead Munir.\nThey asked the Munir Planning Council again whether "
      "it had met Munir.";
  const TaggerModel model{TaggerOptions{}};
  TaggerInput input;
  input.text = text;
  input.tokens = plain_tokens(text);
  const auto first = static_cast<std::uint32_t>(text.find('\n')), second = first + 12;
  input.sentences = {{0, first}, {first + 1, second}, {second + 1, static_cast<std::uint32_t>(text.size())}};
  input.skipped = {{first + 1, second}};
  Tagger tagger(model);
  std::vector<std::string> found;
  for (const Entity& entity : tagger.tag(input)) found.emplace_back(text_of(text, entity.span));
  EXPECT_THAT(found, testing::ElementsAre("Asim Munir", "Munir Planning Council", "Munir"));
}

/// What is left of a name of the model over the first word of `text`.
std::size_t left_of(const std::string& text, std::size_t others_at = std::string::npos) {
  std::vector<Piece> pieces;
  split_pieces(text, plain_tokens(text), pieces);
  pieces.front().sentence_start = true;
  std::vector<Entity> entities;
  const auto add = [&](std::size_t begin) {
    Entity& entity = entities.emplace_back();
    entity.span = {static_cast<std::uint32_t>(begin),
                   static_cast<std::uint32_t>(begin) + pieces.front().span.end};
    entity.source = "model";
  };
  add(0);
  if (others_at != std::string::npos) add(others_at);
  drop_common_words(pieces, entities);
  return entities.size();
}

TEST(Coreference, DropsANameThatIsACommonWordOfTheText) {
  EXPECT_EQ(left_of("Cook it, then cook again."), 0u);
  EXPECT_EQ(left_of("Cook came, then Mary."), 1u);
  EXPECT_EQ(left_of("COOK it, then cook again."), 1u) << "an acronym is no word";
}

TEST(Coreference, DropsNamesTheModelHardlyBelievesIn) {
  std::vector<Entity> entities(3);
  entities[0].source = entities[1].source = "model";
  entities[0].score = 0.3f;
  entities[1].score = 0.4f;
  entities[2].source = "gazetteer:names";
  entities[2].score = 0.3f;
  drop_doubted_names(entities);
  ASSERT_EQ(entities.size(), 2u);
  EXPECT_EQ(entities[0].source, "model");
}

TEST(Coreference, KeepsANameThatStandsWithinASentenceToo) {
  EXPECT_EQ(left_of("Cook saw Cook, who can cook.", 9), 2u);
}

TEST(Coreference, LeadsAnAcronymToItsLongForm) {
  const auto entities = tagged("The Harbour Planning Council (HPC) met.\nThe HPC agreed.");
  ASSERT_EQ(entities.size(), 3u);
  EXPECT_EQ(entities[2].canonical, "Harbour Planning Council");
}

TEST(NameRules, TakeLinearTimeOnALongRunOfCapitals) {
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "Capital ";
  shown(text);  // quadratic work would run into the test's time limit
}

}  // namespace
}  // namespace textmill::entity_tagger
