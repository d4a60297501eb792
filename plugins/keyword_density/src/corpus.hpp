// What the documents of a run have in common: which phrases come back in many of them, which tell one
// document from the others, and which stuffed phrases several share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace textmill::keyword_density {

/// A keyphrase of one document.
struct Mention {
  std::string key;    ///< equal for all forms of the phrase, in all documents
  std::string label;  ///< as this document writes it
  std::uint32_t count = 0;
  bool too_many = false;  ///< the document is stuffed with it, or near to it
};

/// What a document hands over.
struct Contribution {
  std::uint32_t words = 0;
  std::vector<Mention> mentions;
};

/// As bytes, never none; unpacked again in another process, perhaps on another day.
std::string pack(const Contribution& contribution);
/// Throws Error if the bytes are not what `pack` makes.
Contribution unpack(std::string_view bytes);

struct CorpusOptions {
  std::uint32_t phrases = 100;      ///< of the corpus to list
  std::uint32_t documents = 1000;   ///< to list with their own phrases: the first ones
  std::uint32_t per_document = 5;   ///< phrases to list of each
  std::uint32_t bucket = 1u << 20;  ///< mentions after which rare phrases are forgotten
};

/// Counts documents in the order they come. Memory does not grow with their number but for phrases that are
/// really frequent or stuffed: lossy counting (Manku and Motwani, Approximate frequency counts over data
/// streams, VLDB 2002), so after `bucket` mentions a frequency may be too low, by at most one per bucket.
class Corpus {
 public:
  explicit Corpus(const CorpusOptions& options) : options_(options) {}

  void take(std::string_view id, Contribution contribution);

  /// One JSON object: see README.md. A phrase of a document scores count x ln((documents + 1) / df), df being
  /// the number of documents that have it among their keyphrases (Spärck Jones 1972).
  std::string to_json() const;

 private:
  friend class CorpusReport;

  struct Phrase {
    std::string label;  ///< as the first document writes it
    std::uint64_t documents = 0;
    std::uint64_t count = 0;
    std::uint64_t missed = 0;  ///< documents that may have been forgotten, at most
    std::uint64_t stuffed = 0;
    std::vector<std::string> stuffed_ids;  ///< the first kMaxIds
  };
  struct Listed {
    std::string id;
    std::vector<Mention> mentions;
  };
  using Entry = std::pair<const std::string, Phrase>;

  void forget_rare_ones();
  std::vector<const Entry*> sorted(std::uint64_t Phrase::*by, std::uint64_t least) const;
  std::uint64_t documents_with(const std::string& key) const;

  CorpusOptions options_;
  std::unordered_map<std::string, Phrase> phrases_;
  std::vector<Listed> listed_;
  std::uint64_t documents_ = 0;
  std::uint64_t words_ = 0;
  std::uint64_t mentions_ = 0;
  std::uint64_t buckets_ = 0;
};

}  // namespace textmill::keyword_density
