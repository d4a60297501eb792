#include "engine/run_identity.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

namespace textmill::host {
namespace {

constexpr std::size_t kListedInputs = 1000;

std::optional<std::string> stamp(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return fmt::format("input {} {} {}.{:09}", path, info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
}

}  // namespace

std::optional<RunIdentity> run_identity(const Plan& plan, const std::string& fingerprint,
                                        const Reader& reader, std::size_t shards) {
  RunIdentity identity;
  const OutputPlan& output = plan.output;
  identity.lines.push_back("pipeline " + fingerprint);
  identity.lines.push_back(fmt::format(
      "output {} layers={} offsets={} text={} meta={} align={} compression={} sample={} shards={}",
      output.format, output.all_layers ? "all" : fmt::format("{}", fmt::join(output.layers, ",")),
      static_cast<int>(output.offsets), output.text, output.meta, output.align,
      static_cast<int>(output.compression), plan.run.sample, shards));
  std::uint64_t hash = 0;
  for (const std::string& path : reader.files()) {
    const auto line = stamp(path);
    if (!line) return std::nullopt;
    hash = XXH3_64bits_withSeed(line->data(), line->size(), hash);
    if (reader.files().size() <= kListedInputs) identity.lines.push_back(*line);
  }
  identity.lines.push_back(fmt::format("inputs {} {:016x}", reader.files().size(), hash));
  return identity;
}

}  // namespace textmill::host
