// The output format `brat`: standoff annotation for the brat annotation tool, a .txt and an .ann file per
// document and one annotation.conf, in a tar archive. https://brat.nlplab.org/standoff.html
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Offsets are always code points: brat knows no other. Layers that cover the text (blocks, sentences,
/// tokens) are left out unless the plan lists its layers.
std::unique_ptr<Renderer> make_brat_renderer(const Plan& plan);

}  // namespace textmill::host
