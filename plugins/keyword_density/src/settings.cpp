#include "settings.hpp"

#include <fstream>

#include "textmill/text/utf8.hpp"

namespace textmill::keyword_density {
namespace {

Matching matching_of(const std::string& name) {
  return name == "exact" ? Matching::Exact : name == "loose" ? Matching::Loose : Matching::Forms;
}

bool is_blank(const std::string& s) { return s.find_first_not_of(" \t\r\n") == std::string::npos; }

/// One phrase a line; blank lines and lines that begin with # are passed over.
void read_phrases(const std::string& path, std::vector<std::string>& phrases) {
  std::ifstream file(path);
  if (!file) throw Error("cannot read phrases_file '" + path + "'");
  std::string line;
  std::size_t number = 0;
  while (std::getline(file, line)) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!text::is_valid_utf8(line))
      throw Error("phrases_file '" + path + "', line " + std::to_string(number) + ": is no UTF-8");
    if (!is_blank(line) && line[0] != '#') phrases.push_back(line);
  }
}

}  // namespace

Settings::Settings(const Setup& setup)
    : synonyms(setup.strings("synonyms")),
      matching(matching_of(setup.string("matching"))),
      mode(setup.string("mode") == "yoast" ? Mode::Yoast : Mode::Textmill),
      markup(markup_mode(setup.string("markup"))),
      language(setup.string("language")),
      language_field(setup.string("language_field")),
      keyphrase_field(setup.string("keyphrase_field")),
      synonyms_field(setup.string("synonyms_field")) {
  for (std::string& phrase : setup.strings("keyphrases")) {
    if (!is_blank(phrase)) given.push_back(std::move(phrase));
  }
  if (setup.has("phrases_file")) read_phrases(setup.string("phrases_file"), given);
  const auto count = [&](const char* name) { return static_cast<std::uint32_t>(setup.integer(name)); };
  discovery.top = count("top");
  discovery.max_words = setup.string("find") == "words" ? 1 : count("max_words");
  discovery.single_words = setup.string("find") == "words";
  if (given.empty() && mode == Mode::Textmill) lexicon = Lexicon(setup.resource_dir() + "/english.lexicon");
  limits.min_density = setup.number("min_density");
  limits.max_density = setup.number("max_density");
  limits.stuffing_share = setup.number("stuffing_share");
  limits.stuffing_count = count("stuffing_count");
  limits.overuse_share = setup.number("overuse_share");
  limits.overuse_count = count("overuse_count");
  limits.min_words = count("min_words");
  limits.too_close = count("too_close");
  limits.long_gap = setup.number("max_gap");
  limits.headings = count("min_headings");
  limits.phrase_words = count("max_phrase_words");
  limits.notes = count("max_notes");
}

const PhraseSet& Settings::phrases(const std::string& code) const {
  const std::lock_guard lock(mutex_);
  std::unique_ptr<PhraseSet>& set = sets_[code];
  if (!set) {
    set = std::make_unique<PhraseSet>(code);
    fill(*set, given, synonyms);
  }
  return *set;
}

void Settings::fill(PhraseSet& set, const std::vector<std::string>& phrases,
                    const std::vector<std::string>& other_wordings) const {
  for (const std::string& phrase : phrases) set.add(phrase, matching);
  if (phrases.empty()) return;
  for (const std::string& wording : other_wordings) set.add_synonym(0, wording, matching);
}

}  // namespace textmill::keyword_density
