#include "terms.hpp"

#include <gtest/gtest.h>

#include "page.hpp"

namespace textmill::summarizer {
namespace {

struct Counted {
  explicit Counted(Page of) : page(std::move(of)), article(page.article()) {
    count_terms(article, lexicon, index);
  }
  const Term& term(std::string_view word) {
    for (std::size_t w = 0; w < article.words.size(); ++w) {
      if (text_of(article.text, article.words[w]) == word) return index.terms[index.words[w]];
    }
    throw std::runtime_error("no such word");
  }
  Page page;
  Article article;
  Lexicon lexicon{"en"};
  TermIndex index;
};

TEST(CountTerms, PutsTheFormsOfAWordTogether) {
  Counted counted(
      Page().paragraph({"The bridge was closed.", "Two bridges close.", "Closing a bridge costs money."}));
  EXPECT_EQ(counted.term("bridge").count, 3u);
  EXPECT_EQ(counted.term("bridge").sentences, 3u);
  EXPECT_EQ(counted.term("closed").count, 3u);
  EXPECT_EQ(counted.term("money").first_sentence, 2u);
}

TEST(CountTerms, LeavesOutWhatIsNotBody) {
  Counted counted(Page()
                      .add("title", {"Bridge closed"})
                      .add("caption", {"The bridge."})
                      .paragraph({"The bridge is old."}));
  EXPECT_EQ(counted.term("Bridge").count, 1u);
  EXPECT_TRUE(counted.term("Bridge").in_title);
  EXPECT_EQ(counted.term("closed").count, 0u);
  EXPECT_EQ(counted.index.body.size(), 1u);
}

TEST(CountTerms, KnowsTheCountryFromThePronoun) {
  Counted counted(Page().paragraph({"They met US officials and told us about it."}));
  EXPECT_FALSE(counted.term("US").flags & kStop);
  EXPECT_TRUE(counted.term("about").flags & kStop);
}

TEST(CountTerms, FindsWhatAPaperIsAbout) {
  Counted counted(
      Page().paragraph({"Parsing is slow.", "We propose a faster parser.", "We show that it works."}));
  EXPECT_EQ(counted.index.cues[0], Cue::None);
  EXPECT_EQ(counted.index.cues[1], Cue::Proposal);
  EXPECT_EQ(counted.index.cues[2], Cue::Finding);
  EXPECT_EQ(counted.term("faster").cue, Cue::Proposal);
}

TEST(CountTerms, TellsAPileOfReviewsFromAnArticle) {
  Page pile;
  for (int i = 0; i < 40; ++i) pile.paragraph({"The battery is very good and lasts long."});
  EXPECT_TRUE(Counted(pile).index.kind.opinions);
  Page article;
  for (int i = 0; i < 20; ++i)
    article.paragraph({"The battery is very good.", "It lasts a whole day of work."});
  EXPECT_FALSE(Counted(article).index.kind.opinions);
}

TEST(CountTerms, CountsNoNameOutsideSentencesWhateverWasReadBefore) {
  Counted counted(Page().paragraph({"The bridge was closed in autumn and opened in spring."}));
  Page page = Page().paragraph({"Mayor Ann."});
  Article article = page.article();
  article.sentences[0].end_word = 1;
  article.names = {{article.words[1], 1}};
  count_terms(article, counted.lexicon, counted.index);
  EXPECT_EQ(counted.index.terms.size(), 1u);
  EXPECT_EQ(counted.index.words[1], TermIndex::kAbsent);
  EXPECT_EQ(counted.index.terms[0].name, 0);
}

TEST(CountTerms, MarksNamesAndKeyphrases) {
  Page page;
  page.paragraph({"Anna Berg met the mayor.", "Anna Berg left town."});
  Article article = page.article();
  article.names.push_back({{0, 9}, 1});
  article.keyphrases.push_back({{18, 23}, 0.5f});
  Lexicon lexicon("en");
  TermIndex index;
  count_terms(article, lexicon, index);
  EXPECT_FLOAT_EQ(index.terms[index.words[0]].name, 0.5f);  // one of two occurrences
  EXPECT_FLOAT_EQ(index.terms[index.words[4]].keyphrase, 0.5f);
}

}  // namespace
}  // namespace textmill::summarizer
