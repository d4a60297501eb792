#include <gmock/gmock.h>

#include "command.hpp"

namespace textmill::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string kArticle = std::string(TEXTMILL_SOURCE_DIR) + "/tests/fixtures/article.txt";
const std::string kSchema = std::string(TEXTMILL_SOURCE_DIR) + "/tests/cli/sarif.schema.json";

/// A corpus in which every tenth document is stuffed with a phrase and the others have no findings.
std::string corpus(const ScratchFolder& folder, int documents) {
  std::string lines;
  for (int i = 0; i < documents; ++i) {
    std::string text;
    for (int sentence = 0; sentence < 40; ++sentence) {
      text += i % 10 == 3 ? "The cheap harbor bridge tickets are cheap harbor bridge tickets for number "
                          : "Somebody has said quite different things about an unlike subject on day ";
      text += std::to_string(sentence * 7919 + i) + ". ";
    }
    lines += R"({"id":"doc \"<)" + std::to_string(i) + R"(>&","text":")" + text + "\"}\n";
  }
  return folder.write("corpus.jsonl", lines);
}

/// What a program of Python says about a file; empty if it is content.
std::string python(const std::string& program, const fs::path& folder) {
  const ScratchFolder scratch;
  const Ran ran = shell("python3 " + scratch.write("check.py", program), folder);
  return ran.exit == 0 ? std::string() : ran.out + ran.error;
}

constexpr const char* kCheckSarif = R"(
import json, jsonschema, sys
log = json.load(open('out.sarif'))
jsonschema.validate(log, json.load(open('SCHEMA')))
run = log['runs'][0]
rules = run['tool']['driver']['rules']
for result in run['results']:
    assert rules[result['ruleIndex']]['id'] == result['ruleId'], result
print(len(run['results']), file=open('count', 'w'))
)";

std::string check_sarif(const fs::path& folder) {
  std::string program = kCheckSarif;
  return python(program.replace(program.find("SCHEMA"), 6, kSchema), folder);
}

TEST(Formats, SarifIsOneValidLogForAnyNumberOfDocumentsAndWorkers) {
  const ScratchFolder folder;
  const std::string input = corpus(folder, 60);
  std::string first;
  for (const char* workers : {"1", "2", "5"}) {
    const Ran ran =
        textmill({"run", "keywords", input, "--format", "sarif", "-o", "out.sarif", "--workers", workers}, "",
                 folder.path());
    EXPECT_EQ(ran.exit, 0) << ran.error;
    EXPECT_EQ(check_sarif(folder.path()), "");
    const std::string log = folder.read("out.sarif");
    if (first.empty()) first = log;
    EXPECT_TRUE(log == first) << workers << " workers";
  }
  EXPECT_GE(std::stoi(folder.read("count")), 6);
}

TEST(Formats, SarifIsValidWithoutDocumentsAndWithoutFindings) {
  const ScratchFolder folder;
  for (const char* input : {"", "{\"text\":\"Nothing to find.\"}\n"}) {
    folder.write("in.jsonl", input);
    const Ran ran =
        textmill({"run", "keywords", "in.jsonl", "--format", "sarif", "-o", "out.sarif"}, "", folder.path());
    EXPECT_EQ(ran.exit, 0) << ran.error;
    EXPECT_EQ(check_sarif(folder.path()), "");
    EXPECT_EQ(folder.read("count"), "0\n");
  }
}

TEST(Formats, SarifRegionsAreThoseOfTheFile) {
  const ScratchFolder folder;
  fs::copy(kArticle, folder.path() / "article.txt");
  const Ran ran = textmill({"run", "article-audit", "article.txt", "--format", "sarif", "-o", "out.sarif"},
                           "", folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(check_sarif(folder.path()), "");
  EXPECT_EQ(python(R"(
import json
text = open('article.txt', 'rb').read()
lines = text.decode().split('\n')
results = json.load(open('out.sarif'))['runs'][0]['results']
assert results
for result in results:
    region = result['locations'][0]['physicalLocation']['region']
    snippet = region['snippet']['text']
    begin = region['byteOffset']
    assert text[begin:begin + region['byteLength']].decode() == snippet, region
    begin = region['charOffset']
    assert text.decode()[begin:begin + region['charLength']] == snippet, region
    if region['startLine'] == region['endLine']:
        line = lines[region['startLine'] - 1]
        assert line[region['startColumn'] - 1:region['endColumn'] - 1] == snippet, region
)",
                   folder.path()),
            "");
}

TEST(Formats, XmlFormatsAreWellFormed) {
  const ScratchFolder folder;
  const std::string input = corpus(folder, 20);
  for (const char* format : {"junit", "checkstyle"}) {
    const Ran ran =
        textmill({"run", "keywords", input, "--format", format, "-o", "out.xml"}, "", folder.path());
    EXPECT_EQ(ran.exit, 0) << ran.error;
    EXPECT_EQ(python("import xml.etree.ElementTree as t; r = t.parse('out.xml').getroot(); assert len(r) == "
                     "20, len(r)",
                     folder.path()),
              "")
        << format;
  }
}

TEST(Formats, GithubNamesFileAndLine) {
  const ScratchFolder folder;
  corpus(folder, 4);
  const Ran ran = textmill({"run", "keywords", "corpus.jsonl", "--format", "github"}, "", folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_THAT(ran.out, HasSubstr("\n::error file=corpus.jsonl,line=4,title=stuffing::"));
}

TEST(Formats, BratUnpacksToTextsWhoseOffsetsFit) {
  const ScratchFolder folder;
  fs::copy(kArticle, folder.path() / "article.txt");
  const Ran ran =
      textmill({"run", "entities", "article.txt", "--format", "brat", "-o", "out.tar.gz"}, "", folder.path());
  EXPECT_EQ(ran.exit, 0) << ran.error;
  EXPECT_EQ(python(R"(
import tarfile
tar = tarfile.open('out.tar.gz')
files = {m.name: tar.extractfile(m).read().decode() for m in tar.getmembers()}
assert sorted(files) == ['annotation.conf', 'article.txt.ann', 'article.txt.txt'], files.keys()
text = files['article.txt.txt']
count = 0
for line in files['article.txt.ann'].splitlines():
    if not line.startswith('T'): continue
    _, place, covered = line.split('\t')
    pieces = [p.split() for p in place.split(' ', 1)[1].split(';')]
    assert ' '.join(text[int(b):int(e)] for b, e in pieces) == covered, line
    assert place.split()[0] in files['annotation.conf'].split(), line
    count += 1
assert count > 20, count
)",
                   folder.path()),
            "");
}

TEST(Formats, AFormatOfFindingsNeedsFindings) {
  const Ran ran = textmill({"run", "segment", kArticle, "--format", "sarif"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.error, HasSubstr("output format 'sarif' needs the layer 'findings'"));
}

}  // namespace
}  // namespace textmill::test
