#include "output/junit.hpp"

#include <algorithm>

#include "output/findings.hpp"
#include "output/offset_map.hpp"
#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

/// One rule and what a document has against it.
struct Case {
  std::string_view rule;
  std::vector<const Finding*> failures;
  std::vector<const Finding*> notes;
};

class Junit : public Renderer {
 public:
  Junit(const Plan& plan, std::size_t findings)
      : name_(plan.name), unit_(column_unit(plan)), findings_(findings), rules_(known_rules(plan)) {}

  void header(ByteBuffer& out) const override {
    out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
    put_attribute(out, "name", "textmill " + name_);
    out += ">\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    const std::vector<Finding> findings = findings_of(document, findings_, unit_);
    const std::vector<Case> cases = cases_of(findings);
    const auto failed =
        std::count_if(cases.begin(), cases.end(), [](const Case& c) { return !c.failures.empty(); });
    out += "<testsuite";
    put_attribute(out, "name", document.id());
    put_attribute(out, "tests", std::to_string(cases.size()));
    put_attribute(out, "failures", std::to_string(failed));
    out += " errors=\"0\" skipped=\"0\">\n";
    for (const Case& one : cases) put_case(out, one, document);
    out += "</testsuite>\n";
  }

  void footer(ByteBuffer& out) const override { out += "</testsuites>\n"; }

 private:
  /// Every known rule, so that a document without findings passes tests; then those only found.
  std::vector<Case> cases_of(const std::vector<Finding>& findings) const {
    std::vector<Case> cases;
    for (const KnownRule& rule : rules_) cases.push_back({rule.spec->name, {}, {}});
    for (const Finding& finding : findings) {
      auto found =
          std::find_if(cases.begin(), cases.end(), [&](const Case& c) { return c.rule == finding.rule; });
      if (found == cases.end()) found = cases.insert(cases.end(), {finding.rule, {}, {}});
      (finding.severity == Severity::Note ? found->notes : found->failures).push_back(&finding);
    }
    return cases;
  }

  void put_case(ByteBuffer& out, const Case& one, const Document& document) const {
    out += "  <testcase";
    put_attribute(out, "classname", document.id());
    put_attribute(out, "name", one.rule);
    if (one.failures.empty() && one.notes.empty()) {
      out += "/>\n";
      return;
    }
    out += ">\n";
    if (!one.failures.empty()) {
      out += "    <failure";
      put_attribute(out, "type", name_of(one.failures.front()->severity));
      put_attribute(out, "message", one.failures.front()->message);
      out += '>';
      for (const Finding* finding : one.failures) put_line(out, *finding);
      out += "</failure>\n";
    }
    if (!one.notes.empty()) {
      out += "    <system-out>";
      for (const Finding* finding : one.notes) put_line(out, *finding);
      out += "</system-out>\n";
    }
    out += "  </testcase>\n";
  }

  void put_line(ByteBuffer& out, const Finding& finding) const {
    put_xml(out, std::string(name_of(finding.severity)) + ": line " + std::to_string(finding.begin.line) +
                     ", column " + std::to_string(finding.begin.column) + " (" + std::string(name_of(unit_)) +
                     "): " + finding.message);
    out += '\n';
  }

  std::string name_;
  OffsetUnit unit_;
  std::size_t findings_;
  std::vector<KnownRule> rules_;
};

}  // namespace

Result<std::unique_ptr<Renderer>> make_junit_renderer(const Plan& plan) {
  const auto findings = findings_slot(plan, "junit");
  if (!findings) return findings.error();
  return std::unique_ptr<Renderer>(std::make_unique<Junit>(plan, *findings));
}

}  // namespace textmill::host
