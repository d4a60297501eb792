// The output format `checkstyle`: findings as the XML that editors and build servers read.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Fails with Code::BadPipeline if the plan has no layer `findings`.
Result<std::unique_ptr<Renderer>> make_checkstyle_renderer(const Plan& plan);

}  // namespace textmill::host
