#include "entity.hpp"

#include <array>

namespace textmill::entity_tagger {
namespace {

constexpr std::array<std::string_view, kLabels> kNames = {
    "PERSON",  "ORGANIZATION", "LOCATION", "MISC",    "DATE", "TIME",  "DURATION", "MONEY",
    "PERCENT", "QUANTITY",     "CARDINAL", "ORDINAL", "URL",  "EMAIL", "PHONE",    "IP"};

}  // namespace

std::string_view label_name(Label label) { return kNames[static_cast<std::size_t>(label)]; }

bool find_label(std::string_view name, Label& label) {
  for (std::size_t i = 0; i < kLabels; ++i) {
    if (kNames[i] != name) continue;
    label = static_cast<Label>(i);
    return true;
  }
  return false;
}

}  // namespace textmill::entity_tagger
