// A document's findings with their places, for the formats that other tools read: sarif, github, junit,
// checkstyle.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "output/features.hpp"
#include "pipeline/plan.hpp"
#include "textmill/status.hpp"

namespace textmill::host {

/// Line and column, both from 1. Lines end at LF; columns count in the unit that was asked for.
struct TextPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct Finding {
  Severity severity = Severity::Note;
  std::string_view rule;  ///< the label; never empty
  std::string message;    ///< with the suggestion behind it, after "; "
  textmill_span span{};   ///< bytes of the document's text
  TextPlace begin;        ///< of the span in the document's text
  TextPlace end;          ///< behind the last character
};

/// The layer of findings; fails with Code::BadPipeline and `format` in the message if no stage writes one.
Result<std::size_t> findings_slot(const Plan& plan, std::string_view format);

/// In text order. Views are valid as long as the document is not reset.
std::vector<Finding> findings_of(const Document& document, std::size_t slot, OffsetUnit unit);

/// What a finding says in one line where a tool shows it beside a file: with the document and the place in
/// it if the file holds several.
std::string told_in_file(const Finding& finding, const Document& document);

/// Where in its file a document stands.
enum class Standing {
  Whole,   ///< the file is the text: places in one are places in the other
  Line,    ///< the record is one line of the file, source().line
  Inside,  ///< neither: a part of an archive, or a text taken out of a page
};
Standing standing_of(const Document& document);

/// The unit in which lines' columns count: tools that show a file count characters, so bytes become code
/// points.
OffsetUnit column_unit(const Plan& plan);

/// A rule that a stage of the plan may break, as its manifest describes it.
struct KnownRule {
  const RuleSpec* spec = nullptr;
  std::string stage;  ///< the stage's id in the pipeline
};
/// Each name once, in the order of stages.
std::vector<KnownRule> known_rules(const Plan& plan);

/// "error", "warning", "note".
std::string_view name_of(Severity severity);

}  // namespace textmill::host
