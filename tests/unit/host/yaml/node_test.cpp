#include "yaml/node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace textmill::host::yaml {

void PrintTo(const Mark& mark, std::ostream* out) { *out << mark.line << ':' << mark.column; }
bool operator==(const Mark& a, const Mark& b) { return a.line == b.line && a.column == b.column; }

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A tree on one line: maps as {k: v}, lists as [a], null as ~, texts in quotes as "a".
std::string shape(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Kind::Null: return "~";
    case Kind::Scalar: return node.quoted ? '"' + node.scalar + '"' : node.scalar;
    case Kind::Sequence:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + shape(item);
      return "[" + text + "]";
    case Kind::Map:
      for (const auto& [key, value] : node.entries) {
        text += (text.empty() ? "" : ", ") + key.scalar + ": " + shape(value);
      }
      return "{" + text + "}";
  }
  return text;
}

Node parse_good(std::string_view text) {
  Problems problems;
  auto root = parse("f", text, problems);
  EXPECT_THAT(problems.list(), IsEmpty()) << text;
  return root.value_or(Node{});
}

std::vector<std::string> problems_of(std::string_view text) {
  Problems problems;
  parse("f", text, problems);
  return problems.list();
}

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Parse, KeepsWhatWasWritten) {
  struct Row {
    std::string text, want;
  };
  const std::vector<Row> rows = {
      {"", "~"},
      {"\n# only a comment\n", "~"},
      {"---\n", "~"},
      {"a: 1", "{a: 1}"},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       "{a: 1}"},                                      // byte order mark
      {"a: 1\r\nb: [x, y]\r\n", "{a: 1, b: [x, y]}"},  // Windows line ends
      {"%YAML 1.2\n---\na: 1\n...\n", "{a: 1}"},
      {"a: no\nb: 010\nc: 1e3\nd: yes\n", "{a: no, b: 010, c: 1e3, d: yes}"},  // never converted
      {"a: \"no\"\nb: 'it''s'\nc: \"t\\u00e9\\n\"\n", "{a: \"no\", b: \"it's\", c: \"té\n\"}"},
      {"a: ~\nb: null\nc:\nd: \"\"\n", "{a: ~, b: ~, c: ~, d: \"\"}"},
      {"a: |\n  one\n  two\nb: >\n  three\n  four\n", "{a: \"one\ntwo\n\", b: \"three four\n\"}"},
      {"a: |\n  text with\n  \ttabs\n", "{a: \"text with\n\ttabs\n\"}"},  // tabs inside a text are fine
      {"a:\tb\n", "{a: b}"},                                              // and between key and value
      {"x: &x {b: [1]}\ny: *x\n", "{x: {b: [1]}, y: {b: [1]}}"},
      {"- a\n-\n- - b\n  - c\n", "[a, ~, [b, c]]"},
      {"a: 'x # y' # z\n", "{a: \"x # y\"}"},
      {"'<<': 1\n", "{<<: 1}"},  // a text in quotes is no merge key
      {"? a\n: b\n", "{a: b}"},
  };
  for (const Row& row : rows) EXPECT_EQ(shape(parse_good(row.text)), row.want) << row.text;
}

TEST(Parse, CountsColumnsInCodePoints) {
  const Node root = parse_good("\xEF\xBB\xBFé: [\"ä\", 𝄞, x]\n");
  EXPECT_EQ(root.entries[0].key.mark, (Mark{1, 1}));
  EXPECT_EQ(root.entries[0].value.mark, (Mark{1, 4}));
  EXPECT_EQ(root.entries[0].value.items[2].mark, (Mark{1, 13}));
}

TEST(Parse, CountsColumnsInLongLines) {
  const Node root = parse_good("[" + repeat("ä, ", 5000) + "x]");
  EXPECT_EQ(root.items.back().mark, (Mark{1, 15002}));
}

TEST(Parse, PlacesWhatWasLeftOutAtItsKeyOrDash) {
  const Node root = parse_good("a: 1\nstages:\n\n\nlist:\n  -\n  - x\nb: ~\n");
  EXPECT_EQ(root.find("stages")->mark, (Mark{2, 1}));
  EXPECT_EQ(root.find("list")->items[0].mark, (Mark{6, 3}));
  EXPECT_EQ(root.find("b")->mark, (Mark{8, 4}));
  EXPECT_EQ(parse_good("a:\nname: \"\\t\"\n").find("a")->mark, (Mark{1, 1}));  // what comes next is no 'null'
}

TEST(Parse, RefusesBrokenFilesWithTheirPlace) {
  struct Row {
    std::string text, want;
  };
  const std::vector<Row> rows = {
      // not closed, not opened
      {"a: 1\nname: \"night run\nb: {c: 1}\n", "f:2:7: name: the quote that opens here is never closed"},
      {"a: 'x", "f:1:4: a: the quote that opens here is never closed"},
      {"a: {b: \"x}\n", "f:1:8: a.b: the quote that opens here is never closed"},
      {"\"a: 1\nb: 2\n", "f:1:1: the quote that opens here is never closed"},
      {"a: [1, 2\nb: 3\n", "f:2:2: a[2]: the list that began at 1:4 is not closed with ']' before this"},
      {"a: {x: 1\nb: 3\n", "f:2:2: a: the map that began at 1:4 is not closed with '}' before this"},
      {"a: 1\n]\n", "f:2:1: ']' closes nothing"},
      {"name: \"Größe\" junk\n",
       "f:1:15: nothing may follow the closing quote of the text that began at 1:7; put the whole text "
       "in "
       "quotes"},
      // more than one value
      {"- a: b\nc: 1\n",
       "f:2:1: this does not belong to a list that began at 1:1 and ends before it; check the indentation"},
      {"a: 1\n---\nb: 2\n", "f:2:1: a second document starts here; a file holds one document"},
      {"a: 1\n...\nb\n",
       "f:3:1: this does not belong to a map that began at 1:1 and ends before it; check the indentation"},
      // indentation
      {"a:\n  - b: 1\n\tc: 2\n", "f:3:1: a[0].b: a tab cannot be used for indentation; use spaces"},
      {"a: {\n\tb: 1}\n", "f:2:1: a: a tab cannot be used for indentation; use spaces"},
      {"a:\n  \tb: 1\n", "f:2:3: a: a tab cannot be used for indentation; use spaces"},
      {"a:\n  - 1\n b: 3\n",
       "f:3:2: this does not fit into the map that began at 1:1; check indentation, quotes and ':' here and "
       "in "
       "the line above"},
      {"a: b: c\n", "f:1:5: unexpected ':'; a text that contains ': ' needs quotes"},
      // keys
      {"a: 1\nb: 2\na: 3\n", "f:3:1: duplicate key 'a'; first given at f:1:1"},
      {"s:\n  - {x: 1, \"x\": 2}\n", "f:2:12: s[0]: duplicate key 'x'; first given at f:2:6"},
      {"x: &x {a: 1}\ny:\n  <<: *x\n", "f:3:3: y: merge keys ('<<') are not supported; write the keys out"},
      {"? [a]\n: b\n", "f:1:3: a key must be a text, not a list"},
      {": b\n", "f:1:1: a key must be a text, not nothing"},
      // anchors, tags, escapes
      {"a: &s\n  - {x: *s}\n", "f:2:9: a[0].x: the alias stands inside its own anchor: it would never end"},
      {"a: *no\n", "f:1:4: a: this alias has no anchor before it; a text that begins with '*' needs quotes"},
      {"a: !!str no\n",
       "f:1:4: a: tags are not used here; the option decides the type, and quotes make a text of anything"},
      {"a: @x\n", "f:1:4: a: '@' cannot begin a value; put the text in quotes"},
      {"a: \"\\q\"\n",
       "f:1:7: a: unknown escape '\\q' in double quotes; use single quotes, or '\\\\' for a backslash"},
      // not text
      {std::string("a: 1\nb: x\0y\n", 11), "f:2:5: the control character U+0000 is not allowed"},
      {"a: 1\x04\nb: 2\n", "f:1:5: the control character U+0004 is not allowed"},
      {"ä: \xE9t\n", "f:1:4: the byte 0xE9 is not valid UTF-8 here; save the file as UTF-8"},
      {"a: \xED\xA0\x80\n",
       "f:1:4: the byte 0xED is not valid UTF-8 here; save the file as UTF-8"},                   // surrogate
      {"a: \xC0\xAF\n", "f:1:4: the byte 0xC0 is not valid UTF-8 here; save the file as UTF-8"},  // overlong
      {std::string("\xFF\xFE"
                   "a\0",
                   4),
       "f:1:1: the file is UTF-16; save it as UTF-8"},
      {std::string("a\0:\0", 4), "f:1:1: the file is UTF-16; save it as UTF-8"},
  };
  for (const Row& row : rows) EXPECT_THAT(problems_of(row.text), ElementsAre(row.want)) << row.text;
}

TEST(Parse, RefusesDepthWithoutHelpOfTheStack) {
  EXPECT_THAT(problems_of("a: " + repeat("[", 600) + repeat("]", 600)),
              ElementsAre("f:1:35: a" + repeat("[0]", 31) + ": nested deeper than 32 levels"));
  std::string stairs;
  for (int i = 0; i < 500; ++i) stairs += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(problems_of(stairs).size(), 1u);
  EXPECT_EQ(problems_of(repeat("- ", 100000)).size(), 1u);
  EXPECT_EQ(problems_of(repeat("[", 1 << 20)).size(), 1u);
  EXPECT_EQ(shape(parse_good(repeat("[", 32) + repeat("]", 32))), repeat("[", 32) + repeat("]", 32));
}

TEST(Parse, RefusesAliasBombs) {
  std::string bomb = "b0: &b0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*b" + std::to_string(i - 1);
    bomb += "b" + std::to_string(i) + ": &b" + std::to_string(i) + " [" + before + repeat("," + before, 9) +
            "]\n";
  }
  EXPECT_THAT(problems_of(bomb),
              ElementsAre("f:4:38: b3[7]: the aliases of this file expand to too many values"));

  const std::string heavy = "a: &a \"" + std::string(1 << 18, 'x') + "\"\nb: [*a, *a, *a, *a, *a]\n";
  EXPECT_THAT(problems_of(heavy),
              ElementsAre("f:2:21: b[4]: the aliases of this file expand to too many values"));

  std::string tower = "b0: &b0 [x]\n";
  for (int i = 1; i < 40; ++i) {
    tower += "b" + std::to_string(i) + ": &b" + std::to_string(i) + " [*b" + std::to_string(i - 1) + "]\n";
  }
  EXPECT_THAT(problems_of(tower),
              ElementsAre("f:32:12: b31[0]: with its alias expanded, nested deeper than 32 levels"));
}

TEST(Parse, RefusesLargeFiles) {
  EXPECT_THAT(problems_of("a: " + std::string(1 << 20, 'x')),
              ElementsAre("f: the file has 1048579 bytes; at most 1048576 are read as YAML"));
}

TEST(Parse, GivesTheTreeWithoutSingleBadEntries) {
  Problems problems;
  const auto root = parse("f", "a: 1\na: 2\n[x]: 3\nb: !t 4\n", problems);
  ASSERT_TRUE(root);
  EXPECT_EQ(shape(*root), "{a: 1, b: \"4\"}");
  EXPECT_EQ(problems.list().size(), 3u);
}

TEST(Problems, AreInFileOrderPerFile) {
  Problems problems;
  problems.add("b", {3, 1}, "x", "third");
  problems.add("a", {1, 1}, "", "other file");
  problems.add("b", {1, 9}, "", "second");
  problems.add("b", {1, 2}, "", "first");
  problems.add("b", {3, 1}, "y", "after the one added before it");
  problems.add("c", {}, "", "no place");
  EXPECT_THAT(problems.list(),
              ElementsAre("b:1:2: first", "b:1:9: second", "b:3:1: x: third",
                          "b:3:1: y: after the one added before it", "a:1:1: other file", "c: no place"));
}

TEST(Node, DescribesItselfShortly) {
  EXPECT_EQ(parse_good("[a]").describe(), "a list");
  EXPECT_EQ(parse_good("{a: b}").describe(), "a map");
  EXPECT_EQ(parse_good("").describe(), "nothing");
  EXPECT_EQ(parse_good("some text").describe(), "'some text'");
  EXPECT_EQ(parse_good("\"two\\nlines\"").describe(), "'two lines'");
  EXPECT_EQ(parse_good(std::string(39, 'x') + "ää").describe(), "'" + std::string(39, 'x') + "…'");
}

TEST(Node, FindsValuesOfAMap) {
  const Node root = parse_good("a: 1\nb: 2\n");
  ASSERT_NE(root.find("b"), nullptr);
  EXPECT_EQ(root.find("b")->scalar, "2");
  EXPECT_EQ(root.find("c"), nullptr);
  EXPECT_EQ(root.find("b")->find("x"), nullptr);
}

}  // namespace
}  // namespace textmill::host::yaml
