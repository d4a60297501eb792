// What the test kit has besides the fake host: hostile texts, calls that fail, case files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <textmill/plugin.hpp>
#include <textmill/testkit/cases.hpp>
#include <textmill/testkit/fake_host.hpp>
#include <textmill/testkit/nasty_texts.hpp>
#include <textmill/text/utf8.hpp>

namespace textmill::testkit {
namespace {

using ::testing::HasSubstr;

TEST(NastyTexts, AreValidUtf8AndNoTwoAlike) {
  const std::vector<std::string> texts = nasty_texts();
  EXPECT_GT(texts.size(), 30U);
  for (const std::string& text : texts) EXPECT_TRUE(text::is_valid_utf8(text));
  EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), texts.size());
}

TEST(RandomText, IsValidUtf8AndTheSameForTheSameSeed) {
  std::mt19937 a(7), b(7), c(8);
  const std::string text = random_text(a, 5000);
  EXPECT_TRUE(text::is_valid_utf8(text));
  EXPECT_EQ(text::count_code_points(text), 5000U);
  EXPECT_EQ(random_text(b, 5000), text);
  EXPECT_NE(random_text(c, 5000), text);
}

class Marker {
 public:
  explicit Marker(const Setup& setup) : least_(setup.integer("least")) {}
  void process(Document& document) const {
    auto marks = document.write("marks");
    if (static_cast<std::int64_t>(document.text().size()) >= least_) marks.add({0, 1}, marks.intern("x"));
    marks.flush();
    document.set("marker.done", true);
  }

 private:
  std::int64_t least_;
};
const textmill_stage kMarker = stage<Marker>("marker");
const textmill_stage* const kStages[] = {&kMarker};
const textmill_plugin kPlugin = {sizeof(textmill_plugin), 1, 0, "marker", 1, kStages};

TEST(FailCall, MakesTheStageFailAndGoOnWithTheNextDocument) {
  for (const char* function : {"write_layer", "reserve", "commit", "set_attribute"}) {
    FakeHost host;
    host.set("least", 1);
    Stage stage = host.fail_call(function).create(kPlugin);
    Text text("text"), again("text");
    EXPECT_FALSE(stage.run(text)) << function;
    EXPECT_TRUE(stage.call_failed()) << function;
    EXPECT_FALSE(text.has_layer("marks")) << function;
    EXPECT_FALSE(stage.run(again)) << function << " fails in each document";
  }
}

TEST(FailCall, CountsFromTheFirstCallOfEachDocument) {
  FakeHost host;
  host.set("least", 1);
  Stage stage = host.fail_call("reserve", 2).create(kPlugin);
  Text text("text");
  EXPECT_TRUE(stage.run(text)) << text;
  EXPECT_FALSE(stage.call_failed()) << "there is one reserve only";
}

TEST(FailCall, ReachesTheOptionsToo) {
  FakeHost host;
  host.set("least", 1);
  EXPECT_FALSE(host.fail_call("option").create(kPlugin).status().ok());
}

TEST(FailCall, KnowsTheFunctionsOfTheHost) {
  FakeHost host;
  EXPECT_THROW(host.fail_call("malloc"), std::invalid_argument);
}

/// Numbers documents by the words of the whole call; refuses, drops or throws where the text says so.
class Counter {
 public:
  explicit Counter(const Setup&) {}
  void process(Document& document) const { count(document); }
  void process_batch(Batch& batch) const {
    batch.for_each([&](std::size_t, Document& document) {
      if (document.text() == "throw it all") thrown_ = true;
      if (document.text() == "drop") throw Drop("the text says so");
    });
    if (std::exchange(thrown_, false)) throw Error("no batch today");
    batch.for_each([&](std::size_t number, Document& document) {
      document.count("in_call", static_cast<std::int64_t>(number));
      count(document);
    });
  }

 private:
  static void count(Document& document) {
    if (document.text() == "fail") throw Error("the text says so");
    if (document.text() == "drop") throw Drop("the text says so");
    document.set("bytes", static_cast<std::int64_t>(document.text().size()));
  }
  mutable bool thrown_ = false;
};
const textmill_stage kCounter = stage<Counter>("counter");
const textmill_stage* const kCounterStages[] = {&kCounter};
const textmill_plugin kCounterPlugin = {sizeof(textmill_plugin), 1, 0, "counter", 1, kCounterStages};

std::vector<Text> texts_of(std::initializer_list<const char*> list) {
  std::vector<Text> texts;
  for (const char* text : list) texts.emplace_back(text);
  return texts;
}

TEST(RunBatch, EndsEachTextAsRunDoes) {
  Stage stage = FakeHost().create(kCounterPlugin);
  std::vector<Text> together = texts_of({"a", "fail", "ccc", "drop", ""});
  ASSERT_TRUE(stage.run_batch(together).ok());
  for (const Text& text : together) {
    Text alone(text.text());
    stage.run(alone);
    EXPECT_EQ(text.status().code(), alone.status().code()) << text;
    EXPECT_EQ(text.status().message(), alone.status().message());
    EXPECT_EQ(text.attributes(), alone.attributes());
  }
  EXPECT_EQ(together[4].counters().at("in_call"), 4);
  EXPECT_TRUE(together[1].counters().find("in_call") != together[1].counters().end());
  EXPECT_TRUE(together[3].counters().empty()) << "a dropped document is left out of what follows";
}

TEST(RunBatch, FailsAsAWholeWithWhatIsThrownOutsideADocument) {
  Stage stage = FakeHost().create(kCounterPlugin);
  std::vector<Text> texts = texts_of({"a", "throw it all"});
  EXPECT_EQ(stage.run_batch(texts).message(), "the call fails as a whole");
  EXPECT_EQ(stage.log().back().message, "no batch today");
  EXPECT_TRUE(texts[0].attributes().empty());
  EXPECT_TRUE(stage.run(texts[0])) << "one by one it goes on";
}

TEST(RunBatch, NeedsAStageThatOffersIt) {
  FakeHost host;
  std::vector<Text> texts = texts_of({"a"});
  EXPECT_THAT(host.set("least", 1).create(kPlugin).run_batch(texts).message(),
              HasSubstr("does not offer textmill.batch/1"));
}

class Cases : public ::testing::Test {
 protected:
  Cases() { std::filesystem::create_directories(folder_); }
  ~Cases() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& content) {
    std::ofstream(folder_ + "/" + name) << content;
  }
  std::string check() {
    return check_cases(folder_, [](const Case& c) { return c.option("say", "no") + " " + c.input; });
  }
  // Tests run side by side: a folder for each.
  const std::string folder_ = ::testing::TempDir() + "textmill-cases-" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(Cases, HoldOrAreReportedWithTheirPlace) {
  write("a.txt", "About.\n\n=== Holds\nsay: yes\n---\nin\n---\nyes in\n");
  EXPECT_EQ(check(), "");
  write("b.txt", "=== Differs\n---\nin{U+0041}\n---\nyes in\n");
  EXPECT_EQ(check(), folder_ + "/b.txt:1: Differs\n  -yes in\n  +no inA\n");
}

TEST_F(Cases, AreRewrittenOnDemand) {
  write("a.txt", "About.\n=== Differs\n---\nin\n---\nold\n");
  setenv("TEXTMILL_UPDATE_CASES", "1", 1);
  EXPECT_EQ(check(), "");
  unsetenv("TEXTMILL_UPDATE_CASES");
  EXPECT_EQ(check(), "");
  EXPECT_EQ(read_cases(folder_ + "/a.txt").front().expected, "no in");
}

TEST_F(Cases, AreRewrittenAsTheyStandIfNothingChanged) {
  const std::string content =
      "About.\n\n=== Nothing comes\n---\nin\n---\n\n=== Nor here\nsay: x\n---\nin\n---\n";
  write("a.txt", content);
  setenv("TEXTMILL_UPDATE_CASES", "1", 1);
  EXPECT_EQ(check_cases(folder_, [](const Case&) { return std::string(); }), "");
  unsetenv("TEXTMILL_UPDATE_CASES");
  std::ifstream file(folder_ + "/a.txt");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), content);
}

TEST_F(Cases, OfNoneAreAMistake) {
  EXPECT_THAT(check(), HasSubstr("has no *.txt file"));
  write("a.txt", "nothing here\n");
  EXPECT_THAT(check(), HasSubstr("a.txt has no cases"));
  write("a.txt", "=== Half\n---\nin\n");
  EXPECT_THROW(check(), std::runtime_error);
}

}  // namespace
}  // namespace textmill::testkit
