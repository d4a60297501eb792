#include "output/conll.hpp"

#include <gmock/gmock.h>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

class ConllOutput : public ::testing::Test {
 protected:
  std::string render() {
    ByteBuffer out;
    auto renderer = make_conll_renderer(made.plan);
    EXPECT_TRUE(renderer);
    (*renderer)->header(out);
    (*renderer)->document(*made.document, out);
    return out.str();
  }

  MadeDocument made;
};

TEST_F(ConllOutput, WritesTokensOfSentencesWithEntityTags) {
  made.declare("tokens");
  made.declare("sentences", false);
  made.declare("entities");
  made.plan.output.offsets = OffsetUnit::Codepoint;
  made.start("doc-1", "Hi\nÉva Byron left New\u00A0York. Ada");
  made.add("tokens", {{0, 2, "word"},
                      {3, 7, "word"},
                      {8, 13, "word"},
                      {14, 18, "word"},
                      {19, 28, "word"},
                      {28, 29, "punctuation"},
                      {30, 33}});
  made.add("sentences", {{3, 30}});
  made.add("entities",
           {{3, 13, "PERSON"}, {3, 7, "FIRST"}, {8, 18, "OTHER"}, {19, 28, "LOCATION"}, {30, 33, "PERSON"}});
  EXPECT_EQ(render(), R"(# global.columns = ID FORM BEGIN_CODEPOINT END_CODEPOINT KIND ENTITY
# newdoc id = doc-1
# sent_id = doc-1-1
# text = Hi
1	Hi	0	2	word	O

# sent_id = doc-1-2
# text = Éva Byron left New York.
1	Éva	3	6	word	B-PERSON
2	Byron	7	12	word	I-PERSON
3	left	13	17	word	O
4	New_York	18	26	word	B-LOCATION
5	.	26	27	punctuation	O

# sent_id = doc-1-3
# text = Ada
1	Ada	28	31	_	B-PERSON

)");
}

TEST_F(ConllOutput, ADocumentWithoutSentencesIsOne) {
  made.declare("tokens", false);
  made.start("a\nb", "x\ty");
  made.add("tokens", {{0, 1}, {2, 3}});
  EXPECT_EQ(
      render(),
      "# global.columns = ID FORM BEGIN END KIND ENTITY\n# newdoc id = a b\n# sent_id = a b-1\n# text = x y\n"
      "1\tx\t0\t1\t_\tO\n2\ty\t2\t3\t_\tO\n\n");
}

TEST_F(ConllOutput, AnEmptyDocumentHasItsComment) {
  made.declare("tokens", false);
  made.start("1", "");
  EXPECT_EQ(render(), "# global.columns = ID FORM BEGIN END KIND ENTITY\n# newdoc id = 1\n\n");
}

}  // namespace
}  // namespace textmill::host
