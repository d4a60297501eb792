#include "passive.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace textmill::keyword_density {
namespace {

bool passive(const std::string& sentence) {
  std::istringstream in(sentence);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return has_passive(words);
}

TEST(HasPassive, SeesAFormOfBeBeforeAParticiple) {
  for (const char* sentence :
       {"the house was built", "it has not yet been told", "the roof is being repaired", "they were taught",
        "it's made of tin", "he got hurt", "no one will be hurt", "the work is almost never finished"}) {
    EXPECT_TRUE(passive(sentence)) << sentence;
  }
}

TEST(HasPassive, LeavesStatesAndOtherVerbsAlone) {
  for (const char* sentence :
       {"", "she was interested", "they built a house", "it is used to rain", "he was a married man",
        "i am red", "we were in need", "he had finished", "the bed is here"}) {
    EXPECT_FALSE(passive(sentence)) << sentence;
  }
}

TEST(HasPassive, WantsTheParticipleRightBehindTheVerb) {
  EXPECT_FALSE(passive("there is a tired and broken man"));
  EXPECT_FALSE(passive("we are glad they finished"));
  EXPECT_FALSE(passive("he got really worried"));
}

}  // namespace
}  // namespace textmill::keyword_density
