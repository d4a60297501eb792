#include "blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace textmill::segmenter {
namespace {

using ::testing::ElementsAre;

const char* name_of(BlockKind kind) {
  constexpr const char* kNames[] = {"title",   "heading", "paragraph",  "list_item", "quote",
                                    "caption", "byline",  "breadcrumb", "table_row", "boilerplate"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<std::string> blocks_of(std::string_view text) {
  std::vector<Line> lines;
  std::vector<Block> blocks;
  find_lines(text, lines);
  find_blocks(text, lines, {}, {}, blocks);
  std::vector<std::string> found;
  for (const Block& block : blocks) {
    found.push_back(std::string(name_of(block.kind)) + ": " + std::string(text_of(text, block.span)));
  }
  return found;
}

TEST(FindBlocks, EndsABlockAtABlankLine) {
  EXPECT_THAT(blocks_of("It rains.\n\nIt snows."),
              ElementsAre("paragraph: It rains.", "paragraph: It snows."));
}

TEST(FindBlocks, EndsABlockAtALineEndInUnwrappedText) {
  EXPECT_THAT(blocks_of("It rains.\nIt snows."), ElementsAre("paragraph: It rains.", "paragraph: It snows."));
}

TEST(FindBlocks, TakesWhatTheTagsSay) {
  const std::string text = "A story.\nanna\nHe came. He saw.\na b\nThanks!\nLoose";
  std::vector<TaggedSpan> tags;
  std::uint32_t begin = 0;
  for (const TagRole role :
       {TagRole::Title, TagRole::Byline, TagRole::Quote, TagRole::TableRow, TagRole::Aside, TagRole::Text}) {
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    tags.push_back({{begin, end}, role});
    begin = end + 1;
  }
  std::vector<Line> lines;
  std::vector<Block> blocks;
  find_lines(text, lines);
  find_blocks(text, lines, tags, {}, blocks);
  std::vector<std::string> kinds;
  for (const Block& block : blocks) kinds.emplace_back(name_of(block.kind));
  EXPECT_THAT(kinds, ElementsAre("title", "byline", "quote", "table_row", "boilerplate", "paragraph"));
  EXPECT_EQ(blocks[3].tagged, 3U);
}

TEST(FindBlocks, KnowsTheNamesOfTags) {
  EXPECT_EQ(tag_role("title"), TagRole::Title);
  EXPECT_EQ(tag_role("table_row"), TagRole::TableRow);
  EXPECT_EQ(tag_role("aside"), TagRole::Aside);
  EXPECT_EQ(tag_role("of another host"), TagRole::Text);
  EXPECT_EQ(tag_role(""), TagRole::Text);
}

TEST(FindBlocks, JoinsTheLinesOfWrappedText) {
  const std::string text =
      "The first line of a paragraph that was wrapped at sixty\n"
      "characters goes on in the second line and comes to its end\n"
      "only in the third.\n"
      "\n"
      "The next paragraph was wrapped at the same width, and it\n"
      "ends here.";
  EXPECT_EQ(blocks_of(text).size(), 2U);
}

TEST(FindBlocks, SplitsTheBreadcrumbGluedToTheTitle) {
  EXPECT_THAT(
      blocks_of("HomeSportRain stops the race\n\nRain stops the race\n\nIt rained all day in the hills."),
      ElementsAre("breadcrumb: HomeSportRain stops the race", "title: Rain stops the race",
                  "paragraph: It rained all day in the hills."));
}

TEST(FindBlocks, SeesATrailOfLinks) {
  EXPECT_THAT(blocks_of("Home > Sport > Running\n\nRain stops the race\n\nIt rained all day in the hills."),
              ElementsAre("breadcrumb: Home > Sport > Running", "title: Rain stops the race",
                          "paragraph: It rained all day in the hills."));
}

TEST(FindBlocks, SeesNoticesAroundTheArticle) {
  for (const std::string notice :
       {"Read Next", "Follow us on:", "Related Stories", "SHARE THIS ARTICLE", "Comments (12)",
        "Facebook Twitter WhatsApp Email", "© 2026 All rights reserved.", "Sign up for free",
        "We use cookies on this site.",
        "Affiliate disclosure: we may earn a commission when you buy through links on our site.",
        "Was this article helpful? Yes No", "Tags: budget, property tax", "Filed under News",
        "Read more: ten stocks to watch", "Impressum", "Newsletter abonnieren | Impressum | Datenschutz",
        "Mentions légales", "Leia também: o preço da luz"}) {
    EXPECT_EQ(blocks_of("A title\n\nIt rained all day in the hills.\n\n" + notice).back(),
              "boilerplate: " + notice);
  }
}

TEST(FindBlocks, LeavesSentencesThatOnlyMentionThoseWords) {
  for (const std::string line :
       {"The club will share the costs.", "Related costs are paid by the club.",
        "He sent an email to his sister and she wrote back at once.",
        "Readers of the newsletter were told about the plan in a long letter from the board, which had met "
        "twice."}) {
    EXPECT_EQ(blocks_of("A title\n\n" + line + "\n\nMore text follows here.")[1], "paragraph: " + line);
  }
}

TEST(FindBlocks, SeesBylinesOfOtherLanguages) {
  EXPECT_EQ(blocks_of("Ein Titel\n\nVon Sabine Krüger | 14. Oktober 2025\n\nEs regnete den ganzen Tag.")[1],
            "byline: Von Sabine Krüger | 14. Oktober 2025");
  EXPECT_EQ(blocks_of("Ein Titel\n\nVon Berlin nach Paris\n\nEs regnete den ganzen Tag.")[1],
            "heading: Von Berlin nach Paris");
}

TEST(FindBlocks, SeesHeadingsCaptionsBylinesAndQuotes) {
  EXPECT_THAT(
      blocks_of(
          "Rain stops the race\n\nBy Anna Berg\n\nIt rained all day in the hills.\n\nWhat comes next\n\n"
          "Figure 2. Rain by month\n\nNobody knows what will come after it.\n\n“We shall see what comes.”\n\n"
          "Year\tRain\tSnow"),
      ElementsAre("title: Rain stops the race", "byline: By Anna Berg",
                  "paragraph: It rained all day in the hills.", "heading: What comes next",
                  "caption: Figure 2. Rain by month", "paragraph: Nobody knows what will come after it.",
                  "quote: “We shall see what comes.”", "table_row: Year\tRain\tSnow"));
}

TEST(FindBlocks, DoesNotMakeATitleOfALoneLine) {
  EXPECT_THAT(blocks_of("Rain stops the race"), ElementsAre("paragraph: Rain stops the race"));
}

}  // namespace
}  // namespace textmill::segmenter
