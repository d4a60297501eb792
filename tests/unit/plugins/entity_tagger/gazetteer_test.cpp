#include "gazetteer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>

#include "marker.hpp"
#include "textmill/options.hpp"

namespace textmill::entity_tagger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
  explicit Read(std::string_view list, CaseMode mode = CaseMode::Smart) : gazetteer("list", mode) {
    gazetteer.add_list(list, "names.tsv", "MISC", custom, warnings);
  }
  std::vector<std::string> find(std::string_view text) const {
    Marker marker(nullptr);
    marker.add(gazetteer, kListedStart);
    std::vector<Piece> pieces;
    split_pieces(text, plain_tokens(text), marker, pieces);
    std::vector<std::uint8_t> marks;
    collect_marks(pieces, marks);
    std::vector<GazetteerHit> hits;
    PieceSet starts;
    starts.fill(marks, kListedStart);
    gazetteer.narrow(pieces, starts);
    gazetteer.find(text, pieces, starts, 0, static_cast<std::uint32_t>(pieces.size()), hits);
    std::vector<std::string> found;
    for (const GazetteerHit& hit : hits) {
      found.emplace_back(text_of(text, {pieces[hit.begin].span.begin, pieces[hit.end - 1].span.end}));
    }
    return found;
  }
  Gazetteer gazetteer;
  std::vector<std::string> custom, warnings;
};

std::string error_of(std::string_view list) {
  try {
    Read read(list);
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST(Gazetteer, TakesTheLongestName) {
  const Read read("New York\tLOCATION\nNew York Times\tORGANIZATION\n");
  EXPECT_THAT(read.find("the New York Times of New York, New Yorkers"),
              ElementsAre("New York Times", "New York"));
}

TEST(Gazetteer, HonoursTheCaseMode) {
  const std::string_view list = "Reading\tLOCATION\nUN\tORGANIZATION\ncovid\tMISC\n";
  const std::string_view text = "reading Reading READING un UN Un covid COVID";
  EXPECT_THAT(Read(list, CaseMode::Smart).find(text),
              ElementsAre("Reading", "READING", "UN", "covid", "COVID"));
  EXPECT_THAT(Read(list, CaseMode::Exact).find(text), ElementsAre("Reading", "UN", "covid"));
  EXPECT_EQ(Read(list, CaseMode::Insensitive).find(text).size(), 8u);
}

TEST(Gazetteer, KeepsLabelsOfTheUsersOwnAndIds) {
  const Read read("Acme\tBRAND\tQ1\nBcme\tBRAND\nPlain\n");
  EXPECT_THAT(read.custom, ElementsAre("BRAND"));
  EXPECT_EQ(read.gazetteer.id_of(0), "Q1");
  EXPECT_EQ(read.gazetteer.entry(2).label, Label::Misc);
}

TEST(Gazetteer, WarnsOfDoubleAndCommonNames) {
  const Read read("# a comment\n\nAcme\tMISC\nACME\tMISC\nThe\tMISC\n");
  ASSERT_EQ(read.warnings.size(), 2u);
  EXPECT_THAT(read.warnings[0], HasSubstr("names.tsv:4: 'ACME' is in the list already"));
  EXPECT_THAT(read.warnings[1], HasSubstr("names.tsv:5: 'The' is a common word"));
}

TEST(Gazetteer, RefusesWhatItCannotRead) {
  EXPECT_EQ(error_of("Acme\nBad\xFF\n"), "names.tsv:2:4: invalid UTF-8 in a gazetteer");
  EXPECT_EQ(error_of("\tMISC\n"), "names.tsv:1: a gazetteer line needs a name before the first tab");
}

TEST(Gazetteer, FindsNamesAmongVeryMany) {
  std::string list;
  for (int i = 0; i < 100000; ++i)
    list += "Name" + std::to_string(i) + " Family" + std::to_string(i % 1000) + "\tPERSON\n";
  const Read read(list);
  EXPECT_EQ(read.gazetteer.size(), 100000u);
  EXPECT_THAT(read.find("so Name77777 Family777 met Name77777 Family778"),
              ElementsAre("Name77777 Family777"));
}

TEST(Gazetteer, FindsNamesInLowerCaseOnlyWhereTheListHasThem) {
  const Read read("anopheles mosquito\tMISC\nAcme\tMISC\nAcme of Rome\tMISC\n");
  EXPECT_THAT(read.find("an anopheles mosquito met acme and Acme of Rome"),
              ElementsAre("anopheles mosquito", "Acme of Rome"));
}

TEST(Gazetteer, FindsNamesThatBeginWithNoLetter) {
  const Read read("49 ers\tORGANIZATION\n.NET\tPRODUCT\n&c\tMISC\n(RED)\tORGANIZATION\n");
  EXPECT_THAT(read.find("the 49 ers, 49 more, .NET and (RED) or (red) &c"),
              ElementsAre("49 ers", ".NET", "(RED)", "&c"));
}

TEST(Gazetteer, IsTheSameFromItsImage) {
  Read read("New York\tLOCATION\tQ60\nNew York Times\tORGANIZATION\nvan Gogh\tPERSON\nACME\tORGANIZATION\n");
  const std::string image = read.gazetteer.image();
  EXPECT_EQ(image.size() % kImageAlignment, 0u);
  alignas(kImageAlignment) static char constant[1 << 16];
  ASSERT_LE(image.size(), sizeof constant);
  std::copy(image.begin(), image.end(), constant);
  read.gazetteer = Gazetteer("list", CaseMode::Smart, {constant, image.size()});
  EXPECT_THAT(read.find("ACME, van Gogh, acme, the New York Times of New York"),
              ElementsAre("ACME", "van Gogh", "New York Times", "New York"));
  EXPECT_EQ(read.gazetteer.size(), 4u);
  EXPECT_EQ(read.gazetteer.name_of(0), "New York");
  EXPECT_EQ(read.gazetteer.id_of(0), "Q60");
  EXPECT_EQ(read.gazetteer.image(), image);
}

TEST(Gazetteer, TakesNoMoreListsIfItIsAnImage) {
  alignas(kImageAlignment) static const char kEmpty[4096] = {};
  Gazetteer gazetteer("list", CaseMode::Smart, {kEmpty, sizeof kEmpty});
  std::vector<std::string> none;
  EXPECT_THROW(gazetteer.add_list("Rome\n", "names.tsv", "LOCATION", none, none), std::logic_error);
}

TEST(Gazetteer, FindsNamesThatStartWithAParticle) {
  const Read read("van Gogh\tPERSON\n");
  EXPECT_THAT(read.find("a painting by van Gogh; Van Gogh, van gogh"), ElementsAre("van Gogh", "Van Gogh"));
}

}  // namespace
}  // namespace textmill::entity_tagger
