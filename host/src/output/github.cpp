#include "output/github.hpp"

#include "output/findings.hpp"
#include "output/offset_map.hpp"

namespace textmill::host {
namespace {

/// The escapes of @actions/core: in what a command says, and, with `is_property`, in its properties.
void put_escaped(ByteBuffer& out, std::string_view text, bool is_property) {
  for (const char c : text) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += is_property ? "%3A" : ":"; break;
      case ',': out += is_property ? "%2C" : ","; break;
      default: out += c;
    }
  }
}

class Github : public Renderer {
 public:
  Github(const Plan& plan, std::size_t findings) : unit_(column_unit(plan)), findings_(findings) {}

  void header(ByteBuffer& out) const override {
    out += "::debug::columns count in the unit " + std::string(name_of(unit_)) + "\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    for (const Finding& finding : findings_of(document, findings_, unit_))
      put_command(out, finding, document);
  }

 private:
  static void put_command(ByteBuffer& out, const Finding& finding, const Document& document) {
    const bool is_note = finding.severity == Severity::Note;
    out.append("::").append(is_note ? "notice" : name_of(finding.severity)).append(" file=");
    put_escaped(out, document.source().path, true);
    put_place(out, finding, document);
    out += ",title=";
    put_escaped(out, finding.rule, true);
    out += "::";
    put_escaped(out, told_in_file(finding, document), false);
    out += '\n';
  }

  static void put_place(ByteBuffer& out, const Finding& finding, const Document& document) {
    const auto put = [&](const char* name, std::uint64_t number) {
      out.append(",").append(name).append("=").append(std::to_string(number));
    };
    const Standing standing = standing_of(document);
    if (standing == Standing::Line) put("line", document.source().line);
    if (standing != Standing::Whole) return;
    put("line", finding.begin.line);
    put("endLine", finding.end.line);
    if (finding.begin.line != finding.end.line) return;  // GitHub knows columns within one line only
    put("col", finding.begin.column);
    put("endColumn", finding.end.column);
  }

  OffsetUnit unit_;
  std::size_t findings_;
};

}  // namespace

Result<std::unique_ptr<Renderer>> make_github_renderer(const Plan& plan) {
  const auto findings = findings_slot(plan, "github");
  if (!findings) return findings.error();
  return std::unique_ptr<Renderer>(std::make_unique<Github>(plan, *findings));
}

}  // namespace textmill::host
