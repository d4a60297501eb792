#include "textmill/testkit/fake_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "textmill/plugin.hpp"

namespace textmill::testkit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Marks a letter, or breaks the contract in the way `trick` says.
class Marker {
 public:
  explicit Marker(const Setup& setup)
      : letter_(setup.string("letter")),
        trick_(setup.string("trick")),
        share_(setup.number("share")),
        wait_ns_(setup.integer("wait")),
        words_(setup.strings("words").size()) {
    if (letter_.empty()) throw Error("option 'letter' is empty");
    setup.warn("created");
  }

  void process(textmill::Document& document) {
    if (trick_ == "drop") throw Drop("too short");
    if (trick_ == "throw") throw std::runtime_error("out of ideas");
    if (trick_ == "undeclared") document.write("other");
    if (document.cancelled()) throw Error("out of time", TEXTMILL_CANCELLED);
    auto marks = document.write("marks");
    if (trick_ == "outside") marks.add({0, static_cast<std::uint32_t>(document.text().size() + 1)});
    if (trick_ == "cut") marks.add({0, static_cast<std::uint32_t>(document.text().find('\xC3') + 1)});
    if (trick_ == "unsorted") marks.add({1, 3});
    if (trick_ == "nan") marks.add({0, 1}, 0, std::nanf(""));
    mark(document, marks);
  }

 private:
  void mark(textmill::Document& document, LayerWriter& marks) {
    std::int64_t count = 0;
    for (std::size_t at = document.text().find(letter_); at != std::string_view::npos;
         at = document.text().find(letter_, at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      const std::uint32_t label = count == 0 ? 0 : marks.intern("later");
      marks.add({begin, begin + static_cast<std::uint32_t>(letter_.size())}, label, 0.5F);
      if (!document.layer("tokens").empty()) marks.set_parent(0);
      marks.set(0, ++count);
      marks.set(1, share_);
      marks.set(2, document.meta_string("note"));
    }
    document.set("marker.count", count);
    if (count > 1) document.warn("more than one");
  }

  std::string letter_;
  std::string trick_;
  double share_;
  std::int64_t wait_ns_;
  std::size_t words_;
};

constexpr textmill_stage kMarker = stage<Marker>("marker");
constexpr const textmill_stage* kStages[] = {&kMarker};
constexpr textmill_plugin kPlugin = {sizeof(textmill_plugin), 1, 0, "marker", 1, kStages};

Text run(FakeHost& host, std::string_view text) { return host.create(kPlugin, "marker").run(text); }

/// Emits its text; the result joins all of them.
struct Emitter {
  explicit Emitter(const Setup&) {}
  void process(textmill::Document& document) const {
    document.emit(document.text());
    document.count("texts");
    if (document.text() == "bad") throw Error("a bad text");
  }
};
struct Joined {
  explicit Joined(const Emitter&) {}
  void take(std::string_view id, std::string_view contribution) {
    if (contribution == "refused") throw Error("cannot take that");
    joined += std::string(id) + "=" + std::string(contribution) + " ";
  }
  std::string finish() const { return '"' + joined + '"'; }
  std::string joined;
};
constexpr textmill_stage kEmitter = reducing_stage<Joined, Emitter>("emitter");
constexpr const textmill_stage* kEmitterStages[] = {&kEmitter};
constexpr textmill_plugin kEmitterPlugin = {sizeof(textmill_plugin), 1, 0, "emitter", 1, kEmitterStages};

/// Remembers how many texts it has met, in memory of all workers.
struct Rememberer {
  explicit Rememberer(const Setup& setup) : met(static_cast<char*>(setup.shared_memory(5000))) {}
  void process(textmill::Document& document) {
    ++met[4999];
    document.count("met", met[4999]);
  }
  char* met;
};
constexpr textmill_stage kRememberer = stage<Rememberer>("rememberer");
constexpr const textmill_stage* kRemembererStages[] = {&kRememberer};
constexpr textmill_plugin kRemembererPlugin = {sizeof(textmill_plugin), 1, 0, "rememberer", 1,
                                               kRemembererStages};

TEST(FakeHost, HasMemoryForWhatAStageRemembers) {
  Stage stage = FakeHost().create(kRemembererPlugin, "rememberer");
  EXPECT_EQ(stage.run("one").counters().at("met"), 1);
  EXPECT_EQ(stage.run("two").counters().at("met"), 2);
}

TEST(FakeHost, MakesTheResultOverAllTextsThatEndedWell) {
  Stage stage = FakeHost().create(kEmitterPlugin, "emitter");
  EXPECT_EQ(*stage.result(), "\"\"");
  Text one("one", "a"), bad("bad", "b"), two("two", "c");
  EXPECT_TRUE(stage.run(one));
  EXPECT_FALSE(stage.run(bad));
  EXPECT_TRUE(stage.run(two));
  EXPECT_EQ(one.contribution(), "one");
  EXPECT_EQ(bad.contribution(), "");
  EXPECT_EQ(bad.counters().at("texts"), 1);
  EXPECT_EQ(*stage.result(), "\"a=one c=two \"");
  EXPECT_EQ(*stage.result(), "\"a=one c=two \"");
  stage.run("refused");
  EXPECT_EQ(stage.result().error().message(), "cannot take that");
}

TEST(FakeHost, RefusesAContributionTheManifestDoesNotPromise) {
  FakeHost host(MANIFEST);
  constexpr textmill_stage marker = reducing_stage<Joined, Emitter>("marker");
  const textmill_stage* const stages[] = {&marker};
  const Text text = host.create({sizeof(textmill_plugin), 1, 0, "marker", 1, stages}, "marker").run("text");
  EXPECT_THAT(text.status().message(), HasSubstr("writes.result"));
  Stage without = host.create(kPlugin, "marker");
  EXPECT_THAT(without.result().error().message(), HasSubstr("does not offer textmill.reduce/1"));
}

TEST(FakeHost, ShowsWhatAStageWrote) {
  FakeHost host(MANIFEST);
  Text text("an art");
  text.add("tokens", {0, 2}, "word").meta("note", "seen");
  Stage stage = host.create(kPlugin, "marker");
  ASSERT_TRUE(stage.run(text)) << text.status().message();

  EXPECT_THAT(text.spans("marks"), ElementsAre(Span{0, 1}, Span{3, 4}));
  EXPECT_THAT(text.labelled("marks"), ElementsAre("first a", "later a"));
  const Row row = text.rows("marks").at(1);
  EXPECT_EQ(row.score, 0.5F);
  EXPECT_EQ(row.parent, 0U);
  EXPECT_EQ(row.features.at("nth"), 2);
  EXPECT_EQ(row.features.at("share"), 3.0);
  EXPECT_EQ(row.features.at("note"), "seen");
  EXPECT_EQ(text.attribute("marker.count"), 2);
  EXPECT_TRUE(text.attribute("marker.verdict").is_null());
  ASSERT_EQ(text.log().size(), 1U);
  EXPECT_EQ(text.log()[0].message, "more than one");
  EXPECT_EQ(stage.log().at(0).message, "created");
}

TEST(FakeHost, PrintsEverySpanWithItsText) {
  FakeHost host(MANIFEST);
  std::ostringstream out;
  out << run(host, "a\nb");
  EXPECT_EQ(out.str(),
            "text of 3 bytes \"a\\nb\"\nmarks: 1 row\n"
            "  [0] 0..1 \"a\" first score=0.5 note=\"\" nth=1 share=3\nmarker.count = 1\n");
}

TEST(FakeHost, GivesALayerOfOneStageToTheNext) {
  Text text("banana");
  FakeHost letters(MANIFEST);
  ASSERT_TRUE(letters.create(kPlugin).run(text));
  struct Reader {
    explicit Reader(const textmill::Setup&) {}
    void process(textmill::Document& document) {
      const Layer marks = document.layer("marks");
      document.set("second.label", std::string(marks.label(1)));
      document.set("second.nth", marks.integers("nth")[1]);
      document.set("second.count", document.attribute("marker.count")->as.integer);
    }
  };
  static constexpr textmill_stage kReader = textmill::stage<Reader>("reader");
  static constexpr const textmill_stage* kReaders[] = {&kReader};
  constexpr textmill_plugin kReaderPlugin = {sizeof(textmill_plugin), 1, 0, "reader", 1, kReaders};
  ASSERT_TRUE(FakeHost().create(kReaderPlugin).run(text)) << text;
  EXPECT_EQ(text.attribute("second.label"), "later");
  EXPECT_EQ(text.attribute("second.nth"), 2);
  EXPECT_EQ(text.attribute("second.count"), 3);
}

struct Judge {
  explicit Judge(const textmill::Setup& setup) : rule(setup.string("rule")) {}
  void process(textmill::Document& document) {
    auto findings = document.write("findings");
    findings.add({rule == "a" ? 1U : 0U, 3}, findings.intern(rule));
  }
  std::string rule;
};
constexpr textmill_stage kJudge = stage<Judge>("judge");
constexpr const textmill_stage* kJudges[] = {&kJudge};
constexpr textmill_plugin kJudgePlugin = {sizeof(textmill_plugin), 1, 0, "judge", 1, kJudges};

TEST(FakeHost, MergesTheFindingsOfSeveralStages) {
  Text text("abc");
  for (const char* rule : {"a", "b"}) {
    FakeHost host;
    ASSERT_TRUE(host.set("rule", rule).create(kJudgePlugin).run(text)) << text;
  }
  EXPECT_THAT(text.labelled("findings"), ElementsAre("b abc", "a bc"));
}

TEST(FakeHost, ReportsABrokenContractAsTheHostDoes) {
  struct Case {
    const char* trick;
    Code code;
    const char* message;
  };
  for (const Case& c :
       {Case{"none", Code::Ok, ""}, Case{"drop", Code::Drop, "too short"},
        Case{"throw", Code::Error, "out of ideas"},
        Case{"outside", Code::Invalid, "layer 'marks' row 0: span 0..6 is outside the text of 5 bytes"},
        Case{"cut", Code::Invalid, "cuts a code point"}, Case{"unsorted", Code::Invalid, "out of order"},
        Case{"nan", Code::Invalid, "score that is not a finite number"},
        Case{"undeclared", Code::Undeclared, "layer 'other' is not declared"}}) {
    FakeHost host(MANIFEST);
    const Text text = run(host.set("trick", c.trick), "aé a");
    EXPECT_EQ(text.status().code(), c.code) << c.trick;
    EXPECT_THAT(text.status().message(), HasSubstr(c.message));
    EXPECT_EQ(text.has_layer("marks"), text.status().ok()) << c.trick;
    EXPECT_EQ(text.attribute("marker.count").is_null(), !text.status().ok()) << c.trick;
  }
}

TEST(FakeHost, ReportsAnUndeclaredNameThatThePluginOverlooked) {
  struct Overlooks {
    explicit Overlooks(const textmill::Setup&) {}
    void process(textmill::Document& document) {
      EXPECT_THROW(document.set("marker.verdict", "fine"), Error);
    }
  };
  static constexpr textmill_stage kStage = textmill::stage<Overlooks>("marker");
  static constexpr const textmill_stage* kList[] = {&kStage};
  constexpr textmill_plugin kOther = {sizeof(textmill_plugin), 1, 0, "marker", 1, kList};
  const Text text = FakeHost(MANIFEST).create(kOther).run("a");
  EXPECT_THAT(text.status().message(), HasSubstr("attribute 'marker.verdict' is not declared"));
}

TEST(FakeHost, ChecksOptionsAgainstTheManifest) {
  const auto status_of = [](const char* name, Value value) {
    FakeHost host(MANIFEST);
    return host.set(name, std::move(value)).create(kPlugin).status().message();
  };
  EXPECT_EQ(status_of("limit", 1000), "");
  EXPECT_EQ(status_of("share", 4), "");
  EXPECT_EQ(status_of("words", "one"), "");
  EXPECT_EQ(status_of("words", {"one", "two"}), "");
  EXPECT_EQ(status_of("wait", std::int64_t{2'000'000'000}), "");
  EXPECT_EQ(status_of("leter", "a"), "option 'leter' is not declared in plugin.yaml");
  EXPECT_EQ(status_of("limit", "many"), "option 'limit' is declared as integer but set as string");
  EXPECT_EQ(status_of("limit", 1001), "option 'limit' is outside the range that plugin.yaml gives");
  EXPECT_EQ(status_of("wait", std::int64_t{2'000'000'001}),
            "option 'wait' is outside the range that plugin.yaml gives");
  EXPECT_EQ(status_of("trick", "sleep"),
            "option 'trick' is 'sleep', which plugin.yaml does not list under choices");
  EXPECT_EQ(status_of("letter", ""), "stage 'marker' cannot be created: option 'letter' is empty");
}

TEST(FakeHost, RunningAStageThatCouldNotBeCreatedGivesItsStatus) {
  FakeHost host(MANIFEST);
  EXPECT_THAT(run(host.set("letter", ""), "a").status().message(), HasSubstr("option 'letter' is empty"));
  EXPECT_THAT(host.create(kPlugin, "other").run("a").status().message(),
              HasSubstr("no complete stage 'other'"));
}

TEST(FakeHost, TellsTheStageThatTimeIsOver) {
  FakeHost host(MANIFEST);
  EXPECT_EQ(run(host.expire(), "a").status().code(), Code::Cancelled);
}

TEST(FakeHost, WithoutManifestOptionsMustBeGivenAndNamesAreFree) {
  FakeHost host;
  EXPECT_THAT(host.create(kPlugin).status().message(), HasSubstr("option 'letter' is read but not declared"));
  host.set("letter", "a").set("trick", "none").set("share", 1.0).set("wait", 0).set("words", Value());
  Text text("a b a");
  ASSERT_FALSE(host.create(kPlugin).run(text)) << "string features need a manifest";
  EXPECT_THAT(text.status().message(), HasSubstr("string feature"));
}

TEST(FakeHost, RefusesAManifestThatIsNone) {
  EXPECT_THROW(FakeHost("/nowhere/plugin.yaml"), std::runtime_error);
}

TEST(TestkitText, RefusesPrefilledSpansOutsideTheText) {
  EXPECT_THROW(Text("abc").add("tokens", {2, 4}), std::out_of_range);
  EXPECT_THROW((void)Value("text").integer(), std::runtime_error);
}

}  // namespace
}  // namespace textmill::testkit
