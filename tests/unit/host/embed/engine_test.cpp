// libtextmill as a C program sees it: only textmill/engine.h is included.
#include "textmill/engine.h"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include <fstream>
#include <thread>

namespace {

using ::testing::HasSubstr;

/// A pipeline of one bad plugin of the tests.
class Embedded : public ::testing::Test {
 protected:
  void open(const std::string& plugin, const std::string& more = {}, bool drafts = false) {
    setenv("XDG_CACHE_HOME", "/dev/null/none", 1);
    const std::string pipeline = ::testing::TempDir() + "embed-" + std::to_string(getpid()) + ".yaml";
    std::ofstream(pipeline) << "textmill: 1\nstages:\n  - use: " << plugin << "\n" << more;
    const std::string file = std::string(BAD_PLUGINS) + "/" + plugin + ".so";
    const char* files[] = {file.c_str(), nullptr};
    textmill_engine_options options{};
    options.size = sizeof options;
    options.plugin_files = files;
    options.allow_drafts = drafts;
    engine_ = textmill_engine_open(pipeline.c_str(), &options);
    session_ = textmill_session_open(engine_);
    unlink(pipeline.c_str());
  }
  std::int32_t run(const std::string& text) {
    return textmill_session_run(session_, "the id", text.data(), text.size());
  }
  ~Embedded() override {
    textmill_session_close(session_);
    textmill_engine_close(engine_);
  }
  textmill_engine* engine_ = nullptr;
  textmill_session* session_ = nullptr;
};

TEST_F(Embedded, GivesLayersAttributesAndTheLine) {
  open("span_outside");
  ASSERT_EQ(textmill_engine_problem(engine_), nullptr) << textmill_engine_problem(engine_);
  ASSERT_EQ(run("some text"), TEXTMILL_OK) << textmill_session_problem(session_);
  EXPECT_STREQ(textmill_session_layer_name(session_, 0), "span_outside_marks");
  EXPECT_EQ(textmill_session_layer_name(session_, 1), nullptr);
  textmill_layer_view view{};
  view.size = sizeof view;
  ASSERT_EQ(textmill_session_layer(session_, "span_outside_marks", &view), TEXTMILL_OK);
  ASSERT_EQ(view.count, 1U);
  EXPECT_EQ(view.spans[0].end, 9U);
  EXPECT_EQ(textmill_session_layer(session_, "entities", &view), TEXTMILL_ABSENT);
  EXPECT_THAT(textmill_session_json(session_), HasSubstr("{\"id\":\"the id\""));
}

TEST_F(Embedded, GoesOnAfterADocumentThatFails) {
  open("span_outside");
  EXPECT_EQ(run("##TRIGGER##"), TEXTMILL_ERROR);
  EXPECT_THAT(textmill_session_problem(session_),
              HasSubstr("stage 'span_outside': broke the plugin contract"));
  EXPECT_STREQ(textmill_session_json(session_), "");
  EXPECT_EQ(run("\xFF"), TEXTMILL_ERROR);
  EXPECT_THAT(textmill_session_problem(session_), HasSubstr("not valid UTF-8"));
  EXPECT_EQ(run("text"), TEXTMILL_OK);
  EXPECT_EQ(textmill_session_problem(session_), nullptr);
}

TEST_F(Embedded, TellsADroppedDocumentFromAFailedOne) {
  open("process_drops");
  EXPECT_EQ(run("##TRIGGER##"), TEXTMILL_DROP);
  EXPECT_THAT(textmill_session_problem(session_), HasSubstr("not worth keeping"));
}

TEST_F(Embedded, SaysEverythingThatIsWrongWithAPipeline) {
  open("good", "    whith: {}\n    on_eror: drop\n");
  ASSERT_NE(textmill_engine_problem(engine_), nullptr);
  EXPECT_THAT(textmill_engine_problem(engine_), HasSubstr("whith"));
  EXPECT_THAT(textmill_engine_problem(engine_), HasSubstr("on_eror"));
  EXPECT_EQ(run("text"), TEXTMILL_ERROR);
  EXPECT_THAT(textmill_session_problem(session_), HasSubstr("whith"));
}

TEST_F(Embedded, RefusesAPluginThatCannotBeCreated) {
  open("create_fails");
  ASSERT_NE(textmill_engine_problem(engine_), nullptr);
  EXPECT_THAT(textmill_engine_problem(engine_), HasSubstr("the word list is empty"));
}

TEST_F(Embedded, RefusesDraftsOfTheContractUnlessAllowed) {
  open("draft_listed");
  ASSERT_NE(textmill_engine_problem(engine_), nullptr);
  EXPECT_THAT(textmill_engine_problem(engine_), HasSubstr("uses the draft 'textmill.source/draft-1'"));
  textmill_session_close(session_);
  textmill_engine_close(engine_);
  open("draft_listed", {}, true);
  EXPECT_EQ(textmill_engine_problem(engine_), nullptr);
  EXPECT_EQ(run("text"), TEXTMILL_OK) << textmill_session_problem(session_);
}

TEST_F(Embedded, OneEngineServesManyThreads) {
  open("good");
  std::vector<std::thread> threads;
  std::vector<std::int64_t> lines(4);
  for (std::size_t t = 0; t < lines.size(); ++t) {
    threads.emplace_back([&, t] {
      textmill_session* session = textmill_session_open(engine_);
      for (int i = 0; i < 200; ++i) {
        const std::string text(t + 1, '\n');
        textmill_value value{};
        if (textmill_session_run(session, nullptr, text.data(), text.size()) != TEXTMILL_OK) break;
        if (textmill_session_attribute(session, "good.count", &value) == TEXTMILL_OK)
          lines[t] = value.as.integer;
      }
      textmill_session_close(session);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(lines, ::testing::ElementsAre(1, 2, 3, 4));
}

}  // namespace
