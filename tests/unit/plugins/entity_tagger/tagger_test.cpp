// What must hold for any text: the same answer whatever came before, and time that grows with the text only.
#include "tagger.hpp"

#include <gmock/gmock.h>

#include <ctime>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "tagging.hpp"

namespace textmill::entity_tagger {
namespace {

TaggerOptions with_model() {
  TaggerOptions options;
  options.model_path = std::string(TEXTMILL_SOURCE_DIR) + "/plugins/entity_tagger/data/names.model";
  return options;
}

TaggerInput input_of(std::string_view text) {
  TaggerInput input;
  input.text = text;
  input.tokens = plain_tokens(text);
  return input;
}

std::string shown(const std::vector<Entity>& entities) {
  std::ostringstream out;
  for (const Entity& e : entities)
    out << e.span.begin << '-' << e.span.end << ' ' << label_name(e.label) << ' ' << e.score << ' ' << e.norm
        << ' ' << e.source << ' ' << e.canonical << ' ' << e.id << '\n';
  return out.str();
}

/// The paragraphs of the fixture article.
std::vector<std::string> paragraphs() {
  std::ifstream file(std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt", std::ios::binary);
  std::vector<std::string> result;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) result.push_back(line);
  }
  return result;
}

TEST(Tagger, GivesTheSameWhateverItTaggedBefore) {
  const TaggerModel model(with_model());
  Tagger used(model);
  const std::vector<std::string> texts = paragraphs();
  ASSERT_GT(texts.size(), 5u);
  std::vector<std::string> alone;
  for (const std::string& text : texts) alone.push_back(shown(Tagger(model).tag(input_of(text))));
  for (std::size_t i = texts.size(); i-- > 0;) {
    EXPECT_EQ(shown(used.tag(input_of(texts[i]))), alone[i]) << texts[i];
  }
}

/// Sentences of some words that begin something and many that begin nothing.
std::string invented(std::mt19937& random, TaggerInput& input) {
  constexpr std::string_view kWords[] = {"the",  "walks", "of",  "quietly", "and",   "green",  "in",
                                         "May",  "2019",  "5",   "percent", "Mr.",   "Miller", "Oslo",
                                         "Bank", "(",     "WHO", ")",       "World", "Health", "Organization",
                                         "one",  "a",     ",",   "dollars", "Acme",  "Corp.",  "president"};
  std::string text;
  for (int sentence = 0; sentence < 12; ++sentence) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    const bool dull = random() % 2 == 0;
    for (unsigned words = 1 + random() % 9; words > 0; --words) {
      text += kWords[random() % (dull ? 6 : std::size(kWords))];
      text += ' ';
    }
    input.sentences.push_back({begin, static_cast<std::uint32_t>(text.size())});
  }
  return text;
}

TEST(Tagger, PassesOverSentencesWhereNothingWouldBeFound) {
  TaggerOptions options;  // no source that looks at all pieces
  for (const Label label : {Label::Person, Label::Organization, Label::Location, Label::Date, Label::Money,
                            Label::Percent, Label::Cardinal, Label::Quantity, Label::Duration, Label::Time})
    options.types.push_back(label);
  const TaggerModel passing(options);
  options.types.push_back(Label::Ip);  // which is looked for everywhere
  const TaggerModel looking(options);
  Tagger quick(passing), thorough(looking);
  std::mt19937 random(3);
  std::size_t found = 0;
  for (int i = 0; i < 500; ++i) {
    TaggerInput input;
    const std::string text = invented(random, input);
    input.text = text;
    input.tokens = plain_tokens(text);
    const std::string want = shown(thorough.tag(input));
    found += !want.empty();
    EXPECT_EQ(shown(quick.tag(input)), want) << text;
  }
  EXPECT_GT(found, 400u);
}

/// Seconds to tag `unit` repeated so often, as one sentence.
double seconds(Tagger& tagger, std::string_view unit, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += unit;
  const TaggerInput input = input_of(text);
  const std::clock_t start = std::clock();
  tagger.tag(input);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(Tagger, TakesLinearTimeInAVeryLongSentence) {
  const TaggerModel model(with_model());
  Tagger tagger(model);
  for (const std::string_view unit :
       {"Anna ", "of the United ", "1 ", "3 May ", "two hundred and ", "(WTO) ", "- 5 % ", "from 2020 to ",
        "東京 ", "Anna paid 40 euros and ", "Inter-", "«é» ", "1:", "((((", "a.b.c.", "'s "}) {
    seconds(tagger, unit, 1000);  // fills buffers and the cache
    const double small = seconds(tagger, unit, 3000), large = seconds(tagger, unit, 30000);
    EXPECT_LT(large, 30 * small + 0.2) << unit;  // ten times the text; a square would be 100
  }
}

}  // namespace
}  // namespace textmill::entity_tagger
