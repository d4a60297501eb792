// The options of each verb, as CLI11 wants them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"

namespace textmill::host {

/// How the type of an option begins that takes one of a few words, with commas between them.
inline constexpr std::string_view kOneOf = "one of ";

/// "a, b, c".
std::string comma_list(const std::vector<std::string>& words);

/// Which verbs get their options: all, or each as soon as its name was read, which saves a start half a
/// millisecond.
enum class VerbOptions { OfAllVerbs, WhenUsed };

/// Gives the program its verbs and options, which write to `a`.
void build(CLI::App& app, Arguments& a, VerbOptions options);

}  // namespace textmill::host
