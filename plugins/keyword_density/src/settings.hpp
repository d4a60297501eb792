// The options of the stage, and the given phrases made ready for each language documents turn out to have.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <textmill/options.hpp>

#include "discovery.hpp"
#include "judge.hpp"
#include "page.hpp"
#include "phrases.hpp"

namespace textmill::keyword_density {

enum class Mode : std::uint8_t { Textmill, Yoast };

/// Does not change after construction but for the phrase sets, which are made when first asked for.
class Settings {
 public:
  explicit Settings(const Setup& setup);

  /// The phrases of the options; one set for all workers.
  const PhraseSet& phrases(const std::string& language) const;

  /// Fills a set with phrases and the synonyms of the first one.
  void fill(PhraseSet& set, const std::vector<std::string>& phrases,
            const std::vector<std::string>& synonyms) const;

  bool has_phrases() const { return !given.empty(); }

  std::vector<std::string> given;  ///< keyphrases of the options and of the phrases file
  std::vector<std::string> synonyms;
  Matching matching = Matching::Forms;
  Mode mode = Mode::Textmill;
  MarkupMode markup = MarkupMode::Auto;
  std::string language;        ///< "auto": the document's
  std::string language_field;  ///< fields of the document
  std::string keyphrase_field;
  std::string synonyms_field;
  DiscoveryOptions discovery;
  Limits limits;
  Lexicon lexicon;  ///< English; empty if no phrase has to be found

 private:
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<PhraseSet>> sets_;
};

}  // namespace textmill::keyword_density
