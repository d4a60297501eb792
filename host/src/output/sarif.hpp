// The output format `sarif`: findings as a SARIF 2.1.0 log with one run.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#pragma once

#include "output/renderer.hpp"

namespace textmill::host {

/// Fails with Code::BadPipeline if the plan has no layer `findings`. A result carries its document and place
/// in `properties`; its region is that of the file where the file is the text.
Result<std::unique_ptr<Renderer>> make_sarif_renderer(const Plan& plan);

}  // namespace textmill::host
