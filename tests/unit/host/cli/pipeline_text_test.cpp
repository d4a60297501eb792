#include "cli/pipeline_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "../pipeline/sample_catalog.hpp"
#include "pipeline/fingerprint.hpp"

namespace textmill::host {
namespace {

using testing::HasSubstr;

constexpr const char* kPipeline = R"(textmill: 1
params: {words: [no, "it's: so"], level: 3%, odd: "$${x}"}
stages:
  - {use: seg, with: {language: no}, when: 'text.bytes > 200 and id != "x"'}
  - use: kw
    id: keys
    with: {keyphrases: "${params.words}", max_density: "${params.level}"}
    as: {keyphrases: phrases, "kw.*": "keys.*"}
    on_error: skip-stage
    limits: {time: 1500ms}
  - {use: plain, with: {text: "${params.odd}", texts: "", size: 64KiB, whole: -3, number: 0.5, flag: true}}
output: {format: jsonl, layers: [tokens], meta: true}
run: {workers: 2}
)";

TEST(ConfigYaml, IsAPipelineWithTheSameResults) {
  const Plan plan = plan_of(kPipeline, {{"level", "4.5"}});
  const std::string text = config_yaml(plan);
  EXPECT_EQ(fingerprint(plan_of(text)), fingerprint(plan)) << text;
}

TEST(ConfigYaml, NamesTheOriginOfEachValue) {
  const std::string text = config_yaml(plan_of(kPipeline, {{"level", "4.5"}}));
  for (const std::string line : {
           "  level: \"4.5\"                                  # --set\n",
           "  - id: seg                                     # default\n",
           "      language: \"no\"                            # line 4\n",
           "      mode: text                                # default\n",
           "  - id: keys                                    # line 6\n",
           "      keyphrases: [\"no\", \"it's: so\"]            # line 7, ${params.words}, line 2\n",
           "      max_density: 4.5%                         # line 7, ${params.level}, --set\n",
           "      keyphrases: phrases\n",
           "      time: 1500ms                              # line 10\n",
           "    use: seg-plugin/seg                         # plugin seg-plugin 1.0.0, "
           "/nowhere/seg-plugin.so\n",
           "      # time is not given\n",
           "  workers: 2                                    # line 13\n",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(ConfigJson, HasTypedValues) {
  const std::string text = config_json(plan_of(kPipeline));
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(text.c_str()).HasParseError()) << text;
  const auto& with = json["stages"][2]["with"];
  EXPECT_EQ(with["whole"]["value"].GetInt(), -3);
  EXPECT_EQ(with["number"]["value"].GetDouble(), 0.5);
  EXPECT_TRUE(with["flag"]["value"].GetBool());
  EXPECT_STREQ(with["size"]["value"].GetString(), "64KiB");
  EXPECT_TRUE(with["path"]["value"].IsNull());
  EXPECT_STREQ(with["text"]["value"].GetString(), "${x}");
  EXPECT_STREQ(json["stages"][0]["with"]["language"]["origin"].GetString(), "line 4");
  EXPECT_STREQ(json["stages"][1]["as"]["keyphrases"].GetString(), "phrases");
  EXPECT_STREQ(json["params"]["words"]["value"][0].GetString(), "no");
}

TEST(SchemaJson, DescribesEveryOptionOfEveryStage) {
  const std::string text = schema_json(sample_catalog());
  rapidjson::Document json;
  ASSERT_FALSE(json.Parse(text.c_str()).HasParseError()) << text;
  const auto& stage = json["$defs"]["stage"];
  ASSERT_EQ(stage["allOf"].Size(), sample_catalog().stage_ids().size());
  const auto& kw = stage["allOf"][1];
  EXPECT_STREQ(kw["if"]["properties"]["use"]["enum"][0].GetString(), "kw");
  EXPECT_STREQ(kw["if"]["properties"]["use"]["enum"][1].GetString(), "kw-plugin/kw");
  const auto& density = kw["then"]["properties"]["with"]["properties"]["max_density"];
  EXPECT_STREQ(density["default"].GetString(), "3%");
  EXPECT_STREQ(density["description"].GetString(), "Limit (0% to 100%)");
  EXPECT_EQ(density["anyOf"][0]["maximum"].GetInt(), 100);
  EXPECT_STREQ(json["properties"]["run"]["properties"]["workers"]["anyOf"][1]["enum"][0].GetString(), "auto");
}

TEST(SchemaJson, IsOneWithoutAnyPlugin) {
  rapidjson::Document json;
  EXPECT_FALSE(json.Parse(schema_json(Catalog::of({})).c_str()).HasParseError());
  EXPECT_FALSE(json["$defs"]["stage"].HasMember("allOf"));
}

}  // namespace
}  // namespace textmill::host
