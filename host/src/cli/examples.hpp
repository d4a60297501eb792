// The end of each `--help`: what people type.
#pragma once

#include <string>

namespace textmill::host {

/// The examples of a verb ("run", "new plugin"), or of the whole program for "", with what else stands at the
/// end of its help.
std::string help_examples(const std::string& verb);

}  // namespace textmill::host
