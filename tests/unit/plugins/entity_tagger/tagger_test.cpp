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

/// Sentences whose sources ask for what stands beside them: numbers, marks and names at both ends, acronyms
/// that are explained, telephones, matches, and names that hold for the whole document.
constexpr std::string_view kSentences[] = {"The World Health Organization (WHO) met in Geneva on 5 May 2024.",
                                           "WHO experts left.",
                                           "Dr. Maria Keller paid 5",
                                           "dollars and 20 cents.",
                                           "It cost 2",
                                           "1/2 million euros.",
                                           "Keller said so yesterday.",
                                           "Call 555",
                                           "0199 or 555-0123.",
                                           "Germany 3",
                                           "Brazil 1 after extra time.",
                                           "James \"Jim\" Kowalczyk came.",
                                           "In London",
                                           "John",
                                           "Smith of Acme Corp. was there.",
                                           "\"A 27\" screen\" he said.",
                                           "It is 12",
                                           "% of 3.5",
                                           "km in New",
                                           "York City at 5 p.m.",
                                           "THE CITY COUNCIL OF PARIS MET TODAY.",
                                           "St.",
                                           "Petersburg is a city.",
                                           "nothing to see here",
                                           "Acme hired Maria.",
                                           "a keller is a cellar."};

/// A document of such sentences in any order, side by side with one blank or none.
struct Shuffled {
  explicit Shuffled(std::mt19937& random) {
    for (std::size_t count = 1 + random() % 12; count > 0; --count) {
      const std::string_view sentence = kSentences[random() % std::size(kSentences)];
      if (!text.empty() && random() % 4 != 0) text += ' ';
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += sentence;
      sentences.push_back({begin, static_cast<std::uint32_t>(text.size())});
    }
  }
  TaggerInput input(std::string_view language, Day reference) const {
    TaggerInput input = input_of(text);
    input.sentences = sentences;
    input.language = language;
    input.reference = reference;
    return input;
  }
  std::string text;
  std::vector<Span> sentences;
};

void expect_same_as_alone(const TaggerOptions& options, int documents) {
  const TaggerModel model(options);
  Tagger used(model);
  std::mt19937 random(11);
  std::size_t known = 0;
  for (int i = 0; i < documents; ++i) {
    const Shuffled document(random);
    const std::string_view language = i % 5 == 0 ? "de" : "en";
    const Day day{2024, i % 2 ? 5 : 6, 1};
    const std::string alone = shown(Tagger(model).tag(document.input(language, day)));
    ASSERT_EQ(shown(used.tag(document.input(language, day))), alone) << document.text;
    known += used.sentences_known();
  }
  EXPECT_GT(known, static_cast<std::size_t>(documents));
}

TEST(Tagger, TagsASentenceMetBeforeAsIfItWereNew) { expect_same_as_alone({}, 2000); }

TEST(Tagger, TagsASentenceMetBeforeAsIfItWereNewWithTheModel) { expect_same_as_alone(with_model(), 600); }

TEST(Tagger, TagsASentenceMetBeforeAsIfItWereNewWithListsOfTheUsers) {
  TaggerOptions options;
  options.gazetteers = {{"people.tsv", "Maria\tPERSON\tQ1\nAcme\tFIRM\tA9\nYork City\tLOCATION\n", "people"}};
  options.types = {Label::Person, Label::Location, Label::Phone, Label::Cardinal};
  expect_same_as_alone(options, 1000);
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
