// Which phrases a text is about, when nobody says.
//
// Candidates are noun phrases (of languages without a lexicon, runs of content words), and every group of
// two to six words that comes back three times or more, unless it mostly stands inside a longer one. They
// are ranked by how often, how early and how long they are, and how rare their words are in general;
// README.md has the formula and what each part of it brings.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "groups.hpp"
#include "phrases.hpp"
#include "runs.hpp"
#include "tagging.hpp"
#include "words.hpp"

namespace textmill::keyword_density {

struct DiscoveryOptions {
  std::uint32_t top = 10;       ///< phrases to return at most
  std::uint32_t max_words = 6;  ///< of a phrase; 1 to 8
  bool single_words = false;    ///< for tag clouds: words rather than phrases
};

struct Keyphrase {
  std::string label;  ///< the commonest spelling
  double score = 0;   ///< comparable within one text only
  std::uint32_t words = 0;
  std::vector<Occurrence> occurrences;  ///< in order; `phrase` is the place in the list
};

/// Finds keyphrases in texts, one after the other. For one thread.
class Discovery {
 public:
  explicit Discovery(const DiscoveryOptions& options) : options_(options) {}

  /// The keyphrases of a text, best first. `words` must have been read with a vocabulary that interns
  /// everything. The same for the same text, whatever was read before. `language`: of the text, a code.
  std::vector<Keyphrase> find(const Words& words, std::string_view text, std::string_view language);

 private:
  struct Candidate {
    Group group;  // its count: how often it stands anywhere
    std::uint32_t step = 0;
    double score = 0;
  };
  struct Weights;

  void add_runs();
  bool is_unit(std::uint32_t word) const;
  void judge_groups();
  void add_words();
  void add(const Group& group, std::uint32_t times);
  double score_of(const Group& group, std::uint32_t times) const;
  double score_of_word(const Group& group, std::uint32_t times) const;
  double place_weight(std::uint32_t first) const;
  void weigh_places(const Weights& weights, std::size_t words);
  std::vector<Keyphrase> best(std::string_view text);
  std::size_t bring_forward_the_highest(std::size_t count);
  Keyphrase keyphrase(const Candidate& candidate, std::string_view text, std::uint32_t number) const;
  std::string_view written(std::string_view text, const Group& group, std::uint32_t first) const;
  bool contains(const Group& whole, const Group& part) const;
  bool repeats(const Candidate& candidate, const Candidate& better) const;
  bool can_stand_alone(const Group& group) const;

  DiscoveryOptions options_;
  std::span<const Word> words_;
  const Weights* weights_ = nullptr;
  std::vector<double> place_weights_;  // of weights_, by the word a group begins with
  double times_weight_ = 0;
  Groups groups_;
  std::vector<Part> parts_;
  RunFinder runs_;
  std::vector<std::uint32_t> alone_;   // by group: how often it is a whole run
  std::vector<std::uint32_t> inside_;  // by group: how often at most inside one longer group
  std::vector<Candidate> candidates_;
  static constexpr std::size_t kSteps = 256;
  std::array<std::uint32_t, kSteps> on_step_{};  // candidates by step of their score
};

}  // namespace textmill::keyword_density
