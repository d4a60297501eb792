#include <algorithm>

#include "cli/manifest_view.hpp"
#include "cli/verbs.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kKeyWidth = 12;

/// What a name stands for: a plugin with some of its stages.
struct Described {
  const CatalogEntry* entry = nullptr;
  std::vector<const StageManifest*> stages;
};

/// Takes a plugin's id, a stage's id, "plugin/stage", or the path of a file; plugins that are refused but
/// have a manifest count too, after the usable ones.
Described find(const Catalog& catalog, const std::string& name) {
  Described refused;
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.manifest) continue;
    Described found{&entry, {}};
    for (const StageManifest& stage : entry.manifest->stages) {
      const bool whole_plugin = name == entry.manifest->id || name == entry.path;
      if (whole_plugin || name == stage.id || name == entry.manifest->id + "/" + stage.id) {
        found.stages.push_back(&stage);
      }
    }
    if (found.stages.empty()) continue;
    if (entry.usable()) return found;
    if (!refused.entry) refused = found;
  }
  return refused;
}

std::vector<std::string> known_names(const Catalog& catalog) {
  std::vector<std::string> names = catalog.stage_ids();
  for (const CatalogEntry& entry : catalog.entries()) {
    if (entry.manifest) names.push_back(entry.manifest->id);
  }
  return names;
}

/// One "key   value" line, wrapped to the console's width.
class Sheet {
 public:
  explicit Sheet(const Console& console) : paint_(console.colour), width_(std::max(console.width, 40)) {}

  void title(const std::string& text) { out += paint_(Style::Title, one_line(text)) + "\n"; }
  void line(const std::string& key, const std::string& value) {
    if (value.empty()) return;
    wrap(one_line(value), pad(key, kKeyWidth), static_cast<std::size_t>(width_), out);
  }
  void text(const std::string& value) {
    if (!value.empty()) wrap(one_line(value), "", static_cast<std::size_t>(width_), out);
  }
  void item(const std::string& name, const std::string& terms, const std::string& summary) {
    out += "  " + paint_(Style::Strong, one_line(name));
    if (!terms.empty()) out += paint_(Style::Faint, "  " + one_line(terms));
    out += "\n";
    if (!summary.empty()) wrap(one_line(summary), "      ", static_cast<std::size_t>(width_), out);
  }
  void gap() { out += "\n"; }

  std::string out;

 private:
  Paint paint_;
  int width_;
};

std::string names(const std::vector<ReadSpec>& specs, bool optional) {
  std::string text;
  for (const ReadSpec& spec : specs) {
    if (spec.optional == optional) text += (text.empty() ? "" : ", ") + spec.name;
  }
  return text;
}

void show_reads(Sheet& sheet, const StageManifest& stage) {
  sheet.line("reads", names(stage.read_layers, false));
  sheet.line("  optional", names(stage.read_layers, true));
  sheet.line("attributes", names(stage.read_attributes, false));
  sheet.line("  optional", names(stage.read_attributes, true));
  if (stage.reads_meta) sheet.line("meta", "fields that came with the document");
}

void show_stage(Sheet& sheet, const StageManifest& stage) {
  sheet.gap();
  sheet.title(stage.id);
  sheet.text(stage.summary);
  sheet.line("threading", threading_word(stage.threading));
  show_reads(sheet, stage);
  if (!stage.write_layers.empty()) sheet.line("writes", "layers");
  for (std::size_t i = 0; i < stage.write_layers.size(); ++i) {
    sheet.item(stage.write_layers[i].name, column_terms(stage.write_layers[i]), stage.layer_summaries[i]);
  }
  if (!stage.write_attributes.empty()) sheet.line("sets", "attributes");
  for (std::size_t i = 0; i < stage.write_attributes.size(); ++i) {
    const AttributeSpec& attribute = stage.write_attributes[i];
    sheet.item(attribute.name, type_word(attribute.type), stage.attribute_summaries[i]);
  }
  if (!stage.rules.empty()) sheet.line("finds", "rules");
  for (const RuleSpec& rule : stage.rules) sheet.item(rule.name, rule.summary, rule.help);
  sheet.line("result", stage.result);
  if (!stage.options.empty()) sheet.line("options", "under with:");
  for (const OptionSpec& option : stage.options)
    sheet.item(option.name, option_terms(option), option.summary);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string as_text(const Described& found, const Console& console) {
  const Manifest& manifest = *found.entry->manifest;
  Sheet sheet(console);
  sheet.title(manifest.id + " " + manifest.version);
  sheet.text(manifest.summary);
  sheet.line("file", found.entry->path + " (" + found.entry->origin + ")");
  sheet.line("refused", found.entry->refusal);
  sheet.line("build id", found.entry->build_id);
  sheet.line("licence", manifest.licence);
  sheet.line("ABI", std::to_string(manifest.abi_major) + "." + std::to_string(manifest.abi_minor));
  sheet.line("drafts", joined(manifest.drafts));
  sheet.line("homepage", manifest.homepage);
  for (const StageManifest* stage : found.stages) show_stage(sheet, *stage);
  return sheet.out;
}

std::string as_json(const Described& found) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    json.StartObject();
    put_plugin_keys(json, *found.entry);
    put_key(json, "stages");
    json.StartArray();
    for (const StageManifest* stage : found.stages) put_stage(json, *stage);
    json.EndArray();
    json.EndObject();
  }
  return out + "\n";
}

/// A path is looked at where it is, whether or not its folder is searched.
bool is_path(const std::string& name) {
  const bool is_library = name.size() > 3 && name.compare(name.size() - 3, 3, ".so") == 0;
  return name.find('/') != std::string::npos && is_library;
}

Catalog catalog_for(const std::string& name, const CatalogOptions& search) {
  if (!is_path(name)) return Catalog::search(search);
  return Catalog::of({inspect_plugin(name, "--plugin", search.allow)});
}

}  // namespace

Exit run_describe(const std::string& name, const PluginOptions& options, const Console& console) {
  const Catalog catalog = catalog_for(name, options.search);
  show_warnings(catalog, console.error);
  const std::string wanted = is_path(name) ? catalog.entries()[0].path : name;
  const Described found = find(catalog, wanted);
  if (!found.entry) {
    if (is_path(name))
      console.error(one_line(catalog.entries()[0].refusal));
    else
      console.error("there is no plugin or stage '" + one_line(name) + "'" +
                    yaml::did_you_mean(name, known_names(catalog)));
    return Exit::Plugin;
  }
  console.out(options.json ? as_json(found) : as_text(found, console));
  return Exit::Ok;
}

}  // namespace textmill::host
