// The output format `github`: findings as the lines that GitHub Actions turns into annotations.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Fails with Code::BadPipeline if the plan has no layer `findings`.
Result<std::unique_ptr<Renderer>> make_github_renderer(const Plan& plan);

}  // namespace textmill::host
