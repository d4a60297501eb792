// Finds the expressions of a grammar in a document. What stood in the texts before is not read again: the
// same words give the same expression, and few of them make up most of what stands in texts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entity.hpp"
#include "grammar.hpp"
#include "matcher.hpp"
#include "normal_form.hpp"
#include "piece.hpp"
#include "piece_set.hpp"
#include "string_store.hpp"

namespace textmill::entity_tagger {

/// An amount, a date or the like over pieces [begin, end).
struct Expression {
  std::uint32_t begin = 0, end = 0;
  Label label = Label::Cardinal;
  std::string_view source;  ///< "rule:" and the name of the rule
  std::string_view norm;    ///< lives until the next document
  double amount = 0;        ///< if it has one
};

/// One worker's.
class NumberFinder {
 public:
  /// Takes up a document, see Matcher::read; dates are relative to `reference`.
  void read(const Grammar& grammar, Day reference, std::string_view text, const std::vector<Piece>& pieces,
            PieceSet& starts);

  /// Appends the expressions of sentences, left to right, without overlap. Time is linear in the length of
  /// the sentences.
  void find(const std::vector<PieceRange>& sentences, std::vector<Expression>& expressions);

 private:
  static constexpr std::uint32_t kLongest = 8;  ///< pieces that are looked at to know an expression again
  static constexpr std::size_t kFirstSlots = 1 << 9, kMostSlots = 1 << 13;  ///< of what was found
  static constexpr std::size_t kNothingPerFound = 4;

  /// A piece that an expression may begin with.
  struct Place {
    std::uint32_t at = 0;
    PieceRange sentence;
    std::uint64_t key = 0;  ///< of all that decides what begins there; 0: too long to be remembered
  };
  /// What words gave, in one line of the cache.
  struct alignas(64) Found {
    std::uint64_t key = 0;
    const char* source = nullptr;
    double amount = 0;
    std::uint8_t source_size = 0, norm_size = 0;
    std::uint8_t length = 0;  ///< in pieces
    Label label = Label::Cardinal;
    bool is_expression = false;  ///< else it is matched as none
    std::array<char, 35> norm{};
  };

  bool matters_before(const Piece& piece) const;
  std::uint64_t key_at(std::uint32_t at, PieceRange sentence) const;
  void collect(const std::vector<PieceRange>& sentences, std::size_t& sentence, std::uint32_t& at);
  std::uint32_t known_end(const Place& place, std::vector<Expression>& expressions);
  std::uint32_t read_at(const Place& place, std::vector<Expression>& expressions);
  void make_room();
  std::uint64_t& nothing_of(std::uint64_t key) { return nothing_[key & (nothing_.size() - 1)]; }
  Found& found_of(std::uint64_t key) { return found_[key & (found_.size() - 1)]; }
  void remember(const Place& place, std::uint32_t end, const Expression* expression);

  Matcher matcher_;
  PieceRange open_;  ///< the matcher's sentence
  const PieceSet* starts_ = nullptr;
  const Piece* pieces_ = nullptr;
  const WordPairs* pairs_ = nullptr;
  Day reference_;
  std::uint64_t seed_ = 0;  ///< of the keys: grammar and reference
  std::vector<Place> places_;
  std::vector<Match> matches_;
  // Powers of two; they grow with what is read, as one article needs little memory to be filled with zeros.
  std::vector<Found> found_ = std::vector<Found>(kFirstSlots);
  std::vector<std::uint64_t> nothing_ = std::vector<std::uint64_t>(kNothingPerFound * kFirstSlots);  ///< keys
  std::size_t remembered_ = 0;  ///< slots in use
  StringStore strings_;         ///< of the document
};

}  // namespace textmill::entity_tagger
