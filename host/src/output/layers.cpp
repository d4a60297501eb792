#include "output/layers.hpp"

#include <algorithm>

namespace textmill::host {

std::vector<std::size_t> chosen_layers(const Plan& plan) {
  const std::vector<LayerSpec>& all = plan.schema.layers;
  std::vector<std::size_t> slots;
  if (plan.output.all_layers) {
    for (std::size_t slot = 0; slot < all.size(); ++slot) slots.push_back(slot);
    return slots;
  }
  for (const std::string& name : plan.output.layers) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const LayerSpec& spec) { return spec.name == name; });
    if (found != all.end()) slots.push_back(static_cast<std::size_t>(found - all.begin()));
  }
  return slots;
}

bool covers_text(std::string_view layer) {
  return layer == "blocks" || layer == "sentences" || layer == "tokens" || layer == "markup";
}

}  // namespace textmill::host
