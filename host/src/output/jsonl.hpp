// JSON Lines: one document a line, exactly as docs/output.md describes it.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// `plan` must outlive the renderer.
std::unique_ptr<Renderer> make_jsonl_renderer(const Plan& plan);

}  // namespace textmill::host
