#include "corpus_stage.hpp"

#include <unordered_map>

#include "textmill/text/fold.hpp"

namespace textmill::keyword_density {
namespace {

std::string string_attribute(const Document& document, std::string_view name) {
  const auto value = document.attribute(name);
  return value && value->type == TEXTMILL_STRING ? std::string(from_abi(value->as.string)) : std::string();
}

}  // namespace

CorpusSettings::CorpusSettings(const Setup& setup) {
  const auto count = [&](const char* name) { return static_cast<std::uint32_t>(setup.integer(name)); };
  options.phrases = count("phrases");
  options.documents = count("documents");
  options.per_document = count("per_document");
}

void CorpusStage::process(Document& document) {
  const std::string language = string_attribute(document, "segmenter.language");
  const std::string main = string_attribute(document, "keyword_density.phrase");
  const std::string verdict = string_attribute(document, "keyword_density.verdict");
  const bool too_many = verdict == "stuffed" || verdict == "over" || verdict == "way_over";
  Contribution contribution;
  if (const auto words = document.attribute("keyword_density.words"))
    contribution.words = static_cast<std::uint32_t>(words->as.integer);
  std::unordered_map<std::string, std::size_t> rows;  // one phrase may be spelled in several ways
  const Layer layer = document.layer("keyphrases");
  for (std::uint32_t row = 0; row < layer.size(); ++row) {
    const std::string_view label = layer.label(row);
    const auto [at, is_new] = rows.try_emplace(key_of(label, language), contribution.mentions.size());
    if (is_new) contribution.mentions.push_back({at->first, std::string(label), 0, false});
    Mention& mention = contribution.mentions[at->second];
    ++mention.count;
    mention.too_many |= too_many && label == main;
  }
  document.emit(pack(contribution));
}

std::string CorpusStage::key_of(std::string_view label, const std::string& language) {
  auto stemmer = stemmers_.find(language);
  if (stemmer == stemmers_.end()) stemmer = stemmers_.try_emplace(language, language).first;
  const std::string folded = text::fold(label);
  std::string key;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" -", at), folded.size());
    if (end > at) {
      if (!key.empty()) key += ' ';
      key += stemmer->second.stem(std::string_view(folded).substr(at, end - at));
    }
    at = end + 1;
  }
  return key;
}

}  // namespace textmill::keyword_density
