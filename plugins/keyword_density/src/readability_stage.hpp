// The second stage of the plugin: is the text easy to read?
#pragma once

#include <map>
#include <string>

#include <textmill/document.hpp>
#include <textmill/options.hpp>

#include "page.hpp"
#include "readability.hpp"

namespace textmill::keyword_density {

/// What the options ask for; does not change.
struct ReadabilitySettings {
  explicit ReadabilitySettings(const Setup& setup);

  std::string language;        ///< "auto": the document's
  std::string language_field;  ///< of the document
  MarkupMode markup = MarkupMode::Auto;
  std::uint8_t checks = 0;
  ReadabilityLimits limits;
};

/// For one worker.
class ReadabilityStage {
 public:
  explicit ReadabilityStage(const ReadabilitySettings& settings) : settings_(settings) {}
  void process(Document& document);

 private:
  Vocabulary& vocabulary_of(const std::string& language);

  const ReadabilitySettings& settings_;
  std::map<std::string, Vocabulary> vocabularies_;
  Page page_;
  Words words_;
};

}  // namespace textmill::keyword_density
