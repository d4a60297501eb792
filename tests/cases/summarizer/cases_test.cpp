// Runs the case files of this folder through the segmenter and the summarizer. Options of a case are the
// summarizer's (lists: one item). The output is the chosen sentences, one a line, behind them the headline if
// one was asked for, and the status if it is not ok. A line end inside a sentence is shown as a blank.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_file.hpp"
#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {
namespace {

const std::string kPlugins = TEXTMILL_SOURCE_DIR "/plugins/";

Value value_of(const std::string& name, const std::string& text) {
  if (name == "focus") return Value({text});
  if (name == "share") return Value(std::stod(text));
  if (name == "headline" || name == "bullets") return Value(text == "true");
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return Value(std::stoll(text));
  return Value(text);
}

Stage make_summarizer(const cases::Case& c) {
  FakeHost host(kPlugins + "summarizer/plugin.yaml");
  for (const auto& [name, text] : c.options) host.set(name, value_of(name, text));
  return host.create(open_plugin(SUMMARIZER), "summarizer");
}

std::string shown(const Text& text) {
  std::string out;
  for (std::string sentence : text.texts("summary")) {
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    out += sentence + '\n';
  }
  const Value headline = text.attribute("summarizer.headline");
  if (!headline.is_null()) out += "headline: " + headline.string() + '\n';
  const std::string status = text.attribute("summarizer.status").string();
  if (status != "ok") out += "status: " + status + '\n';
  if (!out.empty()) out.pop_back();
  return cases::visible(out);
}

TEST(SummarizerCases, Hold) {
  Stage segmenter = FakeHost(kPlugins + "segmenter/plugin.yaml").create(open_plugin(SEGMENTER), "segmenter");
  cases::check_case_files(TEXTMILL_SOURCE_DIR "/tests/cases/summarizer", [&](const cases::Case& c) {
    Text text(c.input);
    Stage summarizer = make_summarizer(c);
    EXPECT_TRUE(segmenter.run(text)) << text.status().message();
    EXPECT_TRUE(summarizer.run(text)) << text.status().message();
    return shown(text);
  });
}

}  // namespace
}  // namespace textmill::testkit
