#include "input/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace textmill::host {
namespace {

using ::testing::ElementsAre;

std::string text_of_page(std::string_view html) {
  auto page = html_to_text(html);
  EXPECT_TRUE(page) << page.error().message();
  return page ? page->text : "";
}

TEST(HtmlToText, KeepsBlocksApartAndFoldsSpace) {
  struct Row {
    std::string_view html;
    std::string_view text;
  };
  const std::vector<Row> rows = {
      {"<h1>The  river</h1><p>It\n rose <b>on</b> <i>Monday</i>.</p><p>Then.",
       "The river\n\nIt rose on Monday.\n\nThen."},
      {"<ul>\n<li>one</li>\n<li><p>two</p></li>\n</ul>after", "• one\n• two\n\nafter"},
      {"<ul><li>one<ul><li>inner</li></ul></li><li></li></ul><p>p</p>", "• one\n• inner\n\np"},
      {"a<br>b<br/>c<p>d", "a\nb\nc\n\nd"},
      {"<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\n\nc"},
      {"<pre>a  b\n  c</pre>", "a  b\n  c"},
      {"un<em>believ</em>able &amp; caf&eacute;&nbsp;&#8364;5", "unbelievable & café\u00A0€5"},
      {"<div><div>x</div>y<div>z</div></div>", "x\n\ny\n\nz"},
      {"", ""},
      {"just text", "just text"},
      {"<p>unclosed <b>tags <p>everywhere", "unclosed tags\n\neverywhere"},
  };
  for (const Row& row : rows) EXPECT_EQ(text_of_page(row.html), row.text) << row.html;
}

TEST(HtmlToText, LeavesOutWhatIsNotThePagesText) {
  EXPECT_EQ(text_of_page("<head><title>t</title><style>x{}</style></head><body><nav>Home</"
                         "nav><p>Text<script>1<2</script></p>"
                         "<form><select><option>One</select><button>Go</button></form><aside>Ad</aside><p "
                         "hidden>x</p><p aria-hidden=true>y</p>"
                         "<noscript>z</noscript><!-- c --><footer>Imprint</footer></body>"),
            "Text");
}

TEST(HtmlToText, PrefersMainThenTheOnlyArticle) {
  EXPECT_EQ(text_of_page("<div>Menu</div><main><header>Title</header>Text</main><div>Related</div>"),
            "Title\n\nText");
  EXPECT_EQ(text_of_page("<div>Menu</div><article>Text</article>"), "Text");
  EXPECT_EQ(text_of_page("<article>One</article><article>Two</article>"), "One\n\nTwo");
}

TEST(HtmlToText, GivesTheTitle) {
  EXPECT_EQ(html_to_text("<title> The \n river </title><svg><title>icon</title></svg>")->title, "The river");
  EXPECT_EQ(html_to_text("<p>x")->title, "");
  EXPECT_EQ(html_to_text("<title></title>")->title, "");
}

TEST(HtmlToText, DeepNestingIsReadOrRefusedInLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  std::string deep;
  for (int i = 0; i < 4000; ++i) deep += "<div>";
  EXPECT_EQ(text_of_page(deep + "x"), "x");
  for (int i = 0; i < 200000; ++i) deep += "<b>";
  EXPECT_EQ(html_to_text(deep).error().message(), "the page nests its elements deeper than 4096");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

std::vector<std::string> roles_of_page(std::string_view html) {
  const LayerSpec layer = markup_layer();
  const auto page = html_to_text(html);
  std::vector<std::string> roles;
  for (const MarkupRow& row : page->rows) {
    roles.push_back(layer.labels[static_cast<std::size_t>(row.role)] + ": " +
                    std::string(text_of(page->text, row.span)));
  }
  return roles;
}

TEST(HtmlToText, TakesRolesFromTags) {
  EXPECT_THAT(roles_of_page("<h1>River</h1><h2>Floods</h2><p>It <b>rose</b>.<br>Then <i>fell</i>.</p>"
                            "<ul><li><p>one</p></li></ul><div>loose</div>"),
              ElementsAre("title: River", "heading: Floods", "paragraph: It rose.", "paragraph: Then fell.",
                          "list_item: one", "text: loose"));
  EXPECT_THAT(
      roles_of_page("<blockquote><p>Said.</p></blockquote><figure><img><figcaption>A boat"
                    "</figcaption></figure><table><tr><td>a</td><td>b</td></tr></table><pre>x\n y</pre>"),
      ElementsAre("quote: Said.", "caption: A boat", "table_row: a b", "preformatted: x\n y"));
}

TEST(HtmlToText, TakesRolesFromNames) {
  EXPECT_THAT(
      roles_of_page("<div class='site breadcrumbs'><a>Home</a></div><p>By <a rel=author>Anna</a></p>"
                    "<p>A text that is longer than the rest.</p><div id=post-comments><p>Nice!</p></div>"),
      ElementsAre("breadcrumb: Home", "byline: By Anna", "paragraph: A text that is longer than the rest.",
                  "aside: Nice!"));
}

TEST(HtmlToText, TakesNoPageForItsFrame) {
  EXPECT_THAT(roles_of_page("<div class=has-sidebar><p>A text of some length.</p><div class=share><div "
                            "class=related><p>More</p></div></div></div>"),
              ElementsAre("paragraph: A text of some length.", "aside: More"));
}

TEST(HtmlToText, HasNoTitleAmongSeveral) {
  EXPECT_THAT(roles_of_page("<h1>Site</h1><h1>Story</h1>"), ElementsAre("heading: Site", "heading: Story"));
}

TEST(HtmlToText, KeepsWhereEachLineStandsInThePage) {
  const std::string_view html = "<ul><li> caf&eacute; <b>au</b>\n lait </li></ul><p>x</p><div><br></div>y";
  const auto page = html_to_text(html);
  std::vector<std::string> sources;
  for (const MarkupRow& row : page->rows) sources.emplace_back(text_of(html, row.source));
  EXPECT_EQ(page->text, "• café au lait\n\nx\n\ny");
  EXPECT_THAT(sources, ElementsAre("caf&eacute; <b>au</b>\n lait", "x", "y"));
}

TEST(HtmlToText, TakesTheFirstPartThatHasText) {
  EXPECT_EQ(text_of_page("<main><nav>Menu</nav></main><main>Text</main>"), "Text");
  EXPECT_EQ(text_of_page("<main></main><p>Text</p>"), "Text");
}

TEST(HtmlToText, ReadsManyNamedElementsInLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  std::string html = "<p>A text</p>";
  for (int i = 0; i < 1000; ++i) html += "<div class=share>";
  for (int i = 0; i < 100000; ++i) html += "<p class='a-share b-c d'>x</p>";
  EXPECT_EQ(html_to_text(html)->rows.size(), 100001U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST(DeclaredCharset, IsFoundInMeta) {
  EXPECT_EQ(declared_charset("<meta charset=\"iso-8859-2\">"), "iso-8859-2");
  EXPECT_EQ(declared_charset("<META CHARSET = utf-8/>"), "utf-8");
  EXPECT_EQ(declared_charset("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>"),
            "koi8-r");
  EXPECT_EQ(declared_charset("<p>charset"), "");
  EXPECT_EQ(declared_charset("<p>a charset of mine</p>"), "");
}

}  // namespace
}  // namespace textmill::host
