// Matches the rules of a Grammar at one place of a text.
#pragma once

#include "grammar.hpp"

namespace textmill::entity_tagger {

class Matcher {
 public:
  /// Looks at pieces [begin, end) only.
  Matcher(const Grammar& grammar, std::string_view text, const std::vector<Piece>& pieces,
          std::uint32_t begin, std::uint32_t end)
      : grammar_(grammar), text_(text), pieces_(pieces), begin_(begin), end_(end) {}

  /// A quick look: false if nothing can start here.
  bool may_start(std::uint32_t at) const {
    return pieces_[at].kind == PieceKind::Number || grammar_.words_.may_start(pieces_[at].hash);
  }

  /// The longest match of a rule that makes entities.
  bool best(std::uint32_t at, Match& match);

 private:
  using Element = Grammar::Element;
  struct Side {
    Values first, second;
  };

  bool stands_before(std::uint32_t word_class, std::uint32_t at) const;
  /// Classes of the words that start at `at`, as bits.
  std::uint64_t classes_at(std::uint32_t at) const;
  /// The end of the longest way to match elements from `index` on; 0 if there is none.
  std::uint32_t sequence(const Grammar::Rule& rule, std::size_t index, std::uint32_t at, const Side& so_far,
                         Side& result);
  std::uint32_t element(const Grammar::Rule& rule, std::size_t index, std::uint32_t at, const Side& so_far,
                        Side& result);
  std::uint32_t class_element(const Grammar::Rule& rule, std::size_t index, std::uint32_t at,
                              const Side& so_far, Side& result);
  std::uint32_t block(std::uint32_t id, std::uint32_t at, Side& result);
  bool digit_form(const Element& element, std::uint32_t at, Values& target) const;
  bool digits(const Element& element, std::uint32_t at, double& value) const;
  std::uint32_t number(std::uint32_t at, double& value) const;
  std::uint32_t number_in_digits(std::uint32_t at, double& value) const;
  std::uint32_t number_in_words(std::uint32_t at, double& value) const;
  std::uint32_t fraction(std::uint32_t at, double& value) const;
  std::uint32_t scales(std::uint32_t at, double& value) const;
  bool value_of(std::uint32_t at, int number_class, double& value, std::uint32_t& end) const;
  std::string_view written(std::uint32_t at) const { return text_of(text_, pieces_[at].span); }
  bool is_mark(std::uint32_t at, char mark) const {
    return at < end_ && pieces_[at].span.size() == 1 && text_[pieces_[at].span.begin] == mark;
  }
  bool glued(std::uint32_t at) const { return at > begin_ && at < end_ && pieces_[at].glued; }

  const Grammar& grammar_;
  std::string_view text_;
  const std::vector<Piece>& pieces_;
  std::uint32_t begin_, end_;
  int depth_ = 0;
};

}  // namespace textmill::entity_tagger
