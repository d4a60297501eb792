#include "output/sarif.hpp"

#include <algorithm>
#include <cstdio>

#include "output/findings.hpp"
#include "output/json_text.hpp"
#include "output/offset_map.hpp"
#include "pipeline/fingerprint.hpp"
#include "textmill/span.hpp"

namespace textmill::host {
namespace {

void put_pair(JsonWriter& writer, std::string_view key, std::string_view value) {
  put_key(writer, key);
  put_value(writer, value);
}

void put_pair(JsonWriter& writer, std::string_view key, std::uint64_t value) {
  put_key(writer, key);
  writer.Uint64(value);
}

/// `"key":{"text":"value"}`, as SARIF writes messages.
void put_text(JsonWriter& writer, std::string_view key, std::string_view value) {
  put_key(writer, key);
  writer.StartObject();
  put_pair(writer, "text", value);
  writer.EndObject();
}

template <class Put>
void put_object(JsonWriter& writer, std::string_view key, Put put) {
  put_key(writer, key);
  writer.StartObject();
  put();
  writer.EndObject();
}

template <class Put>
void put_list(JsonWriter& writer, std::string_view key, Put put) {
  put_key(writer, key);
  writer.StartArray();
  put();
  writer.EndArray();
}

/// RFC 3986: a relative path stays relative, an absolute one becomes a file URI.
std::string uri_of(std::string_view path) {
  if (path == "-") return "stdin";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                          (byte >= 'A' && byte <= 'Z') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", byte);
    uri += is_plain ? std::string(1, c) : std::string(code);
  }
  return uri;
}

class Sarif : public Renderer {
 public:
  Sarif(const Plan& plan, std::size_t findings)
      : plan_(plan), columns_(column_unit(plan)), findings_(findings), rules_(known_rules(plan)) {}

  /// Everything but the results; they are the last member of the run, and the footer closes what is open.
  void header(ByteBuffer& out) const override {
    out += R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{)";
    std::string run;
    {
      TextStream stream(run);
      JsonWriter writer(stream);
      writer.StartObject();
      put_object(writer, "tool", [&] { put_object(writer, "driver", [&] { put_driver(writer); }); });
      put_pair(writer, "columnKind", columns_ == OffsetUnit::Utf16 ? "utf16CodeUnits" : "unicodeCodePoints");
      put_object(writer, "properties", [&] {
        put_pair(writer, "pipeline", plan_.name);
        put_pair(writer, "fingerprint", fingerprint(plan_));
      });
      writer.EndObject();
    }
    out += std::string_view(run).substr(1, run.size() - 2);
    out += ",\"results\":[\n";
  }

  void document(const Document& document, ByteBuffer& out) const override {
    const std::vector<Finding> findings = findings_of(document, findings_, columns_);
    if (findings.empty()) return;
    const OffsetMap columns(document.text(), columns_);
    const OffsetMap offsets(document.text(), plan_.output.offsets);
    for (const Finding& finding : findings) {
      out += separator();
      TextStream stream(out);
      JsonWriter writer(stream);
      put_result(writer, document, finding, columns, offsets);
    }
  }

  std::string_view separator() const override { return ",\n"; }
  void footer(ByteBuffer& out) const override { out += "\n]}]}\n"; }

 private:
  void put_driver(JsonWriter& writer) const {
    put_pair(writer, "name", "Textmill");
    put_pair(writer, "version", TEXTMILL_VERSION);
    put_list(writer, "rules", [&] {
      for (const KnownRule& rule : rules_) put_rule(writer, rule);
    });
  }

  static void put_rule(JsonWriter& writer, const KnownRule& rule) {
    writer.StartObject();
    put_pair(writer, "id", rule.spec->name);
    if (!rule.spec->summary.empty()) put_text(writer, "shortDescription", rule.spec->summary);
    if (!rule.spec->help.empty()) put_text(writer, "help", rule.spec->help);
    put_object(writer, "properties", [&] { put_pair(writer, "stage", rule.stage); });
    writer.EndObject();
  }

  void put_result(JsonWriter& writer, const Document& document, const Finding& finding,
                  const OffsetMap& columns, const OffsetMap& offsets) const {
    writer.StartObject();
    put_pair(writer, "ruleId", finding.rule);
    const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                   [&](const KnownRule& known) { return known.spec->name == finding.rule; });
    if (rule != rules_.end())
      put_pair(writer, "ruleIndex", static_cast<std::uint64_t>(rule - rules_.begin()));
    put_pair(writer, "level", name_of(finding.severity));
    put_text(writer, "message", told_in_file(finding, document));
    put_list(writer, "locations", [&] {
      writer.StartObject();
      put_object(writer, "physicalLocation", [&] {
        put_object(writer, "artifactLocation",
                   [&] { put_pair(writer, "uri", uri_of(document.source().path)); });
        put_region(writer, document, finding, columns);
      });
      writer.EndObject();
    });
    put_object(writer, "properties", [&] {
      put_pair(writer, "document", document.id());
      put_pair(writer, "offsets", name_of(plan_.output.offsets));
      put_pair(writer, "begin", offsets(finding.span.begin));
      put_pair(writer, "end", offsets(finding.span.end));
      put_pair(writer, "text", text_of(document.text(), {finding.span.begin, finding.span.end}));
    });
    writer.EndObject();
  }

  static void put_region(JsonWriter& writer, const Document& document, const Finding& finding,
                         const OffsetMap& columns) {
    const Standing standing = standing_of(document);
    if (standing == Standing::Inside) return;
    put_object(writer, "region", [&] {
      if (standing == Standing::Line) return put_pair(writer, "startLine", document.source().line);
      const textmill_span span = finding.span;
      const std::uint64_t mark = document.source().length - document.text().size();
      put_pair(writer, "startLine", finding.begin.line);
      put_pair(writer, "startColumn", finding.begin.column);
      put_pair(writer, "endLine", finding.end.line);
      put_pair(writer, "endColumn", finding.end.column);
      put_pair(writer, "charOffset", columns(span.begin));
      put_pair(writer, "charLength", columns(span.end) - columns(span.begin));
      put_pair(writer, "byteOffset", span.begin + mark);
      put_pair(writer, "byteLength", span.end - span.begin);
      put_text(writer, "snippet", text_of(document.text(), {span.begin, span.end}));
    });
  }

  const Plan& plan_;
  OffsetUnit columns_;
  std::size_t findings_;
  std::vector<KnownRule> rules_;
};

}  // namespace

Result<std::unique_ptr<Renderer>> make_sarif_renderer(const Plan& plan) {
  const auto findings = findings_slot(plan, "sarif");
  if (!findings) return findings.error();
  return std::unique_ptr<Renderer>(std::make_unique<Sarif>(plan, *findings));
}

}  // namespace textmill::host
