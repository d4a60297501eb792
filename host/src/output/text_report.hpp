// The report for people: verdicts first, then what the text is, says and names.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Shows the well-known layers in ways of their own (docs/output.md), every other layer as a list of its
/// labels or texts. `plan` must outlive the renderer.
std::unique_ptr<Renderer> make_text_renderer(const Plan& plan, const RenderOptions& options);

}  // namespace textmill::host
