#include "document/document.hpp"

#include <gtest/gtest.h>

#include "document/abi_table.hpp"
#include "textmill/document.hpp"

namespace textmill::host {
namespace {

/// A document with one layer "words" (labels, scores, one feature of each type) and three attributes,
/// inside the turn of a stage that may write all of them.
class DocumentInTurn : public ::testing::Test {
 protected:
  DocumentInTurn() {
    LayerSpec words;
    words.name = "words";
    words.has_labels = words.has_scores = true;
    words.labels = {"noun", "verb"};
    words.features = {{"length", TEXTMILL_INTEGER}, {"weight", TEXTMILL_NUMBER}, {"note", TEXTMILL_STRING}};
    LayerSpec children;
    children.name = "children";
    children.has_parents = true;
    children.parent_slot = 0;
    schema_.layers = {words, children};
    schema_.attributes = {
        {"a.count", TEXTMILL_INTEGER}, {"a.share", TEXTMILL_NUMBER}, {"a.verdict", TEXTMILL_STRING}};
    binding_.stage = "a";
    binding_.write_layers = {{"words", 0}, {"children", 1}};
    binding_.write_attributes = {{"a.count", 0}, {"a.share", 1}, {"a.verdict", 2}};
    binding_.read_layers = {{"entities", TEXTMILL_NONE}};
    document_.emplace(schema_);
    document_->reset({}, "doc-1", "a bé c");  // é is bytes 3 and 4
    document_->enter(binding_);
  }

  textmill::Document plugin() { return {&host_, to_handle(*document_)}; }

  /// What `leave` says after one span was added to "words".
  Status leave_after(std::vector<textmill_span> spans) {
    document_->reset({}, "doc-1", "a bé c");
    document_->enter(binding_);
    EXPECT_TRUE(document_->write_layer("words")->add(spans.data(), nullptr, nullptr, spans.size()).ok());
    return document_->leave();
  }

  DocumentSchema schema_;
  StageBinding binding_;
  StageHost stage_host_;
  textmill_host host_ = make_host_table(stage_host_);
  std::optional<Document> document_;
};

TEST_F(DocumentInTurn, KeepsWhatAStageWritesThroughTheGlue) {
  {
    auto words = plugin().write("words");
    words.add({0, 1}, 0, 0.5F);
    words.set(0, std::int64_t{1});
    words.set(1, 2.5);
    words.set(2, std::string_view("first"));
    words.add({2, 5}, words.intern("name"), 0.25F);
  }
  plugin().set("a.verdict", "good");
  ASSERT_TRUE(document_->leave().ok());

  const Layer& words = document_->layer(0);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words.label(0), "noun");
  EXPECT_EQ(words.label(1), "name");
  EXPECT_EQ(words.scores()[1], 0.25F);
  EXPECT_EQ(words.feature(0).integers[0], 1);
  EXPECT_EQ(words.feature(0).integers[1], 0);
  EXPECT_EQ(words.feature(1).numbers[0], 2.5);
  EXPECT_EQ(from_abi(words.feature(2).strings[0]), "first");
  EXPECT_EQ(document_->attribute(2)->string, "good");
  EXPECT_EQ(document_->attribute(0), nullptr);
}

TEST_F(DocumentInTurn, WriterHandsOverMoreRowsThanOneChunk) {
  document_->reset({}, "doc-1", std::string(5000, 'x'));
  document_->enter(binding_);
  {
    auto words = plugin().write("words");
    for (std::uint32_t i = 0; i < 5000; ++i) EXPECT_EQ(words.add({i, i + 1}, 1), i);
  }
  ASSERT_TRUE(document_->leave().ok());
  EXPECT_EQ(document_->layer(0).size(), 5000U);
  EXPECT_EQ(document_->layer(0).spans()[4999].end, 5000U);
}

TEST_F(DocumentInTurn, RefusesSpansThatBreakTheContract) {
  struct Row {
    std::vector<textmill_span> spans;
    const char* message;  // empty: accepted
  };
  const std::vector<Row> rows = {
      {{{0, 1}, {2, 5}}, ""},
      {{{0, 7}, {0, 1}, {0, 1}}, ""},
      {{{0, 8}}, "outside the text of 7 bytes"},
      {{{4294967295U, 1}}, "empty or reversed"},
      {{{3, 3}}, "empty or reversed"},
      {{{5, 2}}, "empty or reversed"},
      {{{2, 4}}, "cuts a code point"},
      {{{4, 6}}, "cuts a code point"},
      {{{2, 5}, {0, 1}}, "out of order"},
      {{{0, 1}, {0, 3}}, "out of order"},
  };
  for (const Row& row : rows) {
    const Status status = leave_after(row.spans);
    const std::string where = ::testing::PrintToString(row.message) + ": " + status.message();
    EXPECT_EQ(status.ok(), *row.message == '\0') << where;
    EXPECT_NE(status.message().find(row.message), std::string::npos) << where;
    EXPECT_EQ(document_->layer(0).written(), status.ok()) << where;
  }
}

TEST_F(DocumentInTurn, KnowsTheCallThatWasRefusedUntilTheNextTurn) {
  EXPECT_TRUE(document_->refused_call().ok());
  textmill_layer* layer = nullptr;
  ASSERT_EQ(host_.write_layer(to_handle(*document_), to_abi("words"), &layer), TEXTMILL_OK);
  EXPECT_EQ(host_.commit(layer, 7), TEXTMILL_INVALID);
  EXPECT_NE(document_->refused_call().message().find("7 rows committed"), std::string::npos);
  document_->discard();
  document_->enter(binding_);
  EXPECT_TRUE(document_->refused_call().ok());
}

TEST_F(DocumentInTurn, RefusesLabelsScoresAndParentsOutOfRange) {
  const textmill_span span{0, 1};
  const std::uint32_t label = 2;
  ASSERT_TRUE(document_->write_layer("words")->add(&span, &label, nullptr, 1).ok());
  EXPECT_NE(document_->leave().message().find("label number 2 of only 2"), std::string::npos);

  document_->enter(binding_);
  const float score = std::numeric_limits<float>::quiet_NaN();
  ASSERT_TRUE(document_->write_layer("words")->add(&span, nullptr, &score, 1).ok());
  EXPECT_NE(document_->leave().message().find("not a finite number"), std::string::npos);

  document_->enter(binding_);
  {
    auto children = plugin().write("children");
    children.add({0, 1});
    children.set_parent(0);
  }
  EXPECT_NE(document_->leave().message().find("parent row 0 of only 0"), std::string::npos);
}

TEST_F(DocumentInTurn, ReportsARefusedCallThatThePluginOverlooked) {
  textmill_columns columns{};
  columns.size = sizeof columns;
  auto* layer = reinterpret_cast<textmill_layer*>(document_->write_layer("words"));
  EXPECT_EQ(host_.reserve(layer, 2, &columns), TEXTMILL_OK);
  EXPECT_EQ(host_.commit(layer, 3), TEXTMILL_INVALID);
  EXPECT_NE(document_->leave().message().find("3 rows committed but only 2 reserved"), std::string::npos);

  document_->enter(binding_);
  EXPECT_THROW(plugin().set("a.count", 1.5), Error);
  EXPECT_NE(document_->leave().message().find("declared as integer but set as number"), std::string::npos);

  document_->enter(binding_);
  EXPECT_THROW(plugin().write("tokens"), Error);
  EXPECT_EQ(document_->leave().code(), Code::Undeclared);
}

TEST_F(DocumentInTurn, RefusesAttributesThatAreNotFinite) {
  EXPECT_THROW(plugin().set("a.share", std::numeric_limits<double>::infinity()), Error);
}

TEST_F(DocumentInTurn, OptionalLayerNobodyWroteIsEmptyAndUndeclaredOneThrows) {
  EXPECT_TRUE(plugin().layer("entities").empty());
  EXPECT_FALSE(plugin().has_layer("entities"));
  EXPECT_THROW(plugin().layer("tokens"), Error);
}

TEST_F(DocumentInTurn, MergesTheRowsOfStagesThatShareALayer) {
  LayerSpec findings;
  findings.name = "findings";
  findings.has_labels = true;
  findings.labels = {"stuffing", "long-sentence"};
  findings.features = {{"message", TEXTMILL_STRING}};
  DocumentSchema schema;
  schema.layers = {findings};
  StageBinding first, second;
  first.write_layers = {{"findings", 0, true, {0}}};
  second.write_layers = {{"findings", 0, true, {1}}};
  Document document(schema);
  document.reset({}, "doc-1", "abcdef");
  const auto write = [&](const StageBinding& binding, std::vector<Span> spans, const char* message) {
    document.enter(binding);
    auto out = textmill::Document(&host_, to_handle(document)).write("findings");
    for (Span s : spans) {
      out.add(s, s.begin == 0 ? 0 : out.intern("extra"));
      out.set(0, std::string_view(message));
    }
  };
  write(first, {{0, 1}, {4, 5}}, "from the first");
  ASSERT_TRUE(document.leave().ok());
  write(second, {{0, 2}, {2, 3}}, "from the second");
  EXPECT_EQ(document.leave().message(), "");
  write(second, {{5, 6}}, "a failed stage leaves nothing");
  document.discard();

  const Layer& layer = document.layer(0);
  ASSERT_EQ(layer.size(), 4U);
  const std::vector<std::string_view> labels = {layer.label(0), layer.label(1), layer.label(2),
                                                layer.label(3)};
  EXPECT_EQ(labels, (std::vector<std::string_view>{"long-sentence", "stuffing", "extra", "extra"}));
  EXPECT_EQ(from_abi(layer.feature(0).strings[0]), "from the second");
  EXPECT_EQ(from_abi(layer.feature(0).strings[3]), "from the first");
  EXPECT_EQ(layer.spans()[3].begin, 4U);
}

TEST_F(DocumentInTurn, KeepsContributionsOfTurnsThatEndWell) {
  binding_.result_slot = 3;
  plugin().emit("half ");
  plugin().emit("and half");
  plugin().count("emitted", 2);
  ASSERT_TRUE(document_->leave().ok());
  document_->enter(binding_);
  plugin().emit("lost");
  plugin().count("emitted");
  document_->discard();
  ASSERT_EQ(document_->contributions().size(), 1U);
  EXPECT_EQ(document_->contributions()[0].slot, 3U);
  EXPECT_EQ(document_->contributions()[0].bytes, "half and half");
  document_->reset({}, "doc-2", "");
  EXPECT_TRUE(document_->contributions().empty());
  const auto counters = document_->take_counters();
  ASSERT_EQ(counters.size(), 1U);
  EXPECT_EQ(counters[0].stage + " " + counters[0].name, "a emitted");
  EXPECT_EQ(counters[0].amount, 3);
}

TEST_F(DocumentInTurn, RefusesAContributionThatIsNotDeclaredOrTooLarge) {
  EXPECT_THROW(plugin().emit("x"), Error);
  EXPECT_EQ(document_->leave().code(), Code::Undeclared);
  binding_.result_slot = 0;
  document_->enter(binding_);
  const std::string half(TEXTMILL_MAX_CONTRIBUTION / 2 + 1, 'x');
  plugin().emit(half);
  EXPECT_THROW(plugin().emit(half), Error);
}

TEST_F(DocumentInTurn, ForgetsEverythingOnReset) {
  plugin().write("words").add({0, 1}, 0);
  plugin().set("a.count", std::int64_t{3});
  document_->add_meta("title", "\"t\"", Value::of(std::string_view("t")));
  ASSERT_TRUE(document_->leave().ok());
  document_->reset({}, "doc-2", "");
  EXPECT_EQ(document_->layer(0).size(), 0U);
  EXPECT_FALSE(document_->layer(0).written());
  EXPECT_EQ(document_->attribute(0), nullptr);
  EXPECT_TRUE(document_->meta().empty());
  EXPECT_EQ(document_->text(), "");
}

TEST_F(DocumentInTurn, TextIsFollowedByReadableZeros) {
  const std::string_view text = plugin().text();
  for (int i = 0; i < TEXTMILL_TEXT_PADDING; ++i) EXPECT_EQ(text.data()[text.size() + i], '\0');
}

TEST_F(DocumentInTurn, AnOlderPluginsSmallerViewIsNotOverrun) {
  struct {
    textmill_layer_view view;
    char guard[8];
  } box;
  std::memset(&box, 0x55, sizeof box);
  box.view.size = offsetof(textmill_layer_view, features);
  plugin().write("words").add({0, 1}, 0);
  ASSERT_TRUE(document_->read_layer("words", box.view).ok());
  EXPECT_EQ(box.view.count, 1U);
  const void* untouched = nullptr;
  std::memset(&untouched, 0x55, sizeof untouched);
  EXPECT_EQ(static_cast<const void*>(box.view.features), untouched);
}

}  // namespace
}  // namespace textmill::host
