// What differs between two results for the same documents.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/result_file.hpp"

namespace textmill::host {

enum class SpanChange {
  Added,       ///< only in B
  Removed,     ///< only in A
  Moved,       ///< the same label, overlapping
  Relabelled,  ///< the same place, another label
  Changed,     ///< the same place and label, other features
};

struct SpanDifference {
  SpanChange change = SpanChange::Added;
  std::string layer;
  ResultSpan a;  ///< empty if Added
  ResultSpan b;  ///< empty if Removed
};

struct AttributeDifference {
  std::string name;
  std::string a;  ///< as JSON; empty: not set
  std::string b;
};

struct DocumentDifference {
  std::string id;
  std::string text;  ///< if both sides have it, and the same
  std::vector<SpanDifference> spans;
  std::vector<AttributeDifference> attributes;

  std::size_t count() const { return spans.size() + attributes.size(); }
};

struct LayerTotals {
  /// Documents in which only one side has the layer; it is not compared there, and makes no difference: the
  /// pipelines were told to write other layers.
  std::size_t only_a = 0;
  std::size_t only_b = 0;
  std::size_t same = 0;
  std::size_t changes[5] = {};  ///< by SpanChange
  /// Labels at the same or an overlapping place, A's and B's; an empty one stands for no span.
  std::map<std::pair<std::string, std::string>, std::size_t> labels;

  std::size_t differences() const { return changes[0] + changes[1] + changes[2] + changes[3] + changes[4]; }
};

/// Sums over a corpus.
struct CorpusDifference {
  std::size_t both = 0;    ///< documents that A and B have
  std::size_t differ = 0;  ///< of these
  std::vector<std::string> only_a;
  std::vector<std::string> only_b;
  std::map<std::string, LayerTotals> layers;
  std::map<std::string, std::size_t> attributes;  ///< documents in which it differs
  std::vector<DocumentDifference> most;           ///< the most different ones, the most different first

  /// Documents that differ or that one side lacks.
  std::size_t documents() const { return differ + only_a.size() + only_b.size(); }
};

inline constexpr std::size_t kMostDifferent = 20;

struct CompareOptions {
  double tolerance = 1e-6;          ///< numbers are equal if they are within this share of the larger one
  std::vector<std::string> layers;  ///< only these; empty: all
};

/// Compares one document's results and adds to the sums.
void compare(const ResultDocument& a, const ResultDocument& b, const CompareOptions& options,
             CorpusDifference& sums);

/// Compares two files, documents matched by id; of an id that comes twice, the first with the first and so
/// on. Documents in the same order cost no memory; others are kept until their partner comes.
Result<CorpusDifference> compare_files(ResultFile& a, ResultFile& b, const CompareOptions& options);

}  // namespace textmill::host
