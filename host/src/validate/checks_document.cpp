#include "validate/checks.hpp"
#include "validate/driven_stage.hpp"
#include "validate/texts.hpp"

namespace textmill::host {
namespace {

constexpr int kRandomTexts = 200;
constexpr unsigned kWildRounds = 20;

/// What is wrong with how a document ended; a document may fail or be dropped, with a reason.
Status judge(const Turn& turn, const std::string& text) {
  if (turn.broke_contract)
    return failure("breaks the contract: " + turn.outcome.message() + ", on " + excerpt(text));
  if (turn.gave_no_reason) return failure("fails without giving a reason, on " + excerpt(text));
  return {};
}

Result<std::unique_ptr<DrivenStage>> created(const Subject& subject) {
  auto stage = DrivenStage::load(subject.entry, subject.stage);
  if (!stage) return stage;
  if (Status s = (*stage)->create(); !s) return s;
  return stage;
}

Status run_all(DrivenStage& stage, const std::vector<std::string>& texts, LayerStyle style, unsigned seed) {
  for (const std::string& text : texts) {
    // Said before it is tried: what a crash leaves behind is the last line.
    std::fprintf(stderr, "working on %s\n", excerpt(text).c_str());
    if (Status s = judge(stage.run(text, style, seed), text); !s) return s;
  }
  return {};
}

Status process(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(3000);
  const Turn turn = (*stage)->run(text);
  if (Status s = judge(turn, text); !s) return s;
  if (!turn.outcome.ok() && turn.outcome.code() != Code::Drop)
    return failure("fails on an ordinary text: " + turn.outcome.message());
  return {};
}

Status short_texts(const Subject& subject) {
  auto stage = created(subject);
  return stage ? run_all(**stage, {"", "a", " ", "\n", "\xC3\xA9", "."}, LayerStyle::Plain, 1)
               : stage.error();
}

Status nasty(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  return run_all(**stage, nasty_texts(), LayerStyle::Plain, subject.options.seed);
}

Status truncated(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(900);
  std::vector<std::string> texts;
  for (const std::size_t end : code_point_bounds(text)) texts.push_back(text.substr(0, end));
  return run_all(**stage, texts, LayerStyle::Plain, subject.options.seed);
}

Status strange_layers(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const std::string text = sample_text(2000);
  if (Status s = run_all(**stage, {"", text}, LayerStyle::Empty, subject.options.seed); !s)
    return failure("where the layers it reads are empty it " + s.message());
  for (unsigned i = 0; i < kWildRounds; ++i) {
    const Status s =
        run_all(**stage, {text.substr(0, 200), text}, LayerStyle::Wild, subject.options.seed + i);
    if (!s) return failure("where the layers it reads are unusual it " + s.message());
  }
  return {};
}

Status random_texts(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  std::mt19937 random(subject.options.seed);
  for (int i = 0; i < kRandomTexts; ++i) {
    const std::string text = random_text(random, random() % 3000);
    const LayerStyle style = i % 3 == 0 ? LayerStyle::Wild : LayerStyle::Plain;
    std::fprintf(stderr, "working on random text %d of %d\n", i + 1, kRandomTexts);
    if (Status s = judge((*stage)->run(text, style, static_cast<unsigned>(random())), text); !s)
      return failure(s.message() + " (random text " + std::to_string(i + 1) + ")");
  }
  return {Code::Ok, std::to_string(kRandomTexts) + " texts"};
}

/// The first line in which two results differ.
std::string difference(const std::string& a, const std::string& b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const auto line = [at](const std::string& text) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return excerpt(text.substr(begin, text.find('\n', at) - begin));
  };
  return line(a) + " and " + line(b);
}

Status deterministic(const Subject& subject) {
  auto first = created(subject);
  if (!first) return first.error();
  std::vector<std::string> texts;
  for (const std::size_t size : {50, 500, 4000, 30000}) texts.push_back(sample_text(size));
  std::vector<std::string> reference;
  for (const std::string& text : texts) reference.push_back((*first)->run(text).written);
  const auto compare = [&](DrivenStage& stage, std::size_t i, const char* when) {
    const std::string again = stage.run(texts[i]).written;
    if (again == reference[i]) return Status();
    return failure(std::string("writes something else for the same text ") + when + ": " +
                   difference(reference[i], again));
  };
  for (std::size_t i = texts.size(); i-- > 0;) {
    if (Status s = compare(**first, i, "the second time"); !s) return s;
  }
  if (Status s = (*first)->create(); !s) return s;
  for (std::size_t i = texts.size(); i-- > 0;) {
    if (Status s = compare(**first, i, "when other documents came before it"); !s) return s;
  }
  return {};
}

Status batch(const Subject& subject) {
  auto stage = created(subject);
  if (!stage) return stage.error();
  const auto& table = (*stage)->table();
  const auto* calls =
      static_cast<const textmill_batch*>(table.extension ? table.extension(TEXTMILL_EXT_BATCH) : nullptr);
  if (!calls) return {Code::Ok, "has none of its own"};
  if (!calls->process_batch) return failure("offers " TEXTMILL_EXT_BATCH " without its function");
  std::vector<std::string> texts = nasty_texts();
  for (const std::size_t size : {50, 4000, 500}) texts.push_back(sample_text(size));
  const auto turns = (*stage)->run_batch(*calls, texts);
  if (!turns) return failure(turns.error().message());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Turn single = (*stage)->run(texts[i]);
    const Turn& together = (*turns)[i];
    if (single.status != together.status)
      return failure("ends otherwise in a batch than alone, on " + excerpt(texts[i]));
    if (single.written != together.written)
      return failure("writes something else in a batch than alone: " +
                     difference(together.written, single.written));
  }
  return {Code::Ok, std::to_string(texts.size()) + " documents"};
}

}  // namespace

std::vector<Check> document_checks() {
  return {
      {"process", 1, "an ordinary text goes through, and its spans keep to the contract",
       "the rules for spans are in docs/plugin-guide.md, 'Rules'; the test kit checks the same", true, 1,
       process},
      {"short", 1, "texts of no or one character do no harm", "think of the empty text and the empty layer",
       false, 1, short_texts},
      {"nasty", 2, "hostile Unicode and long runs of one character do no harm",
       "put the text into a unit test; spans must lie on code-point boundaries", false, 2, nasty},
      {"deterministic", 2, "the same text gives the same result, whatever came before",
       "reset what the instance keeps, sort what comes out of hash tables, use no clock, address or random "
       "number",
       false, 1, deterministic},
      {"truncated", 3, "a text cut at any code point does no harm", "look for reads one character ahead",
       false, 2, truncated},
      {"batch", 3, "a batch of documents gives what each gives alone",
       "process_batch must reset between documents whatever process resets", false, 2, batch},
      {"layers", 5, "layers that are empty, overlapping or odd do no harm",
       "count on what docs/manifest.md promises of a layer and on nothing else", false, 1, strange_layers},
      {"random", 9, "random texts with random layers do no harm", "run again with --seed and --check random",
       false, 3, random_texts},
  };
}

}  // namespace textmill::host
