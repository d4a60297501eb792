// The schema is for editors: it completes keys and options and explains them. What it cannot say (whether a
// layer has been written, whether a path exists) only `check` can.
#include <cmath>

#include "cli/option_json.hpp"
#include "cli/pipeline_text.hpp"
#include "cli/verbs.hpp"
#include "pipeline/host_keys.hpp"
#include "pipeline/typed_option.hpp"

namespace textmill::host {

namespace {

constexpr double kLargestWhole = 9e15;
constexpr const char* kSizePattern = "^[0-9]+(\\.[0-9]+)?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$";
constexpr const char* kDurationPattern = "^[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h)$";
constexpr const char* kPercentagePattern = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?%$";

/// Writes a schema: rapidjson's calls with the shapes that come up again and again.
class SchemaWriter {
 public:
  explicit SchemaWriter(JsonWriter& json) : json_(json) {}

  template <class Body>
  void object(std::string_view key, Body body) {
    put_key(json_, key);
    object(body);
  }
  template <class Body>
  void object(Body body) {
    json_.StartObject();
    body();
    json_.EndObject();
  }
  template <class Body>
  void array(std::string_view key, Body body) {
    put_key(json_, key);
    json_.StartArray();
    body();
    json_.EndArray();
  }
  void text(std::string_view key, std::string_view value) {
    put_key(json_, key);
    put_value(json_, value);
  }
  void flag(std::string_view key, bool value) {
    put_key(json_, key);
    json_.Bool(value);
  }
  void number(std::string_view key, double value) {
    put_key(json_, key);
    const bool whole = value == std::floor(value) && std::fabs(value) < kLargestWhole;
    put_value(json_, whole ? Value::of(static_cast<std::int64_t>(value)) : Value::of(value));
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    array(key, [&] {
      for (const std::string& value : values) put_value(json_, value);
    });
  }
  /// {"$ref": "#/$defs/name"}
  void reference(std::string_view name) {
    object([&] { text("$ref", "#/$defs/" + std::string(name)); });
  }
  void pattern(const char* pattern) {
    object([&] {
      text("type", "string");
      text("pattern", pattern);
    });
  }
  void limited(const char* type, const OptionSpec& spec) {
    object([&] {
      text("type", type);
      if (spec.minimum) number("minimum", *spec.minimum);
      if (spec.maximum) number("maximum", *spec.maximum);
    });
  }
  void words(const std::vector<std::string>& words) {
    object([&] { texts("enum", words); });
  }
  JsonWriter& json() { return json_; }

 private:
  JsonWriter& json_;
};

void put_item(SchemaWriter& schema, const OptionSpec& spec) {
  if (spec.choices.empty()) return schema.reference("text");
  schema.words(spec.choices);
}

/// The alternatives a value of this type may be.
void put_alternatives(SchemaWriter& schema, const OptionSpec& spec) {
  switch (spec.type) {
    case OptionType::Bool:
      schema.object([&] { schema.text("type", "boolean"); });
      break;
    case OptionType::Integer:
      schema.limited("integer", spec);
      break;
    case OptionType::Number:
      schema.limited("number", spec);
      break;
    case OptionType::Percentage:
      schema.limited("number", spec);
      schema.pattern(kPercentagePattern);
      break;
    case OptionType::Size:
      schema.limited("integer", spec);
      schema.pattern(kSizePattern);
      break;
    case OptionType::Duration:
      schema.pattern(kDurationPattern);
      break;
    case OptionType::String:
    case OptionType::Path:
      schema.reference("text");
      break;
    case OptionType::Choice:
      schema.words(spec.choices);
      break;
    case OptionType::Strings:
      put_item(schema, spec);
      schema.object([&] {
        schema.text("type", "array");
        schema.object("items", [&] {
          schema.array("anyOf", [&] {
            put_item(schema, spec);
            schema.reference("parameter");
          });
        });
      });
      schema.object([&] { schema.text("const", ""); });  // an empty text is an empty list
      break;
  }
  const bool has_words =
      spec.type != OptionType::Choice && spec.type != OptionType::Strings && !spec.choices.empty();
  if (has_words) schema.words(spec.choices);
}

void put_default(SchemaWriter& schema, const OptionSpec& spec) {
  if (!spec.default_value || spec.type == OptionType::Path) return;
  const auto ignore = [](yaml::Mark, const std::string&, const std::string&) {
  };  // `check` reports a wrong one
  const auto option = typed_option(spec, *spec.default_value, "", ignore);
  if (!option) return;
  put_key(schema.json(), "default");
  put_option(schema.json(), *option);
}

std::string description(const OptionSpec& spec) {
  const std::string range = describe_range(spec);
  return spec.summary + (range.empty() ? "" : " (" + range + ')');
}

void put_option_schema(SchemaWriter& schema, const OptionSpec& spec) {
  schema.object(spec.name, [&] {
    schema.text("description", description(spec));
    put_default(schema, spec);
    schema.array("anyOf", [&] {
      put_alternatives(schema, spec);
      schema.reference("parameter");
    });
  });
}

/// An object with exactly these keys; `more` adds properties of its own.
template <class More>
void put_section(SchemaWriter& schema, const std::vector<OptionSpec>& specs, More more) {
  std::vector<std::string> required;
  schema.object("properties", [&] {
    for (const OptionSpec& spec : specs) {
      if (spec.required) required.push_back(spec.name);
      put_option_schema(schema, spec);
    }
    more();
  });
  if (!required.empty()) schema.texts("required", required);
  schema.flag("additionalProperties", false);
}

void put_section(SchemaWriter& schema, const std::vector<OptionSpec>& specs) {
  put_section(schema, specs, [] {});
}

void put_host_section(SchemaWriter& schema, const KeySection& section) {
  schema.object(section.name, [&] {
    schema.text("description", section.summary);
    schema.texts("type", {"object", "null"});
    put_section(schema, section.keys);
  });
}

template <class Each>
void for_each_stage(const Catalog& catalog, Each each) {
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.usable()) continue;
    for (const StageManifest& stage : entry.manifest->stages) each(entry, stage);
  }
}

std::string full_name(const CatalogEntry& entry, const StageManifest& stage) {
  return entry.manifest->id + '/' + stage.id;
}

/// `use`: the stages that were found, each with its summary.
void put_use(SchemaWriter& schema, const OptionSpec& spec, const Catalog& catalog) {
  schema.object("use", [&] {
    schema.text("description", spec.summary);
    schema.array("anyOf", [&] {
      for_each_stage(catalog, [&](const CatalogEntry& entry, const StageManifest& stage) {
        schema.object([&] {
          schema.texts("enum", {stage.id, full_name(entry, stage)});
          schema.text("description", stage.summary);
        });
      });
      schema.object([&] { schema.text("const", "*"); });
      schema.reference("parameter");
    });
  });
}

void put_with(SchemaWriter& schema, const StageManifest& stage) {
  bool required = false;
  for (const OptionSpec& spec : stage.options) required = required || spec.required;
  schema.object("properties", [&] {
    schema.object("with", [&] {
      schema.text("description", "The options of " + stage.id);
      schema.texts(
          "type", required ? std::vector<std::string>{"object"} : std::vector<std::string>{"object", "null"});
      put_section(schema, stage.options);
    });
  });
  if (required) schema.texts("required", {"with"});
}

/// Options that go with what `use` says.
void put_conditions(SchemaWriter& schema, const Catalog& catalog) {
  if (catalog.stage_ids().empty()) return;  // an empty allOf is no schema
  schema.array("allOf", [&] {
    for_each_stage(catalog, [&](const CatalogEntry& entry, const StageManifest& stage) {
      schema.object([&] {
        schema.object("if", [&] {
          schema.object("properties", [&] {
            schema.object("use", [&] { schema.texts("enum", {stage.id, full_name(entry, stage)}); });
          });
          schema.texts("required", {"use"});
        });
        schema.object("then", [&] { put_with(schema, stage); });
      });
    });
  });
}

void put_structure(SchemaWriter& schema) {
  schema.object("with", [&] { schema.texts("type", {"object", "null"}); });
  schema.object("as", [&] {
    schema.text("description", stage_structure()[1].summary);
    schema.texts("type", {"object", "string"});
    schema.object("additionalProperties", [&] { schema.text("type", "string"); });
  });
  put_host_section(schema, limit_keys());
}

void put_stage(SchemaWriter& schema, const Catalog& catalog) {
  std::vector<OptionSpec> keys = stage_keys();
  const OptionSpec use = keys.front();
  keys.erase(keys.begin());
  schema.object("stage", [&] {
    schema.text("type", "object");
    put_section(schema, keys, [&] {
      put_use(schema, use, catalog);
      put_structure(schema);
    });
    schema.texts("required", {use.name});
    put_conditions(schema, catalog);
  });
}

void put_definitions(SchemaWriter& schema, const Catalog& catalog) {
  schema.object("$defs", [&] {
    schema.object("text", [&] { schema.texts("type", {"string", "number", "boolean"}); });
    schema.object("parameter", [&] {
      schema.text("type", "string");
      schema.text("pattern", "\\$\\{params\\.[A-Za-z0-9_-]+\\}");
    });
    put_stage(schema, catalog);
  });
}

void put_params(SchemaWriter& schema) {
  schema.object("additionalProperties", [&] {
    schema.array("anyOf", [&] {
      schema.reference("text");
      schema.object([&] { schema.text("type", "null"); });
      schema.object([&] {
        schema.text("type", "array");
        schema.object("items", [&] { schema.text("$ref", "#/$defs/text"); });
      });
    });
  });
}

void put_top(SchemaWriter& schema, const StructureKey& key) {
  schema.object(key.name, [&] {
    schema.text("description", key.summary);
    if (key.name == "textmill") schema.number("const", std::stod(kPipelineVersion));
    if (key.name == "name") schema.text("$ref", "#/$defs/text");
    if (key.name == "params") {
      schema.texts("type", {"object", "null"});
      put_params(schema);
    }
    if (key.name == "stages") {
      schema.text("type", "array");
      schema.number("minItems", 1);
      schema.object("items", [&] { schema.text("$ref", "#/$defs/stage"); });
    }
  });
}

void put_schema(SchemaWriter& schema, const Catalog& catalog) {
  schema.object([&] {
    schema.text("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.text("title", "Textmill pipeline");
    schema.text("type", "object");
    schema.object("properties", [&] {
      for (const StructureKey& key : top_structure()) put_top(schema, key);
      for (const KeySection& section : host_sections()) put_host_section(schema, section);
    });
    schema.texts("required", {"textmill", "stages"});
    schema.flag("additionalProperties", false);
    put_definitions(schema, catalog);
  });
}

}  // namespace

std::string schema_json(const Catalog& catalog) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    SchemaWriter schema(json);
    put_schema(schema, catalog);
  }
  return pretty(out);
}

Exit run_schema(const PluginOptions& options, const Console& console) {
  const Catalog catalog = Catalog::search(options.search);
  const std::vector<std::string> refusals = catalog.refused_files();
  for (const std::string& refusal : refusals) console.error(refusal);
  if (!refusals.empty()) return Exit::Plugin;
  console.out(schema_json(catalog));
  return Exit::Ok;
}

}  // namespace textmill::host
