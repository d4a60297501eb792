#include "pipeline/host_keys.hpp"

namespace textmill::host {

namespace {

constexpr double kMostWorkers = 4096;
constexpr double kMostRetries = 10;
constexpr double kLargestDocument = 4294967294;  // offsets are 32 bits
constexpr double kLargestWindow = 2147483648;    // zstd's own limit

yaml::Node text_node(std::string text) {
  yaml::Node node;
  node.kind = yaml::Kind::Scalar;
  node.scalar = std::move(text);
  return node;
}

struct Limits {
  std::optional<double> minimum;
  std::optional<double> maximum;
};

OptionSpec key(std::string name, OptionType type, std::string summary, const char* default_value = nullptr,
               Limits limits = {}) {
  OptionSpec spec;
  spec.name = std::move(name);
  spec.type = type;
  spec.summary = std::move(summary);
  spec.minimum = limits.minimum;
  spec.maximum = limits.maximum;
  if (default_value) spec.default_value = text_node(default_value);
  return spec;
}

OptionSpec choice(std::string name, std::vector<std::string> choices, std::string summary,
                  const char* default_value = nullptr) {
  OptionSpec spec = key(std::move(name), OptionType::Choice, std::move(summary), default_value);
  spec.choices = std::move(choices);
  return spec;
}

OptionSpec required(OptionSpec spec) {
  spec.required = true;
  return spec;
}

OptionSpec or_word(OptionSpec spec, std::string word) {
  spec.choices = {std::move(word)};
  return spec;
}

KeySection input_section() {
  return {"input",
          "How documents are read",
          {choice("format", {"auto", "text", "jsonl", "html", "warc"},
                  "What the inputs are; auto looks at their first bytes", "auto"),
           key("text_field", OptionType::String, "JSON Lines: the field with the document's text", "text"),
           key("id_field", OptionType::String, "JSON Lines: the field with the document's id", "id"),
           key("max_window", OptionType::Size, "zstd: inputs that need more memory to decompress are refused",
               "128MiB", {1, kLargestWindow})}};
}

KeySection output_section() {
  return {"output",
          "What is written of each document",
          {choice("format", output_format_names(),
                  "Without it, text on a terminal and jsonl elsewhere; --format overrides it"),
           key("layers", OptionType::Strings, "The layers that are written; without it, all of them"),
           choice("offsets", {"byte", "codepoint", "utf16"}, "The unit of positions in the text", "byte"),
           choice("compression", {"auto", "none", "gzip", "zstd"},
                  "How the output is compressed; auto goes by its name: .gz, .zst", "auto"),
           key("text", OptionType::Bool, "Write the document's text too", "false"),
           key("meta", OptionType::Bool, "Write the fields that came with the document too", "false")}};
}

KeySection run_section() {
  return {
      "run",
      "How the pipeline is run; results do not depend on it",
      {or_word(key("workers", OptionType::Integer, "Documents worked on at a time; auto: one per core",
                   "auto", {1, kMostWorkers}),
               "auto"),
       choice("isolation", {"auto", "thread", "process"}, "Whether workers are threads or processes", "auto"),
       key("max_document_bytes", OptionType::Size, "Larger documents are set aside, never cut", "64MiB",
           {1, kLargestDocument})}};
}

template <class Keys>
void add_names(const Keys& keys, std::vector<std::string>& names) {
  for (const auto& one : keys) names.push_back(one.name);
}

}  // namespace

const std::vector<std::string>& output_format_names() {
  static const std::vector<std::string> kNames{"text",  "jsonl",  "csv",   "conll",      "html",
                                               "sarif", "github", "junit", "checkstyle", "brat"};
  return kNames;
}

const std::vector<KeySection>& host_sections() {
  static const std::vector<KeySection> kSections{input_section(), output_section(), run_section()};
  return kSections;
}

const std::vector<OptionSpec>& stage_keys() {
  static const std::vector<OptionSpec> kKeys{
      required(key("use", OptionType::String, "The stage to run: its id, or plugin/stage")),
      key("id", OptionType::String,
          "The stage's name in this pipeline; unique; by default that of the stage"),
      key("when", OptionType::String, "A condition; documents it does not hold for pass the stage by"),
      choice("on_error", {"fail", "drop", "skip-stage", "quarantine"},
             "What becomes of a document the stage fails on", "quarantine"),
      key("retry", OptionType::Integer, "How often a failed document is tried again", "0",
          {0, kMostRetries})};
  return kKeys;
}

const KeySection& limit_keys() {
  static const KeySection kSection{
      "limits",
      "What one document may cost this stage",
      {key("time", OptionType::Duration, "Longest time for one document", nullptr, {0.001, std::nullopt}),
       key("memory", OptionType::Size, "Most memory a worker may use", nullptr, {1 << 20, std::nullopt})}};
  return kSection;
}

const std::vector<StructureKey>& stage_structure() {
  static const std::vector<StructureKey> kKeys{
      {"with", "The stage's options"},
      {"as", "Other names for the layers and attributes the stage reads and writes"},
      {"limits", "What one document may cost this stage"}};
  return kKeys;
}

const std::vector<StructureKey>& top_structure() {
  static const std::vector<StructureKey> kKeys{
      {"textmill", "The version of this format"},
      {"name", "The pipeline's name; by default that of its file"},
      {"params", "Values to use as ${params.NAME}; --set NAME=VALUE changes them"},
      {"stages", "The stages, in the order in which they run"}};
  return kKeys;
}

std::vector<std::string> top_key_names() {
  std::vector<std::string> names;
  add_names(top_structure(), names);
  add_names(host_sections(), names);
  return names;
}

std::vector<std::string> stage_key_names() {
  std::vector<std::string> names;
  add_names(stage_keys(), names);
  add_names(stage_structure(), names);
  return names;
}

}  // namespace textmill::host
