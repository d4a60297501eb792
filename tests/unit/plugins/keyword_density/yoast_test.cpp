#include "yoast.hpp"

#include <gmock/gmock.h>

#include <string>

#include "markup.hpp"

namespace textmill::keyword_density {
namespace {

YoastCheck check(std::string_view phrase, std::string_view text, std::string_view language = "en") {
  const Block all{{0, static_cast<std::uint32_t>(text.size())}, Role::Body};
  return yoast_check(text, text.empty() ? std::span<const Block>() : std::span(&all, 1), phrase, language);
}

TEST(YoastCheck, CountsSentencesWithAllContentWords) {
  struct Row {
    std::string_view phrase;
    std::string_view text;
    std::uint32_t count;
    std::uint32_t words;
    std::string_view language = "en";
  };
  for (const Row& row : {
           Row{"green kettle", "A kettle that is green boils. Green tea. A kettle.", 1, 10},
           Row{"green kettle", "Green kettle and green kettle.", 2, 5},
           Row{"green kettle", "Two green kettles. Anna's green-kettle shop.", 1, 7},
           Row{"Anna", "Anna's kettle. Anna sings.", 1, 4},
           Row{"US tour", "Join us. A tour starts. They tour.", 2, 7},
           Row{"how to paint a wall", "We paint our wall.", 1, 4},
           Row{"as it is", "It is as it is.", 1, 5},
           Row{"R&D", "R&D costs. An R&D team.", 2, 5},
           Row{"kettle", "kettle/kettle kettle-kettle", 3, 3},
           Row{"mañana", "La manana y la mañana", 2, 5, "es"},
           Row{"manana", "La manana y la mañana", 1, 5, "es"},
           Row{"Bäcker", "Der Baecker, der Bäcker, der Backer", 2, 6, "de"},
           Row{"orange", "L'orange est mûre.", 1, 3, "fr"},
           Row{"oak door", "An oak_ door (oak door) and oak/door.", 3, 7},
           Row{"door", "door* door% #door door= {door} door+ door`door", 2, 7},
           Row{"door", "An oak.door and door.js and 3.door", 3, 6},
           Row{"door", "door's d'door", 1, 2},
           Row{"oak door", "My oak! door. My oak? door.", 0, 6},
           Row{"oak door", "My oak.Door and oak. door and (oak). Door", 2, 8},
           Row{"oak door", "My oak Mr. Door. My oak J. Door.", 1, 8},
           Row{"20 years", "A wall of 20.", 1, 4},
           Row{"first door", "A door.", 1, 2},
           Row{"door", "• door / [door]", 2, 4},
           Row{"京都", "京都。在京都 京都", 1, 2, "zh"},
           Row{"京都 寺", "京都の寺は古い。", 1, 5, "ja"},
       }) {
    const YoastCheck c = check(row.phrase, row.text, row.language);
    EXPECT_EQ(c.count, row.count) << row.phrase << " in " << row.text;
    EXPECT_EQ(c.words, row.words) << row.text;
    EXPECT_EQ(c.matches.size(), row.count);
  }
}

TEST(YoastCheck, TakesQuotedPhrasesLetterForLetter) {
  EXPECT_EQ(
      check("\"green kettle\"", "Green kettle. A kettle that is green. Green\nkettle. Green-kettle.").count,
      1u);
  EXPECT_EQ(check("“to the wall”", "Go to the wall now").count, 1u);
  EXPECT_EQ(check("\"kettle\"", "kettles").count, 0u);
  EXPECT_EQ(check("\"green kettle\"", "x").keyphrase_words, 1u);
  EXPECT_EQ(check("\"oak door\"", "An ‘oak door’. An oak\u00A0door. An $oak door. An oak door%.").count, 2u);
  EXPECT_EQ(check("\"oak door\"", "An oak door/oak door. An oak door's.").count, 1u);
  EXPECT_EQ(check("\"café\"", "A cafe or a café.").count, 2u);
}

TEST(YoastCheck, ReadsHtmlAsItDoes) {
  const auto words = [](std::string_view html, std::string_view phrase) {
    const PlainText plain(html, {.yoast = true});
    const YoastCheck c = yoast_check(plain.text(), plain.blocks(), phrase, "en");
    return std::pair(c.count, c.words);
  };
  EXPECT_EQ(words("<p>An oak<br>door</p>", "oak door"), std::pair(1u, 3u));
  EXPECT_EQ(words("<p>An oak<br><br>door</p>", "oak door"), std::pair(0u, 3u));
  EXPECT_EQ(words("<p>An <q>oak door</q> <kbd>x</kbd></p><iframe>oak</iframe>", "oak door"),
            std::pair(0u, 1u));
  EXPECT_EQ(words("<p>door&mdash;door door&ndash;door</p>", "door"), std::pair(1u, 2u));
  EXPECT_EQ(words("<p>door&#8212;door</p>", "door"), std::pair(2u, 2u));
  EXPECT_EQ(words("<p>[caption]A door[/caption]</p>", "door"), std::pair(1u, 4u));
}

/// `count` sentences of four words with the phrase in a text of `words` words.
YoastCheck check_long(std::string_view phrase, std::uint32_t phrase_words, std::uint32_t count,
                      std::uint32_t words) {
  std::string text;
  for (std::uint32_t i = 0; i < count; ++i) text += "Here stands " + std::string(phrase) + ". ";
  for (std::uint32_t i = count * (phrase_words + 2); i < words; ++i) text += i % 10 ? "filler " : "Filler. ";
  return check(phrase, text);
}

TEST(YoastCheck, JudgesByWeightedDensity) {
  struct Row {
    std::uint32_t count;
    std::uint32_t words;
    Verdict want;
  };
  for (const Row& row : {
           Row{0, 30, Verdict::None},
           Row{1, 30, Verdict::Good},
           Row{2, 30, Verdict::Over},
           Row{3, 30, Verdict::WayOver},
           Row{2, 80, Verdict::Good},
           Row{3, 80, Verdict::Over},
           Row{4, 80, Verdict::WayOver},
           Row{0, 400, Verdict::None},
           Row{1, 400, Verdict::Under},
           Row{2, 400, Verdict::Good},
           Row{8, 400, Verdict::Good},
           Row{10, 400, Verdict::Over},
           Row{12, 400, Verdict::WayOver},
           Row{3, 1000, Verdict::Under},
       }) {
    const YoastCheck c = check_long("green kettle", 2, row.count, row.words);
    EXPECT_EQ(c.words, row.words);
    EXPECT_EQ(c.verdict, row.want) << row.count << " in " << row.words;
  }
}

TEST(YoastCheck, SaysNoInputWithoutTextOrPhrase) {
  EXPECT_EQ(check("kettle", "").verdict, Verdict::NoInput);
  EXPECT_EQ(check("", "A kettle.").verdict, Verdict::NoInput);
  EXPECT_EQ(check("?!", "A kettle?!").verdict, Verdict::NoInput);
  EXPECT_EQ(check("\"\"", "A kettle.").verdict, Verdict::NoInput);
  EXPECT_EQ(check("kettle", "...").density, 0);
}

}  // namespace
}  // namespace textmill::keyword_density
