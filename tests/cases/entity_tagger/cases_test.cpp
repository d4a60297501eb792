// Runs the case files of this folder through the segmenter and the entity tagger. Options of a case are the
// tagger's (lists: blanks between the items), `date` is the document's own day, and `show: canonical` adds
// that feature. The output is one entity a line: label, text, and behind them the normal form or id.
#include <gtest/gtest.h>

#include <sstream>

#include "case_file.hpp"
#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {
namespace {

const std::string kPlugins = TEXTMILL_SOURCE_DIR "/plugins/";

Value value_of(const std::string& name, const std::string& text) {
  if (name == "model" || name == "coreference") return Value(text == "true");
  if (name != "types") return Value(text);
  std::vector<std::string> items;
  std::istringstream words(text);
  for (std::string word; words >> word;) items.push_back(word);
  return Value(items);
}

Stage make_tagger(const cases::Case& c) {
  FakeHost host(kPlugins + "entity_tagger/plugin.yaml");
  host.resource_dir(kPlugins + "entity_tagger/data");
  for (const auto& [name, text] : c.options) {
    if (name != "show") host.set(name, value_of(name, text));
  }
  return host.create(open_plugin(ENTITY_TAGGER), "entity-tagger");
}

std::string feature(const testkit::Row& row, const char* name) {
  const auto found = row.features.find(name);
  return found == row.features.end() || found->second.is_null() ? std::string() : found->second.string();
}

std::string shown(const Text& text, bool canonical) {
  std::string out;
  for (const auto& row : text.rows("entities")) {
    out += row.label + ' ' + row.text;
    for (const char* name : {"norm", "id"}) {
      if (const std::string value = feature(row, name); !value.empty()) out += " = " + value;
    }
    if (const std::string full = feature(row, "canonical"); canonical && !full.empty()) out += " -> " + full;
    out += '\n';
  }
  if (!out.empty()) out.pop_back();
  return cases::visible(out);
}

TEST(EntityTaggerCases, Hold) {
  Stage segmenter = FakeHost(kPlugins + "segmenter/plugin.yaml").create(open_plugin(SEGMENTER), "segmenter");
  cases::check_case_files(TEXTMILL_SOURCE_DIR "/tests/cases/entity_tagger", [&](const cases::Case& c) {
    Text text(c.input);
    Stage tagger = make_tagger(c);
    EXPECT_TRUE(tagger.status().ok()) << c.title << ": " << tagger.status().message();
    EXPECT_TRUE(segmenter.run(text)) << text.status().message();
    EXPECT_TRUE(tagger.run(text)) << text.status().message();
    return shown(text, c.option("show") == "canonical");
  });
}

}  // namespace
}  // namespace textmill::testkit
