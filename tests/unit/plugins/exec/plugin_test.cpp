// With real programs: each is a line of shell.
#include <gmock/gmock.h>
#include <textmill/testkit/fake_host.hpp>

#include <fstream>

extern "C" const textmill_plugin textmill_plugin_v1;

namespace textmill::testkit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ExecStage : public ::testing::Test {
 protected:
  ExecStage() : host_(TEXTMILL_MANIFEST) {}
  Stage shell(const std::string& script) {
    host_.set("command", std::vector<std::string>{"sh", "-c", script});
    return host_.create(textmill_plugin_v1, "exec");
  }
  FakeHost host_;
};

TEST_F(ExecStage, WritesWhatTheProgramAnswers) {
  Stage stage = shell(
      "while read -r line; do echo "
      "'{\"marks\":[{\"begin\":1,\"end\":2,\"label\":\"x\"}],\"attributes\":{\"number\":3}}'; done");
  for (int i = 0; i < 3; ++i) {
    Text text("aéz");
    ASSERT_TRUE(stage.run(text)) << text.status().message();
    EXPECT_THAT(text.texts("marks"), ElementsAre("é"));
    EXPECT_THAT(text.labels("marks"), ElementsAre("x"));
    EXPECT_EQ(text.attribute("exec.number"), Value(3.0));
  }
}

TEST_F(ExecStage, GivesTheProgramTextLayersAndMeta) {
  host_.set("layers", std::vector<std::string>{"tokens"});
  host_.set("meta", std::vector<std::string>{"title", "absent"});
  Stage stage =
      shell("read -r line; printf '%s' \"$line\" | sed 's/[\"\\\\]/\\\\&/g; s/.*/{\"error\":\"&\"}/'; echo");
  Text text("é \"x\"", "the id");
  text.add("tokens", {0, 2}, "word").meta("title", "T");
  stage.run(text);
  EXPECT_THAT(text.status().message(),
              HasSubstr("{\"id\":\"the id\",\"text\":\"é "
                        "\\\"x\\\"\",\"layers\":{\"tokens\":[{\"begin\":0,\"end\":1,\"label\":\"word\""));
  EXPECT_THAT(text.status().message(), HasSubstr("\"meta\":{\"title\":\"T\"}}"));
}

TEST_F(ExecStage, StartsTheProgramAnewAfterItEnded) {
  Stage stage = shell(
      "read -r line; case $line in *bad*) exit 3;; esac; echo '{}'; read -r line; echo '{}'; read -r line");
  Text good("good"), bad("bad");
  EXPECT_TRUE(stage.run(good)) << good.status().message();
  Stage other = shell("read -r line; case $line in *bad*) exit 3;; esac; echo '{}'");
  EXPECT_FALSE(other.run(bad));
  EXPECT_THAT(bad.status().message(), HasSubstr("ended with exit code 3 instead of answering"));
  EXPECT_TRUE(other.run(good)) << good.status().message();
}

TEST_F(ExecStage, StopsAProgramThatHangs) {
  host_.set("timeout", 100000000);
  Stage stage = shell("read -r line; sleep 1000");
  Text text("x");
  EXPECT_FALSE(stage.run(text));
  EXPECT_THAT(text.status().message(), HasSubstr("took longer than its timeout of 100 ms"));
}

TEST_F(ExecStage, RefusesSeveralLinesForOne) {
  Stage stage = shell("while read -r line; do printf '{}\\n{}\\n'; done");
  Text text("x");
  EXPECT_FALSE(stage.run(text));
  EXPECT_THAT(text.status().message(), HasSubstr("answers one line with several"));
}

TEST_F(ExecStage, CarriesLongLinesBothWays) {
  Stage stage = shell("while read -r line; do echo \"{\\\"attributes\\\":{\\\"number\\\":${#line}}}\"; done");
  Text text(std::string(1 << 20, 'x'));
  ASSERT_TRUE(stage.run(text)) << text.status().message();
  EXPECT_GT(text.attribute("exec.number").number(), 1 << 20);
}

TEST_F(ExecStage, SaysThatThereIsNoSuchProgram) {
  host_.set("command", std::vector<std::string>{"textmill-no-such-program"});
  EXPECT_THAT(host_.create(textmill_plugin_v1, "exec").status().message(),
              HasSubstr("cannot be started: No such file or directory"));
}

}  // namespace
}  // namespace textmill::testkit
