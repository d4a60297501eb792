// From what a pipeline file says to the value a plugin gets. The option decides what a text means: `no` is a
// string where a string is wanted and an error where true or false is.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "pipeline/plan.hpp"

namespace textmill::host {

/// Told what is wrong: the place, where inside the value ("" or "[2]"), and one sentence.
using OptionComplaint =
    std::function<void(yaml::Mark mark, const std::string& inside, const std::string& what)>;

/// Makes `node` the value of an option. `directory` is where relative paths start. Tells `complain`
/// everything that is wrong with it and then gives nothing. A scalar for a list of strings is a list of one;
/// an empty one is the empty list.
std::optional<TypedOption> typed_option(const OptionSpec& spec, const yaml::Node& node,
                                        const std::string& directory, const OptionComplaint& complain);

/// "a whole number", "true or false", ...
std::string describe_type(OptionType type);
/// "1 to 1000", "at least 1MiB", "at most 3%"; empty if there is no limit.
std::string describe_range(const OptionSpec& spec);
/// The value as text that would parse to it again; strings as they are, lists as "[a, b]". Not for null.
std::string option_text(const TypedOption& option);

}  // namespace textmill::host
