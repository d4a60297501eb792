// Runs the case files of this folder through the segmenter and a stage of keyword-density. Options of a case:
//   stage: readability          the other stage
//   lang: fr                    the document's language field
//   findings: yes               show them
//   keyphrases: one | another   and any other option of the stage
// The output is a line for each phrase that was found, with the places it stands at, what the attributes say
// of the first, and the findings.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "case_file.hpp"
#include "textmill/testkit/fake_host.hpp"

namespace textmill::testkit {
namespace {

const std::string kPlugins = TEXTMILL_SOURCE_DIR "/plugins/";

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(" | ", begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 3;
  }
  return parts;
}

Value value_of(const std::string& name, const std::string& text) {
  if (name == "keyphrases" || name == "synonyms" || name == "checks") return Value(split(text));
  if (text.find_first_not_of("0123456789") == std::string::npos) return Value(std::stoll(text));
  if (text.find_first_not_of("0123456789.") == std::string::npos) return Value(std::stod(text));
  return Value(text);
}

Stage make_stage(const cases::Case& c) {
  FakeHost host(kPlugins + "keyword_density/plugin.yaml");
  host.resource_dir(RESOURCES);
  for (const auto& [name, text] : c.options) {
    if (name != "stage" && name != "lang" && name != "findings") host.set(name, value_of(name, text));
  }
  return host.create(open_plugin(KEYWORD_DENSITY), c.option("stage", "keyword-density"));
}

std::string decimal(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f", value);
  return buffer;
}

/// "lamp: 2 x: lamp, lamps" for each phrase, in the order of their first places.
std::string places(const Text& text) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::string>> by_phrase;
  for (const Row& row : text.rows("keyphrases")) {
    auto& list = by_phrase[row.label];
    if (list.empty()) order.push_back(row.label);
    list.push_back(row.text);
  }
  std::string out;
  for (const std::string& phrase : order) {
    out += phrase + ":";
    for (const std::string& place : by_phrase[phrase]) out += (out.back() == ':' ? " " : " | ") + place;
    out += '\n';
  }
  return out;
}

std::string figures(const Text& text) {
  const auto count = [&](const std::string& name) {
    return std::to_string(text.attribute("keyword_density." + name).integer());
  };
  std::string out = count("count") + " in " + count("words") + " words, " +
                    decimal(text.attribute("keyword_density.density").number()) + " %, " +
                    text.attribute("keyword_density.verdict").string() + '\n';
  for (const char* name : {"neighbours", "phrases"}) {
    const Value value = text.attribute(std::string("keyword_density.") + name);
    if (!value.is_null() && !value.string().empty()) out += std::string(name) + ": " + value.string() + '\n';
  }
  return out;
}

std::string readability(const Text& text) {
  std::string out;
  for (const auto& [name, value] : text.attributes()) {
    if (!name.starts_with("readability.")) continue;
    out += name.substr(12) + ": ";
    out += value.type() == TEXTMILL_INTEGER ? std::to_string(value.integer()) : decimal(value.number());
    out += '\n';
  }
  return out;
}

std::string findings(const Text& text) {
  std::string out;
  for (const Row& row : text.rows("findings")) {
    out += row.features.at("severity").string() + " " + row.label + ": " +
           row.features.at("message").string() + " -> " + row.features.at("suggestion").string() + '\n';
  }
  return out;
}

std::string shown(const cases::Case& c, const Text& text) {
  const bool reads = c.option("stage") == "readability";
  std::string out = reads ? readability(text) : places(text) + figures(text);
  if (c.option("findings") == "yes") out += findings(text);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return cases::visible(out);
}

TEST(KeywordDensityCases, Hold) {
  Stage segmenter = FakeHost(kPlugins + "segmenter/plugin.yaml").create(open_plugin(SEGMENTER), "segmenter");
  cases::check_case_files(TEXTMILL_SOURCE_DIR "/tests/cases/keyword_density", [&](const cases::Case& c) {
    Text text(c.input);
    if (!c.option("lang").empty()) text.meta("lang", c.option("lang"));
    Stage stage = make_stage(c);
    EXPECT_TRUE(stage.status().ok()) << stage.status().message();
    EXPECT_TRUE(segmenter.run(text)) << text.status().message();
    EXPECT_TRUE(stage.run(text)) << text.status().message();
    return shown(c, text);
  });
}

}  // namespace
}  // namespace textmill::testkit
