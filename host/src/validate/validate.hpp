// Tries a plugin file for everything a host may do to it, from its manifest alone. Nothing of the plugin runs
// in this process: each check has a child of its own, with a time limit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "validate/check.hpp"

namespace textmill::host {

/// Takes the values of ValidateOptions::with for the defaults of the options of that name. Fails with
/// Code::BadUsage for one that no stage has, or a value it may not have.
Status give_options(Manifest& manifest, const ValidateOptions& options);

/// All results, file by stage by check; `on_result`, if given, hears each as it comes. While the process has
/// one thread.
std::vector<CheckResult> validate_plugin(const CatalogEntry& entry, const ValidateOptions& options,
                                         const std::function<void(const CheckResult&)>& on_result = {});

/// The names of all checks, in their order.
std::vector<std::string> check_names();

}  // namespace textmill::host
