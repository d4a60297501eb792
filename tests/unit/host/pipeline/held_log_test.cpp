#include "pipeline/held_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textmill::host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HeldLogTest : public ::testing::Test {
 protected:
  std::vector<std::string> told_;
  HeldLog log_{[this](int, std::string_view, std::string_view message) { told_.emplace_back(message); }, 3};

  void say(std::size_t stage, const char* message) { log_.of(stage)(TEXTMILL_LOG_INFO, "a stage", message); }
};

TEST_F(HeldLogTest, TellsWhatStagesSaidWhileMadeInTheirOrder) {
  say(2, "third");
  say(0, "first");
  say(1, "second");
  EXPECT_THAT(told_, IsEmpty());
  log_.release();
  EXPECT_THAT(told_, ElementsAre("first", "second", "third"));
}

TEST_F(HeldLogTest, TellsOfDocumentsLast) {
  log_.made(0);
  say(0, "a document");
  say(1, "second");
  log_.release();
  say(2, "at once");
  EXPECT_THAT(told_, ElementsAre("second", "a document", "at once"));
}

TEST_F(HeldLogTest, TellsNothingBehindTheStageThatFailed) {
  say(0, "first");
  log_.made(0);
  say(0, "a document");
  say(1, "why it fails");
  say(2, "third");
  log_.release_up_to(1);
  say(2, "still third");
  say(0, "goes");
  EXPECT_THAT(told_, ElementsAre("first", "why it fails", "goes"));
}

TEST_F(HeldLogTest, TellsNothingOfDocumentsWhenTheLastStageFails) {
  log_.made(0);
  say(0, "a document");
  say(2, "why it fails");
  log_.release_up_to(2);
  EXPECT_THAT(told_, ElementsAre("why it fails"));
}

}  // namespace
}  // namespace textmill::host
