// Finished documents as bytes. Workers render into their batch's buffer; `sink` writes buffers in order.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.hpp"
#include "output/byte_buffer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/stage_cost.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// What a run did.
struct RunFigures {
  std::uint64_t read = 0;
  std::uint64_t written = 0;
  std::uint64_t dropped = 0;
  std::uint64_t set_aside = 0;
  std::int64_t wall_ns = 0;
  std::vector<StageCost> costs;  ///< one per stage
};

/// One output format. Const calls may come from any worker.
class Renderer {
 public:
  virtual ~Renderer() = default;
  /// Once, before everything else.
  virtual void header(ByteBuffer& out) const { (void)out; }
  /// Appends one document that went through the chain.
  virtual void document(const Document& document, ByteBuffer& out) const = 0;
  /// What stands between documents, such as ",\n". `document` puts it in front of all that it appends; the
  /// engine takes it off what comes first, in whatever process and on whatever worker that is made.
  virtual std::string_view separator() const { return {}; }
  /// Appends what stands for a record without a result, if the output has a row for every record.
  virtual void missing(std::string_view id, std::string_view status, ByteBuffer& out) const {
    (void)id, (void)status, (void)out;
  }
  /// Once, before the footer, for outputs that tell their reader what the run did. They are not the same
  /// bytes each time, so nothing is told unless RenderOptions asks for it.
  virtual void figures(const RunFigures& figures, ByteBuffer& out) const { (void)figures, (void)out; }
  /// Once, after everything else.
  virtual void footer(ByteBuffer& out) const { (void)out; }
};

struct RenderOptions {
  bool colour = false;   ///< text: escape sequences
  int width = 80;        ///< text: columns
  int verbosity = 0;     ///< text: -1 quiet, 0 usual, 1 verbose
  bool figures = false;  ///< html: what the run did and what each stage cost
};

/// The renderer for `plan.output.format`; fails with Code::BadPipeline for an unknown format.
Result<std::unique_ptr<Renderer>> make_renderer(const Plan& plan, const RenderOptions& options);

/// All formats, for `--format`, the check and completion.
std::vector<std::string> output_formats();

}  // namespace textmill::host
