#include "engine/worker_output.hpp"

#include <unistd.h>

#include "log.hpp"

namespace textmill::host {
namespace {

constexpr int kLargestLine = 4096;
constexpr int kBlocksPerLook = 16;  // a plugin that floods its output must not keep us from looking at the clock

}  // namespace

WorkerOutput::WorkerOutput(const Plan& plan) : plan_(plan), log_(make_stage_log()) {}

void WorkerOutput::forward(const WorkerHandle& worker) {
  char block[1 << 16];
  for (int look = 0; look < kBlocksPerLook; ++look) {
    const ssize_t got = ::read(worker.output.get(), block, sizeof block);
    if (got <= 0) return;
    for (ssize_t i = 0; i < got; ++i) {
      if (block[i] != '\n' && line_.size() < kLargestLine) {
        line_ += block[i];
        continue;
      }
      log_line(line_, worker);
      line_.clear();
    }
  }
}

/// A line of make_worker_log, or something a plugin printed.
void WorkerOutput::log_line(std::string_view line, const WorkerHandle& worker) const {
  if (line.empty()) return;
  if (line[0] == '\x01' && line.size() > 3) {
    const std::string_view rest = line.substr(3);
    const std::size_t space = rest.find(' ');
    if (space != std::string_view::npos)
      return log_(line[1] - '0', rest.substr(0, space), rest.substr(space + 1));
  }
  const std::uint32_t stage = worker.watch->last_stage.load();
  const std::string who = stage < plan_.stages.size() ? plan_.stages[stage].id : "plugins";
  log_(1, who, "printed: " + std::string(line));
}

}  // namespace textmill::host
