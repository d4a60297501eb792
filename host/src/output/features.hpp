// Reading a layer's features by name, and what labels and features of well-known layers mean.
#pragma once

#include <cstdint>
#include <string_view>

#include "document/layer.hpp"

namespace textmill::host {

/// The string feature called `name` of a row; empty if nobody set it or the layer has none of that name.
inline std::string_view string_feature(const Layer& layer, std::string_view name, std::uint32_t row) {
  const std::vector<FeatureSpec>& specs = layer.spec().features;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    if (specs[i].name != name || specs[i].type != TEXTMILL_STRING) continue;
    const textmill_string value = layer.feature(i).strings[row];
    return {value.ptr, value.len};
  }
  return {};
}

enum class Severity { Error, Warning, Note };

/// Of a row of findings; what names no severity is a note.
inline Severity severity_of(const Layer& findings, std::uint32_t row) {
  const std::string_view severity = string_feature(findings, "severity", row);
  return severity == "error" ? Severity::Error : severity == "warning" ? Severity::Warning : Severity::Note;
}

/// Whether a block of this role stands around the text rather than in it, as menus do.
inline bool is_furniture(std::string_view role) { return role == "boilerplate" || role == "breadcrumb"; }

}  // namespace textmill::host
