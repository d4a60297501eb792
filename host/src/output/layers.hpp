// Which layers an output shows, and what is known about the well-known ones.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pipeline/plan.hpp"

namespace textmill::host {

/// Slots of the layers that `plan.output` asks for, in the order it lists them (all: in the schema's).
std::vector<std::size_t> chosen_layers(const Plan& plan);

/// True for blocks, sentences, tokens and markup: they cover the text, so repeating it for each of their spans would
/// only make the output larger.
bool covers_text(std::string_view layer);

}  // namespace textmill::host
