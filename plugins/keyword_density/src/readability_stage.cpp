#include "readability_stage.hpp"

namespace textmill::keyword_density {
namespace {

constexpr std::pair<std::string_view, ReadabilityCheck> kChecks[] = {
    {"sentences", kSentenceLength}, {"paragraphs", kParagraphLength}, {"starts", kSentenceStarts},
    {"passive", kPassive},          {"headings", kHeadings},          {"flesch", kFlesch},
};

std::uint8_t checks_of(const std::vector<std::string>& names) {
  std::uint8_t checks = 0;
  for (const std::string& given : names) {
    for (const auto& [name, check] : kChecks) {
      if (name == given) checks |= check;
    }
  }
  return checks;
}

void write_attributes(Document& document, const Readability& r) {
  const auto set_count = [&](std::string_view name, std::uint32_t value) {
    document.set(name, static_cast<std::int64_t>(value));
  };
  set_count("readability.words", r.words);
  set_count("readability.sentences", r.sentences);
  set_count("readability.paragraphs", r.paragraphs);
  document.set("readability.words_per_sentence", r.words_per_sentence);
  document.set("readability.long_sentences", r.long_sentences);
  set_count("readability.longest_sentence", r.longest_sentence);
  document.set("readability.words_per_paragraph", r.words_per_paragraph);
  set_count("readability.longest_paragraph", r.longest_paragraph);
  set_count("readability.longest_section", r.longest_section);
  document.set("readability.syllables_per_word", r.syllables_per_word);
  if (r.flesch) document.set("readability.flesch", *r.flesch);
  if (r.passive) document.set("readability.passive", *r.passive);
}

}  // namespace

ReadabilitySettings::ReadabilitySettings(const Setup& setup)
    : language(setup.string("language")),
      language_field(setup.string("language_field")),
      markup(markup_mode(setup.string("markup"))),
      checks(checks_of(setup.strings("checks"))) {
  const auto count = [&](const char* name) { return static_cast<std::uint32_t>(setup.integer(name)); };
  limits.sentence_words = count("max_sentence_words");
  limits.long_sentences = setup.number("max_long_sentences");
  limits.paragraph_words = count("max_paragraph_words");
  limits.same_starts = count("max_same_starts");
  limits.passive = setup.number("max_passive");
  limits.section_words = count("max_section_words");
  limits.flesch = setup.number("min_flesch");
  limits.notes = count("max_notes");
}

Vocabulary& ReadabilityStage::vocabulary_of(const std::string& language) {
  const auto [at, is_new] = vocabularies_.try_emplace(language, language);
  if (is_new) at->second.intern_everything();
  at->second.trim();
  return at->second;
}

void ReadabilityStage::process(Document& document) {
  const std::string language = language_of(document, settings_.language, settings_.language_field);
  page_.read(document, {settings_.markup, false}, language);
  read_words(page_.source(), vocabulary_of(language), words_);
  Readability result =
      measure_readability(page_.text(), words_, language, settings_.limits, settings_.checks);
  write_attributes(document, result);
  page_.write_findings(document, std::move(result.findings));
}

}  // namespace textmill::keyword_density
