// Plugins that exist only as manifests, for tests of what needs nothing else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/plan.hpp"
#include "plugins/catalog.hpp"

namespace textmill::host {

/// A usable entry made of a manifest's text.
CatalogEntry entry_of(const std::string& manifest);

/// The plugins `seg` (writes blocks, sentences, tokens), `kw` (reads tokens; keyphrases, findings), `sum`
/// (reads blocks and sentences; summary), `judge` (findings like kw's), `rival` (findings with other
/// columns), `plain` (an option of each type, no layers), and the refused file broken-tagger.so.
const Catalog& sample_catalog();

/// The plugins that ship, from their manifests in the source tree.
const Catalog& shipped_plugins();
/// The content of a file, which must be there.
std::string content_of(const std::filesystem::path& path);

/// The problems of a pipeline file called "f", against sample_catalog().
std::vector<std::string> problems_of(const std::string& text,
                                     const std::vector<std::pair<std::string, std::string>>& settings = {});
/// The plan of a pipeline without problems.
Plan plan_of(const std::string& text, const std::vector<std::pair<std::string, std::string>>& settings = {});

}  // namespace textmill::host
