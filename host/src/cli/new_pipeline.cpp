#include <filesystem>
#include <fstream>
#include <set>

#include "cli/manifest_view.hpp"
#include "cli/verbs.hpp"

namespace textmill::host {
namespace {

namespace fs = std::filesystem;

/// The usable stages in an order in which each finds the layers it reads; those that never do are left out.
std::vector<const StageManifest*> stages_in_order(const Catalog& catalog) {
  std::vector<const StageManifest*> ordered;
  std::set<std::string> written;
  std::set<const StageManifest*> taken;
  const auto fits = [&](const StageManifest& stage) {
    for (const ReadSpec& read : stage.read_layers) {
      if (!read.optional && written.count(read.name) == 0) return false;
    }
    return true;
  };
  for (bool grew = true; grew;) {
    grew = false;
    for (const CatalogEntry& entry : catalog.entries()) {
      if (!entry.usable()) continue;
      for (const StageManifest& stage : entry.manifest->stages) {
        if (taken.count(&stage) != 0 || !fits(stage)) continue;
        ordered.push_back(&stage);
        taken.insert(&stage);
        for (const LayerSpec& layer : stage.write_layers) written.insert(layer.name);
        grew = true;
      }
    }
  }
  return ordered;
}

std::string option_line(const OptionSpec& option) {
  const std::string value = option.default_value ? default_text(option) : "";
  const std::string comment = option.required ? "" : "# ";
  return "      " + comment + option.name + ": " + value + "    # " + option_terms(option) +
         (option.summary.empty() ? "" : "; " + option.summary) + "\n";
}

std::string stage_lines(const StageManifest& stage) {
  std::string text = "  - use: " + stage.id + "    # " + stage.summary + "\n";
  if (stage.options.empty()) return text;
  bool any_required = false;
  for (const OptionSpec& option : stage.options) any_required = any_required || option.required;
  text += any_required ? "    with:\n" : "    # with:\n";
  for (const OptionSpec& option : stage.options) text += option_line(option);
  return text;
}

std::string pipeline_text(const std::string& name, const std::vector<const StageManifest*>& stages) {
  std::string text =
      "# Check it with `textmill check`, run it with `textmill run`. Options that are commented out have\n"
      "# the values shown; `textmill describe STAGE` says more.\n"
      "textmill: 1\nname: " +
      name + "\nstages:\n";
  for (const StageManifest* stage : stages) text += stage_lines(*stage);
  return text + "output:\n  format: text    # text, jsonl or csv\n";
}

}  // namespace

Exit run_new_pipeline(const NewOptions& options, const Console& console) {
  const fs::path file =
      fs::path(options.directory.empty() ? "." : options.directory) / (options.name + ".yaml");
  std::error_code error;
  if (fs::exists(file, error)) {
    console.error(file.string() + ": is there already");
    return Exit::Usage;
  }
  const Catalog catalog = Catalog::search(options.plugins.search);
  const auto stages = stages_in_order(catalog);
  if (stages.empty()) {
    console.error(
        "no usable plugin was found to make a pipeline of; `textmill plugins` says where it looked");
    return Exit::Plugin;
  }
  std::ofstream out(file, std::ios::binary);
  out << pipeline_text(options.name, stages);
  out.close();
  if (!out.good()) {
    console.error(file.string() + ": cannot be written");
    return Exit::Output;
  }
  console.out("made " + file.string() + "; next:\n  textmill run " + file.string() + " TEXT...\n");
  return Exit::Ok;
}

}  // namespace textmill::host
