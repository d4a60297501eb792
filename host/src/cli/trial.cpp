#include "cli/trial.hpp"

#include <cctype>

#include "cli/contained.hpp"

namespace textmill::host {
namespace {

/// Runs of digits as one #: positions and counts change when a text gets shorter.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    if (is_digit && out.ends_with('#')) continue;
    out += is_digit ? '#' : c;
  }
  return out;
}

}  // namespace

std::string try_document(Workbench& bench, std::string_view id, std::string_view text, const TextPairs& meta,
                         std::chrono::milliseconds limit) {
  const auto outcome = [&] {
    const Status loaded = bench.load(id, text, meta);
    return loaded ? without_numbers(describe(bench.run_here())) : loaded.message();
  };
  const Contained end = run_contained(outcome, limit);
  return end.death.empty() ? end.answer : end.death;
}

}  // namespace textmill::host
