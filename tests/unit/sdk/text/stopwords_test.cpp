#include "textmill/text/stopwords.hpp"

#include <gtest/gtest.h>

#include "textmill/text/fold.hpp"

namespace textmill::text {
namespace {

TEST(FunctionWords, KnowTheirClass) {
  const FunctionWords english("en");
  EXPECT_EQ(english.classify("the"), WordClass::Determiner);
  EXPECT_EQ(english.classify("don't"), WordClass::Function);
  EXPECT_EQ(english.classify("visit"), WordClass::Content);
  EXPECT_TRUE(FunctionWords("fr").contains(fold("à")));
  EXPECT_TRUE(FunctionWords("de-AT").contains(fold("für")));
  EXPECT_TRUE(FunctionWords("xx").empty());
}

TEST(GuessLanguage, ReadsScriptAndFunctionWords) {
  struct Row {
    std::string_view text;
    std::string_view want;
  };
  for (const Row& row : {
           Row{"The cat is on the roof.", "en"},
           Row{"Die Katze sitzt auf dem Dach und schläft.", "de"},
           Row{"Le chat dort sur le toit de la maison.", "fr"},
           Row{"El gato duerme en el tejado de la casa.", "es"},
           Row{"Il gatto dorme sul tetto della casa.", "it"},
           Row{"O gato dorme no telhado da casa e não sai.", "pt"},
           Row{"De kat slaapt op het dak van het huis.", "nl"},
           Row{"Katten sover på taket och är inte trött.", "sv"},
           Row{"Katten sover på taget og er ikke træt.", "da"},
           Row{"Кошка спит на крыше дома.", "ru"},
           Row{"القطة تنام فوق السطح", "ar"},
           Row{"東京の天気は晴れです。", "ja"},
           Row{"东京天气晴朗。", "zh"},
           Row{"한국의 날씨", "ko"},
           Row{"", "en"},
           Row{"1234", "en"},
           Row{"NATO summit", "en"},
           Row{"Apple opens a shop in 東京", "en"},
       }) {
    EXPECT_EQ(guess_language(row.text), row.want) << row.text;
  }
}

}  // namespace
}  // namespace textmill::text
