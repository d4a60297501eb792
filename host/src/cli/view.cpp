#include <filesystem>

#include "cli/run.hpp"

namespace textmill::host {

Exit run_view(RunOptions options, const Console& console) {
  options.format = "html";
  options.figures = true;
  const Exit exit = run_pipeline(options, console);
  const bool is_there = exit == Exit::Ok || exit == Exit::SetAside || exit == Exit::Input;
  if (!is_there || options.output == "-") return exit;
  std::error_code ignored;
  std::filesystem::remove_all(options.output + ".run", ignored);  // its figures are in the page
  console.out(options.output + "\n");
  return exit;
}

}  // namespace textmill::host
