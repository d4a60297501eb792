#include "cli/shrink.hpp"

#include <chrono>
#include <fstream>

#include "cli/marked_text.hpp"
#include "cli/minimize.hpp"
#include "cli/quarantine_file.hpp"
#include "cli/trial.hpp"
#include "input/reader.hpp"
#include "output/json_text.hpp"

namespace textmill::host {
namespace {

using Clock = std::chrono::steady_clock;

Result<QuarantinedDocument> find_document(const std::string& file, const std::string& id) {
  const auto documents = read_quarantine(file);
  if (!documents) return documents.error();
  for (const QuarantinedDocument& document : *documents) {
    if (id.empty() || document.id == id) return document;
  }
  return Status(Code::BadUsage, file + (id.empty() ? ": no document was set aside"
                                                   : ": the document '" + id + "' was not set aside"));
}

/// Fields of a document that are texts: those that a test case can give.
TextPairs text_fields(const Document& document) {
  TextPairs fields;
  for (const MetaField& field : document.meta()) {
    if (field.value.type == TEXTMILL_STRING) fields.emplace_back(field.name, field.value.string);
  }
  return fields;
}

/// A test file with one case. JSON strings are YAML, too.
std::string test_case(const ShrinkOptions& options, const std::string& failure, const std::string& id,
                      const std::string& text, const TextPairs& meta) {
  const auto map = [](const TextPairs& pairs) {
    std::string out;
    for (const auto& [name, value] : pairs)
      out += (out.empty() ? "" : ", ") + json_string(name) + ": " + json_string(value);
    return "{" + out + "}";
  };
  std::string out = "# The smallest text that was found to fail like the document. It was:\n#   ";
  for (const char c : failure) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  out += "\npipeline: " + json_string(options.pipeline) + "\n";
  if (!options.settings.empty()) out += "set: " + map(options.settings) + "\n";
  out += "cases:\n  - name: " + json_string(id) + "\n    text: " + json_string(text) + "\n";
  if (!meta.empty()) out += "    meta: " + map(meta) + "\n";
  return out + "    expect: {outcome: ok}\n";
}

class Shrinking {
 public:
  Shrinking(const ShrinkOptions& options, Workbench& bench)
      : options_(options), bench_(bench), end_(Clock::now() + std::chrono::nanoseconds(options.budget_ns)) {}

  /// What becomes of the document that is loaded.
  std::string first_try() {
    id_ = bench_.document().id();
    text_ = bench_.document().text();
    meta_ = text_fields(bench_.document());
    failure_ = outcome(text_);
    if (failure_ != "ok" && !meta_.empty()) drop_fields();
    return failure_;
  }

  std::string run() {
    return minimize(
        text_, [&](std::string_view text) { return outcome(text) == failure_; },
        [&] { return Clock::now() > end_; });
  }

  bool ran_out_of_time() const { return Clock::now() > end_; }
  const std::string& id() const { return id_; }
  const TextPairs& meta() const { return meta_; }
  std::size_t size() const { return text_.size(); }
  std::size_t tries() const { return tries_; }

 private:
  std::string outcome(std::string_view text) {
    ++tries_;
    return try_document(
        bench_, id_, text, meta_,
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(options_.limit_ns)));
  }

  /// Most failures do not depend on them.
  void drop_fields() {
    TextPairs kept;
    std::swap(kept, meta_);
    if (outcome(text_) != failure_) meta_ = std::move(kept);
  }

  const ShrinkOptions& options_;
  Workbench& bench_;
  Clock::time_point end_;
  std::string id_;
  std::string text_;
  TextPairs meta_;
  std::string failure_;
  std::size_t tries_ = 0;
};

Exit fail(const Console& console, const std::string& message, Exit exit) {
  console.error(message);
  return exit;
}

}  // namespace

Exit run_shrink(const ShrinkOptions& options, const Console& console) {
  const auto entry = find_document(options.quarantine, options.id);
  if (!entry) return fail(console, entry.error().message(), Exit::Usage);
  Exit exit = Exit::Ok;
  const auto bench =
      Workbench::open(options.pipeline, options.settings, options.plugins.search, console, exit);
  if (!bench) return exit;
  if (const Status loaded = bench->load_file(entry->path, entry->id); !loaded)
    return fail(console, loaded.message(), Exit::Input);
  Shrinking shrinking(options, *bench);
  const std::string failure = shrinking.first_try();
  if (failure == "ok") {
    return fail(
        console,
        "'" + entry->id + "' does not fail with this pipeline and these plugins; it did: " + entry->message,
        Exit::Findings);
  }
  const std::string text = shrinking.run();
  std::ofstream out(options.output, std::ios::binary);
  out << test_case(options, failure, shrinking.id(), text, shrinking.meta());
  if (!out.flush()) return fail(console, options.output + ": cannot be written", Exit::Output);
  console.out("'" + entry->id + "' " + failure + "\n" + std::to_string(shrinking.size()) + " bytes became " +
              std::to_string(text.size()) + " in " + std::to_string(shrinking.tries()) + " tries" +
              (shrinking.ran_out_of_time() ? ", until time was up" : "") + ":\n" + json_string(text) + "\n" +
              options.output + "\n");
  return Exit::Ok;
}

}  // namespace textmill::host
