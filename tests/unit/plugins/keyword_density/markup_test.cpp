#include "markup.hpp"

#include <gmock/gmock.h>

#include <string>

namespace textmill::keyword_density {
namespace {

using testing::ElementsAre;

std::vector<std::string> blocks_of(std::string_view html, const HtmlRules& rules = {}) {
  const PlainText plain(html, rules);
  std::vector<std::string> texts;
  for (const Block& block : plain.blocks()) texts.emplace_back(text_of(plain.text(), block.span));
  return texts;
}

TEST(PlainText, ShowsWhatAReaderSees) {
  struct Row {
    std::string_view html;
    std::vector<std::string> want;
  };
  for (const Row& row : {
           Row{"<p>One <b>so</b>lar</p><h2 class='a>b'>Two</h2>", {"One solar", "Two"}},
           Row{"<ul><li>red</li><li>blue</li></ul>", {"red", "blue"}},
           Row{"<p>R&amp;D&nbsp;&#8217;&#x41;&bogus; &</p>", {"R&D\u00A0’A&bogus; &"}},
           Row{"<!-- no --><script>no</script><style>no</style><p>yes</p>", {"yes"}},
           Row{"<p>a</p><pre>no</pre><p>x <code>no</code> y</p>", {"a", "x  y"}},
           Row{"<img alt=\"no\">text<br>more", {"text", "more"}},
           Row{"<p>[gallery id=\"7\"] see [1] [sic]</p>", {"see [1] [sic]"}},
           Row{"<p>5 < 6 and <unclosed", {"5 < 6 and <unclosed"}},
           Row{"<script>never closed", {}},
           Row{"", {}},
       }) {
    EXPECT_EQ(blocks_of(row.html), row.want) << row.html;
  }
}

TEST(PlainText, FollowsItsRules) {
  EXPECT_THAT(blocks_of("<blockquote><p>theirs</p></blockquote><p>ours</p>", {.yoast = true}),
              ElementsAre("ours"));
  EXPECT_THAT(blocks_of("<p>[gallery id=\"7\"] x</p>", {.yoast = true}), ElementsAre("[gallery id=\"7\"] x"));
}

TEST(PlainText, KnowsRoles) {
  const PlainText plain("<h1>t</h1><h3>h</h3><p>b</p><li>i</li><blockquote><p>q</p></blockquote><td>c</td>");
  std::vector<Role> roles;
  for (const Block& block : plain.blocks()) roles.push_back(block.role);
  EXPECT_THAT(roles, ElementsAre(Role::Title, Role::Heading, Role::Body, Role::ListItem, Role::Quote,
                                 Role::TableRow));
}

TEST(PlainText, LeadsBackToTheHtml) {
  const std::string html = "<p>The so<b>lar</b> caf&eacute;s</p><p>end</p>";
  const PlainText plain(html);
  const auto back = [&](std::string_view word) {
    const auto at = static_cast<std::uint32_t>(plain.text().find(word));
    return std::string(text_of(html, plain.in_html({at, at + static_cast<std::uint32_t>(word.size())})));
  };
  EXPECT_EQ(back("solar"), "so<b>lar");
  EXPECT_EQ(back("cafés"), "caf&eacute;s");
  EXPECT_EQ(back("é"), "&eacute;");
  EXPECT_EQ(back("end"), "end");
}

TEST(PlainText, StaysLinearInOpenMarks) {
  for (const std::string_view piece : {"<a ", "&", "[x=\"", "<!--", "<a \"'", "</"}) {
    std::string html = "<p>";
    while (html.size() < 400000) html += piece;
    PlainText plain(html);
  }
}

TEST(LooksLikeHtml, AsksForATagAtTheBegin) {
  EXPECT_TRUE(looks_like_html("<p>text</p>"));
  EXPECT_TRUE(looks_like_html(" \n<!-- c -->text"));
  EXPECT_TRUE(looks_like_html("<img src=a>"));
  EXPECT_FALSE(looks_like_html("text <p>text</p>"));
  EXPECT_FALSE(looks_like_html("<3 you"));
  EXPECT_FALSE(looks_like_html("<placeholder> is not a tag of ours"));
  EXPECT_FALSE(looks_like_html(""));
}

}  // namespace
}  // namespace textmill::keyword_density
