// What the shells complete, asked of bash itself, and of the program that the scripts of all shells ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "command.hpp"

namespace textmill::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Completion : public ::testing::Test {
 protected:
  /// What bash offers at the end of `line`, which is taken apart as bash does it.
  std::vector<std::string> bash(const std::string& line) {
    const std::string script =
        "source <($TEXTMILL completion bash); line=$0; pieces=${line//=/ = }; COMP_LINE=$line; "
        "COMP_POINT=${#line}; read -ra COMP_WORDS <<<\"$pieces\"; [[ $line == *[[:space:]] ]] && "
        "COMP_WORDS+=(''); "
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _textmill \"$TEXTMILL\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
    const Ran ran = shell("bash --norc -c '" + quoted(script) + "' '" + line + "'", folder_.path());
    EXPECT_EQ(ran.error, "") << line;
    return lines_of(ran.out);
  }
  /// Within single quotes.
  static std::string quoted(const std::string& script) {
    std::string out;
    for (const char c : script) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out;
  }
  ScratchFolder folder_;
};

TEST_F(Completion, KnowsVerbsAndTheVerbsInThem) {
  EXPECT_THAT(bash("textmill ru"), ElementsAre("run"));
  EXPECT_THAT(bash("textmill new "), ElementsAre("plugin", "pipeline"));
  EXPECT_THAT(bash("textmill man va"), ElementsAre("validate"));
}

TEST_F(Completion, KnowsOptionsThatAreNotThereYet) {
  EXPECT_THAT(bash("textmill run --work"), ElementsAre("--workers", "--worker-memory"));
  EXPECT_THAT(bash("textmill run --workers 2 --work"), ElementsAre("--worker-memory"));
  EXPECT_THAT(bash("textmill run --plugin a.so --plugin"), ElementsAre("--plugin", "--plugin-dir"));
  EXPECT_THAT(bash("textmill new plugin x --l"), Contains("--lang"));
}

TEST_F(Completion, KnowsTheWordsAnOptionTakes) {
  EXPECT_THAT(bash("textmill run article-audit --offsets "), ElementsAre("byte", "codepoint", "utf16"));
  EXPECT_THAT(bash("textmill run --format js"), ElementsAre("jsonl"));
  EXPECT_THAT(bash("textmill run --format=js"), ElementsAre("jsonl")) << "behind the =, as bash wants it";
  EXPECT_THAT(bash("textmill completion "), ElementsAre("bash", "zsh", "fish"));
  EXPECT_THAT(bash("textmill new plugin x --kind "), ElementsAre("tagger", "filter", "scorer", "reducer"));
}

TEST_F(Completion, KnowsPluginsStagesAndLayers) {
  EXPECT_THAT(bash("textmill describe seg"), ElementsAre("segmenter"));
  EXPECT_THAT(bash("textmill describe --plugin " + bad_plugin("good") + " go"), ElementsAre("good"));
  EXPECT_THAT(bash("textmill validate summ"), ElementsAre("summarizer"));
  EXPECT_THAT(bash("textmill run article-audit --layers tok"), ElementsAre("tokens"));
  EXPECT_THAT(bash("textmill run article-audit --layers tokens,ent"), ElementsAre("tokens,entities"));
}

TEST_F(Completion, KnowsParametersAndOptionsOfPlugins) {
  folder_.write("mine.yaml", "textmill: 1\nparams: {keyphrase: tea, limit: 3}\nstages: []\n");
  EXPECT_THAT(bash("textmill run mine.yaml --set k"), ElementsAre("keyphrase="));
  EXPECT_THAT(bash("textmill validate segmenter --with mo"), ElementsAre("mode=", "model="));
  EXPECT_THAT(bash("textmill validate segmenter --with mode="), ElementsAre("text", "unicode"));
  EXPECT_THAT(bash("textmill validate segmenter --with mode=u"), ElementsAre("unicode"));
}

TEST_F(Completion, KnowsWhichFilesAreMeant) {
  for (const char* file : {"a.so", "a.yaml", "a.txt", "folder/b.so"}) {
    std::filesystem::create_directories((folder_.path() / file).parent_path());
    folder_.write(file, "");
  }
  EXPECT_THAT(bash("textmill run --plugin "), ::testing::UnorderedElementsAre("a.so", "folder"));
  EXPECT_THAT(bash("textmill check a"), ::testing::UnorderedElementsAre("a.yaml", "article-audit"));
  EXPECT_THAT(bash("textmill run a.yaml a"), ::testing::UnorderedElementsAre("a.so", "a.yaml", "a.txt"));
  EXPECT_THAT(bash("textmill run --plugin-dir "), ElementsAre("folder"));
  EXPECT_THAT(bash("textmill new plugin "), ElementsAre(""));
}

TEST_F(Completion, TellsWhatEachWordIs) {
  const Ran ran = textmill({"complete", "--", "describe", "segm"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, AllOf(StartsWith("segmenter\tFinds blocks, sentences"), HasSubstr("\n:files so\n")));
  EXPECT_EQ(textmill({"complete", "--"}).exit, 0);
  EXPECT_THAT(textmill({"--help"}).out, Not(HasSubstr("\n  complete "))) << "it is for scripts";
}

TEST_F(Completion, HasScriptsThatTheirShellsCanRead) {
  for (const char* name : {"bash", "zsh", "fish"}) {
    const Ran ran =
        shell(std::string("command -v ") + name + " >/dev/null || exit 77; $TEXTMILL completion " + name +
                  " > script && " + name + " -n script",
              folder_.path());
    if (ran.exit == 77) continue;  // bash is always there
    EXPECT_EQ(ran.exit, 0) << name << ": " << ran.error;
    EXPECT_EQ(ran.error, "") << name;
  }
}

TEST_F(Completion, WorksInZsh) {
  folder_.write("only.so", "");
  folder_.write("type.zsh", R"(zmodload zsh/zpty
mkdir bin && ln -s $TEXTMILL bin/textmill && PATH=$PWD/bin:$PATH && textmill completion zsh > script
await() {
  local piece got=
  repeat 400; do
    while zpty -r -t z piece; do got+=$piece; done
    [[ $got == *$1* ]] && return
    sleep 0.05
  done
  print -r -- "waited for $1 in ${(V)got}"
  exit 1
}
zpty z zsh -f -i
zpty -w z 'autoload -Uz compinit; compinit -u -D; source script; print rea""dy'
await ready
zpty -w -n z $'textmill run --format js\t'
await jsonl
zpty -w -n z $'\C-utextmill describe segm\t'
await segmenter
zpty -w -n z $'\C-utextmill run --plugin \t'
await only.so
)");
  const Ran ran = shell("command -v zsh >/dev/null || exit 77; HOME=$PWD zsh -f type.zsh", folder_.path());
  if (ran.exit == 77) GTEST_SKIP() << "zsh is not installed";
  EXPECT_EQ(ran.exit, 0) << ran.out << ran.error;
}

TEST_F(Completion, WorksInFish) {
  const Ran ran = shell(
      "command -v fish >/dev/null || exit 77; mkdir bin && ln -s $TEXTMILL bin/textmill && export HOME=$PWD "
      "PATH=$PWD/bin:$PATH && fish --no-config -c 'textmill completion fish | source; complete -C \"textmill "
      "run "
      "--format js\"; complete -C \"textmill describe segm\"'",
      folder_.path());
  if (ran.exit == 77) GTEST_SKIP() << "fish is not installed";
  EXPECT_EQ(ran.out.substr(0, ran.out.find('\n')), "jsonl") << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("segmenter\tFinds blocks"));
}

}  // namespace
}  // namespace textmill::test
