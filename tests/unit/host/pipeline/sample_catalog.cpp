#include "sample_catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace textmill::host {

namespace {

constexpr const char* kSegmenter = R"(textmill_plugin: 1
id: seg-plugin
version: 1.0.0
licence: Apache-2.0
abi: "1.0"
summary: Segments
stages:
  - id: seg
    summary: Blocks, sentences and tokens
    writes:
      layers:
        - {name: blocks, summary: Blocks, labels: [title, paragraph]}
        - {name: sentences, summary: Sentences, parent: blocks}
        - {name: tokens, summary: Tokens, labels: [word, number]}
      attributes:
        - {name: seg.language, type: string, summary: Language}
        - {name: seg.words, type: integer, summary: Words}
    options:
      - {name: language, type: string, default: auto, summary: Language}
      - {name: mode, type: choice, choices: [text, unicode], default: text, summary: Mode}
)";

constexpr const char* kKeywords = R"(textmill_plugin: 1
id: kw-plugin
version: 1.0.0
licence: Apache-2.0
abi: "1.0"
summary: Keywords
stages:
  - id: kw
    summary: Keyphrases and their density
    reads: {layers: [tokens], optional_layers: [sentences], meta: true}
    writes:
      layers:
        - {name: keyphrases, summary: Phrases, labels: [], score: true}
        - name: findings
          summary: Stuffing
          labels: [stuffing, title]
          features: [{name: severity, type: string}, {name: message, type: string}]
      attributes:
        - {name: kw.count, type: integer, summary: Count}
        - {name: kw.density, type: number, summary: Density}
    options:
      - {name: keyphrases, type: strings, summary: Phrases}
      - {name: max_density, type: percentage, default: 3%, min: 0, max: 100, summary: Limit}
)";

constexpr const char* kSummarizer = R"(textmill_plugin: 1
id: sum-plugin
version: 1.0.0
licence: Apache-2.0
abi: "1.0"
summary: Summaries
stages:
  - id: sum
    summary: Chosen sentences
    reads: {layers: [blocks, sentences], optional_layers: [keyphrases], optional_attributes: [seg.language]}
    writes:
      layers:
        - {name: summary, summary: Sentences, parent: sentences, features: [{name: rank, type: integer}]}
      attributes:
        - {name: sum.words, type: integer, summary: Words}
    options:
      - {name: sentences, type: integer, default: 3, min: 1, max: 1000, summary: Number}
)";

constexpr const char* kJudges = R"(textmill_plugin: 1
id: judges
version: 1.0.0
licence: Apache-2.0
abi: "1.0"
summary: Judges
stages:
  - id: judge
    summary: Judges
    writes:
      layers:
        - name: findings
          summary: Findings
          labels: [long, stuffing]
          features: [{name: severity, type: string}, {name: message, type: string}]
  - id: rival
    summary: Judges otherwise
    writes:
      layers: [{name: findings, summary: Findings, score: true}]
  - id: counter
    summary: Needs an attribute
    reads: {attributes: [kw.count]}
)";

constexpr const char* kPlain = R"(textmill_plugin: 1
id: plain-plugin
version: 1.0.0
licence: Apache-2.0
abi: "1.0"
summary: Options
stages:
  - id: plain
    summary: An option of each type
    options:
      - {name: flag, type: bool, default: false, summary: Flag}
      - {name: whole, type: integer, min: -5, max: 10, summary: Whole}
      - {name: number, type: number, min: 0, summary: Number}
      - {name: text, type: string, summary: Text}
      - {name: choice, type: choice, choices: [red, green, blue], summary: Choice}
      - {name: texts, type: strings, summary: Texts}
      - {name: colours, type: strings, choices: [red, green, blue], summary: Colours}
      - {name: size, type: size, min: 1024, max: 1048576, summary: Size}
      - {name: time, type: duration, min: 0.1, max: 60, summary: Time}
      - {name: share, type: percentage, min: 0, max: 100, summary: Share}
      - {name: path, type: path, summary: Path}
  - id: needy
    summary: Has an option that must be given
    options:
      - {name: words, type: strings, required: true, summary: Words}
)";

}  // namespace

CatalogEntry entry_of(const std::string& manifest) {
  yaml::Problems problems;
  CatalogEntry entry;
  entry.manifest = parse_manifest("plugin.yaml", manifest, problems);
  EXPECT_THAT(problems.list(), testing::IsEmpty());
  if (!entry.manifest) return entry;
  entry.path = "/nowhere/" + entry.manifest->id + ".so";
  entry.origin = "installed";
  entry.build_id = "0123";
  return entry;
}

const Catalog& sample_catalog() {
  static const Catalog kCatalog = [] {
    CatalogEntry broken;
    broken.path = "/nowhere/broken-tagger.so";
    broken.refusal = "/nowhere/broken-tagger.so: needs ABI 9.0";
    return Catalog::of({entry_of(kSegmenter), entry_of(kKeywords), entry_of(kSummarizer), entry_of(kJudges),
                        entry_of(kPlain), broken});
  }();
  return kCatalog;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in.peek() != EOF) text << in.rdbuf();
  EXPECT_FALSE(in.bad()) << path;
  return text.str();
}

const Catalog& shipped_plugins() {
  static const Catalog kCatalog = [] {
    const std::filesystem::path plugins = std::filesystem::path(TEXTMILL_SOURCE_DIR) / "plugins";
    std::vector<CatalogEntry> entries;
    for (const std::string plugin : {"segmenter", "keyword_density", "entity_tagger", "summarizer"}) {
      entries.push_back(entry_of(content_of(plugins / plugin / "plugin.yaml")));
    }
    return Catalog::of(std::move(entries));
  }();
  return kCatalog;
}

std::vector<std::string> problems_of(const std::string& text,
                                     const std::vector<std::pair<std::string, std::string>>& settings) {
  yaml::Problems problems;
  const auto plan = make_plan("f", text, settings, sample_catalog(), problems);
  EXPECT_EQ(plan.has_value(), problems.empty()) << text;
  return problems.list();
}

Plan plan_of(const std::string& text, const std::vector<std::pair<std::string, std::string>>& settings) {
  yaml::Problems problems;
  auto plan = make_plan("f", text, settings, sample_catalog(), problems);
  EXPECT_THAT(problems.list(), testing::IsEmpty()) << text;
  return plan ? std::move(*plan) : Plan{};
}

}  // namespace textmill::host
