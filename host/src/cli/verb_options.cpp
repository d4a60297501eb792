#include "cli/verb_options.hpp"

#include <charconv>
#include <functional>

#include "cli/examples.hpp"
#include "output/renderer.hpp"
#include "pipeline/units.hpp"
#include "textmill_version.hpp"
#include "validate/validate.hpp"
#include "yaml/node.hpp"

namespace textmill::host {
namespace {

/// One of a few words; the nearest is suggested for another.
CLI::Validator one_of(const std::vector<std::string>& words) {
  const auto check = [words](std::string& word) -> std::string {
    if (std::find(words.begin(), words.end(), word) != words.end()) return {};
    const std::string near = yaml::did_you_mean(word, words);
    return "'" + word + "' is not known" + (near.empty() ? "; expected " + comma_list(words) : near);
  };
  return {check, std::string(kOneOf) + comma_list(words)};
}

/// An option that takes one of a few words, each of which stands for a value.
template <class Value, class Target>
void add_choice(CLI::App& app, const std::string& name, Target& to,
                const std::vector<std::pair<std::string, Value>>& choices, const std::string& summary) {
  std::vector<std::string> words;
  for (const auto& [word, value] : choices) words.push_back(word);
  app.add_option_function<std::string>(
         name,
         [&to, choices](const std::string& given) {
           for (const auto& [word, value] : choices) {
             if (word == given) to = value;
           }
         },
         summary)
      ->check(one_of(words));
}

/// A whole number of a range, both ends included.
CLI::Validator between(int least, int most) {
  return CLI::Range(least, most).description(std::to_string(least) + " to " + std::to_string(most));
}

std::pair<std::string, std::string> split_pair(const std::string& option, const std::string& pair) {
  const std::size_t equals = pair.find('=');
  if (equals == std::string::npos || equals == 0)
    throw CLI::ValidationError(option, "expected NAME=VALUE, got '" + pair + "'");
  return {pair.substr(0, equals), pair.substr(equals + 1)};
}

/// A quantity with its unit, in the words of pipeline files.
template <class Number>
void add_quantity(CLI::App& verb, const std::string& name, Number& to,
                  Result<Number> (*parse)(std::string_view), const std::string& type,
                  const std::string& summary) {
  verb.add_option_function<std::string>(
          name,
          [&to, parse, name](const std::string& text) {
            const Result<Number> value = parse(text);
            if (!value) throw CLI::ValidationError(name, value.error().message());
            to = *value;
          },
          summary)
      ->type_name(type);
}

void add_plugin_options(CLI::App& verb, CatalogOptions& search) {
  // One value each time, so that the pipeline may stand behind it.
  verb.add_option("--plugin", search.plugin_files, "A plugin file to use; may be given several times")
      ->type_name("FILE")
      ->allow_extra_args(false);
  verb.add_option("--plugin-dir", search.plugin_dirs, "A folder to look for plugins in, before the others")
      ->type_name("DIR")
      ->allow_extra_args(false);
  verb.add_flag("--allow-insecure-plugins", search.allow.insecure,
                "Load plugins from files or folders that everybody may write to, with a warning");
  verb.add_flag(
      "--allow-drafts", search.allow.drafts,
      "Load plugins that use drafts of the plugin contract, which may change with the next release");
}

void add_pairs(CLI::App& verb, const std::string& name,
               std::vector<std::pair<std::string, std::string>>& pairs, const std::string& summary) {
  verb.add_option_function<std::vector<std::string>>(
          name,
          [&pairs, name](const std::vector<std::string>& given) {
            for (const std::string& pair : given) pairs.push_back(split_pair(name, pair));
          },
          summary)
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void add_settings(CLI::App& verb, std::vector<std::pair<std::string, std::string>>& settings) {
  add_pairs(verb, "--set", settings, "A value for a parameter of the pipeline; may be given several times");
}

/// What is run over what, where results go, and what they hold.
void add_run_inputs_and_output(CLI::App& verb, RunOptions& o) {
  verb.add_option("pipeline", o.pipeline, "Pipeline file, or the name of one that ships with Textmill")
      ->required();
  verb.add_option("input", o.inputs,
                  "Text, JSON Lines, HTML or WARC, plain or compressed; - is standard input");
  verb.add_option("-o,--output", o.output, "Where results go; - is standard output")->type_name("FILE");
  verb.add_option("-f,--format", o.format,
                  "Output format; by default told by the output's name, else the pipeline's, else text on a "
                  "terminal and jsonl elsewhere")
      ->check(one_of(output_formats()));
  verb.add_option("--layers", o.layers, "Only these layers in the output")->delimiter(',');
  verb.add_option("--offsets", o.offsets, "Unit of offsets in the output")
      ->check(one_of({"byte", "codepoint", "utf16"}));
  verb.add_flag("--text", o.text, "Put each document's text into the output too");
  verb.add_flag("--meta", o.meta, "Put the other fields of each input line into the output too");
  add_settings(verb, o.settings);
  add_plugin_options(verb, o.plugins.search);
}

/// Who does the work, and within which limits.
void add_run_workers(CLI::App& verb, RunOptions& o) {
  verb.add_option("--workers", o.workers, "How many documents to work on at once; default: one per core")
      ->check(between(1, 1024));
  add_choice<Isolation>(
      verb, "--isolation", o.isolation,
      {{"auto", Isolation::Auto}, {"thread", Isolation::Thread}, {"process", Isolation::Process}},
      "Run plugins in this process or in worker processes");
  add_quantity(verb, "--doc-timeout", o.document_timeout_ns, parse_duration, "DURATION",
               "Time limit of each stage for one document, such as 2s, where the pipeline sets none");
  add_quantity(verb, "--worker-memory", o.worker_memory_bytes, parse_size, "SIZE",
               "Heap that a worker process may use beyond the models, such as 512MiB; 0: no limit");
  verb.add_flag("!--no-sandbox", o.sandbox,
                "Let plugins in worker processes write files and use the network");
}

/// What becomes of documents that are set aside, and of results over all.
void add_run_side_outputs(CLI::App& verb, RunOptions& o) {
  verb.add_option("--max-errors", o.max_errors,
                  "Stop when more documents than this are set aside (exit code 8)");
  add_quantity(verb, "--max-error-ratio", o.max_error_percent, parse_percentage, "PERCENT",
               "Stop when more than this share of at least 100 documents is set aside");
  verb.add_option(
          "--quarantine", o.quarantine,
          "Where documents that are set aside are listed; default: the output's name + .quarantine.jsonl")
      ->type_name("FILE");
  verb.add_option(
          "--results", o.results,
          "Folder for results over all documents; default: the output's name + .reduce, and the end of "
          "standard output")
      ->type_name("DIR");
}

/// Which part of the inputs: some documents, the rest of a run that was stopped, a share.
void add_run_parts(CLI::App& verb, RunOptions& o) {
  verb.add_option("--replay", o.replay,
                  "Only the documents set aside in this quarantine file; inputs need not be given")
      ->type_name("FILE");
  verb.add_option("--only", o.only,
                  "Only the record that begins at this byte of an input; may be given several times")
      ->type_name("FILE@OFFSET")
      ->allow_extra_args(false);
  verb.add_flag("--resume", o.resume, "Go on with a run to the same output that was stopped or killed");
  add_choice<bool>(
      verb, "--on-change", o.restart_on_change, {{"refuse", false}, {"restart", true}},
      "What --resume does when the pipeline, a plugin or an input has changed: refuse or restart");
  add_quantity(verb, "--sample", o.sample_percent, parse_percentage, "PERCENT",
               "Work only on this share of the documents, the same ones each time, chosen by their ids");
  add_quantity(
      verb, "--budget", o.budget_ns, parse_duration, "DURATION",
      "Say at the end whether a run over everything would take longer; with --sample, 1% by default");
}

/// Details of the output, what counts as a failure, and what is shown meanwhile.
void add_run_details(CLI::App& verb, RunOptions& o) {
  verb.add_flag("--align", o.align,
                "jsonl: a row for every record of the input, also for those without a result");
  verb.add_option("--trace", o.trace, "Write when each batch was worked on, for ui.perfetto.dev")
      ->type_name("FILE");
  verb.add_option("--shards", o.shards, "Spread the output over this many files, OUT-00001-of-0000N")
      ->check(between(1, 99999));
  verb.add_option(
          "--batch-records", o.batch_records,
          "Records that travel together; does not change the output, but for what goes to which shard")
      ->check(between(1, 1 << 20));
  verb.add_option("--expect-records", o.expect_records,
                  "Fail (exit code 6) if the inputs have another number");
  verb.add_option("--fail-on", o.fail_on, "Exit with 1 if there is a finding of at least this severity")
      ->check(one_of({"error", "warning", "note"}));
  verb.add_flag("!--no-progress", o.progress, "Show no progress");
  verb.add_flag_function(
      "-q,--quiet", [&o](std::int64_t) { o.verbosity = -1; }, "Only errors");
  verb.add_flag_function(
      "-v,--verbose", [&o](std::int64_t) { o.verbosity = 1; }, "More detail");
}

void add_run(CLI::App& verb, Arguments& a) {
  // The order of the help.
  add_run_inputs_and_output(verb, a.run);
  add_run_workers(verb, a.run);
  add_run_side_outputs(verb, a.run);
  add_run_parts(verb, a.run);
  add_run_details(verb, a.run);
  verb.callback([&a] {
    a.verb = Verb::Run;
    if (a.run.inputs.empty() && a.run.only.empty() && a.run.replay.empty()) a.run.inputs.push_back("-");
    if (a.run.budget_ns > 0 && a.run.sample_percent >= 100) a.run.sample_percent = 1;
  });
}

void add_view(CLI::App& verb, Arguments& a) {
  RunOptions& o = a.run;
  o.output = "article.html";
  verb.add_option("pipeline", o.pipeline, "Pipeline file, or the name of one that ships with Textmill")
      ->required();
  verb.add_option("input", o.inputs, "Text, JSON Lines, HTML or WARC; - is standard input");
  verb.add_option("-o,--output", o.output, "Where the page goes; default: article.html")->type_name("FILE");
  verb.add_option("--layers", o.layers, "Only these layers in the page")->delimiter(',');
  add_settings(verb, o.settings);
  add_plugin_options(verb, o.plugins.search);
  verb.callback([&a] {
    a.verb = Verb::View;
    if (a.run.inputs.empty()) a.run.inputs.push_back("-");
    if (a.run.budget_ns > 0 && a.run.sample_percent >= 100) a.run.sample_percent = 1;
  });
}

void add_test(CLI::App& verb, Arguments& a) {
  TestOptions& o = a.test;
  verb.add_option("path", o.paths, "Test files, and folders that have some; default: the folder we are in");
  verb.add_option("--filter", o.filter, "Only cases with this text in \"FILE: NAME\"")->type_name("TEXT");
  verb.add_flag("--update", o.update, "Write golden files anew");
  verb.add_flag("--watch", o.watch, "Run again whenever a file beside the test files changes");
  verb.add_option("--junit", o.junit, "Write a JUnit report, too")->type_name("FILE");
  verb.add_flag_function(
      "-q,--quiet", [&o](std::int64_t) { o.verbosity = -1; }, "Only cases that fail");
  add_plugin_options(verb, o.plugins.search);
  verb.callback([&a] { a.verb = Verb::Test; });
}

DiffLimit parse_limit(std::string text) {
  const bool is_share = text.ends_with('%');
  if (is_share) text.pop_back();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= 0)
    return {is_share ? number / 100 : number, is_share};
  throw CLI::ValidationError("--allow", "expected a number of documents such as 20, or a share such as 1%");
}

void add_diff(CLI::App& verb, Arguments& a) {
  DiffOptions& o = a.diff;
  verb.add_option("a", o.a, "Results in JSON Lines; with inputs, a pipeline")->required();
  verb.add_option("b", o.b, "The same, to compare with it")->required();
  verb.add_option("input", o.inputs, "Inputs to run both pipelines over");
  verb.add_option("--layers", o.layers, "Only these layers")->delimiter(',');
  verb.add_option("-f,--format", o.format, "How to show it")->check(one_of({"text", "json", "html"}));
  verb.add_option_function<std::string>(
          "--allow", [&o](const std::string& text) { o.limit = parse_limit(text); },
          "Exit with 1 only if more documents differ; default: 0")
      ->type_name("NUMBER|SHARE%");
  verb.add_option("--tolerance", o.tolerance, "Relative difference of numbers that does not count")
      ->check(CLI::NonNegativeNumber);
  add_settings(verb, o.settings);
  add_plugin_options(verb, o.plugins.search);
  verb.callback([&a] { a.verb = Verb::Diff; });
}

void add_explain(CLI::App& verb, Arguments& a) {
  ExplainOptions& o = a.explain;
  verb.add_option("pipeline", o.pipeline, "Pipeline file, or the name of one that ships with Textmill")
      ->required();
  verb.add_option("document", o.document, "A file, and a place in its text: article.txt:120")
      ->required()
      ->type_name("FILE[:OFFSET]");
  verb.add_option("--id", o.id, "Which document of the file; default: the first");
  add_choice<OffsetUnit>(
      verb, "--offsets", o.unit,
      {{"byte", OffsetUnit::Byte}, {"codepoint", OffsetUnit::Codepoint}, {"utf16", OffsetUnit::Utf16}},
      "Unit of OFFSET");
  add_settings(verb, o.settings);
  add_plugin_options(verb, o.plugins.search);
  verb.callback([&a] { a.verb = Verb::Explain; });
}

void add_shrink(CLI::App& verb, Arguments& a) {
  ShrinkOptions& o = a.shrink;
  verb.add_option("pipeline", o.pipeline, "The pipeline of the run")->required();
  verb.add_option("quarantine", o.quarantine, "The list of documents set aside that the run wrote")
      ->required();
  verb.add_option("--id", o.id, "Which document; default: the first");
  verb.add_option("-o,--output", o.output, "Where the test case goes; default: shrunk_test.yaml")
      ->type_name("FILE");
  add_quantity(verb, "--budget", o.budget_ns, parse_duration, "DURATION", "Time to spend; default: 60s");
  add_quantity(verb, "--limit", o.limit_ns, parse_duration, "DURATION",
               "A try that takes longer hangs; default: 3s");
  add_settings(verb, o.settings);
  add_plugin_options(verb, o.plugins.search);
  verb.callback([&a] { a.verb = Verb::Shrink; });
}

void add_serve(CLI::App& verb, Arguments& a) {
  ServeOptions& o = a.serve;
  verb.add_option("pipeline", o.service.pipelines,
                  "Pipelines to serve; default: those that ship with Textmill");
  verb.add_option("--host", o.host,
                  "Address to listen on; default: 127.0.0.1, which only this machine reaches")
      ->type_name("ADDRESS");
  verb.add_option("--port", o.port, "Port; 0: one that is free; default: 8765")->check(between(0, 65535));
  add_quantity(verb, "--max-bytes", o.service.max_bytes, parse_size, "SIZE",
               "Largest document; default: 1MiB");
  add_quantity(verb, "--doc-timeout", o.service.timeout_ns, parse_duration, "DURATION",
               "Time limit of each stage for one document; default: 5s");
  verb.add_option("--workers", o.service.concurrent, "Documents at once, per pipeline; default: 2")
      ->check(between(1, 64));
  add_settings(verb, o.service.settings);
  add_plugin_options(verb, o.service.plugins.search);
  verb.callback([&a] { a.verb = Verb::Serve; });
}

void add_verify(CLI::App& verb, Arguments& a) {
  verb.callback([&a] { a.verb = Verb::Verify; });
  verb.add_option("pipeline", a.verify.pipeline, "Pipeline file, or the name of one that ships with Textmill")
      ->required();
  verb.add_option("input", a.verify.inputs, "Files, folders or globs")->required();
  add_settings(verb, a.verify.settings);
  add_plugin_options(verb, a.verify.search);
  add_quantity(verb, "--sample", a.verify.sample_percent, parse_percentage, "PERCENT",
               "Only this share of the documents");
}

void add_validate(CLI::App& verb, Arguments& a) {
  verb.callback([&a] { a.verb = Verb::Validate; });
  ValidateVerbOptions& o = a.validate;
  verb.add_option("plugin", o.plugin, "File of the plugin, or its id if it is installed")->required();
  verb.add_option("--strictness", o.strictness, "How much is tried, from 1 (seconds) to 10; default: 5")
      ->check(between(1, 10));
  add_pairs(verb, "--with", o.with, "A value for an option, as in a pipeline; may be given several times");
  verb.add_option("--seed", o.seed, "Of random texts; default: 1");
  verb.add_option("--check", o.only, "Only this check; may be repeated")->check(one_of(check_names()));
  add_quantity(verb, "--time-limit", o.time_limit_ns, parse_duration, "DURATION",
               "For one check; slow ones get a multiple of it; default: 30s");
  add_quantity(verb, "--largest-document", o.largest_document, parse_size, "SIZE",
               "Of the check 'long'; default: 64MiB");
  CLI::Option* json = verb.add_flag("--json", o.plugins.json, "As JSON");
  verb.add_flag("--junit", o.junit, "As JUnit XML, for CI")->excludes(json);
  add_plugin_options(verb, o.plugins.search);
}

void add_check(CLI::App& verb, Arguments& a) {
  verb.add_option("pipeline", a.check.pipeline, "Pipeline file, or the name of one that ships with Textmill")
      ->required();
  add_settings(verb, a.check.settings);
  add_plugin_options(verb, a.check.plugins.search);
  verb.add_flag("--json", a.check.plugins.json, "As JSON");
  verb.callback([&a, config = verb.get_name() == "config"] { a.verb = config ? Verb::Config : Verb::Check; });
}

void add_plugin_verb(CLI::App& verb, Arguments& a, Verb which) {
  add_plugin_options(verb, a.plugins.search);
  verb.add_flag("--json", a.plugins.json, "As JSON");
  verb.callback([&a, which] { a.verb = which; });
}

void add_plugins(CLI::App& verb, Arguments& a) { add_plugin_verb(verb, a, Verb::Plugins); }
void add_schema(CLI::App& verb, Arguments& a) { add_plugin_verb(verb, a, Verb::Schema); }

void add_describe(CLI::App& verb, Arguments& a) {
  verb.add_option("name", a.name, "Stage or plugin")->required();
  add_plugin_verb(verb, a, Verb::Describe);
}

void add_why(CLI::App& verb, Arguments& a) {
  verb.add_option("name", a.name, "Stage or plugin")->required();
  add_plugin_verb(verb, a, Verb::Why);
  verb.add_flag("--forget", a.forget, "Try a plugin again that crashed when it was loaded");
}

void add_new(CLI::App& verb, Arguments& a) {
  verb.require_subcommand(1);
  CLI::App& plugin = *verb.add_subcommand("plugin", "Write a complete plugin project");
  plugin.add_option("name", a.create.name, "Name of the plugin")->required();
  plugin.add_option("--directory", a.create.directory, "Where to put it; default: ./NAME")->type_name("DIR");
  plugin.add_option("--lang", a.create.language, "Language")->check(one_of({"c++", "c"}));
  plugin.add_option("--kind", a.create.kind, "What the example in it does")
      ->check(one_of({"tagger", "filter", "scorer", "reducer"}));
  plugin.callback([&a] { a.verb = Verb::NewPlugin; });
  CLI::App& pipeline = *verb.add_subcommand("pipeline", "Write a commented pipeline file");
  pipeline.add_option("name", a.create.name, "Name of the pipeline")->required();
  pipeline.add_option("--directory", a.create.directory, "Where to put it; default: here")->type_name("DIR");
  pipeline.callback([&a] { a.verb = Verb::NewPipeline; });
}

void add_stats(CLI::App& verb, Arguments& a) {
  verb.add_option("run", a.runs, "Output of a run, its .run folder, or the run.json in it")
      ->required()
      ->expected(1, 2);
  verb.callback([&a] { a.verb = Verb::Stats; });
}

void add_completion(CLI::App& verb, Arguments& a) {
  verb.add_option("shell", a.name, "bash, zsh or fish")->required()->check(one_of({"bash", "zsh", "fish"}));
  verb.callback([&a] { a.verb = Verb::Completion; });
}

void add_man(CLI::App& verb, Arguments& a) {
  verb.add_option("verb", a.man.verb, "Whose page; default: that of textmill");
  verb.add_option("--directory", a.man.directory, "Write all pages into this folder instead")
      ->type_name("DIR");
  verb.callback([&a] { a.verb = Verb::Man; });
}

struct VerbEntry {
  const char *name, *summary;
  void (*add_options)(CLI::App& verb, Arguments& a);
};

/// In the order of the help.
constexpr VerbEntry kVerbs[] = {
    {"run", "Run a pipeline over files, folders, globs or standard input (-)", add_run},
    {"verify", "Run a pipeline in many ways and say whether the output is always the same", add_verify},
    {"validate", "Try a plugin for everything a host may do to it", add_validate},
    {"view", "Make an HTML page that shows what a pipeline finds in documents", add_view},
    {"test", "Check that pipelines find what NAME_test.yaml files expect", add_test},
    {"diff", "Compare two results, or what two pipelines find in the same inputs", add_diff},
    {"explain", "Say which stage made what is at a place of a document, and from what", add_explain},
    {"shrink", "Make a document that was set aside small, and a test case of it", add_shrink},
    {"serve", "Serve pipelines over HTTP, with a page where a text is typed", add_serve},
    {"check", "Say what is wrong with a pipeline file, without running anything", add_check},
    {"config", "Show the resolved pipeline, with the origin of each value", add_check},
    {"plugins", "List the plugins that were found, and those that were refused", add_plugins},
    {"describe", "Show what a stage or plugin finds, reads, writes, and its options", add_describe},
    {"why", "Show every path tried for a stage or plugin, and why not", add_why},
    {"schema", "Print a JSON Schema of pipeline files, for editors", add_schema},
    {"new", "Start a plugin project or a pipeline file", add_new},
    {"stats", "Show what a run cost, or compare two runs", add_stats},
    {"completion", "Print a completion script", add_completion},
    {"man", "Print a manual page", add_man},
};

/// To the help of a verb and of the verbs in it.
void add_examples(CLI::App& verb, const std::string& name) {
  verb.footer(help_examples(name));
  for (CLI::App* nested : verb.get_subcommands({})) add_examples(*nested, name + " " + nested->get_name());
}

}  // namespace

std::string comma_list(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += (line.empty() ? "" : ", ") + word;
  return line;
}

void build(CLI::App& app, Arguments& a, VerbOptions options) {
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("textmill ") + kVersion);
  app.add_flag("--no-colour,--no-color", a.no_colour, "No colours, also on a terminal");
  add_choice<LogFormat>(app, "--log-format", a.log_format,
                        {{"text", LogFormat::Text}, {"json", LogFormat::Json}},
                        "Messages as text or JSON lines");
  app.fallthrough();
  app.footer(help_examples(""));
  for (const VerbEntry& entry : kVerbs) {
    CLI::App& verb = *app.add_subcommand(entry.name, entry.summary);
    const auto complete = [&verb, &a, &entry](std::size_t) {
      entry.add_options(verb, a);
      add_examples(verb, entry.name);
    };
    if (options == VerbOptions::OfAllVerbs) {
      complete(0);
    } else {
      verb.preparse_callback(complete);
    }
  }
}

}  // namespace textmill::host
