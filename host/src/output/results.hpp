// Results over all documents of a run, as files or as the last lines of the output.
#pragma once

#include <string>
#include <string_view>

#include "textmill/status.hpp"

namespace textmill::host {

/// The one JSON value in `json`, without white space or indented; fails for anything else, saying where.
enum class JsonForm { Line, Indented };
Result<std::string> reformat_json(std::string_view json, JsonForm form);

/// Writes DIR/STAGE.json, whole or not at all.
Status write_result(const std::string& folder, const std::string& stage, std::string_view json);

/// True if results can stand at the end of an output of this format.
bool takes_results(std::string_view format);
/// What stands there: a JSON line {"stage":...,"result":...}, or a heading and the value for people.
std::string result_lines(std::string_view format, const std::string& stage, std::string_view json);

}  // namespace textmill::host
