#include "cli/run_results.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "output/compressor.hpp"
#include "output/results.hpp"

namespace textmill::host {
namespace {

/// Empty: at the end of the output.
std::string result_folder(const RunOptions& options) {
  if (!options.results.empty()) return options.results;
  return is_plain_file(options.output) ? options.output + ".reduce" : std::string();
}

/// Checks and lays out what the stages wrote.
Status reformat(std::vector<StageResult>& results, JsonForm form) {
  for (StageResult& result : results) {
    auto json = reformat_json(result.json, form);
    if (!json) return failure("the result of stage '" + result.stage + "' is " + json.error().message());
    result.json = std::move(*json);
  }
  return {};
}

Status append_results(const std::vector<StageResult>& results, const RunOptions& options, const Plan& plan,
                      RunOutput& output) {
  std::string lines;
  ByteBuffer packed;
  for (const StageResult& result : results)
    lines += result_lines(plan.output.format, result.stage, result.json);
  Compressor compressor(output_compression(plan.output, options.output));
  if (Status s = compressor.append(lines, packed); !s) return s;
  return output.write_to_all(packed);
}

}  // namespace

bool has_results(const Plan& plan) {
  return std::any_of(plan.stages.begin(), plan.stages.end(),
                     [](const PlannedStage& stage) { return stage.binding.result_slot != TEXTMILL_NONE; });
}

bool is_plain_file(const std::string& output) {
  if (output == "-") return false;
  struct stat info {};
  return ::stat(output.c_str(), &info) != 0 || S_ISREG(info.st_mode);
}

Status check_result_place(const RunOptions& options, const Plan& plan) {
  if (!has_results(plan) || !result_folder(options).empty() || takes_results(plan.output.format)) return {};
  return {Code::BadUsage, "a stage of " + plan.file +
                              " has a result over all documents, which cannot stand in " +
                              plan.output.format + "; give a folder for it with --results"};
}

Status make_results(const RunOptions& options, const Plan& plan, Reducer& reducer, RunOutput& output,
                    const Console& console) {
  auto results = output.contributions() ? reduce(*output.contributions(), reducer) : reducer.finish();
  if (!results) return results.error();
  const std::string folder = result_folder(options);
  const bool as_lines = folder.empty() && plan.output.format == "jsonl";
  if (Status s = reformat(*results, as_lines ? JsonForm::Line : JsonForm::Indented); !s) return s;
  if (folder.empty()) return append_results(*results, options, plan, output);
  for (const StageResult& result : *results) {
    if (Status s = write_result(folder, result.stage, result.json); !s) return s;
    if (options.verbosity >= 0)
      console.error(folder + "/" + result.stage + ".json: the result of stage '" + result.stage + "'");
  }
  return {};
}

}  // namespace textmill::host
