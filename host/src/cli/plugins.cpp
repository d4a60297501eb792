#include <filesystem>

#include "cli/manifest_view.hpp"
#include "cli/verbs.hpp"
#include "output/terminal_text.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kNameWidth = 24;

void put_folders(JsonWriter& json, const Catalog& catalog) {
  put_key(json, "searched");
  json.StartArray();
  for (const auto& [path, origin] : catalog.searched()) {
    json.StartObject();
    put_key(json, "path");
    put_value(json, path);
    put_key(json, "origin");
    put_value(json, origin);
    put_key(json, "exists");
    std::error_code error;
    json.Bool(std::filesystem::is_directory(path, error));
    json.EndObject();
  }
  json.EndArray();
}

void put_entries(JsonWriter& json, std::string_view key, const Catalog& catalog, bool usable) {
  put_key(json, key);
  json.StartArray();
  for (const CatalogEntry& entry : catalog.entries()) {
    if (entry.usable() != usable) continue;
    json.StartObject();
    put_plugin_keys(json, entry);
    put_key(json, "stages");
    json.StartArray();
    for (const StageManifest& stage :
         entry.manifest ? entry.manifest->stages : std::vector<StageManifest>()) {
      json.StartObject();
      put_key(json, "id");
      put_value(json, stage.id);
      put_key(json, "summary");
      put_value(json, stage.summary);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
}

std::string as_json(const Catalog& catalog) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    json.StartObject();
    put_entries(json, "plugins", catalog, true);
    put_entries(json, "refused", catalog, false);
    put_folders(json, catalog);
    json.EndObject();
  }
  return out + "\n";
}

std::string as_text(const Catalog& catalog, const Paint& paint) {
  std::string out;
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.usable()) continue;
    const Manifest& manifest = *entry.manifest;
    const std::string title = pad(one_line(manifest.id + " " + manifest.version), kNameWidth);
    out += paint(Style::Strong, title) + "  " + entry.path + paint(Style::Faint, " (" + entry.origin + ")") +
           "\n";
    for (const StageManifest& stage : manifest.stages) {
      out += "  " + pad(one_line(stage.id), kNameWidth) + one_line(stage.summary) + "\n";
    }
  }
  return out;
}

void show_refusals(const Catalog& catalog, const Console& console) {
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.usable()) console.error("refused: " + one_line(entry.refusal));
  }
}

/// Where plugins would have been found.
std::string nothing_found(const Catalog& catalog) {
  std::string text = "no plugins found; looked in";
  for (const auto& [path, origin] : catalog.searched()) text += "\n  " + path + " (" + origin + ")";
  return text;
}

}  // namespace

Exit run_plugins(const PluginOptions& options, const Console& console) {
  const Catalog catalog = Catalog::search(options.search);
  show_warnings(catalog, console.error);
  if (options.json) {
    console.out(as_json(catalog));
  } else {
    const std::string list = as_text(catalog, Paint(console.colour));
    if (list.empty()) console.error(nothing_found(catalog));
    console.out(list);
    show_refusals(catalog, console);
  }
  return catalog.refused_files().empty() ? Exit::Ok : Exit::Plugin;
}

}  // namespace textmill::host
