#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>

#include "validate/checks.hpp"
#include "validate/driven_stage.hpp"
#include "validate/texts.hpp"

namespace textmill::host {
namespace {

constexpr std::size_t kLeakPerDocument = 512;    // bytes
constexpr std::size_t kLeakPerModel = 16 << 10;  // bytes
constexpr double kSteepest = 1.5;                // exponent of time over length; 1 is linear
constexpr double kSlowestDocumentMs = 100;       // for a document of some 600 bytes

Result<std::unique_ptr<DrivenStage>> created(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage;
  if (Status s = (*stage)->create(); !s) return s;
  return stage;
}

std::size_t heap_bytes() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

/// Bytes the heap has grown by in the second half of `rounds` of `body`, per round.
template <class Body>
std::size_t growth_per_round(int rounds, Body body) {
  for (int i = 0; i < rounds; ++i) body();
  const std::size_t before = heap_bytes();
  for (int i = 0; i < rounds; ++i) body();
  const std::size_t after = heap_bytes();
  return after > before ? (after - before) / static_cast<std::size_t>(rounds) : 0;
}

Status leaks(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(1500);
  const std::size_t per_document = growth_per_round(200, [&] { (*stage)->run(text); });
  if (per_document > kLeakPerDocument)
    return failure(fmt::format("loses {} bytes with each document", per_document));
  const std::size_t per_model = growth_per_round(10, [&] {
    (void)(*stage)->create();
    (*stage)->run(text);
  });
  if (per_model > kLeakPerModel)
    return failure(fmt::format("loses {} bytes each time it is created and destroyed", per_model));
  return {};
}

/// Processor time for a text, the least of three.
double best_ms(DrivenStage& stage, const std::string& text) {
  std::int64_t best = INT64_MAX;
  for (int i = 0; i < 3; ++i) best = std::min(best, stage.run(text).cpu_ns);
  return static_cast<double>(best) / 1e6;
}

Status linear(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  std::string figures;
  std::vector<double> times;
  std::size_t bytes = 0;
  for (const std::size_t size :
       {std::size_t{64} << 10, std::size_t{128} << 10, std::size_t{256} << 10, std::size_t{512} << 10}) {
    const std::string text = sample_text(size);
    bytes = text.size();
    times.push_back(best_ms(**stage, text));
    figures += fmt::format("{}{} KiB {:.1f} ms", figures.empty() ? "" : ", ", size >> 10, times.back());
  }
  const double exponent = std::log(times.back() / times.front()) / std::log(8);
  figures += fmt::format(": grows with length to the {:.2f}, {:.1f} MB/s", exponent,
                         static_cast<double>(bytes) / 1e3 / std::max(times.back(), 1e-3));
  const bool measurable = times.back() > 5;
  return measurable && exponent > kSteepest ? failure("takes longer than in proportion: " + figures)
                                            : Status(Code::Ok, figures);
}

Status prompt(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(600);
  std::vector<double> times;
  for (int i = 0; i < 9; ++i) times.push_back(static_cast<double>((*stage)->run(text).wall_ns) / 1e6);
  std::nth_element(times.begin(), times.begin() + 4, times.end());
  const std::string figure = fmt::format("{:.2f} ms for a document of {} bytes", times[4], text.size());
  return times[4] > kSlowestDocumentMs ? failure("takes " + figure) : Status(Code::Ok, figure);
}

/// The check may use the memory that validate.cpp keeps from the others.
void allow_all_memory() {
  rlimit heap{};
  if (getrlimit(RLIMIT_DATA, &heap) != 0) return;
  heap.rlim_cur = heap.rlim_max;
  setrlimit(RLIMIT_DATA, &heap);
}

Status very_long(const Subject& subject) {
  allow_all_memory();
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(subject.options.largest_document);
  const Turn turn = (*stage)->run(text);
  const std::string figure = fmt::format("{:.0f} MB in {:.1f} s", static_cast<double>(text.size()) / 1e6,
                                         static_cast<double>(turn.wall_ns) / 1e9);
  if (turn.broke_contract || turn.gave_no_reason)
    return failure(turn.outcome.message() + " (" + figure + ")");
  return {Code::Ok, turn.outcome.ok() ? figure : figure + ", refused: " + turn.outcome.message()};
}

}  // namespace

std::vector<Check> cost_checks() {
  return {
      {"leaks", 4, "its heap does not grow from document to document, nor from life to life",
       "run the unit tests under -fsanitize=address; clear what the instance gathers", false, 1, leaks},
      {"linear", 7, "its time grows in proportion to the length of the document",
       "look for a search from the beginning inside a loop over the text", false, 4, linear},
      {"prompt", 8, "a short document takes no longer than 100 ms",
       "load and prepare in the model, not in process", false, 1, prompt},
      {"long", 10, "a very long document goes through or is refused with a reason",
       "keep memory and time in proportion to the text", false, 6, very_long},
  };
}

}  // namespace textmill::host
