// `use: "*"`: the stages of the plugin files named on the command line, without naming them again.
#pragma once

#include <vector>

#include "plugins/catalog.hpp"
#include "yaml/node.hpp"

namespace textmill::host {

/// The items of `stages` with each `use: "*"` replaced by one item per stage that the --plugin files offer,
/// in the order of the files and of their manifests. What else the item says holds for each of them. One
/// stage keeps the item's id; of several, each is called ID.STAGE, or STAGE where the item gives no id. A
/// layer or attribute that an earlier one of them writes too is renamed to STAGE.NAME unless the item has
/// `as`; only `findings` is shared. Without such files the item stays as it is.
std::vector<yaml::Node> expand_stars(const std::vector<yaml::Node>& stages, const Catalog& catalog);

}  // namespace textmill::host
