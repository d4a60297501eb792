// The part of YAML that nearly every file keeps to, read in one pass. yaml-cpp takes a microsecond for each
// word, which for the manifests of the plugins that ship is a third of a short run.
#pragma once

#include <optional>
#include <string_view>

#include "yaml/node.hpp"

namespace textmill::host::yaml {

/// The tree of a text made of maps and lists in block style, of lists and maps in brackets that end in their
/// line, and of texts that end in their line, plain or in quotes without escapes but \" and \\. The same
/// tree, with the same places, as yaml-cpp's. Nothing if there is anything else in it, from anchors and tabs
/// to mistakes of any kind: those are for yaml-cpp to read or to explain. `text` is valid UTF-8 without byte
/// order mark.
std::optional<Node> read_plain(std::string_view text);

}  // namespace textmill::host::yaml
