#include "output/checkstyle.hpp"

#include "output/findings.hpp"
#include "output/offset_map.hpp"
#include "output/xml_text.hpp"

namespace textmill::host {
namespace {

class Checkstyle : public Renderer {
 public:
  Checkstyle(const Plan& plan, std::size_t findings) : unit_(column_unit(plan)), findings_(findings) {}

  void header(ByteBuffer& out) const override {
    out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- columns count in the unit " +
           std::string(name_of(unit_)) + " -->\n<checkstyle version=\"4.3\">\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    const std::vector<Finding> findings = findings_of(document, findings_, unit_);
    out += "<file";
    put_attribute(out, "name", document.source().path);
    out += findings.empty() ? "/>\n" : ">\n";
    for (const Finding& finding : findings) put_error(out, finding, document);
    if (!findings.empty()) out += "</file>\n";
  }

  void footer(ByteBuffer& out) const override { out += "</checkstyle>\n"; }

 private:
  static void put_error(ByteBuffer& out, const Finding& finding, const Document& document) {
    const Standing standing = standing_of(document);
    const std::uint64_t line = standing == Standing::Whole ? finding.begin.line : document.source().line;
    out += "  <error";
    if (line > 0) put_attribute(out, "line", std::to_string(line));
    if (standing == Standing::Whole) put_attribute(out, "column", std::to_string(finding.begin.column));
    const bool is_note = finding.severity == Severity::Note;
    put_attribute(out, "severity", is_note ? "info" : name_of(finding.severity));
    put_attribute(out, "message", told_in_file(finding, document));
    put_attribute(out, "source", "textmill." + std::string(finding.rule));
    out += "/>\n";
  }

  OffsetUnit unit_;
  std::size_t findings_;
};

}  // namespace

Result<std::unique_ptr<Renderer>> make_checkstyle_renderer(const Plan& plan) {
  const auto findings = findings_slot(plan, "checkstyle");
  if (!findings) return findings.error();
  return std::unique_ptr<Renderer>(std::make_unique<Checkstyle>(plan, *findings));
}

}  // namespace textmill::host
