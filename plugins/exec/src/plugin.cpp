// The stage: a question to the program for each document, its answer as layers and attributes.
#include <textmill/plugin.hpp>

#include "answer.hpp"
#include "program.hpp"
#include "question.hpp"

namespace textmill::exec {
namespace {

struct Settings {
  explicit Settings(const Setup& setup)
      : layers(setup.strings("layers")),
        meta(setup.strings("meta")),
        timeout(setup.integer("timeout") / 1000000),
        memory_bytes(setup.integer("memory")) {
    arguments = setup.strings("command");
    if (arguments.empty() || arguments.front().empty())
      throw Error("command: expected the name of a program");
    if (const std::string script = setup.string("script"); !script.empty()) arguments.push_back(script);
    for (std::string& argument : setup.strings("arguments")) arguments.push_back(std::move(argument));
    const std::string word = setup.string("offsets");
    unit = word == "byte" ? Unit::Byte : word == "utf16" ? Unit::Utf16 : Unit::CodePoint;
  }

  std::vector<std::string> arguments;
  std::vector<std::string> layers;
  std::vector<std::string> meta;
  std::chrono::milliseconds timeout;
  std::int64_t memory_bytes;
  Unit unit = Unit::CodePoint;
};

class Exec {
 public:
  explicit Exec(const Settings& settings)
      : settings_(settings), program_(settings.arguments, settings.memory_bytes, settings.timeout) {}

  void process(Document& document) {
    const Offsets offsets(document.text(), settings_.unit);
    const std::string line = question(document, settings_.layers, settings_.meta, offsets);
    write(document, read_answer(program_.ask(line, [&] { return document.cancelled(); }), offsets));
  }

 private:
  static void write(Document& document, const Answer& answer) {
    LayerWriter marks = document.write("marks");
    for (const Mark& mark : answer.marks) {
      marks.add(mark.span, mark.label.empty() ? kNone : marks.intern(mark.label),
                static_cast<float>(mark.score));
      marks.set(0, std::string_view(mark.value));
    }
    marks.flush();
    LayerWriter findings = document.write("findings");
    for (const Finding& finding : answer.findings) {
      findings.add(finding.span, finding.rule.empty() ? kNone : findings.intern(finding.rule));
      findings.set(0, std::string_view(finding.severity));
      findings.set(1, std::string_view(finding.message));
      findings.set(2, std::string_view(finding.suggestion));
    }
    findings.flush();
    if (answer.text) document.set("exec.text", std::string_view(*answer.text));
    if (answer.number) document.set("exec.number", *answer.number);
    if (answer.flag) document.set("exec.flag", *answer.flag);
  }

  const Settings& settings_;
  Program program_;
};

}  // namespace
}  // namespace textmill::exec

TEXTMILL_PLUGIN("exec", textmill::stage<textmill::exec::Settings, textmill::exec::Exec>("exec"));
