#include "tagging.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace textmill::keyword_density {
namespace {

/// One letter a word: H head, m modifier, - outside.
std::string tags(std::string_view text) {
  const Reading reading(text, "en", nullptr, &english_lexicon());
  std::vector<Part> parts;
  tag_words(reading.words.words, parts);
  std::string out;
  for (const Part part : parts) out += part == Part::Head ? 'H' : part == Part::Modifier ? 'm' : '-';
  return out;
}

TEST(TagWords, TellsNounPhrasesFromVerbs) {
  struct Row {
    std::string_view text;
    std::string_view want;
  };
  for (const Row& row : {
           Row{"the neural network describes the data", "-mH--H"},
           Row{"of schedule disruption", "-HH"},
           Row{"we schedule the meeting", "---H"},
           Row{"to visit the museum", "---H"},
           Row{"the results show progress", "-H-H"},
           Row{"a distributed system", "-mH"},
           Row{"the system developed in Berlin", "-H--H"},
           Row{"using the method", "--H"},
           Row{"an ontology-based approach", "-HmH"},
           Row{"a two-stage filter", "-mHH"},
           Row{"two new filters", "--H"},
           Row{"quickly in several cities", "---H"},
           Row{"IMF money for the United Nations", "HH--HH"},
       }) {
    EXPECT_EQ(tags(row.text), row.want) << row.text;
  }
}

TEST(TagWords, TakesAllContentWordsAsHeadsWithoutALexicon) {
  const Reading reading("le réseau décrit 3 données", "fr");
  std::vector<Part> parts;
  tag_words(reading.words.words, parts);
  EXPECT_EQ(parts[0], Part::Outside);
  EXPECT_EQ(parts[2], Part::Head);
  EXPECT_EQ(parts[3], Part::Modifier);
}

}  // namespace
}  // namespace textmill::keyword_density
