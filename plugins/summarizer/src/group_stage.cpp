#include "group_stage.hpp"

#include "reading.hpp"

namespace textmill::summarizer {
namespace {

/// The group of a document: its field as text; documents without the field are a group of their own.
std::string group_of(const Document& document, const std::string& field) {
  const auto value = field.empty() ? std::nullopt : document.meta(field);
  if (!value) return {};
  switch (value->type) {
    case TEXTMILL_STRING: return std::string(from_abi(value->as.string));
    case TEXTMILL_INTEGER: return std::to_string(value->as.integer);
    default:
      throw Error("the field '" + field + "' that groups documents is neither a string nor an integer");
  }
}

}  // namespace

GroupSettings::GroupSettings(const Setup& setup) : of_document(read_options(setup)), of_group(of_document) {
  if (setup.has("group_by")) group_by = setup.string("group_by");
  of_document.length = {};
  of_document.length.sentences = static_cast<std::uint32_t>(setup.integer("per_document"));
}

void GroupStage::process(Document& document) {
  read_article(document, article_);
  const Summary summary = summarizer_.summarize(article_);
  document.emit(pack(part_of(article_, summary, *settings_.of_document.length.sentences,
                             group_of(document, settings_.group_by))));
}

}  // namespace textmill::summarizer
