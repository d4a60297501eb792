#include "cli/diff.hpp"

#include "cli/diff_report.hpp"
#include "cli/run.hpp"
#include "cli/scratch.hpp"

namespace textmill::host {
namespace {

/// Runs one pipeline over the inputs, its results into `file`.
Exit run_into(const DiffOptions& options, const std::string& pipeline, const std::string& file,
              const Console& console) {
  RunOptions run;
  run.pipeline = pipeline;
  run.inputs = options.inputs;
  run.settings = options.settings;
  run.plugins = options.plugins;
  run.layers = options.layers;
  run.output = file;
  run.format = "jsonl";
  run.text = options.format == "html";  // to show what differs in its text
  run.progress = false;
  run.verbosity = -1;
  return run_pipeline(run, console);
}

bool is_complete(Exit exit) { return exit == Exit::Ok || exit == Exit::SetAside || exit == Exit::Input; }

bool is_within(const DiffLimit& limit, const CorpusDifference& difference) {
  const auto documents = static_cast<double>(difference.documents());
  const auto all = static_cast<double>(difference.both + difference.only_a.size() + difference.only_b.size());
  return documents <= (limit.is_share ? limit.number * all : limit.number);
}

Exit compare_and_tell(const DiffOptions& options, const std::string& a, const std::string& b,
                      const Console& console) {
  auto file_a = ResultFile::open(a);
  auto file_b = ResultFile::open(b);
  const Status opened = !file_a ? file_a.error() : !file_b ? file_b.error() : Status();
  if (!opened) {
    console.error(opened.message());
    return Exit::Usage;
  }
  auto difference = compare_files(*file_a, *file_b, {options.tolerance, options.layers});
  if (!difference) {
    console.error(difference.error().message());
    return Exit::Input;
  }
  const DiffNames names{options.a, options.b};
  if (options.format == "json") {
    console.out(diff_json(*difference, names));
  } else if (options.format == "html") {
    console.out(diff_html(*difference, names));
  } else {
    console.out(diff_text(*difference, names, console.colour, static_cast<std::size_t>(console.width)));
  }
  return is_within(options.limit, *difference) ? Exit::Ok : Exit::Findings;
}

}  // namespace

Exit run_diff(const DiffOptions& options, const Console& console) {
  if (options.inputs.empty()) return compare_and_tell(options, options.a, options.b, console);
  const Scratch scratch("diff");
  const std::string a = scratch.path() / "a.jsonl";
  const std::string b = scratch.path() / "b.jsonl";
  for (const auto& [pipeline, file] : {std::pair(options.a, a), std::pair(options.b, b)}) {
    if (const Exit exit = run_into(options, pipeline, file, console); !is_complete(exit)) return exit;
  }
  return compare_and_tell(options, a, b, console);
}

}  // namespace textmill::host
