#include "cli/run.hpp"

namespace textmill::host {

Exit run_view(RunOptions options, const Console& console) {
  options.format = "html";
  options.figures = true;
  const Exit exit = run_pipeline(options, console);
  const bool is_there = exit == Exit::Ok || exit == Exit::SetAside || exit == Exit::Input;
  if (is_there && options.output != "-") console.out(options.output + "\n");
  return exit;
}

}  // namespace textmill::host
