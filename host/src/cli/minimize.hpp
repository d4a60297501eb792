// Delta debugging: making an input small while it keeps a property.
// A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE 28 (2), 2002.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace textmill::host {

/// A text made of pieces of `text`, in order, for which `keeps` holds as it does for `text`: first lines are
/// left out, then words, then code points, until no single one can be. Gives the best so far when `give_up`
/// says so; it is asked before each try.
std::string minimize(std::string_view text, const std::function<bool(std::string_view)>& keeps,
                     const std::function<bool()>& give_up);

}  // namespace textmill::host
