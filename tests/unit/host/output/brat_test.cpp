#include "output/brat.hpp"

#include <gmock/gmock.h>

#include <map>

#include "fixtures.hpp"

namespace textmill::host {
namespace {

using ::testing::HasSubstr;
using Files = std::map<std::string, std::string>;

/// The members of an archive; refuses one with a wrong checksum.
Files unpack(const std::string& tar) {
  Files files;
  std::size_t at = 0;
  while (at + 512 <= tar.size() && tar[at] != '\0') {
    unsigned sum = 8 * ' ';
    for (std::size_t i = 0; i < 512; ++i) {
      if (i < 148 || i >= 156) sum += static_cast<unsigned char>(tar[at + i]);
    }
    EXPECT_EQ(std::stoul(tar.substr(at + 148, 6), nullptr, 8), sum);
    const std::size_t size = std::stoul(tar.substr(at + 124, 11), nullptr, 8);
    files[tar.substr(at, 100).c_str()] = tar.substr(at + 512, size);
    at += 512 + (size + 511) / 512 * 512;
  }
  EXPECT_EQ(tar.size(), at + 1024) << "an archive ends in two empty blocks";
  return files;
}

class BratOutput : public ::testing::Test {
 protected:
  Files render() {
    ByteBuffer out;
    const auto renderer = make_brat_renderer(made.plan);
    renderer->header(out);
    renderer->document(*made.document, out);
    renderer->footer(out);
    return unpack(out.str());
  }

  MadeDocument made;
};

TEST_F(BratOutput, WritesTextAndAnnotationsInCodePoints) {
  made.declare("entities", true, false, {{"norm", TEXTMILL_STRING}}).labels = {"PERSON", "MONEY"};
  made.start("doc-1",
             "Zo\xc3\xab paid \xe2\x82\xac"
             "5 to Ada\nLovelace");
  made.add("entities",
           {{0, 4, "PERSON"}, {10, 14, "MONEY", 0, TEXTMILL_NONE, {"5 EUR"}}, {18, 30, "PERSON"}});
  const Files files = render();
  EXPECT_EQ(files.at("doc-1.txt"), made.document->text());
  EXPECT_EQ(files.at("doc-1.ann"),
            "T1\tPERSON 0 3\tZo\xc3\xab\n"
            "T2\tMONEY 9 11\t\xe2\x82\xac"
            "5\n"
            "#2\tAnnotatorNotes T2\tnorm=5 EUR\n"
            "T3\tPERSON 15 18;19 27\tAda Lovelace\n");
  EXPECT_THAT(files.at("annotation.conf"), HasSubstr("[entities]\nPERSON\nMONEY\nentities\n[relations]\n"));
}

TEST_F(BratOutput, TakesTheLayerAsTypeWhereLabelsAreTexts) {
  made.declare("key phrases");
  made.start("1", "harbor bridge");
  made.add("key phrases", {{0, 13, "harbor bridge"}});
  EXPECT_EQ(render().at("1.ann"),
            "T1\tkey_phrases 0 13\tharbor bridge\n#1\tAnnotatorNotes T1\tlabel=harbor bridge\n");
}

TEST_F(BratOutput, LeavesOutLayersThatCoverTheTextUnlessTheyAreAskedFor) {
  made.declare("tokens");
  made.start("1", "one");
  made.add("tokens", {{0, 3, "word"}});
  EXPECT_EQ(render().at("1.ann"), "");
  made.plan.output.all_layers = false;
  made.plan.output.layers = {"tokens"};
  EXPECT_THAT(render().at("1.ann"), HasSubstr("T1\ttokens 0 3\tone\n"));
}

TEST_F(BratOutput, GivesEveryDocumentASafeNameOfItsOwn) {
  made.declare("entities");
  std::vector<std::string> names;
  for (const std::string& id : {std::string("../../etc/passwd"), std::string("a/b"), std::string("a_b"),
                                std::string("a:b"), std::string(300, 'x'), std::string()}) {
    made.start(id, "text");
    for (const auto& [name, content] : render()) {
      if (name.ends_with(".txt")) names.push_back(name);
      EXPECT_EQ(name.find('/'), std::string::npos);
      EXPECT_NE(name[0], '.');
    }
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
  EXPECT_EQ(names.size(), 6U);
}

}  // namespace
}  // namespace textmill::host
