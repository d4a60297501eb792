// argv to command, wires the objects, prints, gives the exit code.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "cli/arguments.hpp"
#include "cli/complete.hpp"

namespace {

using namespace textmill::host;

int terminal_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const int width = columns ? std::atoi(columns) : 0;
  return width > 0 ? width : 80;
}

void print(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

Console make_console(const Arguments& arguments) {
  Console console;
  console.out = [](std::string_view text) { print(stdout, text); };
  const bool as_json = arguments.log_format == LogFormat::Json;
  console.error = [as_json](std::string_view line) {
    if (as_json) return log_message(LogLevel::Info, line);
    print(stderr, printable(line));
    print(stderr, "\n");
  };
  console.raw_error = [as_json](std::string_view text) {
    if (as_json) return log_message(LogLevel::Info, text.substr(0, text.find('\n')));
    print(stderr, text);
  };
  console.out_is_terminal = isatty(STDOUT_FILENO) != 0;
  console.error_is_terminal = isatty(STDERR_FILENO) != 0 && !as_json;
  const char* no_colour = std::getenv("NO_COLOR");
  console.colour = console.out_is_terminal && !arguments.no_colour && !(no_colour && *no_colour);
  console.width = terminal_width();
  return console;
}

Exit run_verb(const Arguments& a, const Console& console) {
  switch (a.verb) {
    case Verb::Run: return run_pipeline(a.run, console);
    case Verb::View: return run_view(a.run, console);
    case Verb::Test: return run_test(a.test, console);
    case Verb::Diff: return run_diff(a.diff, console);
    case Verb::Explain: return run_explain(a.explain, console);
    case Verb::Shrink: return run_shrink(a.shrink, console);
    case Verb::Serve: return run_serve(a.serve, console);
    case Verb::Check: return run_check(a.check, console);
    case Verb::Config: return run_config(a.check, console);
    case Verb::Schema: return run_schema(a.plugins, console);
    case Verb::Plugins: return run_plugins(a.plugins, console);
    case Verb::Describe: return run_describe(a.name, a.plugins, console);
    case Verb::Why: return (a.forget ? run_forget : run_why)(a.name, a.plugins, console);
    case Verb::NewPlugin: return run_new_plugin(a.create, console);
    case Verb::NewPipeline: return run_new_pipeline(a.create, console);
    case Verb::Verify: return run_verify(a.verify, console);
    case Verb::Validate: return run_validate(a.validate, console);
    case Verb::Stats: return run_stats(a.runs, console);
    case Verb::Man: return run_man(a.man, console);
    case Verb::Completion: return run_completion(a.name, console);
    case Verb::Complete: return run_complete(a.words, console);
  }
  return Exit::Internal;
}

/// A result that did not reach standard output is a failure, whatever the verb said.
Exit flush(Exit exit) {
  if (std::fflush(stdout) == 0 || exit != Exit::Ok) return exit;
  std::fprintf(stderr, "standard output cannot be written\n");
  return Exit::Output;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const ParsedArguments parsed = parse_arguments(argc, argv);
    if (parsed.leave) {
      print(parsed.exit == Exit::Ok ? stdout : stderr, parsed.text);
      return static_cast<int>(flush(parsed.exit));
    }
    const Console console = make_console(parsed.arguments);
    open_log(LogLevel::Info, parsed.arguments.log_format,
             console.error_is_terminal && !parsed.arguments.no_colour);
    return static_cast<int>(flush(run_verb(parsed.arguments, console)));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "internal error: %s; please report it\n", e.what());
    return static_cast<int>(Exit::Internal);
  }
}
