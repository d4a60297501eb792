#include <filesystem>

#include "cli/manifest_view.hpp"
#include "cli/verbs.hpp"
#include "output/terminal_text.hpp"
#include "plugins/deny_list.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kOriginWidth = 22;

/// What became of one file while `name` was looked for.
enum class Fate { Used, OfferedToo, Refused, Other };

const char* fate_word(Fate fate) {
  static constexpr const char* kWords[] = {"used", "not used", "refused", "offers other stages"};
  return kWords[static_cast<std::size_t>(fate)];
}

bool offers(const CatalogEntry& entry, const std::string& name) {
  if (!entry.manifest) return false;
  const Manifest& manifest = *entry.manifest;
  if (manifest.id == name) return true;
  for (const StageManifest& stage : manifest.stages) {
    if (stage.id == name || manifest.id + "/" + stage.id == name) return true;
  }
  return false;
}

struct Finding {
  const CatalogEntry* entry;
  Fate fate;
  std::string reason;
};

std::string stage_list(const CatalogEntry& entry) {
  std::string text;
  for (const StageManifest& stage : entry.manifest->stages) text += (text.empty() ? "" : ", ") + stage.id;
  return text;
}

std::vector<Finding> look(const Catalog& catalog, const std::string& name) {
  std::vector<Finding> findings;
  const CatalogEntry* used = nullptr;
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!entry.usable()) {
      findings.push_back({&entry, Fate::Refused, entry.refusal});
    } else if (!offers(entry, name)) {
      findings.push_back({&entry, Fate::Other, stage_list(entry)});
    } else if (!used) {
      used = &entry;
      findings.push_back(
          {&entry, Fate::Used, "plugin " + entry.manifest->id + " " + entry.manifest->version});
    } else {
      findings.push_back(
          {&entry, Fate::OfferedToo, "the first one found is used; write plugin/stage for another"});
    }
  }
  return findings;
}

std::string folder_state(const std::string& path, const Catalog& catalog) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return "no such folder";
  std::size_t count = 0;
  for (const CatalogEntry& entry : catalog.entries()) {
    count += std::filesystem::path(entry.path).parent_path() == path ? 1 : 0;
  }
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

std::string as_text(const Catalog& catalog, const std::vector<Finding>& findings, const Paint& paint) {
  std::string out = "searched\n";
  for (const auto& [path, origin] : catalog.searched()) {
    out += "  " + pad(origin, kOriginWidth) + path +
           paint(Style::Faint, " (" + folder_state(path, catalog) + ")") + "\n";
  }
  out += "found\n";
  for (const Finding& finding : findings) {
    const Style style = finding.fate == Fate::Used      ? Style::Strong
                        : finding.fate == Fate::Refused ? Style::Error
                                                        : Style::Plain;
    out += "  " + paint(style, pad(fate_word(finding.fate), kOriginWidth));
    // A refusal begins with the path.
    if (finding.fate != Fate::Refused) out += finding.entry->path + ": ";
    out += one_line(finding.reason) + "\n";
  }
  return out;
}

std::string as_json(const Catalog& catalog, const std::string& name, const std::vector<Finding>& findings) {
  std::string out;
  {
    TextStream stream(out);
    JsonWriter json(stream);
    const auto text = [&](std::string_view key, std::string_view value) {
      put_key(json, key);
      put_value(json, value);
    };
    json.StartObject();
    text("name", name);
    put_key(json, "searched");
    json.StartArray();
    for (const auto& [path, origin] : catalog.searched()) {
      json.StartObject();
      text("path", path);
      text("origin", origin);
      text("state", folder_state(path, catalog));
      json.EndObject();
    }
    json.EndArray();
    put_key(json, "found");
    json.StartArray();
    for (const Finding& finding : findings) {
      json.StartObject();
      text("path", finding.entry->path);
      text("origin", finding.entry->origin);
      text("fate", fate_word(finding.fate));
      text("reason", finding.reason);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  return out + "\n";
}

}  // namespace

Exit run_why(const std::string& name, const PluginOptions& options, const Console& console) {
  const Catalog catalog = Catalog::search(options.search);
  show_warnings(catalog, console.error);
  const std::vector<Finding> findings = look(catalog, name);
  console.out(options.json ? as_json(catalog, name, findings)
                           : as_text(catalog, findings, Paint(console.colour)));
  for (const Finding& finding : findings) {
    if (finding.fate == Fate::Used) return Exit::Ok;
  }
  console.error("no usable plugin offers '" + one_line(name) + "'" +
                yaml::did_you_mean(name, catalog.stage_ids()));
  return Exit::Plugin;
}

Exit run_forget(const std::string& name, const PluginOptions& options, const Console& console) {
  const Catalog catalog = Catalog::search(options.search);
  DenyList denied = DenyList::of_user();
  bool found = false;
  for (const CatalogEntry& entry : catalog.entries()) {
    if (!offers(entry, name) || !denied.forget(entry.path)) continue;
    console.out(entry.path + ": will be tried again\n");
    found = true;
  }
  std::error_code error;
  const std::string file = std::filesystem::absolute(name, error).lexically_normal().string();
  if (!found && denied.forget(file)) {
    console.out(file + ": will be tried again\n");
    found = true;
  }
  if (found) return Exit::Ok;
  console.error("nothing is remembered against '" + one_line(name) + "'");
  return Exit::Plugin;
}

}  // namespace textmill::host
