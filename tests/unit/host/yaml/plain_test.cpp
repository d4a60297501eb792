#include "yaml/plain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace textmill::host::yaml {
namespace {

namespace fs = std::filesystem;

std::string at(Mark mark) { return '@' + std::to_string(mark.line) + ':' + std::to_string(mark.column); }

/// A tree with the places of all that is in it.
std::string shape(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Kind::Null: return '~' + at(node.mark);
    case Kind::Scalar: return (node.quoted ? '"' + node.scalar + '"' : node.scalar) + at(node.mark);
    case Kind::Sequence:
      for (const Node& item : node.items) text += shape(item) + ", ";
      return '[' + text + ']' + at(node.mark);
    case Kind::Map:
      for (const auto& [key, value] : node.entries) text += shape(key) + ": " + shape(value) + ", ";
      return '{' + text + '}' + at(node.mark);
  }
  return text;
}

/// What yaml-cpp makes of the text, or its first complaint. The end of the document, written out, sends the
/// text there.
std::string reference(const std::string& text) {
  Problems problems;
  const auto root = parse("f", text + "\n...\n", problems);
  return problems.empty() && root ? shape(*root) : problems.list().front();
}

std::vector<std::string> shipped_files() {
  std::vector<std::string> texts;
  for (const char* folder : {"/plugins", "/pipelines"}) {
    for (const auto& file : fs::recursive_directory_iterator(std::string(TEXTMILL_SOURCE_DIR) + folder)) {
      if (file.path().extension() != ".yaml") continue;
      std::ifstream stream(file.path(), std::ios::binary);
      texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
  }
  return texts;
}

TEST(ReadPlain, GivesTheTreeOfYamlCppWithItsPlaces) {
  for (const std::string text : {
           "a: 1",
           "a: b c # d\n\n# e\nf: -3\n",
           "a:\nb:   # nothing\n",
           "a:\n  b:\n    c: d\n  e: f\n",
           "a:\n- b\n- c\nd: e\n",
           "a:\n  - b: c\n    d: [e, {f: g, h: []}]\n  -   i: {}\n      j: k\n",
           "a: [\"é\", 'x # y', z]\nb: \"é # ü\"  # ö\n",
           "- a\n- b: c\n",
           "a: http://x/y#z\nb: c#d\n",
           "a: \"b \\\"c\\\\\"\nd: 'e''f'\n",
           "a:  [ b , c ]  \n",
       }) {
    const auto root = read_plain(text);
    EXPECT_EQ(root ? shape(*root) : "not read", reference(text)) << text;
  }
}

TEST(ReadPlain, LeavesTheRestToYamlCpp) {
  for (const std::string text : {
           "",
           "# nothing\n",
           "---\na: 1\n",
           "a: 1\n...\n",
           "a: &x 1\n",
           "a: *x\n",
           "a: !t 1\n",
           "a: |\n  b\n",
           "a: >\n  b\n",
           "a: b\n  c\n",  // goes on in the next line
           "a: [b,\n  c]\n",
           "a: \"b\\n\"\n",
           "a: 'b\n  c'\n",
           "a:\tb\n",
           "a: b\r\n",
           "a: ~\n",
           "a: null\n",
           "null: a\n",
           "\"a\": b\n",
           "é: a\n",
           "? a\n: b\n",
           "- - a\n",
           "-\n  a\n",
           "[a]\n",
           "  a: b\n",
           "a\n",
           // mistakes
           "a: 1\na: 2\n",
           "a: {b: 1, b: 2}\n",
           "a: b: c\n",
           "a: 'b\n",
           "a: 'b' c\n",
           "a: [b\n",
           "a: [b,]\n",
           "a: [b] c\n",
           "a: {b}\n",
           "a: %b\n",
           "a:\n    b: 1\n  c: 2\n",
           "a: 1\n b: 2\n",
           "a:\n  - b\n c: 1\n",
       }) {
    EXPECT_FALSE(read_plain(text).has_value()) << text;
  }
}

TEST(ReadPlain, ReadsTheManifestsThatShip) {
  std::size_t read = 0;
  for (const std::string& text : shipped_files()) {
    const auto root = read_plain(text);
    if (root) {
      ++read;
      EXPECT_EQ(shape(*root), reference(text)) << text;
    }
    EXPECT_TRUE(root || !text.starts_with("textmill_plugin:")) << text;
  }
  EXPECT_GT(read, 8u);
}

/// Cuts, doubles and mixes parts of texts; what is then still read must be what yaml-cpp reads.
TEST(ReadPlain, NeverReadsAnythingElse) {
  const std::vector<std::string> texts = shipped_files();
  const std::string odd = " :-#[]{},'\"\n\\~&*!|>?%@`.x0\xC3\xA9";
  std::mt19937 random(7);
  const auto below = [&](std::size_t limit) { return random() % std::max<std::size_t>(limit, 1); };
  int read = 0;
  for (int i = 0; i < 4000; ++i) {
    const std::string& whole = texts[below(texts.size())];
    std::string text = whole.substr(0, whole.find('\n', below(whole.size())));
    text.erase(0, text.size() > 400 ? text.find('\n', text.size() - 400) + 1 : 0);
    for (std::size_t changes = below(4); changes > 0; --changes) {
      const std::size_t place = below(text.size());
      switch (below(3)) {
        case 0: text.erase(place, 1 + below(6)); break;
        case 1: text.insert(place, 1, odd[below(odd.size())]); break;
        default: text.insert(place, text.substr(below(text.size()), below(20)));
      }
    }
    Problems problems;
    const auto root = parse("f", text, problems);  // invalid UTF-8 does not get as far
    if (!root || !read_plain(text)) continue;
    ++read;
    ASSERT_EQ(shape(*root), reference(text)) << i << ":\n" << text;
  }
  EXPECT_GT(read, 200);
}

}  // namespace
}  // namespace textmill::host::yaml
