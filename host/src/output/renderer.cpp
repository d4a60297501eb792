#include "output/renderer.hpp"

#include "output/brat.hpp"
#include "output/checkstyle.hpp"
#include "output/conll.hpp"
#include "output/csv.hpp"
#include "output/github.hpp"
#include "output/html_report.hpp"
#include "output/jsonl.hpp"
#include "output/junit.hpp"
#include "output/sarif.hpp"
#include "output/text_report.hpp"
#include "pipeline/host_keys.hpp"

namespace textmill::host {

std::vector<std::string> output_formats() { return output_format_names(); }

Result<std::unique_ptr<Renderer>> make_renderer(const Plan& plan, const RenderOptions& options) {
  const std::string& format = plan.output.format;
  if (format == "text") return make_text_renderer(plan, options);
  if (format == "jsonl") return make_jsonl_renderer(plan);
  if (format == "html") return make_html_renderer(plan, options);
  if (format == "csv") return make_csv_renderer(plan);
  if (format == "conll") return make_conll_renderer(plan);
  if (format == "sarif") return make_sarif_renderer(plan);
  if (format == "github") return make_github_renderer(plan);
  if (format == "junit") return make_junit_renderer(plan);
  if (format == "checkstyle") return make_checkstyle_renderer(plan);
  if (format == "brat") return make_brat_renderer(plan);
  std::string known;
  for (const std::string& name : output_formats()) known += (known.empty() ? "" : ", ") + name;
  return Status(Code::BadPipeline, "unknown output format '" + format + "'; expected " + known);
}

}  // namespace textmill::host
