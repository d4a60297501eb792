#include "pipeline/condition.hpp"

#include <gtest/gtest.h>

namespace textmill::host {
namespace {

DocumentSchema schema() {
  DocumentSchema all;
  LayerSpec tokens;
  tokens.name = "tokens";
  LayerSpec entities;
  entities.name = "my.entities";
  all.layers = {tokens, entities};
  all.attributes = {{"seg.language", TEXTMILL_STRING},
                    {"kw.density", TEXTMILL_NUMBER},
                    {"kw.count", TEXTMILL_INTEGER},
                    {"seg.done", TEXTMILL_BOOL},
                    {"never.set", TEXTMILL_STRING}};
  return all;
}

/// A document of 11 bytes and 10 code points with two tokens, meta fields and attributes.
class ConditionOnDocument : public testing::Test {
 protected:
  ConditionOnDocument() {
    document_.reset({"in", 0, 0, 0}, "doc-1", "zwölf Wort");
    document_.add_meta("kind", "\"news\"", Value::of(std::string_view("news")));
    document_.add_meta("year", "2026", Value::of(std::int64_t{2026}));
    document_.add_meta("live", "true", Value::of(true));
    document_.add_meta("odd name", "1.5", Value::of(1.5));
    binding_.stage = "test";
    binding_.write_layers = {{"tokens", 0}};
    binding_.write_attributes = {{"language", 0}, {"density", 1}, {"count", 2}, {"done", 3}};
    document_.enter(binding_);
    const textmill_span spans[] = {{0, 6}, {7, 11}};
    EXPECT_TRUE(document_.write_layer("tokens")->add(spans, nullptr, nullptr, 2));
    set("language", Value::of(std::string_view("de")));
    set("density", Value::of(3.5));
    set("count", Value::of(std::int64_t{4}));
    set("done", Value::of(true));
    EXPECT_TRUE(document_.leave());
  }

  void set(std::string_view name, const Value& value) {
    EXPECT_TRUE(document_.set_attribute(name, value.to_abi()));
  }

  bool holds(const std::string& text) {
    ConditionFault fault;
    const auto condition = Condition::parse(text, schema_, fault);
    EXPECT_TRUE(condition) << text << "\n" << fault.column << ": " << fault.what;
    return condition && condition->holds(document_);
  }

  DocumentSchema schema_ = schema();
  StageBinding binding_;
  Document document_{schema_};
};

TEST_F(ConditionOnDocument, Holds) {
  for (const std::string text : {
           "true",
           "text.bytes == 11",
           "text.codepoints == 10",
           "text.bytes > 10 and text.bytes >= 11 and text.bytes < 12 and text.bytes <= 11",
           "text.bytes != -1",
           "id == \"doc-1\"",
           "id == 'doc-1'",
           "meta.kind == \"news\"",
           "meta[\"odd name\"] == 1.5",
           "meta.year > 2000",
           "meta.year == 2026.0",
           "meta.live",
           "not meta.nothing",
           "attributes[\"seg.language\"] == \"de\"",
           "attributes[\"seg.language\"] < \"en\"",
           "attributes['kw.density'] > 3",
           "attributes['kw.count'] >= attributes['kw.density']",
           "attributes['seg.done'] == true and attributes['seg.done'] != false",
           "count(tokens) == 2",
           "has(tokens)",
           "not has(my.entities)",
           "not has(\"my.entities\")",
           "false or true and true",  // and binds tighter than or
           "not false and true",      // not binds tighter than and
           "not (true and false)",
           "(text.bytes > 5) == true",
           "\"a\\\"b\" != 'a'",
           "meta.kind != 7",  // another type is unequal
       }) {
    EXPECT_TRUE(holds(text)) << text;
  }
}

TEST_F(ConditionOnDocument, DoesNotHold) {
  for (const std::string text : {
           "false",
           "meta.nothing == \"x\"",  // absent: every comparison is false
           "meta.nothing != \"x\"",
           "attributes[\"never.set\"] != \"x\"",
           "meta.kind",  // not a bool
           "meta.kind == 7",
           "meta.kind < 7",
           "meta.kind > 7",
           "meta.year == \"2026\"",
           "not (not (false))",
           "text.bytes > 11 or has(my.entities)",
       }) {
    EXPECT_FALSE(holds(text)) << text;
  }
}

TEST(Condition, RefusesWithTheColumn) {
  struct Row {
    std::string text;
    std::uint32_t column;
    std::string what;
  };
  const std::vector<Row> rows = {
      {"", 1, "the condition is empty"},
      {"   ", 1, "the condition is empty"},
      {"text.bytes", 1, "expected a condition, which is true or false, found a number"},
      {"true and id", 10, "expected a condition, which is true or false, found a text"},
      {"not 3", 5, "expected a condition, which is true or false, found a number"},
      {"text.bytes > \"200\"", 12, "'>' compares a number with a text"},
      {"true < false", 6, "'<' compares numbers or texts, not true and false"},
      {"1 < 2 < 3", 7, "expected 'and', 'or' or the end, found '<'"},
      {"text.bytes > ", 14, "expected a value, found the end"},
      {"text.bytes = 3", 12, "'=' is no operator; did you mean '=='?"},
      {"true && false", 6, "'&&' is no operator; did you mean 'and'?"},
      {"true || false", 6, "'||' is no operator; did you mean 'or'?"},
      {"!true", 1, "'!' is no operator; did you mean 'not' or '!='?"},
      {"text.byts > 3", 6,
       "expected 'bytes' or 'codepoints' after 'text.', found 'byts'; did you mean 'bytes'?"},
      {"txt.bytes > 3", 1, "unknown value 'txt'; did you mean 'text'?"},
      {"meta.kind == news", 14, "unknown value 'news'; a text needs quotes: \"news\""},
      {"has(token)", 5, "no earlier stage writes the layer 'token'; did you mean 'tokens'?"},
      {"count(tokens > 3", 14, "expected ')', found '>'"},
      {"attributes[\"seg.languag\"] == \"en\"", 12,
       "no earlier stage writes the attribute 'seg.languag'; did you mean 'seg.language'?"},
      {"attributes.x", 11, "expected '[', found '.'"},
      {"meta", 5, "expected '.', found the end"},
      {"\"ä\" == $x", 8, "unexpected '$'"},
      {"id == 'ä", 7, "the quote that opens here is never closed"},
      {"text.bytes > 010", 14,
       "a leading zero makes 010 an octal number to some readers of YAML; write it as 10"},
      {"text.bytes > 64KiB", 14, "expected a number, found '64KiB'"},
      {"(true", 6, "expected ')', found the end"},
      {"true)", 5, "expected 'and', 'or' or the end, found ')'"},
      {"true and and", 10, "expected a value, found 'and'"},
      {std::string(40, '(') + "true" + std::string(40, ')'), 33, "nested deeper than 32 levels"},
  };
  const DocumentSchema all = schema();
  for (const Row& row : rows) {
    ConditionFault fault;
    EXPECT_FALSE(Condition::parse(row.text, all, fault)) << row.text;
    EXPECT_EQ(fault.what, row.what) << row.text;
    EXPECT_EQ(fault.column, row.column) << row.text;
  }
}

TEST(Condition, TakesLongChainsWithoutTheStack) {
  std::string text = "true";
  for (int i = 0; i < 50000; ++i) text += " and true or true";
  ConditionFault fault;
  EXPECT_TRUE(Condition::parse(text, schema(), fault)) << fault.what;
}

}  // namespace
}  // namespace textmill::host
