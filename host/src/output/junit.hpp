// The output format `junit`: each document a test suite, each rule a test case that fails where the document
// breaks the rule.
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Fails with Code::BadPipeline if the plan has no layer `findings`.
Result<std::unique_ptr<Renderer>> make_junit_renderer(const Plan& plan);

}  // namespace textmill::host
