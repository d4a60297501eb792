#include "textmill/text/fold.hpp"

#include <gtest/gtest.h>

namespace textmill::text {
namespace {

TEST(Fold, MakesEqualWhatReadsTheSame) {
  struct Row {
    std::string_view word;
    std::string_view want;
  };
  for (const Row& row : {
           Row{"CAFÉ", "cafe"},
           Row{"Cafe\u0301", "cafe"},
           Row{"Straße", "strasse"},
           Row{"STRAẞE", "strasse"},
           Row{"İSTANBUL", "istanbul"},
           Row{"ılık", "ilik"},
           Row{"ri\u200Bver", "river"},
           Row{"so\u00ADlar", "solar"},
           Row{"\uFEFFriver", "river"},
           Row{"Lena’s", "lena's"},
           Row{"Łódź", "lodz"},
           Row{"ｆｕｌｌ", "full"},
           Row{"ﬁsh", "fish"},
           Row{"Ёлка", "елка"},
           Row{"й", "й"},
           Row{"и\u0306", "й"},
           Row{"ΌΣΟΣ", "οσοσ"},
           Row{"كِتابٌ", "كتاب"},
           Row{"किताब", "किताब"},
           Row{"東京", "東京"},
           Row{"한국", "한국"},
           Row{"C++", "c++"},
           Row{"", ""},
       }) {
    EXPECT_EQ(fold(row.word), row.want) << row.word;
  }
}

TEST(Fold, IsLinearInCombiningMarks) {
  std::string word = "e";
  for (int i = 0; i < 200000; ++i) word += "\u0323\u0301";
  EXPECT_EQ(fold(word), "e");
}

}  // namespace
}  // namespace textmill::text
