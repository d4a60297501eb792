#include "input/html.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace textmill::host {
namespace {

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
