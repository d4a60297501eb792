// The third stage of the plugin: what the keyphrases of all documents of a run have in common.
#pragma once

#include <map>
#include <string>

#include <textmill/document.hpp>
#include <textmill/options.hpp>

#include "corpus.hpp"
#include "textmill/text/stemmer.hpp"

namespace textmill::keyword_density {

/// What the options ask for; does not change.
struct CorpusSettings {
  explicit CorpusSettings(const Setup& setup);
  CorpusOptions options;
};

/// For one worker: reads the keyphrases that the first stage marked.
class CorpusStage {
 public:
  explicit CorpusStage(const CorpusSettings&) {}
  void process(Document& document);

 private:
  std::string key_of(std::string_view label, const std::string& language);

  std::map<std::string, text::Stemmer, std::less<>> stemmers_;
};

/// Over all documents, in their order.
class CorpusResult {
 public:
  explicit CorpusResult(const CorpusSettings& settings) : corpus_(settings.options) {}
  void take(std::string_view id, std::string_view packed) { corpus_.take(id, unpack(packed)); }
  std::string finish() const { return corpus_.to_json(); }

 private:
  Corpus corpus_;
};

}  // namespace textmill::keyword_density
